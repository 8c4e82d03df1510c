import { rfc7208 } from '../../spf/diagnostic.ts';
import { quote } from '../quote-text.ts';
import type { Rule } from '../rule.ts';

/** A redirect beside an all. */
export const redirectIgnored: Rule = {
  code: 'redirect-ignored',
  severity: 'warning',
  reference: rfc7208('6.1'),
  page: {
    meaning:
      'A redirect is followed when no mechanism matches, and all always matches. Beside an all, wherever it stands, the redirect is ignored.',
    example: 'v=spf1 redirect=_spf.example.net -all',
    mending: 'Remove the all if the other record is to decide, or the redirect if this one is.',
  },
  find: ({ records }) =>
    records.flatMap((record) =>
      record.terms.flatMap(({ term, dead }, index) =>
        dead === 'redirect-with-all'
          ? [{ record, index, message: `${quote(term.text)} is ignored, as the record has an all` }]
          : [],
      ),
    ),
};
