// The screen of the built program in a real terminal.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { incidents } from '../../src/demo/incidents.ts';
import { keyBindings } from '../../src/tui/keys/key-bindings.ts';
import { openTerminal, type PseudoTerminal, type TerminalOptions } from '../helpers/pseudo-terminal.ts';
import { programPath, runProgram } from '../helpers/run-program.ts';
import { drawScreen, renderPng } from '../helpers/screen-picture.ts';
import { waitUntilStill, withoutClocks } from '../helpers/still-screen.ts';
import { createTally } from '../helpers/tally.ts';

const artifacts = join(process.cwd(), 'artifacts/screens');
const folder = mkdtempSync(join(tmpdir(), 'spfx-screen-'));

const keys = {
  enter: '\r',
  escape: '\x1b',
  tab: '\t',
  shiftTab: '\x1b[Z',
  down: '\x1b[B',
  up: '\x1b[A',
  right: '\x1b[C',
  left: '\x1b[D',
  ctrlC: '\x03',
  ctrlL: '\x0c',
  ctrlU: '\x15',
  ctrlZ: '\x1a',
} as const;

const brokenRecord = [
  'explore',
  'anbermedia.com',
  '--ip',
  '72.11.154.232',
  '--helo',
  'mail.anbermedia.com',
  '--demo',
];
const museum = [
  ...['explore', 'maritime-museum.example', '--ip', '203.0.113.77', '--helo', 'dsl-77.elsewhere.example'],
  ...['--sender', 'anna-tours@maritime-museum.example', '--demo'],
];

type Size = Readonly<{ columns: number; rows: number }>;

const sizeOf = (text: string): Size => {
  const [columns = 80, rows = 24] = text.split('x').map(Number);
  return { columns, rows };
};

/** Takes a session from its start to its end, whatever happens in between. */
const withScreen = async (
  args: readonly string[],
  options: TerminalOptions,
  use: (terminal: PseudoTerminal) => Promise<void>,
): Promise<void> => {
  const terminal = openTerminal([process.execPath, programPath, ...args], options);
  try {
    await use(terminal);
  } finally {
    await terminal.close();
  }
};

const standard = sizeOf('120x40');

const keepPicture = (terminal: PseudoTerminal, name: string, args: readonly string[]): void => {
  mkdirSync(artifacts, { recursive: true });
  writeFileSync(join(artifacts, `${name}.txt`), `${terminal.screen()}\n`);
  writeFileSync(
    join(artifacts, `${name}.png`),
    renderPng(drawScreen(terminal.cells(), `spfx ${args.join(' ')}`)),
  );
};

/** The terminal as it was before: this is what a shell finds. */
const wantsRestored = async (terminal: PseudoTerminal, exitCode: number): Promise<void> => {
  const exit = await terminal.exited;
  deepEqual(
    { ...terminal.state(), ...exit },
    {
      isAlternateScreen: false,
      isCursorVisible: true,
      isBracketedPaste: false,
      isMouseTracked: false,
      isCooked: true,
      exitCode,
    },
    `output at the end: ${JSON.stringify(terminal.output().slice(-600))}`,
  );
};

const wantsNoStackTrace = (text: string): void => ok(!/\n\s+at .*:\d+/.test(text), text);

/** Waits for a screen that shows the text and is done. On a busy machine a frame may come in pieces. */
const waitForFrame = async (terminal: PseudoTerminal, wanted: string | RegExp): Promise<string> => {
  await terminal.waitFor(wanted);
  return waitUntilStill(terminal, 120);
};

const cursorLine = (screen: string): string => screen.split('\n').find((line) => line.includes('▶')) ?? '';

/** Presses a key and waits for the screen to become another. */
const pressForChange = async (terminal: PseudoTerminal, key: string): Promise<string> => {
  const before = terminal.screen();
  terminal.send(key);
  await terminal.waitFor((screen) => withoutClocks(screen) !== withoutClocks(before));
  return waitUntilStill(terminal);
};

/** The same screen, but for its clocks. */
const wantsSame = (screen: string, expected: string): void =>
  equal(withoutClocks(screen), withoutClocks(expected));

const waitForSame = (terminal: PseudoTerminal, expected: string, timeoutMs?: number): Promise<string> =>
  terminal.waitFor(
    (screen) => withoutClocks(screen) === withoutClocks(expected),
    timeoutMs === undefined ? {} : { timeoutMs },
  );

