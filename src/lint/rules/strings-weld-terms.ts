import { rfc7208 } from '../../spf/diagnostic.ts';
import { replaceText } from '../edit-record.ts';
import { quote } from '../quote-text.ts';
import type { Rule } from '../rule.ts';
import { findWelds } from '../welded-terms.ts';

/** Two strings of the TXT record make one term of two. */
export const stringsWeldTerms: Rule = {
  code: 'strings-weld-terms',
  severity: 'error',
  reference: rfc7208('3.3'),
  page: {
    meaning:
      'A TXT record is made of strings of up to 255 octets, which are joined without a space. Where one string ends with a term and the next begins with another, the two become one: a syntax error, or a name that nobody meant.',
    example: '"v=spf1 ip4:192.0.2.0/24" "include:_spf.example.net -all"',
    mending:
      'Put a space inside the quotes, at the end of the first string or at the beginning of the second.',
    change: 'Where the welded text happened to be a term, the fix puts two others in its place.',
  },
  find: ({ records }) =>
    records.flatMap((record) => {
      const { published } = record;
      if (published === undefined) return [];
      return findWelds(published).map(({ index, span, at }) => {
        const [left, right] = [published.text.slice(span.start, at), published.text.slice(at, span.end)];
        const message = `two strings of the TXT record make one term of ${quote(left)} and ${quote(right)}; a space is missing between them`;
        return {
          record,
          index,
          span,
          message,
          fix: replaceText('insert the space', { start: at, end: at }, ' '),
        };
      });
    }),
};
