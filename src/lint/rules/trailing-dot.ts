import { rfc7208 } from '../../spf/diagnostic.ts';
import { domainSpecOf } from '../../spf/record.ts';
import { replaceText } from '../edit-record.ts';
import { quote } from '../quote-text.ts';
import type { Rule } from '../rule.ts';

/** A name with a dot at its end. */
export const trailingDot: Rule = {
  code: 'trailing-dot',
  severity: 'notice',
  reference: rfc7208('7.1'),
  page: {
    meaning:
      'A domain name in a record may end with a dot, and means the same with and without it. Some receivers stumble over it.',
    example: 'v=spf1 include:_spf.example.net. -all',
    mending: 'Remove the dot. In an SPF record every name is whole already.',
  },
  find: ({ live }) =>
    live.flatMap(({ record, index, term }) => {
      const domainSpec = domainSpecOf(term);
      const end = domainSpec?.span.end ?? 0;
      if (domainSpec === undefined || !domainSpec.text.endsWith('.')) return [];
      const span = { start: end - 1, end };
      return [
        {
          record,
          index,
          span,
          message: `the name in ${quote(term.text)} ends with a dot, which it does not need`,
          fix: replaceText('remove the dot', span, ''),
        },
      ];
    }),
};