type Test = readonly [name: string, run: () => Promise<void>];

const startTests: Test[] = ['80x24', '120x40', '200x50', '60x15', '20x5'].flatMap((size): Test[] => [
  [
    `at ${size} the first screen tells the verdict without a key`,
    () =>
      withScreen(brokenRecord, sizeOf(size), async (terminal) => {
        const screen = await waitForFrame(terminal, /PERMERROR/);
        const lines = screen.split('\n');
        equal(lines.length, sizeOf(size).rows);
        if (size !== '20x5') {
          ok(screen.includes('a space is missing before "-all"'), screen);
          ok(/move/.test(lines.at(-1) ?? ''), `no footer:\n${screen}`);
          ok(screen.includes('v=spf1 ip4:72.11.154.128/25-all'), screen);
        }
        keepPicture(terminal, `anbermedia.com-${size}`, brokenRecord);
        terminal.send('q');
        await wantsRestored(terminal, 4);
      }),
  ],
]);

const pictureTests: Test[] = incidents.flatMap(({ name, domain, clients: [client] }): Test[] =>
  domain === 'anbermedia.com'
    ? []
    : ['80x24', '120x40', '200x50'].map((size): Test => {
        const args = [
          ...['explore', domain, '--ip', client.ip, '--helo', client.helo, '--demo'],
          ...(client.sender === undefined ? [] : ['--sender', client.sender]),
        ];
        return [
          `at ${size} the incident ${name} tells ${client.expect}`,
          () =>
            withScreen(args, sizeOf(size), async (terminal) => {
              await waitForFrame(terminal, new RegExp(`\\b${client.expect.toUpperCase()}\\b`));
              keepPicture(terminal, `${name}-${size}`, args);
            }),
        ];
      }),
);

const sizes = [
  ...['120x40', '80x40', '80x24', '120x24', '60x15', '200x15', '200x50', '40x50', '40x12', '100x12'],
  ...['100x40', '59x14', '121x41'],
];

const resizeTests: Test[] = [
  [
    'after each of 13 sizes in a row the screen is the one of a fresh start at that size, and never wiped',
    () =>
      withScreen(brokenRecord, standard, async (terminal) => {
        await waitForFrame(terminal, 'PERMERROR');
        const wipes = terminal.wipes();
        for (const size of sizes) {
          const { columns, rows } = sizeOf(size);
          let fresh = '';
          await withScreen(brokenRecord, { columns, rows }, async (other) => {
            fresh = await waitForFrame(other, 'PERMERROR');
          });
          terminal.resize(columns, rows);
          await waitForSame(terminal, fresh, 5000).catch((error: Error) => {
            throw new Error(`at ${size}, instead of\n${fresh}\n${error.message}`);
          });
        }
        equal(terminal.wipes(), wipes);
      }),
  ],
  [
    'sizes that change faster than frames are drawn end in the right screen',
    () =>
      withScreen(museum, standard, async (terminal) => {
        await waitForFrame(terminal, 'FAIL');
        let fresh = '';
        await withScreen(museum, sizeOf('121x39'), async (other) => {
          fresh = await waitForFrame(other, 'FAIL');
        });
        const wipes = terminal.wipes();
        for (const size of [...sizes, '20x5', '19x4', '5x2', '300x100', '121x39']) {
          const { columns, rows } = sizeOf(size);
          terminal.resize(columns, rows);
        }
        await waitForSame(terminal, fresh, 5000);
        equal(terminal.wipes(), wipes);
      }),
  ],
  [
    'below 20x5 it says that the terminal is too small, and comes back',
    () =>
      withScreen(brokenRecord, sizeOf('120x40'), async (terminal) => {
        const first = await waitForFrame(terminal, 'PERMERROR');
        terminal.resize(19, 4);
        await terminal.waitFor(/small/);
        terminal.resize(120, 40);
        await waitForSame(terminal, first);
      }),
  ],
];

