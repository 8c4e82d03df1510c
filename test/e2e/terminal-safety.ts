// Whatever DNS, a file or a person says: the terminal gets nothing that steers it, and no cell stands elsewhere.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatServerAddress } from '../../src/dns/server-address.ts';
import { hostileLines } from '../helpers/hostile-lines.ts';
import { asArgument, findStray, findUnsafe, hostilePieces, shownOctets } from '../helpers/hostile-text.ts';
import type { LoopbackServer } from '../helpers/loopback-server.ts';
import { openTerminal, type PseudoTerminal, type TerminalOptions } from '../helpers/pseudo-terminal.ts';
import { type ProgramRun, programPath, runProgram } from '../helpers/run-program.ts';
import { isFindingOut, withoutClocks } from '../helpers/still-screen.ts';
import { createTally, type Tally } from '../helpers/tally.ts';
import { brokenTerms, hostileClient, hostileDomains, startHostileServer } from './hostile-zone.ts';

const folder = mkdtempSync(join(tmpdir(), 'spfx-safety-'));

const sizes = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 50 },
  { columns: 40, rows: 12 },
] as const;
type Size = (typeof sizes)[number];

const escapeKey = '\x1b';
/** How many pages of a detail are looked at: on a small screen, a long one has a hundred. */
const mostPages = 8;
const pageDown = '\x1b[6~';

const wantsHarmless = (text: string): void => equal(findUnsafe(text), undefined);

const cornerPairs: Readonly<Record<string, readonly [right: string, bottom: string, lower: string]>> = {
  '╭': ['╮', '╰', '╯'],
  '┏': ['┓', '┗', '┛'],
};

/** Every frame on the screen is whole: its sides stand in their columns in each row. */
const wantsWholeFrames = (rows: readonly (readonly string[])[], what: string): number => {
  let frames = 0;
  for (const [top, row] of rows.entries())
    for (const [left, sign] of row.entries()) {
      const pair = cornerPairs[sign];
      if (pair === undefined) continue;
      const [topRight, bottomLeft, bottomRight] = pair;
      const side = sign === '╭' ? '│' : '┃';
      const right = row.indexOf(topRight, left);
      ok(right > left, `no corner on the right of row ${top + 1}\n${what}`);
      let bottom = top + 1;
      while (rows[bottom]?.[left] === side) {
        equal(rows[bottom]?.[right], side, `the right side of row ${bottom + 1}\n${what}`);
        bottom++;
      }
      deepEqual(
        [rows[bottom]?.[left], rows[bottom]?.[right]],
        [bottomLeft, bottomRight],
        `the frame from row ${top + 1} ends in row ${bottom + 1}\n${what}`,
      );
      frames++;
    }
  return frames;
};

/** The screen as it should be, whatever it shows. */
const wantsSound = (terminal: PseudoTerminal): void => {
  const screen = terminal.screen();
  wantsHarmless(screen);
  const rows = terminal.cells().map((cells) => cells.map(({ text }) => text));
  wantsWholeFrames(rows, screen);
  ok(/^ s(?:pfx|p?f?…)/.test(screen), `no header:\n${screen}`);
  ok(
    /\b(?:quit|move|choose|back|no check found)\b/.test(screen.split('\n').at(-1) ?? ''),
    `no footer:\n${screen}`,
  );
};

/** A screen that is looked at after each key. */
type Session = Readonly<{
  terminal: PseudoTerminal;
  /** All the screens that were seen. */
  seen: Set<string>;
  /** Sends keys and looks when what they are for is there. */
  press: (keys: string, wanted: string | ((screen: string) => boolean)) => Promise<string>;
}>;

/** Whether all has come that will: nothing is asked for a name that is none. */
const isSettled = (screen: string): boolean =>
  /NO(?:NE| POLICY)\s+"/.test(screen) || (!/ 0 quer|\d out /.test(screen) && !isFindingOut(screen));

const withSession = async (
  args: readonly string[],
  options: TerminalOptions,
  wanted: string | RegExp,
  use: (session: Session) => Promise<void>,
): Promise<void> => {
  const terminal = openTerminal([process.execPath, programPath, ...args], options);
  const seen = new Set<string>();
  const look = async (): Promise<string> => {
    // In the middle of a frame, nothing is in its place yet.
    await terminal.waitForQuiet(30);
    try {
      wantsSound(terminal);
    } catch {
      await terminal.waitForQuiet(300);
      wantsSound(terminal);
    }
    const screen = terminal.screen();
    seen.add(screen);
    return screen;
  };
  const press = async (keys: string, wantedThen: string | ((screen: string) => boolean)): Promise<string> => {
    terminal.send(keys);
    await terminal.waitFor(wantedThen);
    return look();
  };
  try {
    await terminal.waitFor(wanted);
    // No question is out, and the walk has come to what it found.
    await terminal.waitFor(isSettled);
    await look();
    await use({ terminal, seen, press });
    // What was drawn bit by bit is what is drawn at once.
    let before = '';
    do {
      await terminal.waitForQuiet(150);
      before = terminal.screen();
    } while (!isSettled(before));
    const drawn = terminal.bytesWritten();
    terminal.send('\x0c');
    await terminal
      .waitFor((screen) => terminal.bytesWritten() > drawn && withoutClocks(screen) === withoutClocks(before))
      .catch((error: Error) => {
        throw new Error(`the screen was before\n${before}\n${error.message}`);
      });
    // Its own way out, so that the last sequences are among those that are looked at.
    terminal.send('\x03');
    await terminal.exited;
    equal(findStray(terminal.output()), undefined);
    equal(terminal.wipes(), 0);
  } finally {
    await terminal.close();
  }
};

