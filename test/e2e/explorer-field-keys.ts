// Every key of the places where text is typed, in each of them.
import { equal, ok } from 'node:assert/strict';
import { fieldBindings } from '../../src/tui/keys/field-bindings.ts';
import type { KeyContext } from '../../src/tui/keys/key-binding.ts';
import { type Explorer, incidentWords, type Test, type Wanted, withExplorer } from './explorer-session.ts';

/** What is pressed before, what is there after the key and a typed `!`; typed at first: `alfa beta`. */
type FieldRow = Readonly<{ before?: string; wanted: string }>;

const typed = 'alfa beta';

/** By readline's names. A word that was deleted comes back by `ctrl+y`. */
const rows: Readonly<Record<string, FieldRow>> = {
  'backward-char': { wanted: 'alfa bet!a' },
  'forward-char': { before: 'ctrl+a', wanted: 'a!lfa beta' },
  'backward-word': { wanted: 'alfa !beta' },
  'forward-word': { before: 'ctrl+a', wanted: 'alfa! beta' },
  'beginning-of-line': { wanted: '!alfa beta' },
  'end-of-line': { before: 'ctrl+a', wanted: 'alfa beta!' },
  'backward-delete-char': { wanted: 'alfa bet!' },
  'delete-char': { before: 'ctrl+a', wanted: '!lfa beta' },
  'unix-line-discard': { before: 'ctrl+b', wanted: '!a' },
  'kill-line': { before: 'ctrl+a ctrl+f', wanted: 'a!' },
  'backward-kill-word': { wanted: 'alfa !' },
  'kill-word': { before: 'ctrl+a', wanted: '! beta' },
  'transpose-chars': { wanted: 'alfa beat!' },
  yank: { before: 'ctrl+w', wanted: 'alfa beta!' },
};

type Place = Readonly<{
  context: KeyContext;
  words: readonly string[];
  first: Wanted;
  open: string;
  title: string;
}>;

const { museum } = incidentWords;

const places: readonly Place[] = [
  { context: 'start', words: ['--demo'], first: 'Which domain?', open: '', title: 'Which domain? ' },
  { context: 'line', words: museum, first: 'FAIL', open: 'd', title: '┃ Domain      ' },
  { context: 'form', words: museum, first: 'FAIL', open: 's', title: '┃ Client IP   ' },
  { context: 'palette', words: museum, first: 'FAIL', open: ':', title: '┃ : ' },
  { context: 'editor', words: museum, first: 'FAIL', open: 'w', title: 'published' },
  { context: 'line', words: museum, first: 'FAIL', open: '/', title: ' /' },
];

/** Whether the field behind the title holds that text and no more. The text under edit stands on a line of its own. */
const holds =
  ({ context, title }: Place, text: string): Wanted =>
  (screen) => {
    const lines = screen.split('\n');
    const index = lines.findLastIndex((line) => line.includes(title));
    const line = context === 'editor' ? lines[index + 1] : lines[index]?.split(title).at(-1);
    const field = (line ?? '')
      .replace(/^┃ /, '')
      .replace(/(?: {2,}|┃).*$/, '')
      .trimEnd();
    return field === text.trimEnd();
  };

const readlineTest = (place: Place, kind: string, key: string, { before = '', wanted }: FieldRow): Test => [
  `the key "${key}" in ${place.open === '' ? 'the start screen' : `what "${place.open}" opens`}: ${kind}`,
  () =>
    withExplorer(place.words, {}, place.first, async ({ press, type }) => {
      if (place.open !== '') await press(place.open, place.title);
      await press('ctrl+u', holds(place, ''));
      await type(typed, holds(place, typed));
      if (before !== '') await press(before, () => true);
      await press(`${key} !`, holds(place, wanted));
    }),
];

const clients = ['--client', 'label=one,ip=192.0.2.1', '--client', 'label=two,ip=209.85.214.170', '--demo'];

