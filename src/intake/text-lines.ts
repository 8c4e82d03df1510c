import type { Place } from './candidate.ts';

/** A line of a pasted text: what is read of it, and where it stands in what was pasted. */
export type TextLine = Readonly<{ text: string; number: number; start: number; end: number }>;

/** What is read of one line, at most, in UTF-16 units or octets: no log and no mail has longer ones. */
export const longestLine = 65_536;

/** The lines of a text, without their ends, numbered from 1, each cut after `most` units. Offsets count in the text as
 *  it was given. */
export const splitLines = (text: string, most = longestLine): TextLine[] => {
  const lines: TextLine[] = [];
  let start = 0;
  while (start < text.length) {
    const feed = text.indexOf('\n', start);
    const next = feed === -1 ? text.length : feed + 1;
    const end = feed === -1 ? text.length : feed;
    const isReturned = text[end - 1] === '\r' && end > start;
    const first = start === 0 && text.startsWith('\uFEFF') ? 1 : start;
    lines.push({
      text: text.slice(first, Math.min(isReturned ? end - 1 : end, first + most)),
      number: lines.length + 1,
      start,
      end,
    });
    start = next;
  }
  return lines;
};

/** The place of a run of lines. */
export const placeOfLines = (lines: readonly TextLine[]): Place => {
  const [first] = lines;
  const last = lines.at(-1);
  return {
    line: first?.number ?? 1,
    lastLine: last?.number ?? 1,
    start: first?.start ?? 0,
    end: last?.end ?? 0,
  };
};
