import { escapeText } from '../../report/escape-text.ts';
import { type Segment, segment, textWidth } from '../drawing/styled-line.ts';
import { splitGraphemes, type TextField } from '../editing/text-field.ts';

/** A field in `width` columns, scrolled so that the caret is in sight. */
export const fieldLine = (field: TextField, width: number, isActive: boolean): Segment[] => {
  const characters = [...splitGraphemes(field.text).map(escapeText), ' '];
  const widthAt = (index: number): number => textWidth(characters[index] ?? '');
  let [from, to] = [field.caret, field.caret + 1];
  let used = widthAt(field.caret);
  // As much as there is room for before the caret, then behind it.
  for (; from > 0 && used + widthAt(from - 1) <= width; from--) used += widthAt(from - 1);
  for (; to < characters.length && used + widthAt(to) <= width; to++) used += widthAt(to);
  const filler = ' '.repeat(Math.max(0, width - used));
  if (!isActive) return [segment(characters.slice(from, to).join('') + filler)];
  return [
    segment(characters.slice(from, field.caret).join('')),
    segment(characters[field.caret] ?? ' ', 'caret'),
    segment(characters.slice(field.caret + 1, to).join('') + filler),
  ];
};
