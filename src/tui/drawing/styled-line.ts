import stringWidth from 'string-width';

/** What a piece of text means on the screen; `theme.ts` says how it looks. */
export type Style =
  | 'plain'
  | 'dim'
  | 'strong'
  | 'accent'
  | 'pass'
  | 'fail'
  | 'warn'
  | 'waiting'
  | 'selected'
  | 'caret'
  | 'frame'
  | 'frame-focused'
  | 'match-highlight'
  | 'removed'
  | 'added'
  | 'changed';

/** A piece of a line in one style. */
export type Segment = Readonly<{ text: string; style: Style }>;

/** One row of cells, left to right. Its text is safe to print. */
export type Line = readonly Segment[];

/** ASCII and our own signs, frames, bars, marks, arrows, as what stands between the brackets of a regular expression.
 *  Each is one column and one UTF-16 unit; measuring them one by one took a third of a frame's time. */
export const narrowCharacters = '\\x20-\\x7e§·…←-↓∞─-▟▲▶▸▾✓✗';

const narrow = new RegExp(`^[${narrowCharacters}]*$`);

/** How many columns a text takes. */
export const textWidth = (text: string): number => (narrow.test(text) ? text.length : stringWidth(text));

/** A piece of a line. */
export const segment = (text: string, style: Style = 'plain'): Segment => ({ text, style });

/** How many columns a line takes. */
export const lineWidth = (line: Line): number => line.reduce((sum, { text }) => sum + textWidth(text), 0);

const graphemes = new Intl.Segmenter();

const cutText = (text: string, width: number): string => {
  // One character more, which may belong to the last one; no further, so that cutting a text up takes no square of it.
  if (narrow.test(text.slice(0, width + 1))) return text.slice(0, width);
  let cut = '';
  let used = 0;
  for (const { segment: grapheme } of graphemes.segment(text)) {
    used += textWidth(grapheme);
    if (used > width) break;
    cut += grapheme;
  }
  return cut;
};

type Measure = (text: string) => number;

/** What measures the pieces of a text: where all of it is narrow, no piece is looked at again. */
const measureFor = (text: string): Measure => (narrow.test(text) ? ({ length }) => length : textWidth);

/** Whether a text takes more columns; a long one is not measured to its end. */
const isWider = (text: string, width: number, measure: Measure): boolean =>
  measure(text.slice(0, 4 * width + 16)) > width || measure(text) > width;

/** The line in exactly `width` columns: cut, with `ellipsis` (one column) for what is lost, or filled with spaces. */
export const fitLine = (line: Line, width: number, ellipsis: string): Line => {
  const used = lineWidth(line);
  if (used === width) return line;
  if (used < width) return [...line, segment(' '.repeat(width - used))];
  const fitted: Segment[] = [];
  let left = width - 1;
  for (const { text, style } of line) {
    const cut = cutText(text, left);
    left -= textWidth(cut);
    if (cut !== '') fitted.push({ text: cut, style });
    if (cut !== text) break;
  }
  if (width > 0) fitted.push(segment(ellipsis, fitted.at(-1)?.style ?? 'plain'));
  return left > 0 ? [...fitted, segment(' '.repeat(left))] : fitted;
};

/** Two lines in one of `width` columns: the second flush right, and whole as long as it fits; the first is cut for
 *  it. */
export const fitBoth = (left: Line, right: Line, width: number, ellipsis: string): Line => {
  const rightWidth = lineWidth(right);
  if (rightWidth === 0 || rightWidth + 4 > width) return fitLine(left, width, ellipsis);
  return [...fitLine(left, width - rightWidth - 1, ellipsis), segment(' '), ...right];
};

/** A text in lines of at most `width` columns, broken at spaces where there are any; the further lines start with
 *  `indent` spaces, the first one with those of the text. The first line may have a width of its own: it stays empty
 *  where the first word is too long for it alone. */
export const wrapText = (text: string, width: number, indent = 0, firstWidth = width): string[] => {
  const hang = Math.min(indent, Math.max(0, width - 2));
  const measure = measureFor(text);
  const lines: string[] = [];
  const room = (): number => (lines.length === 0 ? firstWidth : width);
  let line = /^ */.exec(text)?.[0] ?? '';
  let isEmpty = true;
  const finish = (): void => {
    lines.push(line);
    line = ' '.repeat(hang);
    isEmpty = true;
  };
  for (const word of text.trimStart().split(' ')) {
    if (!isEmpty && measure(line) + 1 + measure(word) > room()) finish();
    if (isEmpty && room() < width && measure(word) > room() && hang + measure(word) <= width) finish();
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
    // A word longer than a line is broken where the line ends.
    while (isWider(line, room(), measure)) {
      const cut = cutText(line, room());
      // A grapheme wider than the line cannot be broken; the row that it is drawn in cuts it.
      if (cut.trim() === '' && line.length > cut.length && cut.length <= hang) break;
      const rest = line.slice(cut.length);
      line = cut;
      finish();
      line += rest;
      isEmpty = false;
    }
  }
  if (!isEmpty || lines.length === 0) lines.push(line);
  return lines;
};
