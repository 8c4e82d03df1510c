// The screen of the built program under random keys, pastes, replies of the terminal and sizes:
//   monkey.ts [--presses N] [--seed S]
// Without a seed it runs twice, with a seed that never changes and with a fresh one. A failure prints the seed and what
// was sent since all was last known to be well.
import { equal, ok } from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { incidents } from '../../src/demo/incidents.ts';
import { peakMiBOf } from '../helpers/measured-run.ts';
import { openTerminal, type PseudoTerminal } from '../helpers/pseudo-terminal.ts';
import { breakUp, type Random, randomFrom, randomPress } from '../helpers/random-keys.ts';
import { programPath } from '../helpers/run-program.ts';
import { createTally } from '../helpers/tally.ts';
import { startUdpServer } from '../helpers/udp-server.ts';
import { wideAnswer } from './faults-of-dns.ts';

const folder = mkdtempSync(join(tmpdir(), 'spfx-monkey-'));
const fixedSeed = 7208;
const pressesInBurst = 60;
const burstsInSession = 14;
/** What is sent and not yet read has to find room in the system, or both sides wait for each other. */
const mostOctetsInBurst = 3000;
const answerMs = 30_000;
const mostPeakMiB = 300;

const sizes = [
  '1x1',
  '2x300',
  '5x2',
  '19x4',
  '20x5',
  '40x12',
  '60x15',
  '80x24',
  '120x40',
  '200x50',
  '300x100',
] as const;

type Size = Readonly<{ columns: number; rows: number }>;

const sizeOf = (text: string): Size => {
  const [columns = 80, rows = 24] = text.split('x').map(Number);
  return { columns, rows };
};

const randomSize = ({ below, pick }: Random): Size =>
  below(3) === 0 ? { columns: 1 + below(300), rows: 1 + below(100) } : sizeOf(pick(sizes));

/** What must never come out, whatever goes in: it is the terminal's to read, or hides what is beside it. */
const hostile = /\x1b[\]P_^X]|[\x07\x9b\x9d\u202a-\u202e\u2066-\u2069]|\x1b\[[23]J/;

/** A copy into the terminal's clipboard, which keys ask for: the one thing of this kind that may come out. */
const copied = /\x1b\]52;c;[A-Za-z0-9+/=]*(?:\x07|\x1b\\)/g;

/** A copy whose end has not come yet. */
const unfinished = /\x1b(?:\](?:5(?:2(?:;(?:c(?:;[A-Za-z0-9+/=]*\x1b?)?)?)?)?)?)?$/;

/** How a screen that is drawn anew begins, and how it is left: from there on the terminal echoes what is typed. */
const redrawn = '\x1b[?1049h';
const left = '\x1b[?1049l';

