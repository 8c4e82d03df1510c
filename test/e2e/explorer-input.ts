// What comes in besides keys: pastes, sequences in pieces, the mouse; and names of wide characters.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { findStray } from '../helpers/hostile-text.ts';
import { waitUntilStill, withoutClocks } from '../helpers/still-screen.ts';
import { cursorLine, type Explorer, incidentWords, type Test, withExplorer } from './explorer-session.ts';

const { museum, broken } = incidentWords;

const hostile = '\x1b]0;owned\x07\x1b[2J\x1b[3J\x9b31m\u202eevil\x00\u200b\ud83d\r\n\x1b[201';

/** 10 kB with line breaks, and what a terminal might obey. */
const largePaste = `${'v=spf1 ip4:192.0.2.1\r\n'.repeat(220)}${hostile.repeat(100)}`.slice(0, 10_240);

const places = [
  ['the start screen', ['--demo'], 'Which domain?', ''],
  ['the domain field', museum, 'FAIL', 'd'],
  ['the form', museum, 'FAIL', 's'],
  ['the palette', museum, 'FAIL', ':'],
  ['the search', museum, 'FAIL', '/'],
  ['the record under edit', museum, 'FAIL', 'w'],
  ['the tree', museum, 'FAIL', ''],
] as const;

const pasteTests: readonly Test[] = places.map(([place, words, first, open]) => [
  `10 kB with line breaks and control characters, pasted into ${place}, steer nothing and quit nothing`,
  () =>
    withExplorer(words, {}, first, async ({ press, terminal, screen }) => {
      if (open !== '') await press(open);
      terminal.paste(largePaste);
      await waitUntilStill(terminal, 200);
      const rows = screen().split('\n');
      equal(rows.length, 40);
      ok(rows[0]?.startsWith(' spfx'), screen());
      equal(terminal.wipes(), 0);
      // Whatever took the text, Escape leads out of it, and keys are keys again.
      if (open !== '') await press('escape');
      if (place !== 'the start screen') await press('?', '━ Keys');
      terminal.send('\x03');
      await terminal.exited;
      equal(findStray(terminal.output()), undefined);
    }),
]);

const moreTests: readonly Test[] = [
  [
    'a record pasted as zone-file text, in strings over several lines, is the record',
    () =>
      withExplorer(broken, {}, 'PERMERROR', async ({ press, terminal, screen }) => {
        await press('w', 'published ━');
        await press('ctrl+u');
        terminal.paste('anbermedia.com. 600 IN TXT ( "v=spf1 ip4:72.11.154.128/25"\n  " -all" )\n');
        await terminal.waitFor(/\bPASS\b/);
        await press('enter', 'what if anbermedia.com edited');
        ok(screen().includes('v=spf1 ip4:72.11.154.128/25 -all'), screen());
      }),
  ],
  [
    'escape sequences in single octets, as ssh may split them, are the keys that they are',
    () =>
      withExplorer(museum, {}, 'FAIL', async ({ press, terminal }) => {
        await press('g', / 1\/14 /);
        for (const [sequence, wanted] of [
          ['\x1b[B', / 2\/14 /],
          ['\x1bOB', / 3\/14 /],
          ['\x1b[A', / 2\/14 /],
          ['\x1b[F', / 14\/14 /],
          ['\x1b[1~', / 1\/14 /],
          ['\x1b[6~', / 14\/14 /],
        ] as const) {
          for (const octet of sequence) {
            terminal.send(octet);
            await new Promise((resolve) => setImmediate(resolve));
          }
          await terminal.waitFor(wanted);
        }
        // A character of several octets, too.
        await press('d', '━ Another domain');
        for (const octet of Buffer.from('bücher漢')) {
          terminal.send(Buffer.of(octet));
          await new Promise((resolve) => setImmediate(resolve));
        }
        await terminal.waitFor('bücher漢');
      }),
  ],
];

const listTests: readonly Test[] = [
  [
    'in the log, the cursor moves through what is in sight before the list scrolls',
    () =>
      withExplorer(museum, {}, 'FAIL', async ({ press }) => {
        // Not by its digit, which right before k would be a number of rows.
        await press('shift+tab', /▶ 16 {2}SOA/);
        const screen = await press('k', /▶ 15 {2}SOA/);
        ok(/ 16 {2}SOA/.test(screen), screen);
        await press('g', /▶ +1 {2}TXT maritime/);
        const down = await press('j', /▶ +2 {2}MX maritime/);
        ok(/ 1 {2}TXT maritime/.test(down), down);
      }),
  ],
];

