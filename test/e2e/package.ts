// The package as it is published: what is in it, and that it runs where it should. Arguments: the Nodes to run it on.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openTerminal } from '../helpers/pseudo-terminal.ts';
import { type ProgramRun, runProgram } from '../helpers/run-program.ts';
import { createTally } from '../helpers/tally.ts';

const run = promisify(execFile);

const incident = ['anbermedia.com', '--ip', '72.11.154.232', '--helo', 'mail.anbermedia.com', '--demo'];
const permerror = 4;

/** What may be in the package, and nothing else. */
const allowed = [
  /^package\.json$/,
  /^README\.md$/,
  /^LICENSE$/,
  /^dist\/main\.js$/,
  /^dist\/chunk-[A-Z0-9]+\.js$/,
  /^dist\/THIRD-PARTY-LICENSES\.txt$/,
  /^dist\/spfx\.1$/,
];

/** What only the screen's code has in it. */
const screenMark = /react\.element|react\.transitional\.element|yoga/i;

/** What only the readers of mails and reports have in them. */
const isReader = (script: string): boolean => /quoted-printable|DOCTYPE/.test(readFileSync(script, 'utf8'));

/** The files that the screen may open, with those that it opens once it is there. */
const mostScripts = 18;

/** The scripts of the package that a run loaded. */
const loadedScripts = async (
  folder: string,
  start: (env: Record<string, string>) => Promise<unknown>,
): Promise<string[]> => {
  const coverage = mkdtempSync(join(folder, 'coverage-'));
  await start({ NODE_V8_COVERAGE: coverage });
  const reports = readdirSync(coverage).map(
    // As V8 writes it.
    (file) => JSON.parse(readFileSync(join(coverage, file), 'utf8')) as { result: { url: string }[] },
  );
  return reports
    .flatMap(({ result }) => result.map(({ url }) => url))
    .filter((url) => url.startsWith('file:') && url.includes('/spfx/dist/'))
    .map((url) => fileURLToPath(url));
};

const wantsIncident = ({ exitCode, stdout, stderr }: ProgramRun): void => {
  equal(exitCode, permerror, stdout + stderr);
  equal(stderr, '');
  ok(stdout.includes('a space is missing before "-all"'), stdout);
};

const runScreen = async (node: string, program: string, env: Record<string, string>): Promise<void> => {
  const terminal = openTerminal([node, program, 'explore', ...incident], { columns: 120, rows: 40, env });
  try {
    await terminal.waitFor(/PERMERROR[\s\S]*a space is missing/);
    terminal.send('q');
    const exit = await terminal.exited;
    deepEqual(exit, { exitCode: permerror, isCooked: true });
    equal(terminal.state().isAlternateScreen, false);
    equal(terminal.screen().trim(), '', 'something stays behind on the terminal');
  } finally {
    await terminal.close();
  }
};

/** Puts the package into an empty folder, as its users do. Gives the program's path. */
const install = async (folder: string): Promise<Readonly<{ program: string; files: string[] }>> => {
  await run('npm', ['pack', '--silent', '--pack-destination', folder]);
  const [tarball] = readdirSync(folder).filter((file) => file.endsWith('.tgz'));
  if (tarball === undefined) throw new Error('npm pack made no package');
  const { stdout } = await run('tar', ['tzf', join(folder, tarball)]);
  const empty = join(folder, 'empty');
  mkdirSync(empty);
  writeFileSync(join(empty, 'package.json'), '{"private": true}');
  await run('npm', ['install', '--silent', '--offline', '--ignore-scripts', join(folder, tarball)], {
    cwd: empty,
  });
  return {
    program: join(empty, 'node_modules/spfx/dist/main.js'),
    files: stdout
      .trim()
      .split('\n')
      .map((file) => file.replace(/^package\//, '')),
  };
};

const main = async (): Promise<number> => {
  const tally = createTally();
  const folder = mkdtempSync(join(tmpdir(), 'spfx-package-'));
  try {
    const { program, files } = await install(folder);
    const installed = join(folder, 'empty/node_modules');
    await tally.check('the package holds what runs, the licences, README and LICENSE', () => {
      deepEqual(
        files.filter((file) => !allowed.some((pattern) => pattern.test(file))),
        [],
      );
      for (const file of [
        'README.md',
        'LICENSE',
        'dist/main.js',
        'dist/spfx.1',
        'dist/THIRD-PARTY-LICENSES.txt',
      ])
        ok(files.includes(file), `${file} is missing`);
    });
    await tally.check('the package has no dependencies', () => {
      deepEqual(
        readdirSync(installed).filter((name) => !name.startsWith('.')),
        ['spfx'],
      );
      ok(existsSync(join(installed, '.bin/spfx')), 'no command "spfx"');
    });
    await tally.check('the licence of every bundled package is in it', () => {
      const text = readFileSync(join(installed, 'spfx/dist/THIRD-PARTY-LICENSES.txt'), 'utf8');
      const sections = text.split(`\n${'-'.repeat(72)}\n`);
      for (const name of ['ink', 'react', 'react-reconciler', 'yoga-layout', 'ipaddr.js', 'string-width'])
        ok(
          sections.some((section) => new RegExp(`(?:^|\\n)${name} \\d+\\.`).test(section)),
          `${name} is missing`,
        );
      for (const section of sections)
        ok(
          /permission|redistribution/i.test(section) && section.length > 400,
          `no licence text:\n${section}`,
        );
    });

    const nodes = process.argv.slice(2);
    for (const node of nodes.length === 0 ? [process.execPath] : nodes) {
      const version = (await run(node, ['--version'])).stdout.trim();
      await tally.check(`check runs on Node ${version}, without a word on stderr`, async () =>
        wantsIncident(await runProgram(['check', ...incident], { node, program })),
      );
      await tally.check(`tree runs on Node ${version}`, async () =>
        wantsIncident(await runProgram(['tree', ...incident], { node, program })),
      );
      await tally.check(`explore runs on Node ${version}, in a terminal`, () => runScreen(node, program, {}));
    }

    for (const command of ['check', 'tree', 'demo'])
      await tally.check(`${command} never loads the screen's code`, async () => {
        const args = command === 'demo' ? [] : incident;
        const scripts = await loadedScripts(folder, (env) =>
          runProgram([command, ...args], { env, program }),
        );
        ok(scripts.length > 0, 'the test sees no scripts');
        const heavy = scripts.filter((script) => screenMark.test(readFileSync(script, 'utf8')));
        deepEqual(
          heavy.map((script) => basename(script)),
          [],
        );
      });
    await tally.check('explore loads it, in few files, and nothing that reads texts', async () => {
      const scripts = await loadedScripts(folder, (env) => runScreen(process.execPath, program, env));
      ok(
        scripts.some((script) => screenMark.test(readFileSync(script, 'utf8'))),
        'the check above sees too little',
      );
      ok(scripts.length <= mostScripts, `${scripts.length} files are opened`);
      deepEqual(scripts.filter(isReader), []);
    });
    await tally.check('check loads what reads texts where it is given one', async () => {
      const text = join(folder, 'mail.eml');
      writeFileSync(
        text,
        'Received-SPF: fail client-ip=72.11.154.232; helo=mail.anbermedia.com\n\nA text.\n',
      );
      const scripts = await loadedScripts(folder, (env) =>
        runProgram(['check', '--from-text', text, '--demo'], { env, program }),
      );
      ok(scripts.some(isReader), 'the check above sees too little');
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return tally.finish();
};

process.exitCode = await main();
