// The explorer at any size, and from any size to any other, also while DNS is out.
import { equal, ok } from 'node:assert/strict';
import { openTerminal } from '../helpers/pseudo-terminal.ts';
import { programPath } from '../helpers/run-program.ts';
import { waitUntilStill, withoutClocks } from '../helpers/still-screen.ts';
import { startUdpServer } from '../helpers/udp-server.ts';
import { incidentWords, sizeOf, type Test, withExplorer } from './explorer-session.ts';
import { wideAnswer } from './faults-of-dns.ts';

const { museum } = incidentWords;

const sizes = [
  ...['20x5', '20x50', '40x12', '59x14', '60x15', '80x24', '80x60', '99x30', '100x30', '120x40', '179x45'],
  ...['180x45', '200x50', '300x24', '300x100'],
];

/** What is open when the size changes: the keys that open it, and what then stands in its frame where that is wide. */
const states = [
  ['the tree', '', ''],
  ['the form', 's', '━ Simulate'],
  ['the record under edit', 'w', 'published'],
  ['the palette', ':', '━ Actions'],
  ['the help', '?', '━ Keys'],
  ['the log', '4', '━ 4 DNS'],
  ['one pane', 'z', '(2 Detail'],
] as const;

const wantsWhole = (screen: string, size: string): void => {
  const { columns, rows } = sizeOf(size);
  const lines = screen.split('\n');
  equal(lines.length, rows);
  for (const line of lines) ok(line.length <= columns, `${size}: ${line}`);
  ok(lines[0]?.startsWith(' s'), `no header at ${size}:\n${screen}`);
  ok(lines.at(-1)?.trim() !== '', `no footer at ${size}:\n${screen}`);
};

/** `quietMs`: how long it must stand still. Narrow screens do not say that owners are still asked for. */
const freshScreen = async (size: string, key: string, title: string, quietMs: number): Promise<string> => {
  let screen = '';
  await withExplorer(museum, { size }, 'FAIL', async (explorer) => {
    await waitUntilStill(explorer.terminal, quietMs);
    const isNarrow = sizeOf(size).columns < 60;
    // Where it is narrow, one pane is alone already.
    if (key !== '' && !(key === 'z' && isNarrow)) await explorer.press(key, isNarrow ? undefined : title);
    screen = await waitUntilStill(explorer.terminal, quietMs);
  });
  return screen;
};

/** On a busy machine a fresh start may be looked at before it is done: the next look is a longer one. */
const quietTimes = [150, 700, 2000];

const sizeTests: readonly Test[] = states.map(([what, key, title]) => [
  `${what} at each of ${sizes.length} sizes, up and down, is the screen of a fresh start there, never wiped`,
  () =>
    withExplorer(museum, {}, 'FAIL', async ({ terminal, press }) => {
      if (key !== '') await press(key, title);
      const fresh = new Map<string, string>();
      // Five rows have no room for panes: nothing would be seen of these keys.
      const used = sizes.filter((size) => size !== '20x5' || !/[4z]/.test(key));
      for (const size of [...used, ...used.toReversed()]) {
        const { columns, rows } = sizeOf(size);
        terminal.resize(columns, rows);
        for (const quietMs of quietTimes) {
          if (!fresh.has(size)) fresh.set(size, withoutClocks(await freshScreen(size, key, title, quietMs)));
          const isSame = (screen: string): boolean => withoutClocks(screen) === fresh.get(size);
          const trouble = await terminal.waitFor(isSame, { timeoutMs: 3000 }).then(
            () => undefined,
            (error: Error) => error,
          );
          if (trouble === undefined) break;
          if (quietMs === quietTimes.at(-1))
            throw new Error(`at ${size}, instead of\n${fresh.get(size)}\n${trouble.message}`);
          fresh.delete(size);
        }
        wantsWhole(terminal.screen(), size);
      }
      equal(terminal.wipes(), 0);
    }),
]);

const inARow = [
  '120x40',
  '80x40',
  '80x24',
  '60x15',
  '200x15',
  '200x50',
  '40x50',
  '40x12',
  '100x12',
  '20x5',
  '300x100',
  '59x14',
  '121x41',
];

const whileOut: Test = [
  'thirteen sizes in a row while DNS is out: no wipe, and in the end the screen of that size',
  async () => {
    const slow = await startUdpServer(wideAnswer, { latencyMs: 250 });
    const words = [
      'explore',
      'wide.test',
      '--ip',
      '192.0.2.1',
      '--helo',
      'client.example',
      '--server',
      slow.label,
    ];
    const terminal = openTerminal(
      [process.execPath, programPath, ...words, '--dns-timeout', '20000'],
      sizeOf('90x30'),
    );
    try {
      await terminal.waitFor(/\d out/);
      for (const size of inARow) {
        const { columns, rows } = sizeOf(size);
        terminal.resize(columns, rows);
        // Each is drawn before the next one comes.
        await terminal.waitFor((screen) => screen.split('\n').length === rows && screen.startsWith(' s'));
      }
      await terminal.waitFor(/\bPASS\b/);
      await terminal.waitFor((screen) => !/\d out/.test(screen));
      // Drawn anew it is the same. Answers that no check waits for may still come in between.
      for (let tries = 3; tries > 0; tries--) {
        const screen = await waitUntilStill(terminal, 300);
        wantsWhole(screen, '121x41');
        const written = terminal.bytesWritten();
        terminal.send('\x0c');
        const isSame = (text: string): boolean =>
          terminal.bytesWritten() - written > 1000 && withoutClocks(text) === withoutClocks(screen);
        const trouble = await terminal.waitFor(isSame, { timeoutMs: 3000 }).then(
          () => undefined,
          (error: Error) => error,
        );
        if (trouble === undefined) break;
        if (tries === 1) throw new Error(`it was\n${screen}\n${trouble.message}`);
      }
      equal(terminal.wipes(), 0);
    } finally {
      await terminal.close();
      await slow.fall();
    }
  },
];

const smallTests: readonly Test[] = [
  [
    'below 20x5 it says so, and keys do what they do',
    () =>
      withExplorer(museum, {}, 'FAIL', async ({ terminal, press }) => {
        await press('g', / 1\/14 /);
        terminal.resize(19, 4);
        await terminal.waitFor('too small');
        terminal.send('jj');
        terminal.resize(120, 40);
        await terminal.waitFor(/ 3\/14 /);
        equal(terminal.wipes(), 0);
      }),
  ],
];

/** All sizes. */
export const resizeTests: readonly Test[] = [whileOut, ...smallTests, ...sizeTests];