const keyTests: Test[] = [
  [
    'every key with a hint stands in a footer, and every key in the help',
    () =>
      withScreen(museum, { columns: 200, rows: 70 }, async (terminal) => {
        const screen = await waitForFrame(terminal, 'FAIL');
        const footer = screen.split('\n').at(-1) ?? '';
        for (const { hint, contexts } of keyBindings)
          if (hint !== undefined && contexts.includes('tree'))
            ok(footer.includes(hint), `${hint}: ${footer}`);
        const help = await pressForChange(terminal, '?');
        for (const { help: text, contexts, keys } of keyBindings)
          if (contexts.includes('tree') && keys.length > 0)
            ok(help.includes(text.slice(0, 20)), `${text}:\n${help}`);
        keepPicture(terminal, 'help', museum);
        wantsSame(await pressForChange(terminal, keys.escape), screen);
      }),
  ],
  [
    'arrows and j, k move; g and G go to the ends',
    () =>
      withScreen(museum, standard, async (terminal) => {
        await waitForFrame(terminal, 'FAIL');
        const top = cursorLine(await pressForChange(terminal, 'g'));
        const second = cursorLine(await pressForChange(terminal, keys.down));
        ok(top !== second);
        const third = cursorLine(await pressForChange(terminal, 'j'));
        ok(third !== second);
        equal(cursorLine(await pressForChange(terminal, keys.up)), second);
        equal(cursorLine(await pressForChange(terminal, 'k')), top);
        const last = cursorLine(await pressForChange(terminal, 'G'));
        ok(last !== top);
      }),
  ],
  [
    'left closes, right opens, space does either',
    () =>
      withScreen(museum, standard, async (terminal) => {
        await waitForFrame(terminal, 'FAIL');
        const open = await pressForChange(terminal, 'g');
        const closed = await pressForChange(terminal, keys.left);
        ok(/\b1\/1\b/.test(closed) && closed !== open, closed);
        wantsSame(await pressForChange(terminal, keys.right), open);
        wantsSame(await pressForChange(terminal, ' '), closed);
        wantsSame(await pressForChange(terminal, ' '), open);
      }),
  ],
  [
    'Tab goes round all panes, Shift-Tab back',
    () =>
      withScreen(museum, standard, async (terminal) => {
        const first = await waitForFrame(terminal, 'FAIL');
        for (const title of ['2 Detail', '3 Problems', '4 DNS'])
          ok((await pressForChange(terminal, keys.tab)).includes(`┏━ ${title}`), terminal.screen());
        wantsSame(await pressForChange(terminal, keys.tab), first);
        for (const title of ['4 DNS', '3 Problems', '2 Detail'])
          ok((await pressForChange(terminal, keys.shiftTab)).includes(`┏━ ${title}`), terminal.screen());
        wantsSame(await pressForChange(terminal, keys.shiftTab), first);
      }),
  ],
  [
    's simulates another client, checked while it is typed; Esc goes back to the one before',
    () =>
      withScreen(brokenRecord.with(1, 'google.com'), standard, async (terminal) => {
        await waitForFrame(terminal, 'SOFTFAIL');
        const form = await pressForChange(terminal, 's');
        ok(/Client IP/.test(form) && /HELO/.test(form) && /MAIL FROM/.test(form), form);
        keepPicture(terminal, 'simulate', brokenRecord);
        terminal.send(`${keys.ctrlU}209.85.214.170`);
        await terminal.waitFor(/PASS/);
        terminal.send(keys.escape);
        await terminal.waitFor(/SOFTFAIL/);
        ok(!terminal.screen().includes('Client IP'), terminal.screen());
      }),
  ],
  [
    'an address that is none is told in the form, and the screen stays',
    () =>
      withScreen(brokenRecord, standard, async (terminal) => {
        await waitForFrame(terminal, 'PERMERROR');
        terminal.send('s');
        await terminal.waitFor('Client IP');
        terminal.send(`${keys.ctrlU}300.1.2.3`);
        await terminal.waitFor(/300\.1\.2\.3.*is no IP address|no IP address/);
      }),
  ],
  [
    'd explores another domain',
    () =>
      withScreen(brokenRecord, standard, async (terminal) => {
        await waitForFrame(terminal, 'PERMERROR');
        await pressForChange(terminal, 'd');
        terminal.send(`${keys.ctrlU}google.com${keys.enter}`);
        await terminal.waitFor(/SOFTFAIL[\s\S]*_spf\.google\.com/);
      }),
  ],
  [
    'r asks again and shows the same',
    () =>
      withScreen(brokenRecord, standard, async (terminal) => {
        await waitForFrame(terminal, 'PERMERROR');
        terminal.send('r');
        await terminal.waitForQuiet(200);
        ok(terminal.screen().includes('a space is missing'), terminal.screen());
      }),
  ],
  [
    'Ctrl-L draws a spoiled screen again',
    () =>
      withScreen(brokenRecord, standard, async (terminal) => {
        const first = await waitForFrame(terminal, 'PERMERROR');
        terminal.send(keys.ctrlL);
        await terminal.waitForQuiet(200);
        await waitForSame(terminal, first);
      }),
  ],
  [
    'keys typed faster than frames are all counted',
    () =>
      withScreen(museum, standard, async (terminal) => {
        await waitForFrame(terminal, 'FAIL');
        await pressForChange(terminal, 'g');
        const slow: string[] = [];
        for (let step = 0; step < 5; step++) slow.push(cursorLine(await pressForChange(terminal, 'j')));
        await pressForChange(terminal, 'g');
        terminal.send('jjjjj');
        await terminal.waitFor((screen) => cursorLine(screen) === slow.at(-1));
      }),
  ],
  ...(
    [
      ['a mouse click', '\x1b[<0;10;10M\x1b[<0;10;10m'],
      ['a focus report', '\x1b[I\x1b[O'],
      ['F5', '\x1b[15~'],
      ['the answer to a question for the colours', '\x1b]11;rgb:0000/0000/0000\x1b\\'],
      ['the answer to a question for the version', '\x1bP>|terminal 1.0 jgG\x1b\\'],
    ] as const
  ).map(
    ([what, sequence]): Test => [
      `${what} changes nothing`,
      () =>
        withScreen(museum, standard, async (terminal) => {
          const first = await waitForFrame(terminal, 'FAIL');
          terminal.send(sequence);
          await terminal.waitForQuiet(200);
          wantsSame(terminal.screen(), first);
        }),
    ],
  ),
];