/** The other rows of the table, by name and context: what comes before, the key's effect. */
const others: readonly (readonly [
  name: string,
  context: KeyContext,
  words: readonly string[],
  first: Wanted,
  before: string,
  wanted: Wanted,
])[] = [
  [
    'accept',
    'editor',
    museum,
    'FAIL',
    "w ctrl+u 'v=spf1",
    (screen) => /what if/.test(screen) && !screen.includes('published ━'),
  ],
  ['accept', 'form', museum, 'FAIL', 's', (screen) => !screen.includes('━ Simulate')],
  ['accept', 'line', museum, 'FAIL', "d 'google.com", 'SOFTFAIL'],
  ['accept', 'palette', museum, 'FAIL', ": 'zoom", '(2 Detail  3 Problems'],
  ['accept', 'start', ['--demo'], 'Which domain?', "'google.com", 'POLICY'],
  ['add-client', 'form', museum, 'FAIL', 's', 'client 2 of 2'],
  ['form-next-client', 'form', ['google.com', ...clients], '2 clients', 's', 'client 2 of 2'],
  ['form-previous-client', 'form', ['google.com', ...clients], '2 clients', 's', 'client 2 of 2'],
  [
    'remove-client',
    'form',
    ['google.com', ...clients],
    '2 clients',
    's',
    (screen) => !screen.includes('2 clients'),
  ],
  ['choose-up', 'start', ['--demo'], 'Which domain?', 'down down', /▶ anbermedia\.com/],
  ['choose-up', 'palette', museum, 'FAIL', ': down down', / 2\/\d+ ━┛/],
  ['choose-down', 'start', ['--demo'], 'Which domain?', '', /▶ anbermedia\.com/],
  ['choose-down', 'palette', museum, 'FAIL', ':', / 2\/\d+ ━┛/],
  ['cancel', 'form', museum, 'FAIL', 's', (screen) => !screen.includes('━ Simulate')],
  ['cancel', 'line', museum, 'FAIL', 'd', (screen) => !screen.includes('━ Another domain')],
  ['cancel', 'palette', museum, 'FAIL', ':', (screen) => !screen.includes('━ Actions')],
  ['cancel', 'editor', museum, 'FAIL', 'w', (screen) => !screen.includes('published ━')],
];

/** A record of two rows at 120 columns. */
const long = 'v=spf1~'.repeat(30);

/** The line below the frame's title that the mark stands on, from 0; each row has a line for carets below. */
const markOn =
  (row: number): Wanted =>
  (screen) => {
    const lines = screen.split('\n');
    const index = lines.findIndex((line) => line.includes('published ━'));
    return index !== -1 && lines.findIndex((line) => line.includes('!')) === index + 1 + row;
  };

/** Keys whose effect is where the next character goes. */
const moves: readonly (readonly [name: string, context: KeyContext, before: string, wanted: Wanted])[] = [
  ['next-field', 'form', 's', /HELO +dsl-77\.elsewhere\.example!/],
  ['previous-field', 'form', 's', /Expect +!/],
  ['row-up', 'editor', `w ctrl+u '${long}`, markOn(0)],
  ['row-down', 'editor', `w ctrl+u '${long}`, markOn(2)],
];

const runAll = async ({ press, type }: Explorer, keys: string): Promise<void> => {
  for (const key of keys === '' ? [] : keys.split(' '))
    await (key.startsWith("'") ? type(key.slice(1)) : press(key));
};

const shows = (screen: string, wanted: Wanted): boolean =>
  typeof wanted === 'function'
    ? wanted(screen)
    : typeof wanted === 'string'
      ? screen.includes(wanted)
      : wanted.test(screen);

const keysOf = (name: string, context: KeyContext): readonly string[] =>
  fieldBindings.find((binding) => binding.name === name && binding.contexts.includes(context))?.keys ?? [];

/** Rows that tests of the ways out look at. */
const elsewhere = ['interrupt'];

/** The keys of fields, each in an explorer of its own. */
export const fieldKeyTests: readonly Test[] = [
  [
    'every row of the fields’ key table has a test',
    async () => {
      const tested = new Set([
        ...places.flatMap(({ context }) => Object.keys(rows).map((name) => `${name} ${context}`)),
        ...others.map(([name, context]) => `${name} ${context}`),
        ...moves.map(([name, context]) => `${name} ${context}`),
      ]);
      const missing = fieldBindings.flatMap(({ name, contexts }) =>
        elsewhere.includes(name)
          ? []
          : contexts.map((context) => `${name} ${context}`).filter((row) => !tested.has(row)),
      );
      equal(missing.join(', '), '');
    },
  ],
  ...places.flatMap((place) =>
    Object.entries(rows).flatMap(([kind, row]) =>
      keysOf(kind, place.context).map((key) => readlineTest(place, kind, key, row)),
    ),
  ),
  ...others.flatMap(([name, context, words, first, before, wanted]) =>
    keysOf(name, context).map(
      (key): Test => [
        `the key "${key}" in ${context}: ${name}`,
        () =>
          withExplorer(words, {}, first, async (explorer) => {
            await runAll(explorer, before);
            ok(!shows(explorer.screen(), wanted), `it is seen before:\n${explorer.screen()}`);
            await explorer.press(key, wanted);
          }),
      ],
    ),
  ),
  ...moves.flatMap(([name, context, before, wanted]) =>
    keysOf(name, context).map(
      (key): Test => [
        `the key "${key}" in ${context}: ${name}`,
        () =>
          withExplorer(museum, {}, 'FAIL', async (explorer) => {
            await runAll(explorer, before);
            ok(!shows(explorer.screen(), wanted), `it is seen before:\n${explorer.screen()}`);
            // A caret alone is no text: where it stands is seen by what is typed there.
            const start = name === 'row-down' ? 'ctrl+a ' : '';
            await explorer.press(`${start}${key} !`, wanted);
          }),
      ],
    ),
  ),
];
