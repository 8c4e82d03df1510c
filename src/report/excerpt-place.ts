import type { Place } from './verdict.ts';

/** The part of a long record around the piece that decided, no wider than `width`: whole where it fits, else cut on
 *  one side or both, with `ellipsis` there. `start` and `end` are columns of the excerpt. */
export const excerptPlace = (
  { text, start, end }: Pick<Place, 'text' | 'start' | 'end'>,
  width: number,
  ellipsis: string,
): Readonly<{ text: string; start: number; end: number }> => {
  if (text.length <= width) return { text, start, end };
  const inner = Math.max(8, width - 2 * ellipsis.length);
  const context = Math.max(0, Math.floor((inner - (end - start)) / 2));
  const from = Math.max(0, Math.min(start - context, text.length - inner));
  const to = Math.min(text.length, from + inner);
  const head = from > 0 ? ellipsis : '';
  const tail = to < text.length ? ellipsis : '';
  const shift = head.length - from;
  const cut = head + text.slice(from, to) + tail;
  return {
    text: cut,
    start: Math.max(0, start + shift),
    end: Math.min(cut.length - tail.length, end + shift),
  };
};
