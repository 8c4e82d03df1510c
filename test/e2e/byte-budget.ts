// How many octets the built program writes to the terminal: a slow line shows a screen that is written twice as two
// screens. Octets, unlike times, are the same on every machine.
import { equal, ok } from 'node:assert/strict';
import { startLoopbackServer } from '../helpers/loopback-server.ts';
import { openTerminal, type PseudoTerminal } from '../helpers/pseudo-terminal.ts';
import { programPath } from '../helpers/run-program.ts';
import { seenCells } from '../helpers/seen-cells.ts';
import { createTally } from '../helpers/tally.ts';
import { replyWide } from '../helpers/wide-records.ts';

const size = { columns: 120, rows: 40 };

const keys = { pageDown: '\x1b[6~', pageUp: '\x1b[5~' } as const;

/** Octets, at 120x40. */
const most = {
  /** Any move between terms of a tree of 2,000, also one that scrolls by a row. */
  move: 1500,
  /** Half of all moves. */
  medianMove: 400,
  /** A move that scrolls rows of which none is like the next. */
  medianMixedMove: 1500,
  /** To or from the root, whose detail is another text in every row. */
  rootMove: 2250,
  page: 3000,
  /** What is written around the cells that change, for a frame, a row and a cell. */
  frame: 100,
  row: 16,
  cell: 1.25,
  /** A second of a screen that waits, with its clocks. */
  waitingSecond: 1000,
} as const;

/** A frame ends with the terminal's synchronized output. */
const frameEnd = '\x1b[?2026l';

type Frame = Readonly<{ octets: number; rows: number; cells: number }>;

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Presses a key and gives what was written for it, and how much of the screen it changed. */
const pressForFrame = async (terminal: PseudoTerminal, key: string): Promise<Frame> => {
  const before = seenCells(terminal.cells());
  let text = '';
  await new Promise<void>((resolve) => {
    const stop = terminal.onOutput((piece) => {
      text += piece;
      if (!text.includes(frameEnd)) return;
      stop();
      resolve();
    });
    terminal.send(key);
  });
  const after = seenCells(terminal.cells());
  const changes = after.map((row, y) => row.filter((cell, x) => cell !== before[y]?.[x]).length);
  return {
    octets: Buffer.byteLength(text),
    rows: changes.filter((count) => count > 0).length,
    cells: changes.reduce((sum, count) => sum + count, 0),
  };
};

const pressAll = async (terminal: PseudoTerminal, key: string, count: number): Promise<Frame[]> => {
  const frames: Frame[] = [];
  for (let press = 0; press < count; press++) frames.push(await pressForFrame(terminal, key));
  return frames;
};

const wantsWithin = (what: string, values: readonly number[], limit: number): void => {
  const worst = Math.max(...values);
  ok(worst <= limit, `${what}: ${worst} octets, ${limit} are enough; all: ${values.join(' ')}`);
};

/** No frame may take much more than the cells that it changes. */
const wantsInProportion = (frames: readonly Frame[]): void => {
  for (const { octets, rows, cells } of frames) {
    const limit = most.frame + rows * most.row + cells * most.cell;
    ok(
      octets <= limit,
      `${octets} octets for ${cells} cells in ${rows} rows; ${Math.round(limit)} are enough`,
    );
  }
};

/** A tree with every record open, the cursor on its root. */
const openTree = async (server: string, domain: string): Promise<PseudoTerminal> => {
  const terminal = openTerminal([process.execPath, programPath, 'explore', domain, '--server', server], size);
  await terminal.waitFor('include:i1.');
  await terminal.waitForQuiet(300);
  terminal.send('gje');
  await terminal.waitFor(/▾ .*include:i0\./);
  await terminal.waitForQuiet(300);
  terminal.send('g');
  await terminal.waitFor(/▶ ▾ .*v=spf1/);
  await terminal.waitForQuiet(200);
  return terminal;
};

