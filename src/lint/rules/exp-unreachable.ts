import { rfc7208 } from '../../spf/diagnostic.ts';
import { quote } from '../quote-text.ts';
import type { Rule } from '../rule.ts';

/** An explanation in a record that fails nobody. */
export const expUnreachable: Rule = {
  code: 'exp-unreachable',
  severity: 'notice',
  reference: rfc7208('6.2'),
  page: {
    meaning:
      'The text of an exp goes to senders whom a term of the same record fails. This record has no term with -, so it is never used.',
    example: 'v=spf1 mx ~all exp=why.example.com',
    mending: 'Remove the exp, or end the record with -all.',
  },
  find: ({ live }) =>
    live.flatMap(({ record, index, term }) => {
      if (!record.decides || !record.isSound || term.kind !== 'modifier' || term.name !== 'exp') return [];
      const fails = record.terms.some(
        (one) => one.dead === undefined && one.term.kind === 'directive' && one.term.qualifier === '-',
      );
      return fails
        ? []
        : [{ record, index, message: `${quote(term.text)} is never used: no term of the record gives fail` }];
    }),
};