const cursorLine = (screen: string): string => screen.split('\n').find((line) => line.includes('▶')) ?? '';

/** How far down each frame with a count is: `[9, 13]`, in the order of the screen. */
const countsOn = (screen: string): (readonly [at: number, of: number])[] =>
  [...screen.matchAll(/ (\d+)\/(\d+) [━─][┛╯]/g)].map(([, at, of]) => [Number(at), Number(of)]);

/** Goes through the whole tree, and down each detail. Gives the rows that were under the cursor. */
const visitAll = async ({ terminal, press }: Session, { columns }: Size): Promise<string[]> => {
  const lines: string[] = [];
  const detailPlace = columns < 60 ? 0 : 1;
  const rowOf = (screen: string): number => countsOn(screen)[0]?.[0] ?? 0;
  await press('g', (screen) => rowOf(screen) === 1);
  const rows = countsOn(terminal.screen())[0]?.[1] ?? 1;
  for (let row = 1; row <= rows; row++) {
    lines.push(cursorLine(terminal.screen()));
    let screen = await press('\r', '┏━ 2 Detail');
    for (let page = 1; page < mostPages; page++) {
      const [at, of] = countsOn(screen)[detailPlace] ?? [0, 0];
      if (at === of) break;
      screen = await press(pageDown, (after) => (countsOn(after)[detailPlace]?.[0] ?? 0) > at);
    }
    await press('1', (after) => after.includes('┏━ 1 Record') && rowOf(after) === row);
    if (row < rows) await press('j', (after) => rowOf(after) === row + 1);
  }
  return lines;
};

/** What of an escaped text stands unbroken on some screen: enough of it to be told. */
const isShown = (seen: Iterable<string>, shown: string): boolean => {
  const start = shown.slice(0, 14);
  return [...seen].some((screen) => screen.includes(start));
};

const chunksOf = <Item>(items: readonly Item[], length: number): Item[][] =>
  items.length <= length ? [[...items]] : [items.slice(0, length), ...chunksOf(items.slice(length), length)];

/** All pieces, ten in each text. */
const joinedPieces = chunksOf(hostilePieces.map(asArgument), 10).map((chunk) => chunk.join(''));

const clientWords = ['--ip', hostileClient, '--helo', 'mail.test', '--sender', 'a@odd.test'];

const checkScreens = async (tally: Tally, server: LoopbackServer, size: Size): Promise<void> => {
  const where = `at ${size.columns}x${size.rows}`;
  const source = ['--server', formatServerAddress(server.address), '--dns-retries', '0'];
  const { broken, odd, none, said } = hostileDomains;

  await tally.check(`${where} a record of terms that are none, each visited`, () =>
    withSession(['explore', broken, ...clientWords, ...source], size, 'PERMERROR', async (session) => {
      const lines = await visitAll(session, size);
      ok(lines.length > brokenTerms.length, `${lines.length} rows were visited`);
      for (const term of brokenTerms) {
        const shown = shownOctets(term).slice(0, size.columns > 40 ? 12 : 5);
        ok(
          lines.some((line) => line.includes(shown)),
          `${shown} was never under the cursor:\n${lines.join('\n')}`,
        );
      }
      for (const [key, title] of [
        ['?', '━ Keys '],
        ['s', '━ Simulate '],
        ['d', '━ Another domain '],
      ] as const) {
        await session.press(key, title);
        await session.press(escapeKey, (screen) => !screen.includes(title));
      }
    }),
  );
  await tally.check(`${where} hostile names, aliases and extended errors, each visited`, () =>
    withSession(['explore', odd, ...clientWords, ...source], size, 'TEMPERROR', async (session) => {
      await visitAll(session, size);
      // Wide enough for a name to stand on one line.
      const names = hostilePieces.slice(0, 10).map(({ octets }) => shownOctets(octets));
      if (size.columns >= 120)
        for (const name of names) ok(isShown(session.seen, name), `${name} is on no screen`);
    }),
  );
  await tally.check(`${where} texts beside no record`, () =>
    withSession(['explore', none, ...clientWords, ...source], size, 'NONE', async (session) => {
      await visitAll(session, size);
    }),
  );
  for (const [index, piece] of joinedPieces.entries())
    await tally.check(`${where} a hostile client, ${index + 1}`, () =>
      withSession(
        ['explore', said, '--ip', hostileClient, '--helo', piece, '--sender', `${piece}@${piece}`, ...source],
        size,
        /FAIL|NONE/,
        async ({ press }) => {
          await press('\r', '┏━ 2 Detail');
          await press('1', '┏━ 1 Record');
          await press('s', '━ Simulate ');
          await press(escapeKey, (screen) => !screen.includes('━ Simulate '));
        },
      ),
    );
};

