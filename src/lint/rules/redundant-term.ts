import { rfc7208 } from '../../spf/diagnostic.ts';
import { spendsLookup } from '../../spf/record.ts';
import { removal } from '../edit-record.ts';
import { quote } from '../quote-text.ts';
import type { Finding, Rule } from '../rule.ts';
import { mechanismKey } from '../term-key.ts';

/** The same mechanism twice in one record. */
export const redundantTerm: Rule = {
  code: 'redundant-term',
  severity: 'notice',
  reference: rfc7208('4.6.2'),
  page: {
    meaning:
      'The first mechanism that matches decides, so the same one a second time never does, whatever its qualifier. If it asks DNS, its lookup is paid twice.',
    example: 'v=spf1 a mx include:_spf.example.net mx -all',
    mending: 'Remove the second.',
  },
  find: ({ records }) =>
    records.flatMap((record) => {
      const seen = new Map<string, string>();
      return record.terms.flatMap(({ term, dead }, index): Finding[] => {
        if (term.kind !== 'directive' || dead !== undefined) return [];
        const key = mechanismKey(term.mechanism);
        const first = seen.get(key);
        if (first === undefined) {
          seen.set(key, term.qualifier);
          return [];
        }
        const paid = spendsLookup(term) ? ', and its lookup is paid twice' : '';
        const message = `${quote(term.text)} stands in the record before, so it never decides${paid}`;
        const isOpposite = first !== term.qualifier;
        return [
          {
            record,
            index,
            message,
            ...(isOpposite ? { severity: 'warning' } : {}),
            fix: { label: 'remove the second', edits: [removal(term.span)] },
          },
        ];
      });
    }),
};
