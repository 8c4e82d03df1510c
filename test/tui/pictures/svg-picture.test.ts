import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { darkPalette, lightPalette } from '../../../src/tui/drawing/palette.ts';
import { type Line, lineWidth, segment, textWidth } from '../../../src/tui/drawing/styled-line.ts';
import { svgCell, svgPicture } from '../../../src/tui/pictures/svg-picture.ts';
import { growthWhenQuadrupled } from '../../helpers/growth.ts';
import { asText, hostilePieces } from '../../helpers/hostile-text.ts';
import { renderPng } from '../../helpers/screen-picture.ts';

const decodeXml = (text: string): string =>
  text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

/** The texts of a picture with their columns: where each begins, and how many it fills. */
const readPicture = (svg: string) =>
  [...svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)" textLength="([\d.]+)"([^>]*)>([^<]*)<\/text>/g)].map(
    ([, x, y, length, rest = '', text = '']) => ({
      column: Math.round((Number(x) - 14) / svgCell.width),
      row: Math.round((Number(y) - 14 - svgCell.baseline) / svgCell.height),
      columns: Math.round(Number(length) / svgCell.width),
      fill: /fill="([^"]*)"/.exec(rest)?.[1],
      isBold: rest.includes('bold'),
      text: decodeXml(text),
    }),
  );

const draw = (...lines: readonly Line[]) => readPicture(svgPicture(lines, 40, darkPalette));

describe('a picture of lines', () => {
  it('has each piece of text in its columns', () => {
    expect(draw([segment('  a b   cd '), segment('x', 'pass')], [segment('│ ok')])).toMatchObject([
      { column: 2, columns: 3, row: 0, text: 'a b', fill: darkPalette.foreground, isBold: false },
      { column: 8, columns: 2, row: 0, text: 'cd' },
      { column: 11, columns: 1, row: 0, text: 'x', fill: darkPalette.looks.pass.colour, isBold: true },
      { column: 0, columns: 4, row: 1, text: '│ ok' },
    ]);
  });

  it('gives wide characters and marks their own places', () => {
    expect(
      draw([segment('a漢🎉e\u0301b')]).map(({ column, columns, text }) => [column, columns, text]),
    ).toEqual([
      [0, 1, 'a'],
      [1, 2, '漢'],
      [3, 2, '🎉'],
      [5, 1, 'e\u0301'],
      [6, 1, 'b'],
    ]);
  });

  it('turns ink and ground where a line is selected', () => {
    const svg = svgPicture([[segment('ab '), segment('cd', 'selected')]], 10, lightPalette);
    expect(svg).toContain(
      `<rect x="41.09" y="14" width="18.06" height="17.46" fill="${lightPalette.foreground}"/>`,
    );
    expect(readPicture(svg)[1]).toMatchObject({ text: 'cd', fill: lightPalette.background });
  });

  it('is as large as its lines, and a program can draw it', () => {
    const png = renderPng(svgPicture([[segment('a')], [], [segment('<&>"\'', 'fail')]], 40, darkPalette));
    // The size in the header of a PNG.
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([390, 81]);
  });

  const line = fc.array(
    fc.record({
      text: fc.string({ unit: 'grapheme', maxLength: 12 }),
      style: fc.constantFrom('plain', 'dim', 'caret'),
    }),
    { maxLength: 6 },
  );
  it('is well formed, with the line in it and no more, whatever the line holds', () => {
    fc.assert(
      fc.property(line, (random) => {
        const segments = random.map(({ text, style }) => segment(text, style as 'plain'));
        const svg = svgPicture([segments], 80, darkPalette);
        expect(svg).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]/);
        expect(svg.replace(/<(?:svg|rect|text)(?: [\w:-]+="[^"<>&]*")*\/?>|<\/(?:svg|text)>/g, '')).toMatch(
          /^[^<>"]*$/,
        );
        for (const { text, column, columns } of readPicture(svg)) {
          expect(column + columns).toBeLessThanOrEqual(lineWidth(segments));
          expect(columns).toBe(textWidth(text));
        }
      }),
    );
  });

  it.each(hostilePieces)('is well formed with $name', (piece) => {
    const svg = svgPicture([[segment(asText(piece)), segment('end')]], 80, darkPalette);
    expect(svg).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]/);
    expect(renderPng(svg).length).toBeGreaterThan(100);
  });

  it('takes time in proportion to its lines', () => {
    const growth = growthWhenQuadrupled(
      2_000,
      (size) => Array.from({ length: size }, (): Line => [segment('· ip4:192.0.2.0/24   no match', 'dim')]),
      (lines) => svgPicture(lines, 80, darkPalette),
    );
    expect(growth).toBeLessThan(9);
  });
});
