import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { incidents } from '../../src/demo/incidents.ts';
import type { Resolver } from '../../src/dns/resolver.ts';
import { lineWidth } from '../../src/tui/drawing/styled-line.ts';
import { keyBindings } from '../../src/tui/keys/key-bindings.ts';
import { demoResolver, driveScreen, type ScreenDriver } from '../helpers/screen-driver.ts';

type Step =
  | Readonly<{ kind: 'press'; key: string }>
  | Readonly<{ kind: 'paste'; text: string }>
  | Readonly<{ kind: 'resize'; columns: number; rows: number }>
  | Readonly<{ kind: 'settle' }>;

const keys = [...new Set(keyBindings.flatMap((binding) => binding.keys))];
const hostile = [
  '\x1b]0;owned\x07',
  '\x1b[2J',
  '\u202e',
  '\x00',
  'e\u0301',
  '漢字',
  '👩‍👩‍👧',
  '\ufffd',
  '\u200b',
  '\t',
  '\r\n',
];

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({ kind: fc.constant('press' as const), key: fc.constantFrom(...keys) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('press' as const),
      key: fc.oneof(fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme' }), fc.constantFrom(...hostile)),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('paste' as const),
      text: fc.oneof(
        fc.string({ maxLength: 400, unit: 'binary' }),
        fc.constantFrom(...hostile),
        fc.constantFrom(...incidents.map(({ domain }) => domain)),
        fc.constant('long.'.repeat(2000)),
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('resize' as const),
      columns: fc.integer({ min: 1, max: 300 }),
      rows: fc.integer({ min: 1, max: 100 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('settle' as const) }) },
);

const wantsFittingScreen = (
  screen: ScreenDriver,
  size: Readonly<{ columns: number; rows: number }>,
): void => {
  const { lines } = screen.controller.draw();
  expect(lines).toHaveLength(size.rows);
  const wide = lines.filter((line) => lineWidth(line) > size.columns);
  expect(wide.map((line) => line.map(({ text }) => text).join(''))).toEqual([]);
  // What is drawn goes to the terminal as it is.
  const strange = lines
    .flat()
    .find(({ text }) => /[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/.test(text));
  expect(strange).toBeUndefined();
};

let resolver: Resolver;
beforeAll(async () => {
  resolver = await demoResolver();
});

test('after any keys, pastes and sizes, the screen has as many lines as the terminal, none wider, none unsafe', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.option(fc.constantFrom(...incidents), { nil: undefined }),
      fc.array(step, { minLength: 60, maxLength: 120, size: 'max' }),
      async (incident, steps) => {
        let size = { columns: 120, rows: 40 };
        const screen = driveScreen(resolver, size);
        if (incident !== undefined) {
          const [client] = incident.clients;
          screen.controller.explore(incident.domain, {
            ip: client.ip,
            helo: client.helo,
            sender: client.sender ?? '',
          });
        }
        for (const [index, one] of steps.entries()) {
          if (one.kind === 'press') screen.controller.press(one.key);
          else if (one.kind === 'paste') screen.controller.paste(one.text);
          else if (one.kind === 'settle') await screen.settle();
          else {
            size = { columns: one.columns, rows: one.rows };
            screen.controller.resize(size);
          }
          if (one.kind === 'resize' || index % 4 === 0) wantsFittingScreen(screen, size);
        }
        screen.controller.stop();
      },
    ),
    { numRuns: 40 },
  );
}, 120_000);