const startScreenTests: Test[] = [
  [
    'without a domain there is a field and the incidents; Enter opens the chosen one',
    () =>
      withScreen(['explore'], standard, async (terminal) => {
        const screen = await waitForFrame(terminal, 'Which domain?');
        for (const { domain } of incidents) ok(screen.includes(domain), screen);
        keepPicture(terminal, 'start', ['explore']);
        terminal.send(keys.down);
        await terminal.waitFor((text) => cursorLine(text).includes('anbermedia.com'));
        terminal.send(keys.enter);
        await waitForFrame(terminal, 'PERMERROR');
        terminal.send('q');
        await terminal.exited;
      }),
  ],
  [
    'a pasted domain, blanks and line break around it, is explored',
    () =>
      withScreen(['explore', '--demo'], standard, async (terminal) => {
        await waitForFrame(terminal, 'Which domain?');
        ok(terminal.state().isBracketedPaste, 'no bracketed paste');
        terminal.paste('  anbermedia.com\n');
        await terminal.waitFor(/anbermedia\.com/);
        terminal.send(keys.enter);
        await terminal.waitFor(/72\.11\.154\.128\/25-all/);
      }),
  ],
  [
    'pasted escape sequences and line breaks stay text in one field',
    () =>
      withScreen(['explore', '--demo'], standard, async (terminal) => {
        const before = await waitForFrame(terminal, 'Which domain?');
        terminal.paste('a\x1b[2Jb\x07\x00c\u202ed\ne');
        const after = await terminal.waitFor((screen) => screen !== before);
        ok(after.includes('Which domain?'), after);
        equal(after.split('\n').length, standard.rows);
        equal(terminal.wipes(), 0);
      }),
  ],
  [
    'demo opens an incident with its client',
    () =>
      withScreen(['demo', 'eleven-lookups'], standard, async (terminal) => {
        await waitForFrame(terminal, 'PERMERROR');
        terminal.send('q');
        await wantsRestored(terminal, 4);
      }),
  ],
];

const hook = (name: string, code: string): string => {
  const path = join(folder, `${name}.mjs`);
  writeFileSync(path, code);
  return `--import=file://${path}`;
};

