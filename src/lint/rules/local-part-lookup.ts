import { rfc7208 } from '../../spf/diagnostic.ts';
import { domainSpecOf } from '../../spf/record.ts';
import { quote } from '../quote-text.ts';
import type { Rule } from '../rule.ts';

/** %{l} or %{s} in a name: senders' addresses go into DNS. */
export const localPartLookup: Rule = {
  code: 'local-part-lookup',
  severity: 'notice',
  reference: rfc7208('11.6'),
  page: {
    meaning:
      "The macro puts the sender's local-part into a DNS name, so servers and resolvers on the way learn who writes to whom. A local-part that is not ASCII makes the term match nothing (RFC 8616).",
    example: 'exists:%{l}._users.%{d}',
    mending: 'Do without the local-part unless each user has hosts of their own.',
  },
  find: ({ live }) =>
    live.flatMap(({ record, index, term }) => {
      const part = domainSpecOf(term)?.parts.find(
        (one) => one.kind === 'expand' && (one.letter === 'l' || one.letter === 's'),
      );
      if (part === undefined) return [];
      return [
        {
          record,
          index,
          span: part.span,
          message: `${quote(term.text)} puts the sender's local-part into a DNS name`,
        },
      ];
    }),
};
