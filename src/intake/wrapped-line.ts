import type { Statement } from './candidate.ts';
import { fieldKind } from './header-field.ts';
import { readLogTime } from './log-time.ts';
import { type ReadLine, readLine } from './read-line.ts';
import type { TextLine } from './text-lines.ts';

/** Pieces that a mail program breaks a line of a log into, at most, and their length together. */
const mostPieces = 20;
const mostCharacters = 8192;

/** Whether a line starts an entry of a log, or an answer of a policy server. */
const startsEntry = (text: string): boolean =>
  readLogTime(text) !== undefined || /^(?:policyd?-spf|action=)/.test(text);

/** Whether a line may be the rest of the one above: nothing else starts with it. */
const isRest = (text: string, above: string): boolean =>
  text.trim() !== '' &&
  !startsEntry(text) &&
  // A header starts anew, but not the one that a policy server adds.
  (/\bprepend$/i.test(above) ||
    fieldKind(/^([A-Za-z-]{1,60}):/.exec(text)?.[1]?.toLowerCase() ?? '') === undefined);

/** How much of a check a statement names. The result weighs less: the beginning of a reply may seem to be one that the
 *  whole is not. */
const countFields = ({ clientIp, helo, mailFrom, identity, receiver, result }: Statement): number =>
  2 * [clientIp, helo, mailFrom, identity, receiver].filter((field) => field !== undefined).length +
  (result === undefined ? 0 : 1);

const fieldsOf = (read: ReadLine | undefined): number =>
  read?.reading.kind === 'found' ? countFields(read.reading.statement) : -1;

/** Reads the line of a log at `index`, and with it the lines below where a mail program has broken it into several: only
 *  if that says more. `count` is how many lines it takes. Undefined for a line of no form. */
export const readWrappedLine = (
  lines: readonly TextLine[],
  index: number,
): (ReadLine & Readonly<{ count: number }>) | undefined => {
  const text = lines[index]?.text ?? '';
  let best = readLine(text);
  let count = 1;
  let joined = text;
  for (let more = 1; more < mostPieces && startsEntry(text); more++) {
    const next = lines[index + more]?.text ?? '';
    if (joined.length + next.length > mostCharacters || !isRest(next, joined)) break;
    joined += ` ${next.trim()}`;
    const together = readLine(joined);
    if (fieldsOf(together) <= fieldsOf(best)) continue;
    best = together;
    count = more + 1;
  }
  return best && { ...best, count };
};