const leavingTests: Test[] = [
  ...(
    [
      ['the tree', ''],
      ['the help', '?'],
      ['the form', 's'],
      ['the domain field', 'd'],
    ] as const
  ).map(
    ([place, key]): Test => [
      `Ctrl-C in ${place} exits with 130 and restores the terminal`,
      () =>
        withScreen(brokenRecord, standard, async (terminal) => {
          await waitForFrame(terminal, 'PERMERROR');
          if (key !== '') await pressForChange(terminal, key);
          terminal.send(keys.ctrlC);
          await wantsRestored(terminal, 130);
        }),
    ],
  ),
  [
    'Ctrl-C on the start screen exits with 130',
    () =>
      withScreen(['explore'], standard, async (terminal) => {
        await waitForFrame(terminal, 'Which domain?');
        terminal.send(keys.ctrlC);
        await wantsRestored(terminal, 130);
      }),
  ],
  ...(
    [
      ['SIGTERM', 143],
      ['SIGHUP', 129],
      ['SIGINT', 130],
    ] as const
  ).map(
    ([signal, code]): Test => [
      `${signal} restores the terminal and exits with ${code}`,
      () =>
        withScreen(brokenRecord, standard, async (terminal) => {
          await waitForFrame(terminal, 'PERMERROR');
          terminal.kill(signal);
          await wantsRestored(terminal, code);
        }),
    ],
  ),
  ...(
    [
      ['an exception', 'throw new Error("a fault for the test")'],
      ['a rejected promise', 'void Promise.reject(new Error("a fault for the test"))'],
    ] as const
  ).map(
    ([name, code], index): Test => [
      `${name} restores the terminal, is told, and exits with 70`,
      () =>
        withScreen(
          brokenRecord,
          {
            ...standard,
            env: { NODE_OPTIONS: hook(`fault-${index}`, `process.on('SIGUSR2', () => { ${code}; });`) },
          },
          async (terminal) => {
            await waitForFrame(terminal, 'PERMERROR');
            terminal.kill('SIGUSR2');
            await wantsRestored(terminal, 70);
            ok(terminal.screen().includes('a fault for the test'), terminal.screen());
          },
        ),
    ],
  ),
  [
    'a reader that goes away ends a report in silence',
    async () => {
      const terminal = openTerminal(
        [
          'bash',
          '-c',
          `"${process.execPath}" "${programPath}" tree twitter.com --demo | head -1; echo "${'$'}{PIPESTATUS[0]}"`,
        ],
        standard,
      );
      await terminal.exited;
      const lines = terminal.screen().trimEnd().split('\n');
      equal(lines.length, 2, terminal.screen());
      await terminal.close();
    },
  ],
  [
    'Ctrl-Z gives the terminal to the shell, fg gives it back',
    async () => {
      const terminal = openTerminal(['bash', '--norc', '--noprofile', '-i'], {
        ...standard,
        env: { PS1: 'prompt> ', HISTFILE: undefined },
      });
      try {
        await terminal.waitFor('prompt>');
        terminal.send(`"${process.execPath}" "${programPath}" ${brokenRecord.join(' ')}\r`);
        await waitForFrame(terminal, 'PERMERROR');
        terminal.send(keys.ctrlZ);
        await terminal.waitFor(/Stopped/);
        deepEqual(
          { ...terminal.state(), isBracketedPaste: false },
          { isAlternateScreen: false, isCursorVisible: true, isBracketedPaste: false, isMouseTracked: false },
        );
        terminal.send('fg\r');
        await terminal.waitFor((screen) => screen.includes('1 Record'));
        ok(terminal.state().isAlternateScreen);
        terminal.send('q');
        await terminal.waitFor((screen) => screen.trimEnd().endsWith('prompt>'));
        terminal.send('exit\r');
        await terminal.exited;
      } finally {
        await terminal.close();
      }
    },
  ],
];

