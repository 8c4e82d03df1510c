import '../tui/state/promise-with-resolvers.ts';
import { setFlagsFromString } from 'node:v8';
import { render } from 'ink';
import { createElement } from 'react';
import { incidents } from '../demo/incidents.ts';
import type { NamedClient } from '../exploration/named-client.ts';
import { createExplorationRun } from '../exploration/run-exploration.ts';
import type { Candidate } from '../intake/candidate.ts';
import { escapeText } from '../report/escape-text.ts';
import { completeRequest } from '../spf/check-request.ts';
import { App } from '../tui/app.tsx';
import { createController } from '../tui/controller.ts';
import { darkPalette, lightPalette } from '../tui/drawing/palette.ts';
import { chooseTheme } from '../tui/drawing/theme.ts';
import { keyBindings } from '../tui/keys/key-bindings.ts';
import { rebindKeys } from '../tui/keys/rebind-keys.ts';
import { nobody } from '../tui/state/client-form.ts';
import type { Suggestion } from '../tui/state/screen-model.ts';
import type { ScreenSource } from '../tui/state/session.ts';
import { type DnsSource, demoSource } from './build-resolver.ts';
import { monotonicNow } from './clock.ts';
import { type CommandArguments, dnsSourceOf, glyphsFor, timeOf, wantsColour } from './command-input.ts';
import { interruptedExitCode, resultExitCodes } from './exit-codes.ts';
import { copyText, editText, savePicture } from './hand-on.ts';
import { readClients } from './read-clients.ts';
import type { Subject } from './read-request.ts';
import { type Recent, readRecent, rememberRecent } from './recent-domains.ts';
import { clientReader, findAddresses } from './screen-clients.ts';
import { keyboardOf, screenOf } from './screen-streams.ts';
import { settingsOf } from './settings.ts';
import type { Terminal } from './terminal.ts';
import { runEditor, stopJob } from './terminal-jobs.ts';

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

const suggestRecent = ({ domain, client }: Recent): Suggestion => ({
  kind: 'recent',
  title: client === undefined ? '' : `client ${escapeText(client.ip)}`,
  domain,
  story: 'Looked at before; asked of DNS anew.',
  clients: client === undefined ? [nobody] : [client],
});

const suggestIncident = ({ clients, ...incident }: (typeof incidents)[number]): Suggestion => ({
  kind: 'incident',
  title: incident.title,
  domain: incident.domain,
  ...(incident.year === undefined ? {} : { year: incident.year }),
  story: incident.story,
  clients: clients.map(({ ip, helo, sender = '' }) => ({ ip, helo, sender })),
});

const sizeOf = ({ columns, rows }: NodeJS.WriteStream): string => `${columns}x${rows}`;

/** What the screen may start with besides the command line. `incidents`: all that a text says of SPF checks, the most
 *  relevant first; `clients`: those of them that are of the explored domain, an empty IP where the text has none; `note`:
 *  what is said in the footer, safe to print. `keyboard`: in place of standard input. */
export type ScreenStart = Readonly<{
  incidents?: readonly Candidate[];
  clients?: readonly NamedClient[];
  note?: string | undefined;
  keyboard?: NodeJS.ReadStream;
}>;