const at = (column: number, row: number, button: number, isPress = true): string =>
  `\x1b[<${button};${column + 1};${row + 1}${isPress ? 'M' : 'm'}`;

/** The cell where a text stands. */
const placeOf = (screen: string, text: string): readonly [column: number, row: number] => {
  const rows = screen.split('\n');
  const row = rows.findIndex((line) => line.includes(text));
  ok(row !== -1, `${text} is not on the screen:\n${screen}`);
  return [rows[row]?.indexOf(text) ?? 0, row];
};

const click = async (
  explorer: Explorer,
  text: string,
  wanted: RegExp | string,
  times = 1,
): Promise<string> => {
  const [column, row] = placeOf(explorer.screen(), text);
  return explorer.type((at(column, row, 0) + at(column, row, 0, false)).repeat(times), wanted);
};

const mouseWords = [...museum, '--mouse'];

const mouseTests: readonly Test[] = [
  [
    'a click chooses the row, a click in another pane gives it the focus',
    () =>
      withExplorer(mouseWords, {}, 'FAIL', async (explorer) => {
        await click(explorer, 'ip4:192.0.2.96/28  ', / 8\/14 /);
        await click(explorer, 'Published in', '┏━ 2 Detail');
        await click(explorer, 'SOA _spf.maritime', '┏━ 4 DNS');
      }),
  ],
  [
    'the wheel scrolls what is under it, and moves no focus',
    () =>
      withExplorer([...mouseWords], { size: '80x24' }, 'FAIL', async (explorer) => {
        await explorer.press('G', / 14\/14 /);
        const [column, row] = placeOf(explorer.screen(), '▶');
        const screen = await explorer.type(at(column + 3, row, 64).repeat(3));
        ok(screen.includes('┏━ 1 Record'), screen);
        const after = await explorer.type(at(column + 3, row, 65).repeat(3));
        ok(after.includes('┏━ 1 Record'), after);
      }),
  ],
  [
    'a double click is Enter: from the log to the term that asked',
    () =>
      withExplorer(mouseWords, {}, 'FAIL', async (explorer) => {
        await explorer.press('shift+tab', '┏━ 4 DNS');
        await explorer.press('g', /▶ +1 {2}TXT/);
        await click(explorer, 'MX maritime', / 2\/14 /, 2);
      }),
  ],
  [
    'without --mouse, reports of a mouse are nothing',
    () =>
      withExplorer(museum, {}, 'FAIL', async ({ terminal, screen }) => {
        const before = screen();
        terminal.send(at(5, 20, 0) + at(5, 20, 0, false) + at(5, 20, 64));
        await waitUntilStill(terminal, 200);
        equal(withoutClocks(screen()), withoutClocks(before));
        ok(!/\x1b\[\?100[0-6]h/.test(terminal.output()));
      }),
  ],
];

/** Names of wide characters, from a server: every row ends in its frame. */
const nameTests = (source: readonly string[]): readonly Test[] =>
  ['80x24', '120x40', '40x12'].map((size) => [
    `at ${size}, names of wide characters leave every frame whole`,
    () =>
      withExplorer(
        [
          'bücher.example',
          '--ip',
          '192.0.2.1',
          '--helo',
          '漢字.example',
          '--sender',
          'ü漢👩‍👩‍👧@例え.example',
          ...source,
        ],
        { size },
        /PASS|NONE|FAIL/,
        async ({ terminal, press, screen }) => {
          const check = (): void => {
            const sides = terminal.cells().map((row) => [row[0]?.text, row.at(-1)?.text]);
            const framed = sides.filter(([left]) => left !== undefined && /[│┃]/.test(left));
            ok(framed.length > 1, screen());
            deepEqual(
              framed.filter(([left, right]) => left !== right && size !== '120x40'),
              [],
              screen(),
            );
          };
          check();
          await press('s', /Simulate/);
          await press('escape');
          check();
          ok(cursorLine(screen()) !== '', screen());
        },
      ),
  ]);

/** All of it, of a server that holds the zone of the explorer's tests. */
export const inputTests = (source: readonly string[]): readonly Test[] => [
  ...pasteTests,
  ...moreTests,
  ...listTests,
  ...mouseTests,
  ...nameTests(source),
];
