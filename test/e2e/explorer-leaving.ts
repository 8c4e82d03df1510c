// Whichever way the explorer is left, the terminal is as it was found; and it gives the terminal to editors and shells.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTerminal } from '../helpers/pseudo-terminal.ts';
import { programPath } from '../helpers/run-program.ts';
import { type Explorer, incidentWords, type Test, wantsRestored, withExplorer } from './explorer-session.ts';

const { broken } = incidentWords;

/** Runs with a folder that goes afterwards. */
export const withFolder = async (use: (folder: string) => Promise<void>): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'spfx-explorer-'));
  try {
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** A shell script in the folder, as a value of $EDITOR. */
export const writeEditor = (folder: string, script: string): string => {
  const path = join(folder, 'editor');
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
};

type WayOut = readonly [name: string, leave: (explorer: Explorer) => void, exitCode: number];

const kill =
  (signal: NodeJS.Signals) =>
  ({ terminal }: Explorer): void =>
    terminal.kill(signal);

const send =
  (keys: string) =>
  ({ terminal }: Explorer): void =>
    terminal.send(keys);

const waysOut: readonly WayOut[] = [
  ['q', send('q'), 4],
  ['Ctrl-C', send('\x03'), 130],
  ['SIGTERM', kill('SIGTERM'), 143],
  ['SIGHUP', kill('SIGHUP'), 129],
  ['SIGINT', kill('SIGINT'), 130],
  ['a fault', kill('SIGUSR2'), 70],
  ['a rejected promise', kill('SIGWINCH'), 70],
];

const hook = (folder: string): string => {
  const path = join(folder, 'fault.mjs');
  writeFileSync(
    path,
    `process.on('SIGUSR2', () => { throw new Error('a fault for the test'); });
if (process.env.REJECTS) process.on('SIGWINCH', () => void Promise.reject(new Error('a fault for the test')));
`,
  );
  return `--import=file://${path}`;
};

/** In which states the explorer is left: the words, what is done before. */
const states: readonly (readonly [
  name: string,
  words: readonly string[],
  prepare: (explorer: Explorer) => Promise<unknown>,
])[] = [
  ['at once', [], async () => {}],
  ['with --mouse', ['--mouse'], async ({ terminal }) => ok(terminal.state().isMouseTracked)],
  ['after E', [], ({ press }) => press('E', 'the record was left as it was')],
  [
    'after E with --mouse',
    ['--mouse'],
    async ({ press, terminal }) => {
      await press('E', 'the record was left as it was');
      ok(terminal.state().isMouseTracked, 'the mouse is off after the editor');
    },
  ],
  ['with a record under edit', [], ({ press }) => press('w', 'published ━')],
  ['with a search', [], ({ press }) => press('/', 'an address')],
  ['with the palette open', [], ({ press }) => press(':', '━ Actions')],
];

const leavingTests: readonly Test[] = states.flatMap(([state, words, prepare]) =>
  waysOut
    // A q that is typed in a field is text.
    .filter(([name]) => name !== 'q' || !/^with (?:a|the)/.test(state))
    .map(
      ([name, leave, exitCode]): Test => [
        `${name} ${state} leaves the terminal as it was found`,
        () =>
          withFolder((folder) =>
            withExplorer(
              [...broken, ...words],
              {
                env: {
                  NODE_OPTIONS: hook(folder),
                  ...(name === 'a rejected promise' ? { REJECTS: '1' } : {}),
                },
              },
              'PERMERROR',
              async (explorer) => {
                await prepare(explorer);
                leave(explorer);
                await wantsRestored(explorer.terminal, exitCode);
                if (exitCode === 70)
                  ok(explorer.screen().includes('a fault for the test'), explorer.screen());
              },
            ),
          ),
      ],
    ),
);

const withEditor = (
  script: string,
  use: (explorer: Explorer, folder: string) => Promise<void>,
  words: readonly string[] = [],
): Promise<void> =>
  withFolder((folder) =>
    withExplorer(
      [...broken, ...words],
      { env: { EDITOR: writeEditor(folder, script), SEEN: join(folder, 'seen') } },
      'PERMERROR',
      (explorer) => use(explorer, folder),
    ),
  );

const editorTests: readonly Test[] = [
  [
    'E has the record edited by the program in $EDITOR, and checks what comes back',
    () =>
      withEditor(
        'cp "$1" "$SEEN"; stty -a >"$SEEN.stty"; printf "v=spf1 ip4:72.11.154.128/25\\n  -all\\n" >"$1"',
        async ({ press, terminal }, folder) => {
          const screen = await press('E', /\bPASS\b/);
          ok(screen.includes('what if anbermedia.com edited'), screen);
          ok(readFileSync(join(folder, 'seen'), 'utf8').startsWith('v=spf1 ip4:72.11.154.128/25-all\n'));
          // The editor had a terminal with lines and echo.
          ok(/ icanon/.test(readFileSync(join(folder, 'seen.stty'), 'utf8')));
          ok(terminal.state().isAlternateScreen);
          await press('u', 'PERMERROR');
        },
      ),
  ],
  [
    'while the editor runs, the mouse is the terminal’s',
    () =>
      withEditor(
        'echo ready; read answer',
        async ({ terminal }) => {
          ok(terminal.state().isMouseTracked);
          terminal.send('E');
          await terminal.waitFor(/^ready$/m);
          ok(!terminal.state().isMouseTracked);
          terminal.send('\r');
          await terminal.waitFor('the record was left as it was');
          ok(terminal.state().isMouseTracked);
          terminal.send('q');
          await wantsRestored(terminal, 4);
        },
        ['--mouse'],
      ),
  ],
  [
    'E goes by $VISUAL first, which may hold options',
    () =>
      withFolder((folder) =>
        withExplorer(
          broken,
          {
            env: {
              EDITOR: 'false',
              VISUAL: `${writeEditor(folder, 'test "$1" = -x && printf "v=spf1 -all" >"$2"')} -x`,
            },
          },
          'PERMERROR',
          async ({ press }) => {
            await press('E', /\bFAIL\b/);
          },
        ),
      ),
  ],
  [
    'an editor that fails, that is not there, or that writes a book changes nothing and is told',
    async () => {
      for (const [editor, said] of [
        ['false', 'the editor ended with exit code 1; the record is as it was'],
        ['/nowhere/editor', 'exit code 127'],
        ['head -c 300000 /dev/zero >', 'octets; a record has 65,535 at most'],
      ] as const)
        await withExplorer(broken, { env: { EDITOR: editor } }, 'PERMERROR', async ({ press, terminal }) => {
          await press('E', said);
          ok(terminal.state().isAlternateScreen);
          terminal.send('q');
          await wantsRestored(terminal, 4);
        });
    },
  ],
  [
    'what an editor writes reaches the terminal as text, whatever it is',
    () =>
      withEditor(
        'printf "v=spf1 \\033]0;owned\\007 \\033[2J \\302\\233x -all" >"$1"',
        async ({ press, terminal }) => {
          const screen = await press('E', 'PERMERROR');
          await press('2', '┏━ 2 Detail');
          ok(!/\x1b\]0|\x1b\[2J|\x9b/.test(terminal.output()), screen);
          equal(terminal.wipes(), 0);
        },
      ),
  ],
  [
    'keys that are pressed while the editor runs are the editor’s, each of them',
    () =>
      withEditor(
        'echo ready; for n in 1 2 3 4 5 6 7 8 9; do read answer; echo "got $n:$answer"; done; printf "v=spf1 %s" "$answer" >"$1"',
        async ({ type, terminal }) => {
          terminal.send('E');
          await terminal.waitFor(/^ready$/m);
          ok(!terminal.state().isAlternateScreen);
          for (let line = 1; line < 9; line++) {
            terminal.send(`line${line}\r`);
            await terminal.waitFor(`got ${line}:line${line}`);
          }
          await type('+all\r', /\bPASS\b/);
        },
      ),
  ],
  [
    'what the terminal echoes of keys while the editor runs moves no row of the screen afterwards',
    () =>
      withEditor(
        'echo ready; until [ -e "$SEEN" ]; do sleep 0.1; done',
        async ({ press, type, terminal }, folder) => {
          terminal.send('E');
          await terminal.waitFor(/^ready$/m);
          terminal.send('##########');
          await terminal.waitFor(/^##########$/m);
          writeFileSync(join(folder, 'seen'), '');
          await terminal.waitFor('the record was left as it was');
          const isWhole = (screen: string): boolean => screen.startsWith(' spfx');
          await type('\x0c', isWhole);
          await press('j', isWhole);
        },
      ),
  ],
];

const tmuxTests: readonly Test[] = [
  [
    'in tmux, Ctrl-Z gives the pane to the shell, and fg gives the same screen back',
    () =>
      withFolder(async (folder) => {
        const terminal = openTerminal(
          [
            'tmux',
            '-L',
            `spfx-${process.pid}`,
            '-f',
            '/dev/null',
            'new-session',
            `env PS1='prompt> ' bash --norc --noprofile`,
          ],
          { columns: 120, rows: 41, env: { HISTFILE: undefined, TMUX_TMPDIR: folder } },
        );
        try {
          await terminal.waitFor('prompt>');
          terminal.send(`"${process.execPath}" "${programPath}" explore ${broken.join(' ')}\r`);
          await terminal.waitFor(/PERMERROR[\s\S]*q quit/);
          for (let round = 0; round < 3; round++) {
            terminal.send('\x1a');
            await terminal.waitFor(/Stopped[\s\S]*prompt>/);
            terminal.send('clear; fg\r');
            await terminal.waitFor(/PERMERROR[\s\S]*q quit/);
          }
          terminal.send('j?');
          await terminal.waitFor('━ Keys');
          terminal.send('q');
          await terminal.waitFor((screen) => /prompt>\s*$/.test(screen.replace(/\[\d.*$/s, '')));
          terminal.send('clear; echo "code $?"; stty -a | grep -o " icanon"\r');
          await terminal.waitFor(/code 0\n icanon/);
          terminal.send('exit\r');
          deepEqual((await terminal.exited).exitCode, 0);
        } finally {
          await terminal.close();
        }
      }),
  ],
];

export const leavingAndEditorTests: readonly Test[] = [...leavingTests, ...editorTests, ...tmuxTests];
