import { parseTerm } from '../spf/parse-term.ts';
import type { SpfRecord } from '../spf/record.ts';
import type { Span } from '../spf/span.ts';

/** Two terms that the end of a TXT string has made one. `at`: where the second begins. */
export type Weld = Readonly<{ index: number; span: Span; at: number }>;

/** A TXT string of this length was cut by a machine, wherever it was full. */
const fullString = 255;

const startsTerm = /^[+\-~?]?(?:all$|(?:ip4|ip6|include|exists|a|mx|ptr):|(?:redirect|exp)=)/i;

const isTerm = (text: string): boolean => parseTerm(text, 0).isValid;

/** The terms that two strings of a record make together though each has one of its own (RFC 7208 §3.3: strings are
 *  joined without a space). A name that is merely cut in two is none. */
export const findWelds = ({ text, strings, terms }: SpfRecord): Weld[] => {
  const welds: Weld[] = [];
  let index = 0;
  for (const { start, end } of strings.slice(0, -1)) {
    while ((terms[index]?.span.end ?? Number.POSITIVE_INFINITY) <= end) index++;
    const term = terms[index];
    if (term === undefined || term.span.start >= end) continue;
    const [left, right] = [text.slice(term.span.start, end), text.slice(end, term.span.end)];
    const isCutByMachine = end - start >= fullString && term.kind !== 'invalid';
    if (isCutByMachine || !isTerm(left) || !isTerm(right)) continue;
    if (term.kind !== 'invalid' && !startsTerm.test(right)) continue;
    welds.push({ index, span: term.span, at: end });
  }
  return welds;
};
