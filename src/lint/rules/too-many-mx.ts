import { countExchanges } from '../../policy/policy-tree.ts';
import { rfc7208 } from '../../spf/diagnostic.ts';
import { rfcLimits } from '../../spf/limits.ts';
import { quote } from '../quote-text.ts';
import type { Rule } from '../rule.ts';

/** More than ten exchanges behind one mx. */
export const tooManyMx: Rule = {
  code: 'too-many-mx',
  severity: 'error',
  reference: rfc7208('4.6.4'),
  page: {
    meaning:
      'One mx may find ten exchanges. With more, every check that gets there is permerror, before any address is looked at.',
    example: 'v=spf1 mx:example.net -all, where example.net has twelve MX records',
    mending: 'Name the exchanges that send by a or ip4 instead.',
  },
  find: ({ live, policy }) =>
    live.flatMap(({ record, index, policyTerm, term }) => {
      const exchanges = countExchanges(policy, policyTerm);
      if (exchanges <= rfcLimits.mxNames) return [];
      const message = `${quote(term.text)} finds ${exchanges} exchanges, and ${rfcLimits.mxNames} are allowed`;
      return [{ record, index, message }];
    }),
};
