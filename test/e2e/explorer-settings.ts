// Settings and looks: config.yml, the flags beside it, colours, signs.
import { equal, ok } from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { withFolder } from './explorer-leaving.ts';
import { type Explorer, incidentWords, type Test, type Wanted, withExplorer } from './explorer-session.ts';

const { broken, museum } = incidentWords;

/** Opens the explorer with a config.yml. */
const withConfig = (
  text: string,
  words: readonly string[],
  wanted: Wanted,
  use: (explorer: Explorer, folder: string) => Promise<void>,
  env: Readonly<Record<string, string>> = {},
): Promise<void> =>
  withFolder((folder) => {
    mkdirSync(join(folder, 'config/spfx'), { recursive: true });
    writeFileSync(join(folder, 'config/spfx/config.yml'), text);
    const home = { XDG_CONFIG_HOME: join(folder, 'config'), XDG_STATE_HOME: join(folder, 'state') };
    return withExplorer(words, { env: { ...home, ...env } }, wanted, (explorer) => use(explorer, folder));
  });

/** Colours of SGR, of the 16 and of 24 bits. */
const colours = {
  any: /\x1b\[(?:[\d;:]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:[;:][\d;:]*)?m/,
  sixteen: /\x1b\[(?:1;)?(?:3[0-7]|9[0-7])m/,
  truecolour: /\x1b\[(?:\d+;)*38;2;\d+;\d+;\d+/,
  background: /\x1b\[(?:\d+;)*(?:4[0-8]|10[0-7])(?:;[\d;]*)?m/,
};

type Look = 'none' | 'sixteen' | 'truecolour';

const lookOf = (output: string): Look =>
  colours.truecolour.test(output) ? 'truecolour' : colours.any.test(output) ? 'sixteen' : 'none';

const truecolour = { COLORTERM: 'truecolor' };

/** Words, variables and the look that comes of them. */
const themes: readonly (readonly [words: string, env: Readonly<Record<string, string>>, look: Look])[] = [
  ['', {}, 'sixteen'],
  ['', { ...truecolour, COLORFGBG: '15;0' }, 'truecolour'],
  ['', { ...truecolour, COLORFGBG: '0;15' }, 'truecolour'],
  ['', truecolour, 'sixteen'],
  ['--theme 16', { ...truecolour, COLORFGBG: '15;0' }, 'sixteen'],
  ['--theme truecolor', {}, 'truecolour'],
  ['--theme truecolor-light', {}, 'truecolour'],
  ['--theme light', truecolour, 'truecolour'],
  ['--theme none', truecolour, 'none'],
  ['--no-color', { ...truecolour, COLORFGBG: '15;0' }, 'none'],
  ['--theme truecolor', { NO_COLOR: '1' }, 'none'],
  ['', { NO_COLOR: '1', ...truecolour, COLORFGBG: '15;0' }, 'none'],
];

/** Keys that bring all looks on the screen: a what-if, a search, the forms. */
const tour = async ({ press, type }: Explorer): Promise<void> => {
  await press('x', 'what if');
  await press('u');
  await press('/', 'an address');
  await type('ip4', 'found');
  await press('enter');
  await press('w', 'published ━');
  await press('escape');
  await press('s', '━ Simulate');
  await press('escape');
  await press('?', '━ Keys');
  await press('escape');
};

const themeTests: readonly Test[] = themes.map(([words, env, look]) => [
  `"${words}" with ${JSON.stringify(env)} gives the look ${look}, and never a background`,
  () =>
    withExplorer([...museum, ...words.split(' ').filter(Boolean)], { env }, 'FAIL', async (explorer) => {
      await tour(explorer);
      const output = explorer.terminal.output();
      equal(lookOf(output), look);
      // The numbers of a colour of 24 bits are none.
      const codes = output.replace(/38;2;\d+;\d+;\d+/g, '38');
      equal(colours.background.exec(codes)?.[0], undefined);
    }),
]);

const asciiTests: readonly Test[] = (
  [
    ['--ascii', ['--ascii'], {}],
    ['--glyphs ascii', ['--glyphs', 'ascii'], {}],
    ['a locale that is not UTF-8', [], { LC_ALL: 'C', LANG: 'C' }],
  ] as const
).map(([name, words, env]) => [
  `${name} gives pure ASCII on the wire, in every place`,
  () =>
    withExplorer([...museum, ...words], { env }, 'FAIL', async (explorer) => {
      await explorer.press('g');
      for (const key of [
        'x j x',
        'u',
        'w',
        'escape',
        's',
        'escape',
        ':',
        'escape',
        '?',
        'escape',
        '4',
        'z',
        'z',
      ])
        await explorer.press(key);
      const strange = /[^\x00-\x7f]/.exec(stripVTControlCharacters(explorer.terminal.output()))?.[0];
      equal(strange, undefined, explorer.screen());
    }),
]);

const settingTests = (source: readonly string[]): readonly Test[] => {
  const [, server = ''] = source;
  return [
    [
      'server: in config.yml is the server that is asked',
      () =>
        withConfig(`server: "${server}"\n`, ['small.example'], 'POLICY', async ({ screen }) => {
          ok(screen().includes(`resolver ${server}`), screen());
        }),
    ],
    [
      'theme: in config.yml is the theme; a flag goes before it',
      async () => {
        await withConfig('theme: truecolor\n', broken, 'PERMERROR', async ({ terminal }) =>
          equal(lookOf(terminal.output()), 'truecolour'),
        );
        await withConfig(
          'theme: truecolor\n',
          [...broken, '--theme', 'none'],
          'PERMERROR',
          async ({ terminal }) => equal(lookOf(terminal.output()), 'none'),
        );
      },
    ],
    [
      'glyphs: in config.yml are the signs',
      () =>
        withConfig('glyphs: ascii\n', broken, 'PERMERROR', async ({ terminal }) =>
          equal(/[^\x00-\x7f]/.test(stripVTControlCharacters(terminal.output())), false),
        ),
    ],
    [
      'keys: in config.yml take the place of an action’s own, and the help shows them',
      () =>
        withConfig(
          'keys:\n  zoom: [o, F]\n  quit: Q\n',
          broken,
          'PERMERROR',
          async ({ press, terminal, screen }) => {
            await press('o', '(2 Detail  3 Problems  4 DNS)');
            await press('F', (text) => !text.includes('(2 Detail'));
            ok(screen().includes('Q quit'), screen());
            await press('?', /Q +quit/);
            await press('escape');
            terminal.send('qQ');
            equal((await terminal.exited).exitCode, 4);
          },
        ),
    ],
    [
      'mouse: in config.yml turns the mouse on, --no-mouse off again',
      async () => {
        await withConfig('mouse: true\n', broken, 'PERMERROR', async ({ terminal }) =>
          equal(terminal.state().isMouseTracked, true),
        );
        await withConfig('mouse: true\n', [...broken, '--no-mouse'], 'PERMERROR', async ({ terminal }) =>
          equal(terminal.state().isMouseTracked, false),
        );
      },
    ],
    [
      'history: false in config.yml keeps nothing',
      () =>
        withConfig('history: false\n', ['small.example', ...source], 'POLICY', async ({ press }) => {
          await press('Y', 'if the terminal lets programs do so');
        }),
    ],
    [
      'a broken config.yml is one line in the screen, which works',
      async () => {
        for (const [text, said] of [
          ['theme: purple\n', /config\.yml:1:8.*"purple" is none of the choices/],
          ['them: 16\n', /config\.yml:1:1.*did you mean "theme"/],
          ['theme: [\n', /config\.yml:\d/],
          ['keys:\n  zoom: q\n', /zoom|quit/],
          ['keys:\n  fly: F\n', /fly/],
          ['theme: "\\e]0;owned\\a"\n', /config\.yml/],
        ] as const)
          await withConfig(text, broken, said, async ({ press, terminal }) => {
            ok(!/\x1b\]0/.test(terminal.output()));
            await press('j g', / 1\/2 /);
          });
      },
    ],
    [
      '--no-config reads none, --config FILE another one',
      () =>
        withConfig('theme: purple\n', [...broken, '--no-config'], 'PERMERROR', async ({ screen }, folder) => {
          ok(!screen().includes('config.yml'), screen());
          const other = join(folder, 'other.yml');
          writeFileSync(other, 'keys: {zoom: o}\n');
          await withExplorer([...broken, '--config', other], {}, 'PERMERROR', async ({ press }) => {
            await press('o', '(2 Detail');
          });
        }),
    ],
    [
      '--key gives an action another key',
      () =>
        withExplorer(
          [...broken, '--key', 'zoom=o', '--key', 'help=F'],
          {},
          'PERMERROR',
          async ({ press, screen }) => {
            await press('o', '(2 Detail  3 Problems  4 DNS)');
            ok(screen().includes('F help'), screen());
            await press('F', '━ Keys');
          },
        ),
    ],
    [
      'a --key that is none is told in one line',
      async () => {
        for (const word of ['fly=o', 'zoom=nokey', 'zoom=q'])
          await withExplorer([...broken, '--key', word], {}, 'PERMERROR', async ({ screen }) => {
            ok(/fly|nokey|zoom|quit/.test(screen().split('\n').at(-1) ?? ''), screen());
          });
      },
    ],
  ];
};

/** All settings, of a server that holds the zone of the explorer's tests. */
export const settingsTests = (source: readonly string[]): readonly Test[] => [
  ...themeTests,
  ...asciiTests,
  ...settingTests(source),
];
