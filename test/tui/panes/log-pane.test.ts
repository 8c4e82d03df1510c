import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DnsAnswer } from '../../../src/dns/resolver.ts';
import { type DnsLog, type DnsLogEntry, emptyLog } from '../../../src/exploration/dns-log.ts';
import { unicodeGlyphs } from '../../../src/report/glyphs.ts';
import { lineWidth } from '../../../src/tui/drawing/styled-line.ts';
import { logLines } from '../../../src/tui/panes/log-pane.ts';
import { findUnsafe } from '../../helpers/hostile-text.ts';
import { answerOf } from '../../helpers/manual-resolver.ts';

const entry = (
  number: number,
  name = 'example.com',
  given?: Partial<DnsAnswer>,
  rest: Partial<DnsLogEntry> = {},
): DnsLogEntry => {
  const question = { name, type: 'TXT' as const };
  const answered = given && { answer: answerOf(question, given), answeredAtMs: 1000 };
  return { number, question, atMs: 0, ...answered, ...rest };
};

const server = (ttlSeconds: number): Partial<DnsAnswer> => ({
  outcome: 'records',
  ttlSeconds,
  elapsedMs: 23,
  sizeOctets: 96,
  origin: { kind: 'server', server: '192.0.2.53:53', transport: 'udp' },
  attempts: [
    { server: '192.0.2.53:53', transport: 'udp', outcome: 'timeout', elapsedMs: 5 },
    { server: '192.0.2.53:53', transport: 'udp', outcome: 'records', elapsedMs: 18 },
  ],
});

const draw = (
  log: DnsLog,
  width: number,
  nowMs = 1000,
  place: Partial<Parameters<typeof logLines>[1]> = {},
): string[] =>
  logLines(
    log,
    { top: 0, chosen: 0, height: 10, width, hasFocus: false, ...place },
    nowMs,
    unicodeGlyphs,
  ).map((line) => line.map(({ text }) => text).join(''));

const logOf = (...entries: readonly DnsLogEntry[]): DnsLog => ({ entries, forgotten: 0 });

describe('the log', () => {
  it('says that DNS was asked nothing', () => {
    expect(draw(emptyLog, 80)).toEqual(['  DNS was asked nothing']);
  });

  const rows: readonly (readonly [string, DnsLogEntry, number, RegExp])[] = [
    [
      'an answer with its server',
      entry(1, 'example.com', server(300)),
      1000,
      /1 {2}TXT example\.com {2}NOERROR +23 ms +300 s +.*192\.0\.2\.53.* 96 B +2/,
    ],
    ['counts the ttl down', entry(1, 'a', server(300)), 61_999, / 240 s /],
    ['to its last second', entry(1, 'a', server(300)), 300_999, / 1 s /],
    ['and then it is over', entry(1, 'a', server(300)), 301_000, / over /],
    [
      'a replayed ttl stands as it stood',
      entry(1, 'a', { ...server(300), isReplayed: true }),
      301_000,
      / 300 s /,
    ],
    ['a ttl of none', entry(1, 'a', server(0)), 1000, / over /],
    ['a question that is out', entry(1, 'a'), 1500, /TXT a +waiting +1\.5 s/],
    ['one that nobody waits for', entry(1, 'a', undefined, { isCalledOff: true }), 1500, /TXT a +called off/],
    ['a clock that went back', entry(1, 'a', undefined, { atMs: 5000 }), 1500, /waiting +0 ms/],
  ];
  it.each(rows)('%s', (_, one, nowMs, expected) => {
    expect(draw(logOf(one), 100, nowMs)[1]).toMatch(expected);
  });

  it('lets columns give way in their order: tries, size, server, number, ttl, time', () => {
    const log = logOf(entry(1, 'example.com', server(300)));
    const seen: string[] = [];
    for (let width = 100; width >= 24; width--) {
      const titles = draw(log, width)[0]?.trim().replace(/ +/g, ' ') ?? '';
      if (seen.at(-1) !== titles) seen.push(titles);
    }
    expect(seen).toEqual([
      '# question outcome time ttl via size tries',
      '# question outcome time ttl via size',
      '# question outcome time ttl via',
      '# question outcome time ttl',
      'question outcome time ttl',
      'question outcome time',
      'question outcome',
    ]);
  });

  it('keeps its columns beside a name that is longer than the pane', () => {
    const long = entry(2, `${'long-label.'.repeat(20)}example`, server(300));
    const [titles = '', , row = ''] = draw(logOf(entry(1, 'example.com', server(300)), long), 100);
    expect(titles.trim().replace(/ +/g, ' ')).toBe('# question outcome time ttl via size tries');
    expect(row).toMatch(/long-la.*… {2}NOERROR +23 ms/);
  });

  it('never has a row wider than the pane, and no row of another width than its titles', () => {
    const names = fc.oneof(
      fc.constantFrom('a', 'example.com', '漢字.example', '\x1b[2J', '\u202e'),
      fc.string({ unit: 'binary' }),
    );
    const one = fc.tuple(
      names,
      fc.option(fc.constantFrom(server(300), server(0), { outcome: 'timeout' as const })),
    );
    fc.assert(
      fc.property(
        fc.array(one, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 28, max: 200 }),
        (some, width) => {
          const log = logOf(
            ...some.map(([name, given], index) => entry(index + 1, name, given ?? undefined)),
          );
          const place = { top: 0, chosen: 1, height: 9, width, hasFocus: true };
          const lines = logLines(log, place, 5000, unicodeGlyphs);
          const widths = lines.map(lineWidth);
          expect(new Set(widths).size).toBe(1);
          expect(widths[0]).toBeLessThanOrEqual(width);
          for (const line of lines) expect(findUnsafe(line.map(({ text }) => text).join(''))).toBeUndefined();
        },
      ),
    );
  });

  it('marks the row under the cursor while it has the focus, and shows what is in sight', () => {
    const log = logOf(
      ...Array.from({ length: 50 }, (_, index) => entry(index + 1, `n${index + 1}`, server(9))),
    );
    const lines = draw(log, 80, 1000, { top: 20, chosen: 22, height: 6, hasFocus: true });
    expect(lines.map((line) => /^(▶?) +(\d+)/.exec(line)?.slice(1).join(''))).toEqual([
      undefined,
      '21',
      '22',
      '▶23',
      '24',
      '25',
    ]);
    expect(draw(log, 80, 1000, { top: 20, chosen: 22, height: 6 }).join('')).not.toContain('▶');
  });
});
