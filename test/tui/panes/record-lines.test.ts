import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeOctets } from '../../../src/report/escape-text.ts';
import { type Line, lineWidth } from '../../../src/tui/drawing/styled-line.ts';
import { rowAt, wrapRecord } from '../../../src/tui/editing/record-rows.ts';
import { areaWith } from '../../../src/tui/editing/text-area.ts';
import { drawRecord } from '../../../src/tui/panes/record-lines.ts';
import { growthWhenQuadrupled } from '../../helpers/growth.ts';
import { findUnsafe, hostilePieces } from '../../helpers/hostile-text.ts';

const textOf = (line: Line): string => line.map(({ text }) => text).join('');

const draw = (shown: string, width: number) => {
  const caret = shown.indexOf('|');
  return drawRecord({ text: shown.replace('|', ''), caret }, width, '^');
};

/** Each line as text, then the styled pieces that are not plain. */
const describeLines = (shown: string, width: number): string[] =>
  draw(shown, width).lines.map((line) =>
    line.map(({ text, style }) => (style === 'plain' ? text : `<${style} ${text}>`)).join(''),
  );

describe('the lines of a record under edit', () => {
  const rows: readonly (readonly [string, number, readonly string[]])[] = [
    ['|', 20, ['<caret  >']],
    ['v=sp|', 20, ['<dim v=sp><caret  >']],
    ['v=spf2|', 20, ['<fail v=spf2><caret  >', '<fail ^^^^^^>']],
    [
      'v=spf1 a ?mx ~all -ip4:192.0.2.1 exp=a.example|',
      80,
      [
        '<dim v=spf1> <pass a> <strong ?mx> <warn ~all> <fail -ip4:192.0.2.1> <accent exp=a.example><caret  >',
      ],
    ],
    // The caret cuts a term in two.
    ['v=spf1 m|x', 20, ['<dim v=spf1> <pass m><caret x>']],
    ['v=spf1 |mx -all', 20, ['<dim v=spf1> <caret m><pass x> <fail -all>']],
    // A row ends behind a space; the marks stand under the row that the error is in.
    [
      'v=spf1 ip4:300.0.0.1 mx|',
      18,
      ['<dim v=spf1> ', '<fail ip4:300.0.0.1> <pass mx><caret  >', '    <fail ^^^^^^^^^>'],
    ],
    // What is no visible ASCII is escaped, in the term and under the caret, and the marks are as wide.
    [
      'v=spf1 \xe2|\x80 mx',
      40,
      ['<dim v=spf1> <fail \\xE2><caret \\x80> <pass mx>', '       <fail ^^^^^^^^>'],
    ],
  ];
  it.each(rows)('of %j in %i columns', (shown, width, lines) => {
    expect(describeLines(shown, width)).toEqual(lines);
  });

  it('tell the facts', () => {
    const facts = ({ octets, strings, record }: ReturnType<typeof draw>) => [
      octets,
      strings,
      record?.terms.length,
    ];
    expect(facts(draw('|', 20))).toEqual([0, 1, undefined]);
    expect(facts(draw(`v=spf1 a${' '.repeat(247)}|`, 80))).toEqual([255, 1, 1]);
    expect(facts(draw(`v=spf1 a${' '.repeat(248)}|`, 80))).toEqual([256, 2, 1]);
  });

  const octets = fc
    .array(fc.oneof(fc.constantFrom(...'v=spf1 a:mx -all ip4'), fc.integer({ min: 0, max: 255 })), {
      maxLength: 120,
    })
    .map((parts) =>
      parts.map((part) => (typeof part === 'number' ? String.fromCharCode(part) : part)).join(''),
    );

  it('hold the whole record, in rows no wider than there is room, with one caret in its place', () => {
    fc.assert(
      fc.property(
        octets,
        fc.boolean(),
        fc.nat(130),
        fc.integer({ min: 8, max: 60 }),
        (random, isSpf, at, width) => {
          const text = isSpf ? `v=spf1 ${random}` : random;
          const caret = Math.min(at, text.length);
          const { lines, caretLine } = drawRecord({ text, caret }, width, '^');
          for (const line of lines) {
            expect(lineWidth(line)).toBeLessThanOrEqual(width);
            expect(findUnsafe(textOf(line))).toBeUndefined();
          }
          const isMarks = (line: Line) =>
            /^[ ^]*$/.test(textOf(line)) && line.some(({ style }) => style === 'fail');
          const shown = lines.filter((line) => !isMarks(line) || line.some(({ style }) => style === 'caret'));
          const atEnd = caret === text.length ? ' ' : '';
          expect(shown.map(textOf).join('')).toBe(escapeOctets(text) + atEnd);
          const carets = lines.flatMap((line, index) =>
            line.some(({ style }) => style === 'caret') ? [index] : [],
          );
          expect(carets).toEqual([caretLine]);
          const row = lines[caretLine] ?? [];
          const before = row.slice(
            0,
            row.findIndex(({ style }) => style === 'caret'),
          );
          const rows = wrapRecord(text, width);
          const start = rows[rowAt(rows, caret)]?.start ?? 0;
          expect(textOf(before)).toBe(escapeOctets(text.slice(start, caret)));
        },
      ),
    );
  });

  it.each(hostilePieces)('are safe with $name', ({ octets: piece }) => {
    for (const { text } of drawRecord(areaWith(`v=spf1 a:${piece} -all`), 30, '^').lines.flat())
      expect(text).toMatch(/^[\x20-\x7e]*$/);
  });

  const loads: readonly (readonly [string, (size: number) => string])[] = [
    ['terms', (size) => `v=spf1 ${'include:a.example '.repeat(size / 18)}`],
    ['errors', (size) => `v=spf1 ${'ip4:x '.repeat(size / 6)}`],
    ['one long term', (size) => `v=spf1 ${'a'.repeat(size)}`],
    ['spaces', (size) => `v=spf1 ${' '.repeat(size)}`],
    ['octets', (size) => `v=spf1 ${'\xff '.repeat(size / 2)}`],
  ];
  it.each(loads)('take time in proportion to the record: %s', (_, load) => {
    const growth = growthWhenQuadrupled(
      15_000,
      (size) => areaWith(load(size)),
      (area) => drawRecord(area, 80, '^'),
    );
    expect(growth).toBeLessThan(9);
  });
});
