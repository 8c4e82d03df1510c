// The built program on policies that want to hurt their reader: a check stays within RFC 7208 §4.6.4, the walk within
// its caps, the process within its memory (its peak resident set, as /proc tells it), and the screen answers keys.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { peakMiBOf, runMeasured } from '../helpers/measured-run.ts';
import { openTerminal } from '../helpers/pseudo-terminal.ts';
import { programPath } from '../helpers/run-program.ts';
import { createTally, type Tally } from '../helpers/tally.ts';
import { startWatchedServer, type WatchedServer } from '../helpers/watched-server.ts';
import { type Bomb, bombClient } from './bomb-answers.ts';
import { bombs } from './bombs.ts';

const exitCodes = { pass: 0, fail: 1, softfail: 2, neutral: 3, permerror: 4, temperror: 5, none: 6 } as const;

const mostPeakMiB = 200;
const mostQueries = 300;
const mostInFlight = 20;

/** However large the policy, a report on it has an end. */
const mostTextOctets = 4_000_000;
const mostJsonOctets = 40_000_000;

/** How long any key may take to be answered on a busy machine. */
const answerMs = 10_000;

type CheckJson = Readonly<{
  result: string;
  cause: Readonly<{ kind: string }>;
  tally: Readonly<{ lookups: number; voidLookups: number }>;
  answers: readonly unknown[];
}>;

type TreeJson = Readonly<{
  isComplete: boolean;
  reachedCaps: readonly Readonly<{ kind: string; limit: number }>[];
  answers: readonly unknown[];
  check: CheckJson | null;
}>;

const clientOf = (bomb: Bomb): string[] => [
  ...['--ip', bombClient, '--helo', 'client.example'],
  ...(bomb.sender === undefined ? [] : ['--sender', bomb.sender]),
];

const dnsOf = (bomb: Bomb, server: WatchedServer): string[] => [
  '--server',
  server.label,
  ...(bomb.args ?? []),
];

const wantsVerdict = (bomb: Bomb, json: CheckJson | null): void => {
  deepEqual([json?.result, json?.cause.kind], [bomb.result, bomb.cause]);
  // The term that exceeds a limit is counted, and ends the check.
  ok((json?.tally.lookups ?? 99) <= 11, `${json?.tally.lookups} lookups`);
  ok((json?.tally.voidLookups ?? 99) <= 3, `${json?.tally.voidLookups} void lookups`);
  equal(json?.answers.length, bomb.asks);
};

/** `checked`: questions that a check may have asked beside the walk's own. */
const wantsModesty = (server: WatchedServer, checked: number): void => {
  ok(server.questions() <= mostQueries + checked, `${server.questions()} questions`);
  // A check asks one question at a time.
  const most = mostInFlight + (checked > 0 ? 1 : 0);
  ok(server.mostInFlight() <= most, `${server.mostInFlight()} questions at once`);
};

const wantsQuietEnd = (
  run: Readonly<{ exitCode: number | null; stderr: string; peakMiB: number }>,
  code: number,
): void => {
  equal(run.stderr, '');
  equal(run.exitCode, code);
  wantsLittleMemory(run.peakMiB);
};

const wantsLittleMemory = (peakMiB: number): void =>
  ok(peakMiB < mostPeakMiB, `${Math.round(peakMiB)} MiB of memory at its peak`);

const wantsCaps = (bomb: Bomb, json: TreeJson): void => {
  deepEqual(json.reachedCaps.map(({ kind }) => kind).sort(), [...(bomb.caps ?? [])].sort());
  equal(json.isComplete, (bomb.caps ?? []).length === 0);
};

const capSentence = /The walk stopped at [^:]*: what lies beyond is not shown/;

