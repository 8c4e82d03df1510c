// What the explorer hands on: to the clipboard, to files, and which files it writes.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { withFolder } from './explorer-leaving.ts';
import { type Explorer, incidentWords, type Test, withExplorer } from './explorer-session.ts';

const { broken, museum } = incidentWords;

/** The texts of all OSC 52 in an output, decoded. */
const clipboardTexts = (output: string): string[] =>
  [...output.matchAll(/\x1b\]52;c;([A-Za-z0-9+/=]*)\x07/g)].map(([, text = '']) =>
    Buffer.from(text, 'base64').toString('utf8'),
  );

/** The output as the terminal behind tmux or GNU screen gets it: their frames are taken off. */
const throughTmux = (output: string): string =>
  output.replace(/\x1bPtmux;([\s\S]*?[^\x1b])\x1b\\/g, (_, inner: string) =>
    inner.replaceAll('\x1b\x1b', '\x1b'),
  );
const throughScreen = (output: string): string => output.replace(/\x1bP([\s\S]*?)\x1b\\/g, '$1');

const record = 'v=spf1 ip4:72.11.154.128/25-all';

/** What is copied by which key of the broken record, from the record's own row or from its one term. */
const copies: readonly (readonly [
  name: string,
  keys: string,
  said: string,
  wanted: (text: string) => boolean,
])[] = [
  ['the term', 'y', 'the term is copied', (text) => text === 'ip4:72.11.154.128/25-all'],
  [
    'the record as zone-file text',
    'g y',
    'as zone-file text',
    (text) => /^anbermedia\.com\.\s+600\s+IN\s+TXT\s+"v=spf1 ip4:72/.test(text),
  ],
  ['the record', 'Y', 'the record is copied', (text) => text === record],
  [
    'the report',
    'R',
    'the report is copied',
    (text) => /^anbermedia\.com +permerror\n/.test(text) && !/\x1b/.test(text),
  ],
];

const pressCopy = async ({ press, terminal }: Explorer, keys: string, said: string): Promise<string> => {
  const names = keys.split(' ');
  for (const key of names.slice(0, -1)) await press(key);
  await press(names.at(-1) ?? '', said);
  return terminal.output();
};

const copyTests: readonly Test[] = [
  ...copies.flatMap(([name, keys, said, wanted]): Test[] =>
    (
      [
        ['plainly', {}, (output: string) => output],
        ['inside tmux', { TMUX: '/tmp/tmux-0/default,1,0' }, throughTmux],
        ['inside screen', { STY: '1.pts-0.host', TERM: 'screen' }, throughScreen],
      ] as const
    ).map(
      ([how, env, unwrap]): Test => [
        `${name} is copied ${how}, and into a file that only its user reads`,
        () =>
          withFolder((folder) =>
            withExplorer(
              broken,
              { env: { ...env, XDG_STATE_HOME: folder } },
              'PERMERROR',
              async (explorer) => {
                const output = await pressCopy(explorer, keys, said);
                const [text = ''] = clipboardTexts(unwrap(output));
                ok(wanted(text), JSON.stringify(text));
                const path = join(folder, 'spfx/copied.txt');
                equal(readFileSync(path, 'utf8'), text);
                equal(statSync(path).mode & 0o777, 0o600);
                ok(explorer.screen().includes('copied.txt'), explorer.screen());
              },
            ),
          ),
      ],
    ),
  ),
  [
    'with --no-history nothing is kept: the copy goes to the terminal alone',
    () =>
      withFolder((folder) =>
        withExplorer(
          [...broken, '--no-history'],
          { env: { XDG_STATE_HOME: folder } },
          'PERMERROR',
          async (explorer) => {
            const output = await pressCopy(explorer, 'Y', 'if the terminal lets programs do so');
            deepEqual(clipboardTexts(output), [record]);
            deepEqual(readdirSync(folder), []);
          },
        ),
      ),
  ],
  [
    'a copy after a what-if is of the edited record',
    () =>
      withExplorer(broken, {}, 'PERMERROR', async (explorer) => {
        await explorer.press('f', /\bPASS\b/);
        const output = await pressCopy(explorer, 'Y', 'the record is copied');
        deepEqual(clipboardTexts(output), ['v=spf1 ip4:72.11.154.128/25 -all']);
      }),
  ],
  [
    'the clients are copied by the palette, as --clients reads them',
    () =>
      withExplorer(
        [
          'google.com',
          '--client',
          'label=one,ip=192.0.2.1',
          '--client',
          'label=two,ip=2001:db8::1,expect=fail',
          '--demo',
        ],
        {},
        '2 clients',
        async ({ press, type, terminal }) => {
          await press(':', '━ Actions');
          await type('copy-clients', /▶ copy-clients/);
          await press('enter', / copied/);
          const [text = ''] = clipboardTexts(terminal.output());
          const clients: readonly Readonly<Record<string, string>>[] = JSON.parse(text);
          deepEqual(
            clients.map(({ label, ip, expect }) => [label, ip, expect]),
            [
              ['one', '192.0.2.1', undefined],
              ['two', '2001:db8::1', 'fail'],
            ],
          );
        },
      ),
  ],
];

/** Whether it is well-formed as far as tags go: each is closed by its own. */
const wantsWellFormed = (svg: string): void => {
  const open: string[] = [];
  for (const [, end, name = '', rest = ''] of svg.matchAll(/<(\/?)([a-zA-Z]+)((?:[^<>"]|"[^"<]*")*)>/g)) {
    if (end === '/') equal(open.pop(), name);
    else if (!rest.endsWith('/')) open.push(name);
  }
  deepEqual(open, []);
  ok(!/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i.test(svg), 'a bare &');
};

const svgText = (svg: string): string =>
  [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text).join('');

const pictureTests: readonly Test[] = ['120x40', '80x24', '300x100'].map((size) => [
  `at ${size}, S saves the screen as an SVG of all its text where the program runs, and S again another`,
  () =>
    withFolder((folder) =>
      withExplorer(museum, { size, cwd: folder }, 'FAIL', async ({ press, screen }) => {
        const before = screen();
        await press('S', 'the screen is saved: spfx-maritime-museum.example-');
        const [name = '', ...more] = readdirSync(folder);
        deepEqual(more, []);
        match(name, /^spfx-maritime-museum\.example-\d{8}-\d{6}\.svg$/);
        const svg = readFileSync(join(folder, name), 'utf8');
        wantsWellFormed(svg);
        const shown = svgText(svg).replace(/&\w+;|\s/g, '');
        for (const words of ['exists:%{ir}', 'redirect=_strict', 'MATCH', '✗'])
          ok(shown.includes(words) && before.includes(words), `${words} is not in the picture`);
        // Within one second the name is taken; no picture is written over.
        await press('j S', /the screen is saved|can't be written \(EEXIST\)/);
      }),
    ),
]);

/** What is handed on, and how. */
export const handOnTests: readonly Test[] = [...copyTests, ...pictureTests];
