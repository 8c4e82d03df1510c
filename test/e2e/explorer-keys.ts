// Every key of the panes' table does something that is seen: each row of the table has a row here.
import { equal, ok } from 'node:assert/strict';
import type { KeyBinding } from '../../src/tui/keys/key-binding.ts';
import { keyBindings } from '../../src/tui/keys/key-bindings.ts';
import { withoutClocks } from '../helpers/still-screen.ts';
import { type Explorer, incidentWords, type Test, type Wanted, withExplorer } from './explorer-session.ts';

/** What is pressed before (names of the key table, `'text` for what is typed), and what the key then has to show, which
 *  was not there before. */
type Row = Readonly<{ before?: string; wanted: Wanted; start?: 'museum' | 'broken' | 'clients' }>;

const starts = {
  museum: { words: incidentWords.museum, wanted: 'FAIL' },
  broken: { words: incidentWords.broken, wanted: 'PERMERROR' },
  clients: {
    words: [
      'google.com',
      ...['--client', 'label=one,ip=192.0.2.1', '--client', 'label=two,ip=209.85.214.170', '--demo'],
    ],
    wanted: '2 clients',
  },
} as const;

/** The tree's cursor is on that row of so many. */
const at = (place: string): Wanted => new RegExp(` ${place} [━─][┛╯]`);

const focused = (title: string): string => `┏━ ${title}`;

const not =
  (text: string): Wanted =>
  (screen) =>
    !screen.includes(text);

const found = /\b2 of \d+ found/;

/** By the names of actions. The museum's tree has 14 rows, and the cursor starts on row 13, which decides. */
const rows: Readonly<Record<string, Row>> = {
  up: { wanted: at('12/14') },
  down: { wanted: at('14/14') },
  open: { before: 'g left', wanted: at('1/14') },
  close: { before: 'g', wanted: at('1/1') },
  toggle: { before: 'g', wanted: at('1/1') },
  'next-sibling': { before: 'g j', wanted: at('3/14') },
  'previous-sibling': { before: 'g j J J', wanted: at('3/14') },
  'open-all': { before: 'g j c', wanted: at('2/14') },
  'close-all': { before: 'g j', wanted: at('2/5') },
  first: { wanted: at('1/14') },
  last: { wanted: at('14/14') },
  'page-up': { before: 'G', wanted: at('1/14') },
  'page-down': { before: 'g', wanted: at('14/14') },
  'half-up': { before: 'G', wanted: at('[78]/14') },
  'half-down': { before: 'g', wanted: at('[78]/14') },
  enter: { wanted: focused('2 Detail') },
  'fix-all': { start: 'broken', wanted: '1 fix done' },
  'fix-or-filter': { start: 'broken', wanted: 'what if anbermedia.com edited' },
  filter: { wanted: focused('1 Record  this check only') },
  costliest: { before: 'g', wanted: at('3/14') },
  simulate: { wanted: '━ Simulate' },
  'next-client': { start: 'clients', wanted: '▶ two' },
  'previous-client': { start: 'clients', wanted: '▶ two' },
  'other-identity': { wanted: '(HELO identity)' },
  'edit-record': { wanted: 'What if _strict.maritime-museum.example published' },
  'edit-target': { before: 'g m', wanted: 'What if _spf.maritime-museum.example published' },
  'edit-outside': { wanted: 'the record was left as it was' },
  'toggle-term': { wanted: 'taken out' },
  undo: { before: 'x', wanted: not('taken out') },
  redo: { before: 'x u', wanted: 'taken out' },
  reset: { before: 'x', wanted: not('taken out') },
  search: { wanted: 'a term, a name, an address' },
  'find-next': { before: "g / 'all enter", wanted: found },
  'find-previous': { before: "g / 'all enter n n", wanted: found },
  'next-pane': { wanted: focused('2 Detail') },
  'previous-pane': { wanted: focused('4 DNS') },
  'pane-tree': { before: '2', wanted: focused('1 Record') },
  'pane-detail': { wanted: focused('2 Detail') },
  'pane-problems': { wanted: focused('3 Problems') },
  'pane-log': { wanted: focused('4 DNS') },
  zoom: { wanted: '(2 Detail  3 Problems  4 DNS)' },
  copy: { wanted: 'the term is copied' },
  'copy-record': { wanted: 'the record is copied' },
  'copy-report': { wanted: 'the report is copied' },
  domain: { wanted: '━ Another domain' },
  'compare-snapshot': { wanted: '━ Compare with a snapshot' },
  incidents: { wanted: 'nothing was pasted yet' },
  requery: { wanted: /2[0-9] queries/ },
  palette: { wanted: '━ Actions' },
  help: { wanted: focused('Keys') },
  back: { before: 'z', wanted: not('(2 Detail') },
  'close-help': { before: '?', wanted: not(focused('Keys')) },
};

