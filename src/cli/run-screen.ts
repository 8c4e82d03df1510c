import '../tui/promise-with-resolvers.ts';
import { setFlagsFromString } from 'node:v8';
import { render } from 'ink';
import { createElement } from 'react';
import { incidents } from '../demo/incidents.ts';
import { createExplorationRun } from '../exploration/run-exploration.ts';
import { App } from '../tui/app.tsx';
import { createController, type ReadClient, type ScreenSource } from '../tui/controller.ts';
import { colourTheme, plainTheme } from '../tui/theme.ts';
import { type DnsSource, demoSource } from './build-resolver.ts';
import { monotonicNow } from './clock.ts';
import { type CommandArguments, dnsSourceOf, glyphsFor, optionValue, wantsColour } from './command-input.ts';
import { interruptedExitCode, resultExitCodes } from './exit-codes.ts';
import { readSubject, type Subject } from './read-request.ts';
import { keyboardOf, screenOf } from './screen-streams.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** A client as typed into the form: read by the same rules as the command line, its complaints shown in the form. */
const readClient: ReadClient = (domain, { ip, helo, sender }) => {
  if (ip === '') return {};
  try {
    const { request } = readSubject({ ip, helo, sender, domain }, Date.now());
    return request === undefined ? {} : { request };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { problem: error.message.replace(/^--ip /, '') };
  }
};

const sourceOf = (
  { label, resolver }: DnsSource,
  hasIncidents: boolean,
  fail: (error: unknown) => void,
): ScreenSource => ({
  label,
  hasIncidents,
  start: (dispatch) =>
    createExplorationRun({ resolver, dispatch, fail, later: setImmediate, now: monotonicNow }),
});

const sizeOf = ({ columns, rows }: NodeJS.WriteStream): string => `${columns}x${rows}`;

/** Stops the whole job, as Ctrl-Z does where a program does not take the keys for itself; returns after `fg`. */
const stopJob = async (): Promise<void> => {
  const { promise: continued, resolve } = Promise.withResolvers<void>();
  process.once('SIGCONT', resolve);
  // A signal alone does not keep Node going, and the keyboard is let go of.
  const alive = setInterval(() => {}, 60_000);
  process.kill(0, 'SIGTSTP');
  await continued;
  clearInterval(alive);
  // Who is stopped is not told that the terminal has another size; Node asks for it at this signal.
  process.emit('SIGWINCH', 'SIGWINCH');
};

/** Runs the screen until it is left. Gives the exit code: the result of the client on the screen, if there is one. */
export const runScreen = async (
  args: CommandArguments,
  terminal: Terminal,
  { domain, request }: Subject,
): Promise<number> => {
  const { stdin, stdout } = process;
  const isDemo = args.switches.has('demo');
  const source = await dnsSourceOf(args);
  // Each frame leaves much behind; V8 would let its heaps grow to twice what is needed before it looks.
  setFlagsFromString('--heap-growing-percent=20');
  setFlagsFromString('--semi-space-growth-factor=1');
  // Before the first frame, so that no key pressed early is echoed into it.
  stdin.setRawMode(true);
  // What was typed before may have been echoed; the screen starts at the left all the same.
  stdout.write('\r');
  let ink: Parameters<Parameters<typeof App>[0]['onReady']>[0] | undefined;
  let exitCode: number | undefined;
  const { promise: firstFrame, resolve: onFirstFrame } = Promise.withResolvers<void>();
  const leave = (error?: unknown): void => ink?.exit(error);
  // One after the other: Ink knows of no suspension within another.
  let handedOver = Promise.resolve();
  let isRedrawDue = false;
  let keepsKeyboard = false;
  const handOver = (begin: () => Promise<void> | undefined): void => {
    handedOver = handedOver.then(begin).catch(leave);
  };
  const redraw = (): void => {
    if (isRedrawDue) return;
    isRedrawDue = true;
    handOver(() => {
      isRedrawDue = false;
      // Nobody else gets the terminal: it would take a Ctrl-D pressed meanwhile for the end of all input.
      keepsKeyboard = true;
      const drawn = ink?.suspendTerminal(() => {});
      keepsKeyboard = false;
      return drawn;
    });
  };
  const glyphs = glyphsFor(args, terminal);
  const controller = createController(
    {
      live: sourceOf(source, isDemo, leave),
      demo: sourceOf(demoSource(), true, leave),
      suggestions: incidents.map(({ clients: [client], ...incident }) => ({
        ...incident,
        client: { ip: client.ip, helo: client.helo, sender: client.sender ?? '' },
      })),
      readClient,
      glyphs,
      now: monotonicNow,
      delay: (callback, ms) => {
        const timer = setTimeout(callback, ms);
        return () => clearTimeout(timer);
      },
      afterFrame: (callback) => {
        void firstFrame.then(() => setImmediate(callback));
      },
      command: (command) => {
        if (command === 'suspend') handOver(() => ink?.suspendTerminal(stopJob));
        else if (command === 'redraw') redraw();
        else {
          if (command === 'interrupt') exitCode = interruptedExitCode;
          leave();
        }
      },
    },
    { columns: stdout.columns, rows: stdout.rows },
  );
  if (domain !== undefined) {
    const [ip, helo, sender] = ['ip', 'helo', 'sender'].map((name) => optionValue(args, name) ?? '');
    controller.explore(domain, { ip: ip ?? '', helo: helo ?? '', sender: sender ?? '' });
  }
  const app = createElement(App, {
    controller,
    theme: wantsColour(args, terminal) ? colourTheme : plainTheme,
    isAscii: glyphs.ellipsis !== '…',
    onReady: (handles) => {
      ink = handles;
    },
  });
  const instance = render(app, {
    stdin: keyboardOf(stdin, () => keepsKeyboard),
    stdout: screenOf(stdout),
    alternateScreen: true,
    exitOnCtrlC: false,
    incrementalRendering: true,
    interactive: true,
    maxFps: 120,
    patchConsole: false,
  });
  const stopCatching = terminal.catchFaults(leave);
  // A terminal that changes its size and back in one go leaves Node nothing to report, and its own screen in disorder.
  let drawnFor = sizeOf(stdout);
  const onResizeSignal = (): void => {
    if (sizeOf(stdout) === drawnFor) redraw();
    drawnFor = sizeOf(stdout);
  };
  process.on('SIGWINCH', onResizeSignal);
  try {
    onFirstFrame();
    await instance.waitUntilExit();
  } finally {
    process.off('SIGWINCH', onResizeSignal);
    stopCatching();
    controller.stop();
  }
  const result = controller.getResult();
  return exitCode ?? (request === undefined || result === undefined ? 0 : resultExitCodes[result]);
};
