import { deepEqual, ok } from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTerminal } from '../helpers/pseudo-terminal.ts';
import { programPath } from '../helpers/run-program.ts';
import { waitUntilStill } from '../helpers/still-screen.ts';
import type { Tally } from '../helpers/tally.ts';
import { startZoneServer } from '../helpers/zone-server.ts';

/** A key or a text, and what the screen shows then. */
type Step = readonly [keys: string, wanted: string | RegExp];

/** What is done in the explorer, and which files there are afterwards that were not there before; of a picture, `*`
 *  stands for the time. `mayStart`: whether a program may be started. */
type Session = Readonly<{
  what: string;
  words: readonly string[];
  steps: readonly Step[];
  files: readonly string[];
  mayStart?: boolean;
}>;

const live = ['example.com', '--ip', '192.0.2.1'];
const recent = 'state/spfx/recent.json';
const copied = 'state/spfx/copied.txt';

/** All that can be done without a file to show for it. */
const looks: readonly Step[] = [
  ['g', '1/3'],
  ['2', '┏━ 2 Detail'],
  ['3', '┏━ 3 Problems'],
  ['4', '┏━ 4 DNS'],
  ['\x1b', '┏━ 1 Record'],
  ['j', '2/3'],
  ['x', 'taken out'],
  ['u', 'PASS'],
  ['w', 'published ━'],
  ['\x1b', '┏━ 1 Record'],
  ['s', '━ Simulate'],
  ['\x1b', '┏━ 1 Record'],
  ['?', '━ Keys'],
  ['\x1b', '┏━ 1 Record'],
  ['r', 'PASS'],
];

const sessions: readonly Session[] = [
  { what: 'a look at a domain keeps it among the recent ones', words: live, steps: looks, files: [recent] },
  {
    what: 'with --no-history, a look keeps nothing',
    words: [...live, '--no-history'],
    steps: looks,
    files: [],
  },
  {
    what: 'copies are kept in one file',
    words: live,
    steps: [
      ['y', 'the term is copied'],
      ['Y', 'the record is copied'],
      ['R', 'the report is copied'],
    ],
    files: [copied, recent],
  },
  {
    what: 'with --no-history, copies are kept nowhere',
    words: [...live, '--no-history'],
    steps: [
      ['y', 'the term is copied'],
      ['R', 'the report is copied'],
    ],
    files: [],
  },
  {
    what: 'of an incident nothing is kept',
    words: ['anbermedia.com', '--ip', '72.11.154.232', '--demo'],
    steps: [['f', 'PASS']],
    files: [],
  },
  {
    what: 'S saves a picture where the program runs',
    words: [...live, '--no-history'],
    steps: [['S', 'the screen is saved']],
    files: ['work/spfx-example.com-*.svg'],
  },
  {
    what: 'E starts the editor, and leaves no file behind',
    words: [...live, '--no-history'],
    steps: [['E', 'the record was left as it was']],
    files: [],
    mayStart: true,
  },
  {
    what: 'without leave to start programs, E says so and does nothing',
    words: [...live, '--no-history'],
    steps: [['E', /ERR_ACCESS_DENIED|restricted|can't be run|Access to this API/i]],
    files: [],
  },
];

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .map((path) => path.replace(/\d{8}-\d{6}/, '*'))
    .sort();

const runSession = async ({ words, steps, files, mayStart = false }: Session, source: readonly string[]) => {
  const root = mkdtempSync(join(tmpdir(), 'spfx-promise-'));
  try {
    for (const name of ['home', 'state', 'config', 'work', 'tmp']) mkdirSync(join(root, name));
    const editor = join(root, 'home/editor');
    writeFileSync(editor, '#!/bin/sh\ntrue\n');
    chmodSync(editor, 0o755);
    const before = filesIn(root);
    // Node's permission model: what is not named here is forbidden.
    const writable = [
      ...(files.some((file) => file.startsWith('state/')) ? [join(root, 'state', '*')] : []),
      ...(files.some((file) => file.startsWith('work/')) ? [join(root, 'work', '*')] : []),
      // The record under edit stands in a file of its own until the editor ends.
      ...(steps.some(([keys]) => keys === 'E') ? [join(root, 'tmp', '*')] : []),
    ];
    const rights = [
      ...['--experimental-permission', '--no-warnings', '--allow-fs-read=*'],
      ...writable.map((path) => `--allow-fs-write=${path}`),
      ...(mayStart ? ['--allow-child-process'] : []),
    ];
    const terminal = openTerminal(
      [process.execPath, ...rights, programPath, 'explore', ...words, ...source],
      {
        columns: 120,
        rows: 40,
        cwd: join(root, 'work'),
        env: {
          HOME: join(root, 'home'),
          TMPDIR: join(root, 'tmp'),
          EDITOR: editor,
          XDG_STATE_HOME: join(root, 'state'),
          XDG_CONFIG_HOME: join(root, 'config'),
        },
      },
    );
    try {
      await terminal.waitFor(/\b(?:PASS|PERMERROR)\b/);
      await waitUntilStill(terminal);
      for (const [keys, wanted] of steps) {
        terminal.send(keys);
        await terminal.waitFor(wanted);
        await waitUntilStill(terminal);
      }
      terminal.send('q');
      const { exitCode } = await terminal.exited;
      ok(exitCode < 7, `exit code ${exitCode}`);
      ok(!/internal error|ERR_ACCESS_DENIED[\s\S]*\n\s+at /.test(terminal.output()), terminal.screen());
    } finally {
      await terminal.close();
    }
    deepEqual(
      filesIn(root).filter((file) => !before.includes(file)),
      files,
    );
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
};

/** Which files the explorer writes, each only when it is asked to, and that it starts a program on `E` alone. */
export const checkFiles = async (tally: Tally): Promise<void> => {
  const server = await startZoneServer({ 'example.com': 'v=spf1 ip4:192.0.2.1 -all' });
  const source = ['--server', `127.0.0.1:${server.address.port}`];
  for (const session of sessions)
    await tally.check(session.what, () =>
      runSession(session, session.words.includes('--demo') ? [] : source),
    );
  await server.close();
};