/** Rows of the table that tests elsewhere look at: what leaves the screen, draws it anew, or writes files; and actions
 *  that have a name alone. */
const elsewhere: readonly string[] = [
  'interrupt',
  'quit',
  'suspend',
  'redraw',
  'save-picture',
  'copy-clients',
];

const shows = (screen: string, wanted: Wanted): boolean =>
  typeof wanted === 'function'
    ? wanted(screen)
    : typeof wanted === 'string'
      ? screen.includes(wanted)
      : wanted.test(screen);

/** Presses what stands before, one after the other. */
export const pressAll = async ({ press, type }: Explorer, keys: string): Promise<void> => {
  for (const key of keys === '' ? [] : keys.split(' '))
    await (key.startsWith("'") ? type(key.slice(1)) : press(key));
};

const isOfPanes = ({ contexts, keys }: KeyBinding): boolean =>
  (contexts.includes('tree') || contexts.includes('help')) && keys.length > 0;

const testOf = (name: string, key: string, { start = 'museum', before = '', wanted }: Row): Test => {
  const { words, wanted: first } = starts[start];
  return [
    `the key "${key}": ${name}`,
    () =>
      withExplorer(words, {}, first, async (explorer) => {
        await pressAll(explorer, before);
        ok(!shows(explorer.screen(), wanted), `${name} is seen before:\n${explorer.screen()}`);
        await explorer.press(key, wanted);
      }),
  ];
};

/** The moves through the help, where it is longer than the screen. */
const helpTests: readonly Test[] = keyBindings
  .filter(({ contexts, action }) => contexts.includes('help') && action.kind === 'move')
  .flatMap(({ name, keys }) =>
    keys.map(
      (key): Test => [
        `the key "${key}" in the help: ${name}`,
        () =>
          withExplorer(starts.museum.words, { size: '80x24' }, 'FAIL', async (explorer) => {
            await explorer.press('?', focused('Keys'));
            if (/up|first/.test(name)) await explorer.press('G');
            const [, before = ''] = / (\d+)\/\d+ ━┛/.exec(explorer.screen()) ?? [];
            const screen = await explorer.press(key);
            const [, after = ''] = / (\d+)\/\d+ ━┛/.exec(screen) ?? [];
            const isUp = /up|first/.test(name);
            ok(isUp ? Number(after) < Number(before) : Number(after) > Number(before), `${before}, ${after}`);
          }),
      ],
    ),
  );

/** The keys of the panes, each in an explorer of its own. */
export const keyTests: readonly Test[] = [
  [
    'every row of the key table has a test, and every test a row',
    async () => {
      const named = new Set(keyBindings.filter(isOfPanes).map(({ name }) => name));
      const tested = new Set([...Object.keys(rows), ...elsewhere]);
      equal([...named].filter((name) => !tested.has(name)).join(' '), '');
      const known = new Set(keyBindings.map(({ name }) => name));
      equal([...tested].filter((name) => !known.has(name)).join(' '), '');
    },
  ],
  ...keyBindings
    .filter(isOfPanes)
    .flatMap(({ name, keys }) =>
      keys.flatMap((key): Test[] => (rows[name] === undefined ? [] : [testOf(name, key, rows[name])])),
    ),
  ...helpTests,
  [
    'the key "ctrl+l": redraw draws the same screen anew, without a wipe',
    () =>
      withExplorer(starts.museum.words, {}, 'FAIL', async ({ terminal, type, screen }) => {
        const before = withoutClocks(screen());
        const written = terminal.bytesWritten();
        await type('\x0c', () => terminal.bytesWritten() - written > 2000);
        equal(withoutClocks(screen()), before);
        equal(terminal.wipes(), 0);
      }),
  ],
  [
    'keys in one go count each, and a number before a key repeats it',
    () =>
      withExplorer(starts.museum.words, {}, 'FAIL', async ({ press, type }) => {
        await press('g', at('1/14'));
        await type('jjj', at('4/14'));
        await type('8j', at('12/14'));
        await type('10k', at('2/14'));
        await type('3j', at('5/14'));
      }),
  ],
];