/** Runs the screen until it is left. Gives the exit code: the result of the client on the screen, if there is one. */
export const runScreen = async (
  args: CommandArguments,
  terminal: Terminal,
  { domain, request }: Subject,
  start: ScreenStart = {},
): Promise<number> => {
  const { stdout } = process;
  const stdin = start.keyboard ?? process.stdin;
  const isDemo = args.switches.has('demo');
  const source = await dnsSourceOf(args);
  const settings = settingsOf(args);
  const clients = start.clients ?? (await readClients(args));
  const [first] = clients;
  const explored = domain ?? (first && completeRequest({ sender: first.sender, helo: first.helo }).domain);
  // The start screen alone shows what was looked at before.
  const recent = settings.keepsHistory && explored === undefined ? await readRecent() : { entries: [] };
  const suggestions = [...recent.entries.map(suggestRecent), ...incidents.map(suggestIncident)];
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
  const handOver = (begin: () => Promise<void> | undefined, fail: (error: unknown) => void = leave): void => {
    handedOver = handedOver.then(begin).catch(fail);
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
  const { bindings, problems } = rebindKeys(keyBindings, settings.keys);
  const controller = createController(
    {
      live: sourceOf(source, isDemo, leave),
      demo: sourceOf(demoSource(), true, leave),
      suggestions,
      bindings,
      readClient: clientReader(() => timeOf(args)),
      findAddresses,
      loadOrganisationOf: async () => (await import('../lint/organisational-domain.ts')).organisationalDomain,
      fail: leave,
      openSnapshot: async (path) => (await import('./open-snapshot.ts')).openSnapshot(path),
      readText: async (text) => (await import('./read-pasted-text.ts')).readPastedText(text),
      compareClaim: async (claim, resolver, older) => {
        const { compareClaim } = await import('../claims/compare-claim.ts');
        return compareClaim(claim, resolver, {
          nowMs: timeOf(args),
          ...(older === undefined ? {} : { older }),
        });
      },
      epochMs: Date.now,
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
      copy: (text, what) =>
        copyText(text, what, process.env, settings.keepsHistory, (sequence) => stdout.write(sequence)),
      savePicture: (lines, name) =>
        savePicture(
          lines,
          stdout.columns,
          name,
          settings.theme.background === 'light' ? lightPalette : darkPalette,
        ),
      editOutside: (text) =>
        editText(
          text,
          (path) =>
            new Promise((resolve, reject) => {
              // Node goes on reading every keyboard but its own standard input: the editor would get half of the keys.
              if (start.keyboard !== undefined)
                throw new Error(
                  'the editor needs the keyboard: start from a file in place of standard input',
                );
              let code = 0;
              handOver(async () => {
                await ink?.suspendTerminal(async () => {
                  // Ink lets go of the keyboard, but Node would go on reading: half of the keys would be the editor's.
                  // A stream that somebody waits for can't be paused; Ink's last word takes effect a turn later.
                  await new Promise((resolve) => setImmediate(resolve));
                  stdin.pause();
                  await new Promise((resolve) => setImmediate(resolve));
                  code = await runEditor(path, process.env);
                });
                resolve(code);
              }, reject);
            }),
        ),
      onExplored: (explored, client) => {
        if (!settings.keepsHistory) return;
        const { ip = '', helo = '', sender = '' } = client ?? {};
        void rememberRecent({
          domain: explored,
          ...(ip === '' ? {} : { client: { ip, helo, sender } }),
          atMs: Date.now(),
        });
      },
    },
    { columns: stdout.columns, rows: stdout.rows },
  );
  if (explored !== undefined) controller.explore(explored, ...clients);
  if (start.note !== undefined) controller.say(start.note);
  if (start.incidents !== undefined) controller.openIncidents(start.incidents);
  const [problem] = [...(args.settingsProblem === undefined ? [] : [args.settingsProblem]), ...problems];
  if (problem !== undefined) controller.say(escapeText(problem), true);
  const app = createElement(App, {
    controller,
    theme: chooseTheme(
      {
        hasColour: wantsColour(args, terminal),
        ...(process.env.COLORTERM === undefined ? {} : { colorterm: process.env.COLORTERM }),
        ...(process.env.COLORFGBG === undefined ? {} : { colorfgbg: process.env.COLORFGBG }),
      },
      settings.theme,
    ),
    isAscii: glyphs.ellipsis !== '…',
    onReady: (handles) => {
      ink = handles;
    },
  });
  const instance = render(app, {
    stdin: keyboardOf(
      stdin,
      () => keepsKeyboard,
      settings.hasMouse ? controller.mouse : () => {},
      controller.cutPaste,
    ),
    stdout: screenOf(stdout, settings.hasMouse),
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
  // A terminal that is gone need not end in a signal: its shell may hold that back. Then the keyboard ends.
  const onKeyboardGone = (): void => leave();
  stdin.once('end', onKeyboardGone);
  try {
    onFirstFrame();
    await instance.waitUntilExit();
  } finally {
    process.off('SIGWINCH', onResizeSignal);
    stdin.off('end', onKeyboardGone);
    stopCatching();
    controller.stop();
  }
  const result = controller.getResult();
  const isAsked = request !== undefined || clients.length > 0;
  return exitCode ?? (!isAsked || result === undefined ? 0 : resultExitCodes[result]);
};