/** One of both whose end has not come yet. */
const unfinishedSwitch = /\x1b(?:\[(?:\?(?:1(?:0(?:4(?:9)?)?)?)?)?)?$/;

/** Takes output in pieces and gives what the program drew: not what was echoed while an editor had the terminal. */
const createEchoFilter = (): ((text: string) => string) => {
  let rest = '';
  let isAway = false;
  return (text) => {
    const whole = rest + text;
    const end = unfinishedSwitch.exec(whole)?.index ?? whole.length;
    rest = whole.slice(end);
    let drawn = '';
    for (let at = 0; at < end; ) {
      const found = whole.indexOf(isAway ? redrawn : left, at);
      const next = found === -1 ? end : found;
      if (!isAway) drawn += whole.slice(at, next);
      if (found !== -1) isAway = !isAway;
      at = next;
      if (found === -1) break;
    }
    return drawn;
  };
};

/** The screen is whole: had a row been wider than the terminal, the first one would be gone. */
const isWhole = (screen: string, { columns, rows }: Size): boolean => {
  const lines = screen.split('\n');
  const [first = '', last = ''] = [lines[0], lines.at(-1)];
  if (lines.length !== rows) return false;
  if (columns < 20 || rows < 5) return columns < 3 || first.startsWith('too small'.slice(0, columns - 1));
  return first.startsWith(' s') && /\S/.test(last);
};

const shownAs = (sent: readonly string[]): string =>
  sent.map((text) => JSON.stringify(text.slice(0, 80))).join(' ');

const wantsProperEnd = async (terminal: PseudoTerminal, sent: readonly string[]): Promise<void> => {
  const { exitCode, isCooked } = await terminal.exited;
  ok(
    [0, 1, 2, 3, 4, 5, 6, 130].includes(exitCode),
    `exit code ${exitCode} after ${shownAs(sent)}:\n${terminal.screen()}`,
  );
  const { isAlternateScreen, isCursorVisible, isBracketedPaste, isMouseTracked } = terminal.state();
  ok(
    isCooked && !isAlternateScreen && isCursorVisible && !isBracketedPaste && !isMouseTracked,
    `the terminal is not as it was found: ${JSON.stringify(terminal.state())} after ${shownAs(sent)}`,
  );
};

/** Presses until the program was asked often enough, or ended. Gives how often it was pressed. */
const runSession = async (args: readonly string[], random: Random, most: number): Promise<number> => {
  let size: Size = { columns: 120, rows: 40 };
  // Pictures are saved where the program runs.
  const terminal = openTerminal([process.execPath, programPath, ...args], { ...size, cwd: folder });
  // What comes is looked at as it comes: all of it is many megabytes.
  let redraws = 0;
  let found: string | undefined;
  let tail = '';
  const drawnOf = createEchoFilter();
  terminal.onArrival((text) => {
    const whole = (tail + drawnOf(text)).replace(copied, '');
    const end = unfinished.exec(whole)?.index ?? whole.length;
    found ??= hostile.exec(whole.slice(0, end).split('\x1b]7208')[0] ?? '')?.[0];
    redraws += whole.split(redrawn).length - 1;
    // A sequence may come in two pieces; none that is counted is longer.
    tail = whole.slice(
      Math.min(end, Math.max(whole.lastIndexOf(redrawn) + redrawn.length, whole.length - redrawn.length + 1)),
    );
  });
  let hasEnded = false;
  void terminal.exited.then(() => {
    hasEnded = true;
  });
  let sent: string[] = [];
  let pressed = 0;
  try {
    await terminal.waitFor('spfx', { timeoutMs: answerMs });
    for (let burst = 0; burst < burstsInSession && pressed < most && !hasEnded; burst++) {
      let octets = 0;
      for (let press = 0; press < pressesInBurst && octets < mostOctetsInBurst; press++, pressed++) {
        const text = randomPress(random);
        octets += Buffer.byteLength(text);
        sent.push(text);
        for (const piece of breakUp(text, random)) {
          terminal.send(piece);
          if (octets > mostOctetsInBurst) await new Promise((resolve) => setTimeout(resolve, 10));
          else if (random.below(8) === 0) await new Promise((resolve) => setImmediate(resolve));
        }
        if (random.below(12) === 0) {
          size = randomSize(random);
          sent.push(`(${size.columns}x${size.rows})`);
          terminal.resize(size.columns, size.rows);
        }
      }
      // What was begun is ended; then a screen drawn anew is the answer.
      const before = redraws;
      terminal.send('\x1b[201~');
      terminal.send('\x0c');
      const answered = terminal.waitFor((screen) => redraws > before && isWhole(screen, size), {
        timeoutMs: answerMs,
      });
      const outcome = await Promise.race([
        answered.then(
          () => 'well',
          (error: Error) => error,
        ),
        terminal.exited,
      ]);
      if (hasEnded) break;
      if (outcome instanceof Error)
        throw new Error(`${size.columns}x${size.rows} after ${shownAs(sent)}\n${outcome.message}`);
      equal(found, undefined, `after ${shownAs(sent)}`);
      sent = [];
    }
    if (!hasEnded) {
      const peakMiB = peakMiBOf(terminal.pid());
      ok(peakMiB < mostPeakMiB, `${Math.round(peakMiB)} MiB of memory at its peak`);
      terminal.send('\x03');
    }
    await wantsProperEnd(terminal, sent);
    ok(!/\n\s+at .*:\d+|internal error/.test(terminal.output()), terminal.output().slice(-2000));
  } finally {
    await terminal.close();
  }
  return pressed;
};

const numberAfter = (name: string): number | undefined => {
  const at = process.argv.indexOf(name);
  return at === -1 ? undefined : Number(process.argv[at + 1]);
};

const main = async (): Promise<number> => {
  const tally = createTally();
  const most = numberAfter('--presses') ?? 10_000;
  const seed = numberAfter('--seed');
  const slow = await startUdpServer(wideAnswer, { latencyMs: 80 });
  const onServer = ['--server', slow.label, '--dns-timeout', '5000'];
  const starts: readonly (readonly string[])[] = [
    ['explore', '--demo'],
    ['explore', ...onServer],
    ['explore', 'wide.test', '--ip', '192.0.2.1', '--helo', 'client.example', ...onServer],
    ['explore', 'fan.test', ...onServer],
    ...incidents.map(({ domain, clients: [{ ip, helo }] }) => [
      'explore',
      domain,
      '--ip',
      ip,
      '--helo',
      helo,
      '--demo',
    ]),
  ];
  for (const used of seed === undefined ? [fixedSeed, randomInt(1_000_000)] : [seed]) {
    const random = randomFrom(used);
    const enough = seed === undefined ? most / 2 : most;
    for (let pressed = 0; pressed < enough; ) {
      const start = starts[random.below(starts.length)] ?? [];
      let count = pressesInBurst;
      await tally.check(`random keys, --seed ${used}, on ${start.join(' ')}`, async () => {
        count = await runSession(start, random, enough - pressed);
      });
      pressed += Math.max(count, 1);
    }
  }
  await slow.fall();
  rmSync(folder, { recursive: true, force: true });
  return tally.finish();
};

process.exitCode = await main();
