import type { Candidate, Place } from './candidate.ts';
import { blankComments } from './forms/dmarc-report.ts';
import type { Intake, NearMiss } from './intake.ts';
import { readIncidents } from './read-incidents.ts';

/** What is read of a long report at once, in UTF-16 units; and of its beginning, which says who sent it and when. */
const pieceLength = 1 << 20;
const mostOfHead = 16_384;

/** How far the end of a record that ends its line is looked for; some reports are one line. */
const mostToLineEnd = 65_536;

/** Where the text can be divided, from `from` on: behind a record, where one is near behind one that ends its line. */
const findCut = (text: string, from: number): number => {
  const atLineEnd = /<\/(?:\w{1,20}:)?record>[ \t\r]{0,64}\n/g;
  const near = atLineEnd.exec(text.slice(from, from + mostToLineEnd));
  if (near !== null) return from + atLineEnd.lastIndex;
  const closing = /<\/(?:\w{1,20}:)?record>/g;
  closing.lastIndex = from;
  return closing.exec(text) === null ? text.length : closing.lastIndex;
};

const countLines = (text: string): number => {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  return count;
};

/** Reads a DMARC report of any length, a piece of some thousand records at a time, so that never more than the candidates
 *  of one piece are in memory. Places are those in the whole. */
export function* readReport(whole: string): Generator<Intake> {
  const text = blankComments(whole);
  const first = text.slice(0, mostOfHead).search(/<(?:\w{1,20}:)?record>/);
  const head = text.slice(0, first === -1 ? mostOfHead : first);
  const headLines = countLines(head);
  let linesBefore = 0;
  for (let at = 0; at < text.length; ) {
    const end = text.length - at <= pieceLength ? text.length : findCut(text, at + pieceLength);
    const piece = text.slice(at, end);
    const isFirst = at === 0;
    const intake = readIncidents(isFirst ? piece : head + piece);
    const lines = isFirst ? 0 : linesBefore - headLines;
    const units = isFirst ? 0 : at - head.length;
    const placed = (place: Place): Place => ({
      ...place,
      line: place.line + lines,
      lastLine: place.lastLine + lines,
      start: place.start + units,
      end: place.end + units,
    });
    yield {
      ...intake,
      candidates: intake.candidates.map((each): Candidate => ({ ...each, place: placed(each.place) })),
      nearMiss:
        intake.nearMiss && ({ ...intake.nearMiss, place: placed(intake.nearMiss.place) } satisfies NearMiss),
    };
    linesBefore += countLines(piece);
    at = end;
  }
}