const outputTests: Test[] = [
  [
    'a cursor move costs at most 2 kB at 120x40',
    () =>
      withScreen(museum, standard, async (terminal) => {
        await waitForFrame(terminal, 'FAIL');
        await pressForChange(terminal, 'g');
        const costs: number[] = [];
        for (const key of 'jjjjjjjjjjjkkkkkkkkkkk') {
          const before = terminal.bytesWritten();
          await pressForChange(terminal, key);
          costs.push(terminal.bytesWritten() - before);
        }
        const most = Math.max(...costs);
        ok(most <= 2048, `bytes for each move: ${costs.join(' ')}`);
      }),
  ],
  [
    'moving, opening, searching the panes never wipes the screen',
    () =>
      withScreen(museum, sizeOf('80x24'), async (terminal) => {
        await waitForFrame(terminal, 'FAIL');
        const wipes = terminal.wipes();
        for (const key of [
          'g',
          'j',
          'j',
          keys.left,
          keys.right,
          'G',
          keys.tab,
          'j',
          keys.tab,
          '?',
          keys.escape,
          's',
          keys.escape,
          'd',
          keys.escape,
        ]) {
          terminal.send(key);
          await terminal.waitForQuiet(80);
        }
        equal(terminal.wipes(), wipes);
      }),
  ],
  [
    'keys typed during the start are not echoed into the screen',
    async () => {
      let expected = '';
      await withScreen(brokenRecord, standard, async (terminal) => {
        expected = await waitForFrame(terminal, 'PERMERROR');
      });
      for (let round = 0; round < 8; round++)
        await withScreen(brokenRecord, standard, async (terminal) => {
          // Keys without a meaning.
          const stop = terminal.onOutput(() => terminal.send('b'));
          for (let burst = 0; burst < 20; burst++) {
            terminal.send('bt');
            await new Promise((resolve) => setTimeout(resolve, 15));
          }
          await terminal.waitFor('PERMERROR');
          stop();
          await waitForSame(terminal, expected);
        });
    },
  ],
  [
    'NO_COLOR and --no-color give no colours',
    async () => {
      const colour = /\x1b\[(?:[\d;:]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:[;:][\d;:]*)?m/;
      await withScreen(museum, standard, async (terminal) => {
        await waitForFrame(terminal, 'FAIL');
        ok(colour.test(terminal.output()), 'the test sees no colours where there are some');
      });
      const ways = [
        { args: museum, env: { NO_COLOR: '1' } },
        { args: [...museum, '--no-color'], env: {} },
      ];
      for (const { args, env } of ways)
        await withScreen(args, { ...standard, env }, async (terminal) => {
          await waitForFrame(terminal, 'FAIL');
          await pressForChange(terminal, 'g');
          equal(colour.exec(terminal.output())?.[0], undefined);
        });
    },
  ],
  [
    '--ascii, or a locale that is not UTF-8, gives only ASCII',
    async () => {
      const ways = [
        { args: [...museum, '--ascii'], env: {} },
        { args: museum, env: { LC_ALL: 'C', LANG: 'C' } },
      ];
      for (const { args, env } of ways)
        await withScreen(args, { ...standard, env }, async (terminal) => {
          await waitForFrame(terminal, 'FAIL');
          for (const key of ['g', 'j', 's', keys.escape, '?', keys.escape])
            await pressForChange(terminal, key);
          const strange = /[^\x00-\x7f]/.exec(stripVTControlCharacters(terminal.output()))?.[0];
          equal(strange, undefined, terminal.screen());
          keepPicture(terminal, 'ascii', args);
        });
    },
  ],
  [
    'CI in the environment changes nothing',
    () =>
      withScreen(brokenRecord, { ...standard, env: { CI: 'true' } }, async (terminal) => {
        await waitForFrame(terminal, 'PERMERROR');
        terminal.send('q');
        await wantsRestored(terminal, 4);
      }),
  ],
  [
    'what DNS says never reaches the terminal as a control character',
    async () => {
      const zone = join(folder, 'hostile.example.zone');
      writeFileSync(
        zone,
        '$ORIGIN hostile.example.\n$TTL 60\n@ SOA ns hostmaster 1 2h 15m 2w 10m\n@ NS ns\nns A 192.0.2.53\n' +
          '@ TXT "v=spf1 include:\\027]0;owned\\007.example a:\\226\\128\\174evil.example ip4:\\027[2J\\155 -all"\n',
      );
      await withScreen(
        ['explore', 'hostile.example', '--ip', '192.0.2.1', '--zone', zone, '--server', '127.0.0.1:1'],
        standard,
        async (terminal) => {
          const screen = await waitForFrame(terminal, 'PERMERROR');
          keepPicture(terminal, 'hostile', ['explore', 'hostile.example']);
          ok(!/\x1b\]|\x9b|\u202e|\x07/.test(terminal.output()), JSON.stringify(terminal.output()));
          ok(/\\x1b|\\027|\\u\{?1b|␛/i.test(screen), screen);
        },
      );
    },
  ],
  [
    'a server that is not there gives temperror and what to try',
    () =>
      withScreen(
        ['explore', 'anbermedia.com', '--ip', '72.11.154.232', '--server', '127.0.0.1:1'],
        standard,
        async (terminal) => {
          const screen = await waitForFrame(terminal, 'TEMPERROR');
          ok(screen.includes('127.0.0.1:1'), screen);
          ok(screen.includes('--server') && screen.includes('--demo'), screen);
          wantsNoStackTrace(screen);
          keepPicture(terminal, 'unreachable', ['explore', 'anbermedia.com', '--server', '127.0.0.1:1']);
          terminal.send('q');
          await wantsRestored(terminal, 5);
        },
      ),
  ],
  [
    'a server that never answers is shown as waited for, then as temperror; Ctrl-C works meanwhile',
    async () => {
      const silent = createSocket('udp4');
      await new Promise<void>((resolve) => silent.bind(0, '127.0.0.1', resolve));
      const args = [
        'explore',
        'anbermedia.com',
        '--ip',
        '72.11.154.232',
        '--dns-retries',
        '0',
        '--server',
        `127.0.0.1:${silent.address().port}`,
      ];
      try {
        await withScreen([...args, '--dns-timeout', '700'], standard, async (terminal) => {
          await terminal.waitFor(/TXT anbermedia\.com/);
          keepPicture(terminal, 'waiting', args);
          await waitForFrame(terminal, 'TEMPERROR');
        });
        await withScreen(args, standard, async (terminal) => {
          await terminal.waitFor(/anbermedia\.com/);
          terminal.send(keys.ctrlC);
          await wantsRestored(terminal, 130);
        });
      } finally {
        silent.close();
      }
    },
  ],
  [
    'explore in a pipe, or on a dumb terminal, prints the plain report',
    async () => {
      const tree = await runProgram(brokenRecord.with(0, 'tree'));
      const explore = await runProgram(brokenRecord);
      deepEqual(explore, tree);
      ok(!explore.stdout.includes('\x1b'), explore.stdout);
      await withScreen(brokenRecord, { columns: 200, rows: 60, env: { TERM: 'dumb' } }, async (terminal) => {
        const { exitCode } = await terminal.exited;
        equal(exitCode, 4);
        equal(`${terminal.screen().trimEnd()}\n`, tree.stdout);
      });
    },
  ],
  [
    'a usage error is one line in the terminal and leaves it alone',
    () =>
      withScreen(['explore', 'a.example', '--ip', '10.0.0.0/8'], standard, async (terminal) => {
        await wantsRestored(terminal, 64);
        equal(terminal.screen().trimEnd().split('\n').length, 1, terminal.screen());
        ok(!terminal.output().includes('\x1b[?1049h'));
      }),
  ],
];

// Not beside others: a program that is started meanwhile inherits the terminal and keeps it open.
const lonelyTests: Test[] = [
  [
    'when the terminal goes away the program ends',
    async () => {
      const terminal = openTerminal([process.execPath, programPath, ...brokenRecord], standard);
      await waitForFrame(terminal, 'PERMERROR');
      const pid = terminal.pid();
      terminal.hangUp();
      const deadline = performance.now() + 5000;
      for (;;) {
        try {
          process.kill(pid, 0);
        } catch {
          return;
        }
        if (performance.now() > deadline) {
          process.kill(pid, 'SIGKILL');
          throw new Error('it still runs after 5 s');
        }
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  ],
];

const main = async (): Promise<number> => {
  const tally = createTally();
  const wanted = process.argv[2] ?? '';
  const isWanted = ([name]: Test): boolean => name.includes(wanted);
  const queue = [
    ...startTests,
    ...keyTests,
    ...startScreenTests,
    ...leavingTests,
    ...outputTests,
    ...resizeTests,
    ...pictureTests,
  ].filter(isWanted);
  const work = async (): Promise<void> => {
    for (let test = queue.shift(); test !== undefined; test = queue.shift()) await tally.check(...test);
  };
  // Two at a time: each is a program that mostly waits.
  await Promise.all([work(), work()]);
  for (const test of lonelyTests.filter(isWanted)) await tally.check(...test);
  rmSync(folder, { recursive: true, force: true });
  return tally.finish();
};

process.exitCode = await main();
