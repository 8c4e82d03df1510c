import { deepEqual, equal } from 'node:assert/strict';
import { openTerminal, type PseudoTerminal } from '../helpers/pseudo-terminal.ts';
import { programPath } from '../helpers/run-program.ts';
import { startShell } from '../helpers/run-shell.ts';
import { isFindingOut } from '../helpers/still-screen.ts';
import type { Tally } from '../helpers/tally.ts';
import { startUdpServer, type UdpServer } from '../helpers/udp-server.ts';
import { wantsNoTrace, wideAnswer } from './faults-of-dns.ts';

const size = { columns: 120, rows: 40 };

const argsOn = (server: UdpServer): string[] => [
  ...['wide.test', '--ip', '192.0.2.1', '--helo', 'client.example', '--server', server.label],
  ...['--dns-timeout', '60000'],
];

const wantsTerminalAsFound = (terminal: PseudoTerminal): void => {
  const { isAlternateScreen, isCursorVisible, isMouseTracked } = terminal.state();
  deepEqual(
    { isAlternateScreen, isCursorVisible, isMouseTracked },
    { isAlternateScreen: false, isCursorVisible: true, isMouseTracked: false },
  );
};

const checkSignals = async (tally: Tally): Promise<void> => {
  const silent = await startUdpServer(() => 'drop');
  for (const [signal, code] of [
    ['SIGHUP', 129],
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const) {
    await tally.check(
      `${signal} while DNS is out ends the screen with ${code}, the terminal as found`,
      async () => {
        const terminal = openTerminal([process.execPath, programPath, 'explore', ...argsOn(silent)], size);
        try {
          await terminal.waitFor('1 out');
          terminal.kill(signal);
          const { exitCode, isCooked } = await terminal.exited;
          deepEqual([exitCode, isCooked], [code, true]);
          wantsTerminalAsFound(terminal);
          wantsNoTrace(terminal.output());
        } finally {
          await terminal.close();
        }
      },
    );
    for (const command of ['check', 'tree', 'tree --json'])
      await tally.check(`${signal} while DNS is out ends ${command} at once, and in silence`, async () => {
        const { length } = silent.asked;
        // Without job control, bash lets what runs in the background ignore SIGINT.
        const run = startShell(
          `set -m; spfx ${command} ${argsOn(silent).join(' ')} & job=$!; read -r; kill -${signal.slice(3)} -$job; wait $job; echo "code $?"`,
        );
        await waitUntil(() => silent.asked.length > length);
        run.answer();
        const { stdout, stderr } = await run.done;
        equal(stdout, `code ${code}\n`, stderr);
        wantsNoTrace(stderr);
      });
  }
  await silent.fall();
};

const waitUntil = async (isTrue: () => boolean): Promise<void> => {
  const deadline = performance.now() + 10_000;
  while (!isTrue()) {
    if (performance.now() > deadline) throw new Error('it never came to it');
    await new Promise((resolve) => setImmediate(resolve));
  }
};

/** The program as the job of a shell. */
const withJob = async (
  args: readonly string[],
  use: (terminal: PseudoTerminal) => Promise<void>,
): Promise<void> => {
  const terminal = openTerminal(['bash', '--norc', '--noprofile', '-i'], {
    ...size,
    env: { PS1: 'prompt> ', HISTFILE: undefined },
  });
  try {
    await terminal.waitFor('prompt>');
    terminal.send(`"${process.execPath}" "${programPath}" explore ${args.join(' ')}\r`);
    await use(terminal);
    terminal.send('exit\r');
    await terminal.exited;
  } finally {
    await terminal.close();
  }
};

const atPrompt = (terminal: PseudoTerminal): Promise<string> =>
  terminal.waitFor((screen) => screen.trimEnd().endsWith('prompt>') && !terminal.state().isAlternateScreen);

const suspend = async (terminal: PseudoTerminal): Promise<void> => {
  terminal.send('\x1a');
  await atPrompt(terminal);
  wantsTerminalAsFound(terminal);
};

const resume = async (terminal: PseudoTerminal, wanted: string | RegExp): Promise<void> => {
  terminal.send('fg\r');
  await terminal.waitFor((screen) => terminal.state().isAlternateScreen && new RegExp(wanted).test(screen));
};

const quit = async (terminal: PseudoTerminal, code: number): Promise<void> => {
  terminal.send('q');
  await atPrompt(terminal);
  wantsTerminalAsFound(terminal);
  terminal.send('echo "code $?"\r');
  await terminal.waitFor(`\ncode ${code}`);
};

const suspendTests: readonly (readonly [name: string, run: (server: UdpServer) => Promise<void>])[] = [
  [
    'Ctrl-Z while the walk goes on; after fg it comes to its end',
    (server) =>
      withJob(argsOn(server), async (terminal) => {
        await terminal.waitFor(/\d out/);
        await suspend(terminal);
        await resume(terminal, /\bPASS\b/);
        await quit(terminal, 0);
      }),
  ],
  [
    'Ctrl-Z with a form open; after fg the screen is the same, and what is typed goes on',
    (server) =>
      withJob(argsOn(server), async (terminal) => {
        await terminal.waitFor(/\bPASS\b/);
        await terminal.waitFor((screen) => !/\d out/.test(screen));
        terminal.send('s');
        await terminal.waitFor('Client IP');
        terminal.send('7');
        await terminal.waitFor(/\bFAIL\b/);
        const before = await settled(terminal);
        await suspend(terminal);
        await resume(terminal, 'Client IP');
        await terminal.waitFor('192.0.2.17');
        equal(stable(await settled(terminal)), stable(before));
        terminal.send('\x7f');
        await terminal.waitFor(
          (screen) => /192\.0\.2\.1(?!7)/.test(screen) && !screen.includes('192.0.2.17'),
        );
        terminal.send('\x1b');
        await terminal.waitFor((screen) => !screen.includes('Client IP'));
        await quit(terminal, 0);
      }),
  ],
  [
    'a terminal that is resized while the program is stopped',
    (server) =>
      withJob(argsOn(server), async (terminal) => {
        await terminal.waitFor(/\bPASS\b/);
        for (const [columns, rows] of [
          [80, 24],
          [200, 50],
          [120, 40],
          [20, 5],
          [120, 40],
        ] as const) {
          await suspend(terminal);
          terminal.resize(columns, rows);
          await resume(terminal, columns < 40 ? /spfx/ : /\bPASS\b/);
          await terminal.waitFor((screen) => screen.split('\n').every((line) => line.length <= columns));
          if (columns >= 40) await terminal.waitFor(/q quit/);
        }
        await quit(terminal, 0);
      }),
  ],
  [
    'twenty times Ctrl-Z and fg, as fast as they go',
    (server) =>
      withJob(argsOn(server), async (terminal) => {
        await terminal.waitFor('spfx');
        for (let round = 0; round < 20; round++) {
          await suspend(terminal);
          await resume(terminal, 'wide.test');
        }
        await terminal.waitFor(/\bPASS\b/);
        await quit(terminal, 0);
      }),
  ],
];

const redrawTests: typeof suspendTests = [
  [
    'Ctrl-L, Ctrl-L and Ctrl-Z in one go',
    (server) =>
      withJob(argsOn(server), async (terminal) => {
        await terminal.waitFor(/\bPASS\b/);
        terminal.send('\x0c\x0c');
        await suspend(terminal);
        await resume(terminal, /\bPASS\b/);
        await quit(terminal, 0);
      }),
  ],
];

/** Without what differs from one answer to the other. */
const stable = (screen: string): string => screen.replace(/\d+(?:\.\d+)? m?s\b/g, 'TIME');

const settled = async (terminal: PseudoTerminal): Promise<string> => {
  do await terminal.waitForQuiet(200);
  while (isFindingOut(terminal.screen()));
  return terminal.screen();
};

/** What happens to a program in a terminal from outside. */
export const checkTerminalFaults = async (tally: Tally): Promise<void> => {
  await checkSignals(tally);
  const slow = await startUdpServer(wideAnswer, { latencyMs: 150 });
  for (const [name, run] of [...suspendTests, ...redrawTests]) await tally.check(name, () => run(slow));
  await slow.fall();
};
