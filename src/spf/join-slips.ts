import { withPlainDashes } from './character-slips.ts';
import type { Diagnostic, Fix } from './diagnostic.ts';
import type { Term } from './record.ts';
import { isTerm } from './term-slip.ts';

/** Two pieces of a record that are one term. `at`: which of them has the problem; `joint`: what takes the place of the
 *  space between them; `first`: what takes that of the first piece, if it is another; `isOther`: the other piece is no
 *  term either. */
type Torn = Readonly<{
  at: 0 | 1;
  joint: ':' | '=' | '';
  first?: string;
  code?: string;
  message: string;
  isOther: boolean;
}>;

const findArgument = (first: string, second: string): Torn | undefined => {
  const [, sign = '', name = '', mark = ''] =
    /^([+\-~?]?)(include|exists|ip4|ip6|redirect|exp)([:=]?)$/i.exec(first) ?? [];
  if (name === '') return undefined;
  const isModifier = /^(?:redirect|exp)$/i.test(name);
  const wanted = isModifier ? '=' : ':';
  const hasMark = mark !== '' || second.startsWith(wanted);
  const joint = hasMark ? '' : wanted;
  if (!isTerm(first + joint + second)) return undefined;
  const message = hasMark
    ? `a space tears "${sign}${name}" from its argument "${second}"`
    : `"${name}" is followed by "${wanted}", not by a space`;
  return {
    at: 0,
    joint,
    message,
    isOther: true,
    ...(hasMark || isModifier ? {} : { code: 'missing-colon' }),
  };
};

const findTorn = (first: Term, second: Term): Torn | undefined => {
  if (second.kind === 'invalid' && first.kind === 'invalid') return findArgument(first.text, second.text);
  if (first.kind === 'invalid') {
    const sign = withPlainDashes(first.text);
    return /^[+\-~?]$/.test(sign) && isTerm(sign + second.text)
      ? {
          at: 0,
          joint: '',
          first: sign,
          message: `a space tears "${sign}" from "${second.text}"`,
          isOther: false,
        }
      : undefined;
  }
  return second.kind === 'invalid' && /^\/[\d/]+$/.test(second.text) && isTerm(first.text + second.text)
    ? { at: 1, joint: '', message: `a space tears "${second.text}" from "${first.text}"`, isOther: false }
    : undefined;
};

const fixOf = ({ joint, first: text = '' }: Torn, first: Term, second: Term): Fix => ({
  label: joint === '' ? 'remove the space' : `write "${joint}" for the space`,
  edits: [
    {
      span: { start: text === '' ? first.span.end : first.span.start, end: second.span.start },
      text: text + joint,
    },
  ],
});

const withoutFix = ({ fix: _, ...diagnostic }: Diagnostic): Diagnostic => diagnostic;

/** The diagnostics of a record's terms, by index, where a space stands inside of a term: `include: example.com`,
 *  `ip4 192.0.2.1`, `- all`, `ip4:192.0.2.0 /24`. One of the two pieces says so, with the fix; the other one's own, which
 *  would be another way, is left out. */
export const joinTornTerms = (
  terms: readonly Term[],
  found: ReadonlyMap<number, Diagnostic>,
): ReadonlyMap<number, Diagnostic> => {
  const joined = new Map(found);
  for (let index = 0; index + 1 < terms.length; index++) {
    const [first, second] = [terms[index], terms[index + 1]];
    const torn = first && second && findTorn(first, second);
    if (first === undefined || second === undefined || torn === undefined) continue;
    const own = joined.get(index + torn.at);
    if (own === undefined) continue;
    const { message, code = own.code } = torn;
    joined.set(index + torn.at, { ...own, code, message, fix: fixOf(torn, first, second) });
    const other = joined.get(index + 1);
    if (torn.isOther && other !== undefined) joined.set(index + 1, withoutFix(other));
    // What was joined has no part in another.
    index++;
  }
  return joined;
};