const checkReports = async (tally: Tally, bomb: Bomb, server: WatchedServer): Promise<void> => {
  const run = (command: string, ...args: string[]) => {
    server.forget();
    return runMeasured([command, bomb.domain, ...args, ...dnsOf(bomb, server)]);
  };
  const code = exitCodes[bomb.result];
  await tally.check(`check --json of ${bomb.name}`, async () => {
    const checked = await run('check', '--json', ...clientOf(bomb));
    wantsQuietEnd(checked, code);
    wantsVerdict(bomb, JSON.parse(checked.stdout));
    wantsModesty(server, bomb.asks);
    ok(checked.stdout.length < mostJsonOctets, `${checked.stdout.length} octets`);
  });
  await tally.check(`check of ${bomb.name}`, async () => {
    const checked = await run('check', ...clientOf(bomb));
    wantsQuietEnd(checked, code);
    equal(checked.stdout.split('\n')[0], bomb.result);
    ok(checked.stdout.length < 10_000, `${checked.stdout.length} octets`);
    wantsModesty(server, bomb.asks);
  });
  await tally.check(`tree of ${bomb.name}`, async () => {
    const tree = await run('tree', ...clientOf(bomb));
    wantsQuietEnd(tree, code);
    wantsModesty(server, bomb.asks);
    equal(capSentence.test(tree.stdout), (bomb.caps ?? []).length > 0);
    ok(tree.stdout.length < mostTextOctets, `${tree.stdout.length} octets`);
  });
  await tally.check(`tree --json of ${bomb.name}`, async () => {
    const tree = await run('tree', '--json', ...clientOf(bomb));
    wantsQuietEnd(tree, code);
    wantsModesty(server, bomb.asks);
    const json: TreeJson = JSON.parse(tree.stdout);
    wantsVerdict(bomb, json.check);
    wantsCaps(bomb, json);
    ok(json.answers.length <= mostQueries);
    ok(tree.stdout.length < mostJsonOctets, `${tree.stdout.length} octets`);
  });
  await tally.check(`tree of ${bomb.name} without a client`, async () => {
    const tree = await run('tree');
    wantsQuietEnd(tree, bomb.result === 'permerror' && bomb.cause === 'multiple-records' ? code : 0);
    wantsModesty(server, 0);
    ok(tree.stdout.length < mostTextOctets, `${tree.stdout.length} octets`);
  });
};

/** Keys are answered while the walk goes on, and after; the caps are said; quitting is quick and gives the result. */
const checkScreen = async (tally: Tally, bomb: Bomb, server: WatchedServer): Promise<void> => {
  await tally.check(`explore of ${bomb.name}`, async () => {
    server.forget();
    const args = ['explore', bomb.domain, ...clientOf(bomb), ...dnsOf(bomb, server)];
    const terminal = openTerminal([process.execPath, programPath, ...args], { columns: 120, rows: 40 });
    const press = (key: string, wanted: Parameters<typeof terminal.waitFor>[0]) => {
      terminal.send(key);
      return terminal.waitFor(wanted, { timeoutMs: answerMs });
    };
    // Amid a frame a row may be gone for a moment, and a key right behind an ESC would be one with Alt.
    const goBack = (text: string) =>
      press('\x1b', (screen) => !terminal.isMidFrame() && !screen.includes(text));
    try {
      await terminal.waitFor('spfx', { timeoutMs: answerMs });
      // At once, while the walk goes on.
      await press('?', '━ Keys ━');
      await goBack('━ Keys ━');
      await terminal.waitFor(new RegExp(`\\b${bomb.result.toUpperCase()}\\b`), { timeoutMs: 3 * answerMs });
      if ((bomb.caps ?? []).length > 0) await terminal.waitFor(capSentence, { timeoutMs: 3 * answerMs });
      wantsModesty(server, bomb.asks);
      // To the ends, into the detail, all open, all closed, a client anew, and the help again.
      for (const key of ['g', 'G', 'e', 'G', '\t', 'G', '\t', 'c', 'g', '\x1b[6~']) terminal.send(key);
      await press('s', 'Client IP');
      await goBack('Client IP');
      await press('?', '━ Keys ━');
      await goBack('━ Keys ━');
      wantsLittleMemory(peakMiBOf(terminal.pid()));
      terminal.send('q');
      const timer = setTimeout(() => terminal.kill('SIGKILL'), answerMs);
      const { exitCode, isCooked } = await terminal.exited;
      clearTimeout(timer);
      deepEqual([exitCode, isCooked], [exitCodes[bomb.result], true]);
    } finally {
      await terminal.close();
    }
  });
  await tally.check(`leaving ${bomb.name} while it is read`, async () => {
    const args = ['explore', bomb.domain, ...dnsOf(bomb, server)];
    const terminal = openTerminal([process.execPath, programPath, ...args], { columns: 80, rows: 24 });
    try {
      await terminal.waitFor('spfx', { timeoutMs: answerMs });
      terminal.send('q');
      const timer = setTimeout(() => terminal.kill('SIGKILL'), answerMs);
      const { exitCode } = await terminal.exited;
      clearTimeout(timer);
      equal(exitCode, 0);
    } finally {
      await terminal.close();
    }
  });
};

const main = async (): Promise<number> => {
  const tally = createTally();
  const [only = ''] = process.argv.slice(2);
  for (const bomb of bombs.filter(({ name }) => name.includes(only))) {
    // Answers that take a while pile up at the server, if they are asked for side by side.
    const server = await startWatchedServer(bomb.answer, 10);
    try {
      await checkReports(tally, bomb, server);
      await checkScreen(tally, bomb, server);
    } finally {
      await server.close();
    }
  }
  return tally.finish();
};

process.exitCode = await main();
