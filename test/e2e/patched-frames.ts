// What our patch of Ink, and what we leave out of its output, must not change: every cell of the screen is the one that
// the same program without them draws, through random keys, pastes and sizes: patched-frames.ts [--presses N] [--seed S]
// Without a seed it runs twice, with a seed that never changes and with a fresh one.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual, promisify } from 'node:util';
import { openTerminal, type PseudoTerminal } from '../helpers/pseudo-terminal.ts';
import { type Random, randomFrom, randomPress } from '../helpers/random-keys.ts';
import { programPath } from '../helpers/run-program.ts';
import { seenCells } from '../helpers/seen-cells.ts';
import { isFindingOut, withoutClocks } from '../helpers/still-screen.ts';
import { createTally } from '../helpers/tally.ts';

const fixedSeed = 7208;
/** Longer than an Escape is waited for, so that both programs read the same keys. */
const quietMs = 45;
/** How often one of the two may take longer than that, on a busy machine. */
const patience = 60;

type Size = Readonly<{ columns: number; rows: number }>;

const sizes: readonly [Size, ...Size[]] = [
  { columns: 120, rows: 40 },
  { columns: 80, rows: 24 },
  { columns: 200, rows: 50 },
  { columns: 60, rows: 15 },
  { columns: 20, rows: 5 },
  { columns: 119, rows: 40 },
  { columns: 120, rows: 39 },
];

const starts = [
  [
    'explore',
    'maritime-museum.example',
    '--ip',
    '203.0.113.77',
    '--helo',
    'dsl-77.elsewhere.example',
    '--demo',
  ],
  ['explore', 'anbermedia.com', '--ip', '72.11.154.232', '--helo', 'mail.anbermedia.com', '--demo'],
  ['explore', '--demo'],
] as const;

// What people press most, so that a session does more than open forms.
const usualKeys = 'jjjjkkkhlG\t ce?JKs';

const nextPress = (random: Random): string =>
  random.below(3) === 0 ? randomPress(random) : (usualKeys[random.below(usualKeys.length)] ?? 'j');

/** The cells of a screen; the digits of its clocks are zeros, as two programs are never started at once. (They keep no
 *  files, whose folders are their own.) */
const cellsWithoutClocks = (terminal: PseudoTerminal): string[][] =>
  seenCells(terminal.cells()).map((row) => {
    const shown = row.map((cell) => cell[0] ?? ' ').join('');
    // A picture is named for the second; the later one of the same second is not saved.
    if (/spfx-.*\.svg/.test(shown)) return [];
    const text = withoutClocks(shown);
    return row.map((cell, column) => (text[column] === '0' ? `0${cell.slice(1)}` : cell));
  });

const isSame = ([one, other]: readonly [PseudoTerminal, PseudoTerminal]): boolean =>
  isDeepStrictEqual(cellsWithoutClocks(one), cellsWithoutClocks(other));

const settle = async (both: readonly [PseudoTerminal, PseudoTerminal]): Promise<void> => {
  for (let left = patience; left > 0; left--) {
    await Promise.all(both.map((terminal) => terminal.waitForQuiet(quietMs)));
    if (isSame(both) && !both.some((terminal) => isFindingOut(terminal.screen()))) return;
  }
};

const compareSession = async (
  programs: readonly [string, string],
  args: readonly string[],
  random: Random,
  presses: number,
): Promise<void> => {
  let size = sizes[0];
  const open = (program: string): PseudoTerminal =>
    openTerminal([process.execPath, program, ...args], { ...size, env: { XDG_STATE_HOME: '/dev/null' } });
  const both = [open(programs[0]), open(programs[1])] as const;
  const [ours, theirs] = both;
  let ended = false;
  for (const terminal of both)
    void terminal.exited.then(() => {
      ended = true;
    });
  try {
    for (const terminal of both) await terminal.waitFor('spfx');
    await settle(both);
    let last = 'the start';
    for (let press = 0; press <= presses; press++) {
      const [seen, wanted] = [cellsWithoutClocks(ours), cellsWithoutClocks(theirs)];
      ok(!ended, `ended after ${last}`);
      for (const [row, cells] of wanted.entries())
        deepEqual(
          seen[row],
          cells,
          `row ${row} after ${last} at ${size.columns}x${size.rows}:\n${theirs.screen()}`,
        );
      if (random.below(12) === 0) {
        size = random.pick(sizes);
        for (const terminal of both) terminal.resize(size.columns, size.rows);
        last = `${size.columns}x${size.rows}`;
      } else {
        const text = nextPress(random);
        for (const terminal of both) terminal.send(text);
        last = JSON.stringify(text.slice(0, 80));
      }
      await settle(both);
    }
    equal(ours.wipes(), 0);
  } finally {
    await Promise.all(both.map((terminal) => terminal.close()));
  }
};

const numberAfter = (name: string): number | undefined => {
  const at = process.argv.indexOf(name);
  return at === -1 ? undefined : Number(process.argv[at + 1]);
};

const main = async (): Promise<number> => {
  const tally = createTally();
  const folder = mkdtempSync(join(tmpdir(), 'spfx-unpatched-'));
  const presses = numberAfter('--presses') ?? 120;
  const seed = numberAfter('--seed');
  try {
    await promisify(execFile)(process.execPath, ['test/scripts/build.mjs', folder, '--unpatched']);
    // Its files are ES modules, as the project's own are.
    await promisify(execFile)('sh', ['-c', 'echo \'{"type":"module"}\' >"$0/package.json"', folder]);
    for (const used of seed === undefined ? [fixedSeed, randomInt(1_000_000)] : [seed])
      for (const args of starts)
        await tally.check(`${args.join(' ')} --seed ${used} --presses ${presses}`, () =>
          compareSession([programPath, join(folder, 'main.js')], args, randomFrom(used), presses),
        );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return tally.finish();
};

process.exitCode = await main();
