import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DnsAnswer, DnsRecord, Resolver } from '../../../src/dns/resolver.ts';
import { toAsciiJson } from '../../../src/report/escape-text.ts';
import { asciiGlyphs } from '../../../src/report/glyphs.ts';
import { checkJson } from '../../../src/report/json-report.ts';
import { textReport } from '../../../src/report/text-report.ts';
import { checkHost } from '../../../src/spf/check-host.ts';
import { lineWidth } from '../../../src/tui/drawing/styled-line.ts';
import { findUnsafe, hostilePieces } from '../../helpers/hostile-text.ts';
import { answerOf } from '../../helpers/manual-resolver.ts';
import { driveScreen } from '../../helpers/screen-driver.ts';
import { requestFrom, walkOver } from '../../helpers/walk-zone.ts';

const sizes = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
  { columns: 40, rows: 12 },
  { columns: 20, rows: 5 },
] as const;

/** What an attacker may write: our pieces, any octets, any text. */
const octets = fc.oneof(
  fc.constantFrom(...hostilePieces.map((piece) => piece.octets)),
  fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
);
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({
    unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
    maxLength: 60,
  }),
  octets.map((piece) => Buffer.from(piece, 'latin1').toString('utf8')),
);

const outcomes = ['server-failure', 'refused', 'timeout', 'unreachable', 'malformed', 'no-data'] as const;

/** A resolver whose every answer holds the text somewhere. */
const hostileResolver = (piece: string, said: string, outcome: DnsAnswer['outcome']): Resolver => ({
  resolve: async (question) => {
    const head = { name: piece, ttlSeconds: 1 };
    const records: readonly DnsRecord[] =
      question.type === 'TXT'
        ? [
            {
              ...head,
              type: 'TXT',
              strings: [`v=spf1 a mx:${piece.replaceAll(' ', '')} include:i.example x${piece}`],
            },
          ]
        : question.type === 'MX'
          ? [{ ...head, type: 'MX', preference: 1, exchange: piece }]
          : [{ ...head, type: 'bad', typeCode: 1, octets: new Uint8Array(1), problem: said }];
    const hasRecords = question.name === 'example.com' || question.type === 'MX';
    return answerOf(question, {
      outcome: hasRecords ? 'records' : outcome,
      records: hasRecords ? records : [],
      aliases: [piece],
      extendedErrors: [{ code: 7, text: said }],
      problems: [said],
      rcode: 2,
      origin: { kind: 'server', server: said, transport: 'udp' },
      attempts: [{ server: said, transport: 'udp', outcome, elapsedMs: 1, detail: said }],
      ...(outcome === 'server-failure' && { withoutValidation: 'records' }),
    });
  },
});

const hostileCase = fc.tuple(octets, text, fc.constantFrom(...outcomes));

describe('whatever DNS says', () => {
  test.each(sizes)(
    'a screen of %j has exactly its cells, and nothing that steers a terminal',
    async (size) => {
      await fc.assert(
        fc.asyncProperty(hostileCase, text, async ([piece, said, outcome], helo) => {
          const screen = driveScreen(hostileResolver(piece, said, outcome), size);
          screen.controller.explore('example.com', { ip: '192.0.2.1', helo, sender: `${said}@example.com` });
          await screen.settle();
          for (const key of ['', 'G', 'enter', '1', 's', 'escape', 'd', 'escape', '?', 'escape']) {
            if (key !== '') await screen.press(key);
            const { lines } = screen.controller.draw();
            expect(lines.map(lineWidth)).toEqual(Array.from({ length: size.rows }, () => size.columns));
            for (const line of lines)
              expect(findUnsafe(line.map((piece) => piece.text).join(''))).toBeUndefined();
          }
          screen.controller.stop();
        }),
        { numRuns: 60 },
      );
    },
  );

  test('a report is lines of harmless text, and its JSON gives the text back', async () => {
    await fc.assert(
      fc.asyncProperty(hostileCase, text, async ([piece, said, outcome], helo) => {
        const resolver = hostileResolver(piece, said, outcome);
        const request = requestFrom('192.0.2.1', {
          helo,
          sender: `${said}@example.com`,
          domain: 'example.com',
        });
        const { policy } = await walkOver(resolver, { request });
        const evaluation = await checkHost(request, resolver);
        const input = {
          domain: said,
          policy,
          nowMs: 0,
          glyphs: asciiGlyphs,
          paint: (_: unknown, t: string) => t,
        };
        for (const line of [...textReport({ ...input, evaluation }), ...textReport(input)]) {
          expect(line).not.toContain('\n');
          expect(findUnsafe(line)).toBeUndefined();
        }
        const json = checkJson(evaluation, 0);
        const printed = toAsciiJson(json);
        expect(printed).toMatch(/^[\n\x20-\x7e]*$/);
        expect(JSON.parse(printed)).toEqual(JSON.parse(JSON.stringify(json)));
      }),
      { numRuns: 200 },
    );
  });
});

describe('an open form', () => {
  test.each(sizes.slice(0, 3))('is whole on a screen of %j, whatever the answer above it', async (size) => {
    const screen = driveScreen(hostileResolver('\x1b'.repeat(60), 'x'.repeat(300), 'server-failure'), size);
    screen.controller.explore('example.com', { ip: '192.0.2.1', helo: '', sender: '' });
    await screen.settle();
    await screen.press('s');
    const rows = screen.rows();
    const top = rows.findIndex((row) => row.includes('━ Simulate '));
    const fields = size.rows < 14 ? 3 : 5;
    expect(rows[top + 1 + fields]).toContain('the check runs as you type');
    expect(rows[top + 2 + fields]).toContain('Esc goes back ━┛');
    await screen.press('escape', 'd');
    const domain = screen.rows().findIndex((row) => row.includes('━ Another domain '));
    expect(screen.rows()[domain + 2]).toContain('Enter explores ━┛');
  });
});

test('a frame is drawn whole or not at all', async () => {
  for (let rows = 5; rows < 24; rows++) {
    const screen = driveScreen(hostileResolver('a', 'b', 'timeout'), { columns: 40, rows });
    screen.controller.explore('example.com', { ip: '192.0.2.1', helo: '', sender: '' });
    await screen.settle();
    for (const key of ['d', 'escape', 's']) {
      await screen.press(key);
      const text = screen.text();
      if (rows >= 10) expect(text.match(/┏/g)?.length ?? 0, text).toBe(text.match(/┗/g)?.length ?? 0);
    }
  }
});