const checkTyping = async (tally: Tally, server: LoopbackServer, size: Size): Promise<void> => {
  const where = `at ${size.columns}x${size.rows}`;
  const source = ['--server', formatServerAddress(server.address), '--dns-retries', '0'];
  // A terminal takes the end of a paste out of what it pastes.
  const pastes = hostilePieces.map(asArgument).map((text) => text.replaceAll('\x1b[201~', ''));

  await tally.check(`${where} hostile pastes on the start screen and in the forms`, () =>
    withSession(['explore', ...source], size, /Which domain\?/, async ({ terminal, press }) => {
      // What is typed after a paste is shown after it has been taken in.
      const mark = 'Zq9';
      const paste = async (text: string): Promise<void> => {
        terminal.paste(text);
        await press(mark, mark);
        await press('\x15', (screen) => !screen.includes(mark));
      };
      for (const text of pastes) await paste(text);
      await press(`${hostileDomains.said}\r`, '┏━ 1 Record');
      await press('d', '━ Another domain ');
      for (const text of pastes) await paste(text);
      await press(escapeKey, (screen) => !screen.includes('━ Another domain '));
      await press('s', '━ Simulate ');
      for (const text of pastes) await paste(`192.0.2.1${text}`);
      terminal.send('\t');
      for (const text of pastes) await paste(text);
      await press(escapeKey, (screen) => !screen.includes('━ Simulate '));
    }),
  );
  for (const [index, piece] of joinedPieces.entries())
    await tally.check(`${where} a hostile domain, ${index + 1}`, () =>
      withSession(
        ['explore', '--ip', '192.0.2.1', ...source, '--', piece],
        size,
        /NO POLICY|NONE|TEMPERROR|CHECKING/,
        async ({ press }) => {
          await press('\r', '┏━ 2 Detail');
        },
      ),
    );
};

/** In which signs a report may be written. */
const ways: readonly (readonly [
  what: string,
  words: readonly string[],
  env: Record<string, string>,
  isAscii: boolean,
])[] = [
  ['in UTF-8', [], {}, false],
  ['with --no-color', ['--no-color'], {}, false],
  ['with --ascii', ['--ascii'], {}, true],
  ['in a locale that is not UTF-8', [], { LC_ALL: 'C', LANG: 'C' }, true],
];

const wantsClean = ({ stdout, stderr }: ProgramRun, isAscii: boolean): void => {
  for (const text of [stdout, stderr]) {
    wantsHarmless(text);
    if (isAscii) equal(/[^\n\x20-\x7e]/.exec(text)?.[0], undefined, text);
    ok(text === '' || text.endsWith('\n'), 'the last line has no end');
  }
};

const checkReports = async (tally: Tally, server: LoopbackServer): Promise<void> => {
  const source = ['--server', formatServerAddress(server.address), '--dns-retries', '0'];
  const commandsOf = (domain: string): string[][] => [
    ['check', domain, ...clientWords, ...source],
    ['tree', domain, ...clientWords, ...source],
    ['tree', domain, ...source],
    ['explore', domain, ...clientWords, ...source],
  ];
  for (const domain of Object.values(hostileDomains))
    for (const words of commandsOf(domain)) {
      const [command] = words;
      for (const [what, extra, env, isAscii] of ways)
        await tally.check(`${command} ${domain} ${what}, ${words.includes('--ip')}`, async () => {
          const run = await runProgram([...words, ...extra], { env });
          ok(run.exitCode !== 70, run.stderr);
          wantsClean(run, isAscii);
        });
      if (command !== 'explore')
        await tally.check(`${command} ${domain} in a terminal`, async () => {
          const terminal = openTerminal([process.execPath, programPath, ...words], {
            columns: 200,
            rows: 50,
          });
          try {
            await terminal.exited;
            equal(findStray(terminal.output()), undefined);
          } finally {
            await terminal.close();
          }
        });
    }
  await tally.check('tree --json is ASCII, and gives the very octets back', async () => {
    const { stdout } = await runProgram(['tree', '--json', hostileDomains.none, ...source]);
    equal(/[^\n\x20-\x7e]/.exec(stdout)?.[0], undefined);
    const strings: string[][] = JSON.parse(stdout).answers[0].records.map(
      (record: { strings: string[] }) => record.strings,
    );
    deepEqual(
      strings.slice(0, hostilePieces.length),
      hostilePieces.map(({ octets }) => [octets]),
    );
  });
  await tally.check('check --json is ASCII, and gives the very octets back', async () => {
    const run = await runProgram(['check', '--json', hostileDomains.odd, ...clientWords, ...source]);
    equal(/[^\n\x20-\x7e]/.exec(run.stdout)?.[0], undefined);
    const exchanges: string[] = JSON.parse(run.stdout)
      .answers.filter(({ question }: { question: { type: string } }) => question.type === 'MX')
      .flatMap(({ records }: { records: { data: string }[] }) => records.map(({ data }) => data));
    equal(exchanges.length, 40);
    const wanted = hostilePieces
      .slice(0, 40)
      .map(({ octets }, index) => `${index % 10} ${octets.replace(/[.\\]/g, '\\$&')}.mx.test`);
    deepEqual(exchanges, wanted);
  });
};