const withTree = async (
  server: string,
  domain: string,
  use: (terminal: PseudoTerminal) => Promise<void>,
): Promise<void> => {
  const terminal = await openTree(server, domain);
  try {
    await use(terminal);
    equal(terminal.wipes(), 0, 'the whole screen was erased');
  } finally {
    await terminal.close();
  }
};

/** More than two screens, so that most moves scroll by one row. */
const fewMoves = 120;

const main = async (): Promise<number> => {
  const tally = createTally();
  const server = await startLoopbackServer(replyWide);
  const mute = await startLoopbackServer(() => 'drop');
  const label = `127.0.0.1:${server.address.port}`;

  await tally.check('a cursor move in a tree of 2,000 terms', () =>
    withTree(label, 'wide.test', async (terminal) => {
      const [toRoot, ...moves] = [
        ...(await pressAll(terminal, 'j', fewMoves)),
        ...(await pressAll(terminal, 'k', fewMoves - 1)),
      ];
      const fromRoot = await pressForFrame(terminal, 'k');
      wantsWithin('to and from the root', [toRoot?.octets ?? 0, fromRoot.octets], most.rootMove);
      const octets = moves.map((frame) => frame.octets);
      wantsWithin('a move', octets, most.move);
      wantsWithin('half of all moves', [median(octets)], most.medianMove);
      wantsInProportion(moves);
    }),
  );

  await tally.check('a move through rows of which none is like the next', () =>
    withTree(label, 'mixed.test', async (terminal) => {
      const moves = await pressAll(terminal, 'j', fewMoves);
      wantsWithin('half of all moves', [median(moves.map(({ octets }) => octets))], most.medianMixedMove);
      wantsInProportion(moves);
    }),
  );

  await tally.check('a page', () =>
    withTree(label, 'mixed.test', async (terminal) => {
      const pages = [
        ...(await pressAll(terminal, keys.pageDown, 20)),
        ...(await pressAll(terminal, keys.pageUp, 20)),
      ];
      wantsWithin(
        'a page',
        pages.map(({ octets }) => octets),
        most.page,
      );
      wantsInProportion(pages);
    }),
  );

  await tally.check('a key that changes nothing', () =>
    withTree(label, 'wide.test', async (terminal) => {
      const before = terminal.bytesWritten();
      terminal.send('k');
      await terminal.waitForQuiet(200);
      equal(terminal.bytesWritten() - before, 0);
    }),
  );

  await tally.check('a screen that waits for DNS', async () => {
    const terminal = openTerminal(
      [
        ...([process.execPath, programPath, 'explore', 'wide.test', '--ip', '192.0.2.1'] as const),
        ...['--server', `127.0.0.1:${mute.address.port}`, '--dns-timeout', '30000'],
      ],
      size,
    );
    try {
      await terminal.waitFor(/waiting 1\.\d s/);
      const [before, startMs] = [terminal.bytesWritten(), performance.now()];
      await terminal.waitFor(/waiting 3\.\d s/);
      const seconds = (performance.now() - startMs) / 1000;
      wantsWithin('a second', [Math.round((terminal.bytesWritten() - before) / seconds)], most.waitingSecond);
    } finally {
      await terminal.close();
    }
  });

  await tally.check('nothing erases the whole screen, whatever its size', () =>
    withTree(label, 'wide.test', async (terminal) => {
      for (const [columns, rows] of [
        ...([
          [100, 40],
          [120, 30],
          [60, 15],
          [20, 5],
          [10, 3],
        ] as const),
        ...([
          [200, 60],
          [80, 24],
          [120, 40],
        ] as const),
      ]) {
        terminal.resize(columns, rows);
        await terminal.waitForQuiet(60);
        terminal.send('?');
        await terminal.waitForQuiet(40);
        terminal.send('\x1b');
        await terminal.waitForQuiet(60);
        terminal.send('\x0c');
        await terminal.waitForQuiet(60);
      }
    }),
  );

  await Promise.all([server.close(), mute.close()]);
  return tally.finish();
};

process.exitCode = await main();
