import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { unicodeGlyphs } from '../../../src/report/glyphs.ts';
import {
  fitBoth,
  fitLine,
  lineWidth,
  segment,
  textWidth,
  wrapText,
} from '../../../src/tui/drawing/styled-line.ts';

const textOf = (line: ReturnType<typeof fitLine>): string => line.map(({ text }) => text).join('');

describe('a line', () => {
  const rows: readonly (readonly [string, number, string])[] = [
    ['abc', 5, 'abc  '],
    ['abcdef', 5, 'abcd…'],
    ['abc', 3, 'abc'],
    ['日本語', 5, '日本…'],
    ['日本語', 4, '日… '],
    ['abc', 1, '…'],
  ];
  it.each(rows)('%j fits into %i columns as %j', (text, width, expected) => {
    expect(textOf(fitLine([segment(text)], width, '…'))).toBe(expected);
  });

  it('is exactly as wide as asked for, whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme' })),
        fc.integer({ min: 1, max: 60 }),
        (texts, width) => {
          expect(
            lineWidth(
              fitLine(
                texts.map((text) => segment(text)),
                width,
                '…',
              ),
            ),
          ).toBe(width);
        },
      ),
    );
  });

  it('keeps the right-hand part whole and cuts the left', () => {
    expect(textOf(fitBoth([segment('a long left part')], [segment('right')], 16, '…'))).toBe(
      'a long le… right',
    );
    expect(textOf(fitBoth([segment('left')], [segment('too wide a part')], 10, '…'))).toBe('left      ');
  });
});

describe('our own signs', () => {
  it('are one column each, as the terminal has them', () => {
    const signs = [
      ...Object.values(unicodeGlyphs.marks),
      ...Object.values(unicodeGlyphs).filter((sign) => typeof sign === 'string'),
      ...'╭╮╰╯─│┏┓┗┛━┃↑↓→←§∞',
    ];
    for (const sign of signs) expect([sign, stringWidth(sign), textWidth(sign)]).toEqual([sign, 1, 1]);
  });
});

describe('wrapping', () => {
  const rows: readonly (readonly [string, number, number, readonly string[]])[] = [
    ['one two three', 7, 0, ['one two', 'three']],
    ['one two three', 7, 2, ['one two', '  three']],
    ['abcdefghij', 4, 0, ['abcd', 'efgh', 'ij']],
    ['abcdefghij', 4, 1, ['abcd', ' efg', ' hij']],
    ['', 4, 0, ['']],
    ['ab cdefghij', 4, 0, ['ab', 'cdef', 'ghij']],
  ];
  it.each(rows)('%j into %i columns, indented by %i', (text, width, indent, expected) => {
    expect(wrapText(text, width, indent)).toEqual(expected);
  });

  const narrower: readonly (readonly [string, number, number, readonly string[]])[] = [
    ['ab cdef gh', 8, 4, ['ab', 'cdef gh']],
    ['abcdef gh', 9, 4, ['', 'abcdef gh']],
    ['ab cdefghijklmnop qr', 8, 4, ['ab', 'cdefghij', 'klmnop', 'qr']],
    ['abcdefghijklmnop', 8, 4, ['abcd', 'efghijkl', 'mnop']],
  ];
  it.each(narrower)('%j into %i columns, the first line of %i', (text, width, firstWidth, expected) => {
    expect(wrapText(text, width, 0, firstWidth)).toEqual(expected);
  });

  it('ends on any text and width', () => {
    const texts = fc.string({
      unit: fc.constantFrom('a', ' ', '漢', 'e\u0301', '👩‍👩‍👧', '\u1100\u1161\u11a8'),
    });
    fc.assert(
      fc.property(
        texts,
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 14 }),
        (text, width, indent) => {
          expect(wrapText(text, width, indent).join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        },
      ),
    );
  });

  it('loses nothing but spaces and overflows no line', () => {
    const words = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '-') });
    fc.assert(
      fc.property(
        words,
        fc.integer({ min: 4, max: 30 }),
        fc.integer({ min: 0, max: 3 }),
        (text, width, indent) => {
          const lines = wrapText(text, width, indent);
          for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(width);
          expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        },
      ),
    );
  });
});
