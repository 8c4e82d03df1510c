import { type Line, type Style, segment, wrapText } from '../drawing/styled-line.ts';
import type { ScreenModel } from '../state/screen-model.ts';

/** Terminals with fewer rows are short of room. */
export const smallRows = 30;

/** A label and a text that goes on under itself, for at most so many lines. */
export const labelledLines = (
  label: string,
  text: string,
  wanted: number,
  { size, glyphs }: Pick<ScreenModel, 'size' | 'glyphs'>,
  style: Style = 'plain',
): Line[] => {
  // On a small screen the panes want what room there is.
  const most = size.rows < smallRows ? Math.min(2, wanted) : wanted;
  const width = Math.max(10, size.columns - 10);
  // What can't come into sight is not wrapped: an explanation may have a million characters.
  const parts = wrapText(text.slice(0, 4 * width * (most + 1)), width);
  const shown =
    parts.length > most ? [...parts.slice(0, most - 1), `${parts[most - 1]} ${glyphs.ellipsis}`] : parts;
  return shown.map((part, index) => [
    segment(index === 0 ? `   ${label.padEnd(6)}` : '         ', 'accent'),
    segment(part, style),
  ]);
};
