import { rfc7208 } from '../../spf/diagnostic.ts';
import { domainSpecOf } from '../../spf/record.ts';
import { quote } from '../quote-text.ts';
import type { Rule } from '../rule.ts';

/** The macro %{p}. */
export const macroPUsed: Rule = {
  code: 'macro-p-used',
  severity: 'warning',
  reference: rfc7208('7.2'),
  page: {
    meaning:
      '%{p} is the name of the client, found and validated as ptr does it: slow, costly, and different from day to day. RFC 7208 says that it should not be used.',
    example: 'exists:%{p}._spf.example.com',
    mending: 'Use %{i}, the address of the client, instead.',
  },
  find: ({ live }) =>
    live.flatMap(({ record, index, term }) => {
      const part = domainSpecOf(term)?.parts.find((one) => one.kind === 'expand' && one.letter === 'p');
      if (part === undefined) return [];
      return [
        {
          record,
          index,
          span: part.span,
          message: `${quote(term.text)} uses %{p}, which RFC 7208 says should not be used`,
        },
      ];
    }),
};
