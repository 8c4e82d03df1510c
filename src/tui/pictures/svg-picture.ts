import type { Look, Palette } from '../drawing/palette.ts';
import { type Line, lineWidth, textWidth } from '../drawing/styled-line.ts';
import { splitGraphemes } from '../editing/text-field.ts';

const fontSize = 15;

/** The cell of a character in units of the picture, by the measures of DejaVu Sans Mono: its advance, the height at
 *  which boxes join from line to line, and where in it letters stand. */
export const svgCell = {
  fontSize,
  width: fontSize * 0.602,
  height: fontSize * 1.164,
  baseline: fontSize * 0.928,
} as const;

/** The fonts that a picture asks for; none is brought along. */
export const svgFonts = 'DejaVu Sans Mono, Menlo, Consolas, monospace';

const margin = 14;

/** A text for XML 1.0, in an attribute or not. What has no place there (control characters, halves of a surrogate) or
 *  turns the order of letters stands as U+FFFD. */
export const escapeXml = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cs}\ufffe\uffff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '\ufffd')
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** A number as short as a hundredth allows. */
export const svgNumber = (value: number): string => String(Math.round(value * 100) / 100);

/** A piece of text of even width, without runs of spaces, which XML may take for one. */
type Piece = Readonly<{ text: string; column: number; columns: number }>;

// ASCII, and the lines and blocks that frames and bars are made of; a letter with a mark is none of them.
const stretches =
  /(?:[\x20-\x7e\u2500-\u259f](?!\p{M}))+|((?:[^\x20-\x7e\u2500-\u259f]|[\x20-\x7e](?=\p{M}))+)/gu;

/** The pieces of a text that begins in a column. A character that a font may draw wider or narrower than its columns
 *  is one of its own. */
const cutUp = (text: string, start: number): Piece[] => {
  const pieces: Piece[] = [];
  let column = start;
  for (const [run] of text.matchAll(/ {2,}|(?:(?! {2}).)+/gsu)) {
    const parts = [...run.matchAll(stretches)].flatMap(([part, odd]) =>
      odd === undefined ? [part] : splitGraphemes(odd),
    );
    for (const part of parts) {
      const columns = textWidth(part);
      const shown = part.trim();
      const indent = part.length - part.trimStart().length;
      if (shown !== '') pieces.push({ text: shown, column: column + indent, columns: textWidth(shown) });
      column += columns;
    }
  }
  return pieces;
};

const textAttributes = ({ isBold, isUnderlined, isStruck }: Look): string => {
  const decoration = [...(isUnderlined ? ['underline'] : []), ...(isStruck ? ['line-through'] : [])];
  return [
    ...(isBold ? [' font-weight="bold"'] : []),
    ...(decoration.length > 0 ? [` text-decoration="${decoration.join(' ')}"`] : []),
  ].join('');
};

const drawLine = (line: Line, top: number, palette: Palette): string[] => {
  const drawn: string[] = [];
  const at = (column: number): string => svgNumber(margin + column * svgCell.width);
  let column = 0;
  for (const { text, style } of line) {
    const look = palette.looks[style];
    const columns = textWidth(text);
    const own = look.colour ?? palette.foreground;
    const ink = look.isInverse ? palette.background : own;
    if (look.isInverse && columns > 0)
      drawn.push(
        `<rect x="${at(column)}" y="${svgNumber(top)}" width="${svgNumber(columns * svgCell.width)}" height="${svgNumber(svgCell.height)}" fill="${own}"/>`,
      );
    for (const piece of cutUp(text, column)) {
      const length = svgNumber(piece.columns * svgCell.width);
      drawn.push(
        `<text x="${at(piece.column)}" y="${svgNumber(top + svgCell.baseline)}" textLength="${length}" lengthAdjust="spacingAndGlyphs" fill="${ink}"${textAttributes(look)}>${escapeXml(piece.text)}</text>`,
      );
    }
    column += columns;
  }
  return drawn;
};

/** The lines as a picture: an SVG that shows the same in every program, without scripts, links or fonts of its own.
 *  `columns`: how wide it is; a longer line is cut off at its edge. */
export const svgPicture = (lines: readonly Line[], columns: number, palette: Palette): string => {
  const width = Math.ceil(columns * svgCell.width + 2 * margin);
  const height = Math.ceil(lines.length * svgCell.height + 2 * margin);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" data-program="spfx" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${svgFonts}" font-size="${svgCell.fontSize}">`,
    `<rect width="${width}" height="${height}" fill="${palette.background}"/>`,
    ...lines.flatMap((line, row) => drawLine(line, margin + row * svgCell.height, palette)),
    '</svg>',
    '',
  ].join('\n');
};

/** How many columns lines take at least. */
export const widestLine = (lines: readonly Line[]): number =>
  lines.reduce((widest, line) => Math.max(widest, lineWidth(line)), 0);
