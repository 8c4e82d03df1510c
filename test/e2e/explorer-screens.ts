// Screens that are kept to be looked at: as pictures and as text, in artifacts/screens.
import { ok } from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawScreen, renderPng } from '../helpers/screen-picture.ts';
import { type Explorer, incidentWords, type Test, type Wanted, withExplorer } from './explorer-session.ts';

const folder = join(process.cwd(), 'artifacts/screens');
const { broken, museum, bakery } = incidentWords;

const google = [
  'google.com',
  ...['--client', 'label=mx,ip=2607:f8b0:4003:c01::22a,helo=mail-ob0-x22a.google.com,expect=pass'],
  ...[
    '--client',
    'label=old,ip=64.18.0.1,expect=pass',
    '--client',
    'label=stranger,ip=203.0.113.9,expect=softfail',
  ],
  '--demo',
];

/** A screen: its name and size, what is shown at first, and how to come to what is kept. */
type Kept = readonly [
  name: string,
  size: string,
  words: readonly string[],
  first: Wanted,
  lead: (explorer: Explorer) => Promise<unknown>,
];

const kept = (source: readonly string[]): readonly Kept[] => [
  ['broken', '120x40', broken, 'PERMERROR', async () => {}],
  ['broken', '80x24', broken, 'PERMERROR', async () => {}],
  ['fixed', '120x40', broken, 'PERMERROR', ({ press }) => press('f', /\bPASS\b/)],
  ['fixed', '80x24', broken, 'PERMERROR', ({ press }) => press('f', /\bPASS\b/)],
  ['passing', '120x40', ['google.com', '--ip', '2607:f8b0:4003:c01::22a', '--demo'], 'PASS', async () => {}],
  ['passing', '200x50', ['large.example', '--ip', '198.51.100.7', ...source], 'PASS', async () => {}],
  ['over-the-limit', '80x24', bakery, 'PERMERROR', async () => {}],
  ['over-the-limit', '200x50', bakery, 'PERMERROR', async () => {}],
  [
    'over-the-limit-no-client',
    '120x40',
    ['large.example', ...source],
    'OVER THE LIMIT',
    ({ press }) => press('m'),
  ],
  [
    'include-removed',
    '120x40',
    ['large.example', ...source],
    'OVER THE LIMIT',
    ({ press }) => press('m x', /13 → 10/),
  ],
  ['what-if', '120x40', museum, 'FAIL', ({ press }) => press('w', 'published ━')],
  [
    'what-if-error',
    '80x24',
    bakery,
    'PERMERROR',
    async ({ press, type }) => {
      await press('w', 'published ━');
      await type(' ip4:1.2.3', /column/);
    },
  ],
  [
    'clients',
    '120x40',
    google,
    '3 clients',
    async ({ press }) => {
      await press(']');
      await press('s', '━ Simulate');
    },
  ],
  ['clients', '80x24', google, '3 clients', ({ press }) => press('s', '━ Simulate')],
  [
    'search',
    '120x40',
    museum,
    'FAIL',
    async ({ press, type }) => {
      await press('/', 'an address');
      await type('192.0.2.100', 'found');
    },
  ],
  ['dns-log', '80x24', museum, 'FAIL', ({ press }) => press('4', '┏━ 4 DNS')],
  [
    'dns-log',
    '120x40',
    ['large.example', ...source],
    'OVER THE LIMIT',
    ({ press }) => press('4', '┏━ 4 DNS'),
  ],
  [
    'dns-log',
    '200x50',
    ['large.example', ...source],
    'OVER THE LIMIT',
    ({ press }) => press('4', '┏━ 4 DNS'),
  ],
  ['problems', '120x40', bakery, 'PERMERROR', ({ press }) => press('3', '┏━ 3 Problems')],
  [
    'problems',
    '80x24',
    ['large.example', ...source],
    'OVER THE LIMIT',
    ({ press }) => press('3', '┏━ 3 Problems'),
  ],
  ['palette', '120x40', museum, 'FAIL', ({ press }) => press(':', '━ Actions')],
  ['palette', '80x24', museum, 'FAIL', ({ press }) => press(':', '━ Actions')],
  ['help', '120x40', museum, 'FAIL', ({ press }) => press('?', '━ Keys')],
  [
    'wide-names',
    '120x40',
    ['bücher.example', '--ip', '192.0.2.1', '--helo', '漢字.example', ...source],
    'PASS',
    async () => {},
  ],
  ['start', '80x24', ['--demo'], 'Which domain?', ({ press }) => press('down')],
  ['narrow', '40x12', museum, 'FAIL', async () => {}],
];

/** The answer is the first thing that stands below the header, in one word. */
const answer =
  /^ (?:[✓✗!?~…-]|\S) (?:PASS|FAIL|SOFTFAIL|NEUTRAL|NONE|PERMERROR|TEMPERROR|POLICY|OVER THE LIMIT)\b/;

/** Keeps each screen, of a server that holds the zone of the explorer's tests. */
export const screenTests = (source: readonly string[]): readonly Test[] =>
  kept(source).map(([name, size, words, first, lead]) => [
    `the screen ${name} at ${size} is kept: the answer first, and one focus`,
    () =>
      withExplorer(words, { size }, first, async (explorer) => {
        await lead(explorer);
        const { terminal } = explorer;
        const screen = terminal.screen();
        mkdirSync(folder, { recursive: true });
        const path = join(folder, `explorer-${name}-${size}`);
        writeFileSync(`${path}.txt`, `${screen}\n`);
        const shown = words.filter((word) => !source.includes(word)).join(' ');
        writeFileSync(`${path}.png`, renderPng(drawScreen(terminal.cells(), `spfx explore ${shown}`)));
        const [, second = ''] = screen.split('\n');
        ok(answer.test(second) || name === 'help' || name === 'start', `the answer is not first:\n${screen}`);
        const focuses = screen.match(/┏━/g)?.length ?? 0;
        ok(focuses <= 1, `${focuses} focuses:\n${screen}`);
      }),
  ]);
