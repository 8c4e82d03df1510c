import { rfc7208 } from '../../spf/diagnostic.ts';
import { quote } from '../quote-text.ts';
import type { Rule } from '../rule.ts';

/** The ptr mechanism. */
export const ptrUsed: Rule = {
  code: 'ptr-used',
  severity: 'warning',
  reference: rfc7208('5.5'),
  page: {
    meaning:
      'ptr should not be used: it is slow, costs many queries, puts load on the servers of the reverse zones, and its outcome may change with the order of an answer. Some receivers pass it over.',
    example: 'v=spf1 ptr -all',
    mending: 'Name the hosts by a, mx, ip4 or ip6.',
  },
  find: ({ live }) =>
    live.flatMap(({ record, index, term }) =>
      term.kind === 'directive' && term.mechanism.name === 'ptr'
        ? [{ record, index, message: `${quote(term.text)}: RFC 7208 says that ptr should not be used` }]
        : [],
    ),
};
