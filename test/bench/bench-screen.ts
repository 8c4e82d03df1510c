import { existsSync, readFileSync } from 'node:fs';
import { peakMiBOf } from '../helpers/measured-run.ts';
import { openTerminal, type PseudoTerminal } from '../helpers/pseudo-terminal.ts';
import { describeOctets, describeTimes, type Row } from './statistics.ts';

const size = { columns: 120, rows: 40 };

/** Between two presses: a held key. */
const pauseMs = 25;

const counts = { move: 300, scroll: 150, page: 40 } as const;

/** The rows of the tree that are in sight, at the least. */
const sight = 15;

const pageDown = '\x1b[6~';

/** A frame ends with the terminal's synchronized output. */
const frameEnd = '\x1b[?2026l';

type Press = Readonly<{ elapsedMs: number; octets: number }>;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const pressKey = (terminal: PseudoTerminal, key: string): Promise<Press> =>
  new Promise((resolve) => {
    let text = '';
    const startMs = performance.now();
    const stop = terminal.onArrival((piece) => {
      text += piece;
      if (!text.includes(frameEnd)) return;
      stop();
      resolve({ elapsedMs: performance.now() - startMs, octets: Buffer.byteLength(text) });
    });
    terminal.send(key);
  });

/** A tree with every record open, the cursor on its root. */
const openTree = async (program: string, server: string, domain: string): Promise<PseudoTerminal> => {
  const terminal = openTerminal([process.execPath, program, 'explore', domain, '--server', server], size);
  await terminal.waitFor('include:i1.');
  await terminal.waitForQuiet(500);
  terminal.send('gje');
  await terminal.waitFor(/▾ .*include:i0\./);
  await terminal.waitForQuiet(500);
  terminal.send('g');
  await terminal.waitForQuiet(300);
  return terminal;
};

const countRows = (terminal: PseudoTerminal): string =>
  /━ \d+\/(\d+) ━/.exec(terminal.screen())?.[1] ?? 'unknown';

/** Presses the keys in every terminal in turn, so that a slow second slows them all. */
const pressInTurn = async (
  terminals: readonly PseudoTerminal[],
  count: number,
  keyAt: (press: number) => string,
): Promise<Press[][]> => {
  const all: Press[][] = terminals.map(() => []);
  for (let press = 0; press < count; press++) {
    const order = [...terminals.entries()];
    for (const [index, terminal] of press % 2 === 0 ? order : order.reverse()) {
      all[index]?.push(await pressKey(terminal, keyAt(press)));
      await sleep(pauseMs);
    }
  }
  return all;
};

const rowsOf = (
  what: string,
  presses: readonly (readonly Press[])[],
  targets: readonly [string, string],
): Row[] => [
  [
    `key to frame, ${what}`,
    ...presses.map((seen) => describeTimes(seen.map(({ elapsedMs }) => elapsedMs))),
    targets[0],
  ],
  [`bytes, ${what}`, ...presses.map((seen) => describeOctets(seen.map(({ octets }) => octets))), targets[1]],
];

/** Moves, scrolls and pages in the tree of a domain of `bench-server.ts`, in each program. */
export const measureScreen = async (
  programs: readonly string[],
  server: string,
  domain: string,
): Promise<Row[]> => {
  const terminals: PseudoTerminal[] = [];
  for (const program of programs) terminals.push(await openTree(program, server, domain));
  const tree = `${terminals.map(countRows)[0]} rows of ${domain}`;
  // Up and down within the window, then down through the tree.
  const moves = await pressInTurn(terminals, counts.move, (press) =>
    Math.floor(press / sight) % 2 === 0 ? 'j' : 'k',
  );
  for (let row = 0; row < size.rows; row++) await pressInTurn(terminals, 1, () => 'j');
  const scrolls = await pressInTurn(terminals, counts.scroll, () => 'j');
  const pages = await pressInTurn(terminals, counts.page, (press) => (press % 30 === 0 ? 'g' : pageDown));
  const peaks = terminals.map((terminal) =>
    existsSync('/proc/self/status') ? `${peakMiBOf(terminal.pid()).toFixed(1)} MiB` : 'unknown',
  );
  for (const terminal of terminals) {
    terminal.send('q');
    await terminal.exited;
    await terminal.close();
  }
  return [
    ...rowsOf(`a move in ${tree}`, moves, ['p50 8, p99 16 ms', '1500 B']),
    ...rowsOf(`a scroll by one in ${tree}`, scrolls, ['p50 8, p99 16 ms', '1500 B']),
    ...rowsOf(`a page in ${tree}`, pages, ['(none)', '(none)']),
    [`peak memory of explore, ${tree}`, ...peaks, '130 MiB'],
  ];
};

/** Seconds of processor time that a process has taken so far, by Linux (proc(5), utime and stime in hundredths). */
const processorSeconds = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
};

const idleSeconds = 10;

/** How much of a processor a screen takes that nobody touches: while DNS is out, its clocks going, and when all is
 *  answered. On Linux only. */
export const measureIdle = async (
  programs: readonly string[],
  servers: Readonly<{ near: string; mute: string }>,
): Promise<Row[]> => {
  if (!existsSync('/proc/self/stat')) return [];
  const rows: Row[] = [];
  for (const [what, server, wanted] of [
    ['DNS is out', servers.mute, /waiting [2-9](?:\.\d)? s/],
    ['all is answered', servers.near, /PERMERROR/],
  ] as const) {
    const terminals: PseudoTerminal[] = [];
    for (const program of programs) {
      const terminal = openTerminal(
        [
          ...[process.execPath, program, 'explore', 'wide.test', '--ip', '192.0.2.1'],
          ...['--server', server, '--dns-timeout', '60000'],
          // Spreads hide from the compiler that the list is not empty.
        ] as unknown as [string, ...string[]],
        size,
      );
      terminals.push(terminal);
      await terminal.waitFor(wanted);
    }
    await sleep(2000);
    const before = terminals.map((terminal) => processorSeconds(terminal.pid()));
    const octets = terminals.map((terminal) => terminal.bytesWritten());
    await sleep(idleSeconds * 1000);
    rows.push([
      `idle, a second, ${what}`,
      ...terminals.map((terminal, index) => {
        const share = (processorSeconds(terminal.pid()) - (before[index] ?? 0)) / idleSeconds;
        const written = (terminal.bytesWritten() - (octets[index] ?? 0)) / idleSeconds;
        return `${(share * 100).toFixed(1)} % of a processor, ${Math.round(written)} B`;
      }),
      '1 %',
    ]);
    for (const terminal of terminals) await terminal.close();
  }
  return rows;
};