const checkArguments = async (tally: Tally): Promise<void> => {
  const pieces = chunksOf(hostilePieces.map(asArgument), 30).map((chunk) => chunk.join(''));
  for (const [index, piece] of pieces.entries()) {
    // A file that can't be read as a zone: its name and its text are told.
    const path = join(folder, `${index}${piece.replaceAll('/', '_').slice(0, 60)}`);
    writeFileSync(path, `$ORIGIN test.\nx A ${piece}\n`);
    for (const words of hostileLines(piece, path, folder))
      await tally.check(`hostile words in a command line: ${words.slice(0, 2).join(' ')}`, async () => {
        const run = await runProgram(words);
        ok(run.exitCode !== 70, run.stderr);
        wantsClean(run, false);
      });
  }
};

const hostileFault = JSON.stringify(hostilePieces.map(({ octets }) => octets).join('\n'));

const hookOf = (name: string, code: string): string => {
  const path = join(folder, `${name}.mjs`);
  writeFileSync(path, code);
  return `--import=file://${path}`;
};

const checkFaults = async (tally: Tally): Promise<void> => {
  const ends = [
    ['an exception', `throw new Error(${hostileFault})`],
    ['a rejected promise', `void Promise.reject(new Error(${hostileFault}))`],
  ] as const;
  for (const [index, [what, code]] of ends.entries()) {
    await tally.check(`${what} with a hostile message, in a report`, async () => {
      const NODE_OPTIONS = hookOf(
        `report-${index}`,
        `const wait = () => {
        if (process.listenerCount('uncaughtException') === 0) return void setImmediate(wait);
        ${code};
      };
      wait();`,
      );
      const run = await runProgram(['tree', 'a.test', '--server', '127.0.0.1:1'], { env: { NODE_OPTIONS } });
      equal(run.exitCode, 70, run.stdout);
      ok(run.stderr.includes('\\x1B]0;owned\\x07'), run.stderr);
      wantsClean(run, true);
    });
    await tally.check(`${what} with a hostile message, on the screen`, async () => {
      const NODE_OPTIONS = hookOf(`screen-${index}`, `process.on('SIGUSR2', () => { ${code}; });`);
      const terminal = openTerminal([process.execPath, programPath, 'explore', 'google.com', '--demo'], {
        columns: 120,
        rows: 40,
        env: { NODE_OPTIONS },
      });
      try {
        await terminal.waitFor('POLICY');
        terminal.kill('SIGUSR2');
        equal((await terminal.exited).exitCode, 70);
        equal(findStray(terminal.output()), undefined);
      } finally {
        await terminal.close();
      }
    });
  }
};

const main = async (): Promise<number> => {
  const tally = createTally();
  const server = await startHostileServer();
  const wanted = process.argv[2] ?? '';
  const parts: readonly (readonly [string, () => Promise<void>])[] = [
    ...sizes.flatMap((size) => {
      const name = `${size.columns}x${size.rows}`;
      return [
        [`screens ${name}`, () => checkScreens(tally, server, size)],
        [`typing ${name}`, () => checkTyping(tally, server, size)],
      ] as const;
    }),
    ['reports', () => checkReports(tally, server)],
    ['arguments', () => checkArguments(tally)],
    ['faults', () => checkFaults(tally)],
  ];
  const queue = parts.filter(([name]) => name.includes(wanted));
  const work = async (): Promise<void> => {
    for (let part = queue.shift(); part !== undefined; part = queue.shift()) await part[1]();
  };
  try {
    // Two at a time: each is a program that mostly waits.
    await Promise.all([work(), work()]);
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return tally.finish();
};

process.exitCode = await main();
