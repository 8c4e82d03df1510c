import { type Exploration, evaluationOf } from '../exploration/exploration.ts';
import { reduceExploration, startExploration } from '../exploration/reduce-exploration.ts';
import { createExplorationRun } from '../exploration/run-exploration.ts';
import { escapeText } from '../report/escape-text.ts';
import { answerPlain, noticeExploration } from '../tui/plain/plain-dialogue.ts';
import { type PlainClient, type PlainEffect, type PlainState, startPlain } from '../tui/plain/plain-state.ts';
import { monotonicNow } from './clock.ts';
import { type CommandArguments, dnsSourceOf, formatLines, optionValue, timeOf } from './command-input.ts';
import { resultExitCodes } from './exit-codes.ts';
import { readLines } from './read-lines.ts';
import { readSubject, type Subject } from './read-request.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** Where lines come from. `isTyped`: a person types them, and wants a prompt. */
export type LineSource = Readonly<{ isTyped: boolean; chunks: AsyncIterable<string>; close: () => void }>;

/** The lines of a stream: of standard input, if no other is given. */
export const typedLines = (stdin: NodeJS.ReadStream = process.stdin): LineSource => {
  stdin.setEncoding('utf8');
  return { isTyped: stdin.isTTY === true, chunks: readUntilGone(stdin), close: () => stdin.destroy() };
};

/** The text of a stream. A terminal that was closed, and a stream that was given up, are ends like any other. */
async function* readUntilGone(stream: NodeJS.ReadStream): AsyncGenerator<string> {
  try {
    yield* stream;
  } catch (error) {
    if (!stream.destroyed) throw error;
  }
}

/** The request for a client as typed, by the rules of the command line. */
const readClient = (domain: string, { ip, helo, sender }: PlainClient, nowMs: number): Subject['request'] =>
  ip === '' ? undefined : readSubject({ ip, helo, sender, domain }, nowMs).request;

/** Runs the dialogue on the standard streams until it is left, or the input ends. What DNS brings is said as it
 *  comes. Where no person types, each command waits for the answers to those before it. Gives the exit code: the
 *  result of the client, if the command line named one. */
export const runPlain = async (
  args: CommandArguments,
  terminal: Terminal,
  { domain, request }: Subject,
  { isTyped, chunks, close }: LineSource = typedLines(),
): Promise<number> => {
  const source = await dnsSourceOf(args);
  let exploration: Exploration = startExploration('', undefined, monotonicNow());
  let fault: Readonly<{ error: unknown }> | undefined;
  let written = Promise.resolve();
  const write = (text: string): void => {
    written = written.then(() => terminal.write(text));
  };
  const say = (lines: readonly string[]): void => {
    if (lines.length > 0) write(formatLines(lines, args, terminal));
  };
  const [ip, helo, sender] = ['ip', 'helo', 'sender'].map((name) => optionValue(args, name) ?? '');
  let state: PlainState = startPlain({ ip: ip ?? '', helo: helo ?? '', sender: sender ?? '' });
  const run = createExplorationRun({
    resolver: source.resolver,
    dispatch: (event) => {
      exploration = reduceExploration(exploration, event);
      const step = noticeExploration(state, exploration, monotonicNow());
      ({ state } = step);
      say(step.lines);
    },
    fail: (error) => {
      fault = { error };
      // Nobody may be typing to whom it could be said.
      close();
    },
    later: setImmediate,
    now: monotonicNow,
  });
  let settled = Promise.resolve();
  const explore = (name: string, wanted: Subject['request']): void => {
    say([`Asking about ${escapeText(name)}.`]);
    settled = run.explore(name, wanted);
  };
  const carryOut = (effect: PlainEffect, clientBefore: PlainClient): void => {
    switch (effect.kind) {
      case 'explore':
        try {
          explore(effect.domain, readClient(effect.domain, effect.client, timeOf(args)));
        } catch (error) {
          if (!(error instanceof UsageError)) throw error;
          state = { ...state, client: clientBefore };
          say([`That cannot be checked: ${error.message.replace(/^--ip /, '')}.`]);
        }
        return;
      case 'requery':
        settled = run.requery();
        return;
      case 'more':
        settled = run.goOn();
        return;
    }
  };
  const settle = async (): Promise<void> => {
    await settled;
    // The last events come a turn later.
    await new Promise(setImmediate);
  };
  say([`spfx, in lines. Answers from ${source.label}. "help" lists the commands.`]);
  if (domain !== undefined) explore(domain, request);
  else say(['No domain is named yet: domain example.com.']);
  let turn = 0;
  // Not before all is said: nothing then comes between the prompt and what is typed behind it.
  const promptWhenSettled = (): void => {
    const own = ++turn;
    if (isTyped) void settle().then(() => turn === own && write('> '));
  };
  promptWhenSettled();
  if (!isTyped) await settle();
  for await (const line of readLines(chunks)) {
    const { client } = state;
    const step = answerPlain(state, line, monotonicNow());
    ({ state } = step);
    say(step.lines);
    if (step.effect?.kind === 'quit') break;
    if (step.effect !== undefined) carryOut(step.effect, client);
    promptWhenSettled();
    if (!isTyped) await settle();
  }
  turn++;
  run.stop();
  await written;
  if (fault !== undefined) throw fault.error;
  const result = evaluationOf(exploration)?.result;
  return request === undefined || result === undefined ? 0 : resultExitCodes[result];
};
