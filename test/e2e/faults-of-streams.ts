import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runShell } from '../helpers/run-shell.ts';
import type { Tally } from '../helpers/tally.ts';
import { wantsNoTrace } from './faults-of-dns.ts';

const commands = [
  ['check twitter.com --ip 192.0.2.1 --demo', 1],
  ['check twitter.com --ip 192.0.2.1 --demo --json', 1],
  ['tree twitter.com --demo', 0],
  ['tree twitter.com --demo --json', 0],
  ['explore twitter.com --demo', 0],
  ['demo', 0],
  ['demo anbermedia.com', 4],
  ['--help', 0],
] as const;

const checkPipes = async (tally: Tally): Promise<void> => {
  for (const [command, code] of commands) {
    await tally.check(`${command}: a reader that goes away is no fault`, async () => {
      // The first reader reads a line, the second nothing at all.
      for (const reader of ['head -1', 'true']) {
        // Larger than a pipe holds, where it can be.
        const run = await runShell(`spfx ${command} | ${reader} >/dev/null; echo "\${PIPESTATUS[0]}"`);
        deepEqual([run.stdout, run.stderr], [`${code}\n`, '']);
      }
    });
    await tally.check(
      `${command}: a full disk is told, and no exit code says that all went well`,
      async () => {
        const run = await runShell(`spfx ${command} >/dev/full`);
        deepEqual([run.exitCode, run.stderr], [70, "spfx: the output can't be written (ENOSPC)\n"]);
      },
    );
    await tally.check(`${command}: closed streams are no fault`, async () => {
      for (const closed of ['>&-', '<&-', '2>&-', '<&- >&- 2>&-']) {
        const run = await runShell(`spfx ${command} ${closed}`);
        deepEqual([run.exitCode, run.stderr], [code, ''], closed);
      }
    });
  }
  await tally.check('a usage error has its exit code where nobody can read it', async () => {
    for (const nowhere of ['2>/dev/full', '2>&-', '>&- 2>&-'])
      equal((await runShell(`spfx check ${nowhere}`)).exitCode, 64, nowhere);
  });
};

const checkWriting = async (tally: Tally, hasNamespace: boolean): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'spfx-disk-'));
  try {
    if (hasNamespace)
      await tally.check(
        'demo --write onto a full disk says so, leaves no half file, and works once there is room',
        async () => {
          const disk = join(folder, 'disk');
          mkdirSync(disk);
          execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', disk]);
          try {
            const full = await runShell(`spfx demo --write ${disk}/zones`);
            deepEqual([full.exitCode, full.stdout], [64, '']);
            match(full.stderr, /^spfx: --write [^\n]*: the disk is full\n$/);
            execFileSync('mount', ['-o', 'remount,size=4m', disk]);
            const again = await runShell(`spfx demo --write ${disk}/zones`);
            deepEqual([again.exitCode, again.stderr], [0, '']);
            const plain = await runShell(
              `spfx demo --write ${folder}/plain && diff -r ${disk}/zones ${folder}/plain`,
            );
            deepEqual([plain.exitCode, plain.stderr], [0, '']);
          } finally {
            execFileSync('umount', [disk]);
          }
        },
      );
    await tally.check('demo --write to where no directory can be is one line', async () => {
      for (const place of ['/dev/null/zones', '/proc/zones', `${folder}/${'x'.repeat(300)}`]) {
        const run = await runShell(`spfx demo --write ${place}`);
        equal(run.exitCode, 64, run.stderr);
        match(run.stderr, /^spfx: --write [^\n]*\n$/);
      }
      ok(!readdirSync(folder).some((name) => name.startsWith('x')));
    });
    await tally.check('a zone file that is a directory or not there is one line', async () => {
      for (const file of [folder, '/nowhere.zone']) {
        const run = await runShell(`spfx check a.example --ip 192.0.2.1 --zone ${file}`);
        equal(run.exitCode, 64, run.stdout + run.stderr);
        match(run.stderr, /^spfx: [^\n]*\n$/);
        wantsNoTrace(run.stderr);
      }
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** What goes wrong between the program and its streams and files. */
export const checkStreamFaults = async (tally: Tally, hasNamespace: boolean): Promise<void> => {
  await checkPipes(tally);
  await checkWriting(tally, hasNamespace);
};
