import { asciiLowerCase } from '../../dns/resolver.ts';
import { ledToDomain } from '../../policy/policy-tree.ts';
import { rfc7208 } from '../../spf/diagnostic.ts';
import { quote } from '../quote-text.ts';
import type { Rule } from '../rule.ts';

/** The all of an included record, where it says another thing than the record's own. */
export const includeOwnAll: Rule = {
  code: 'include-own-all',
  severity: 'notice',
  reference: rfc7208('5.2'),
  page: {
    meaning:
      'An include asks one thing only: does the other record give pass? Its -all or ~all means no, and the check goes on. How the check ends is decided by the all of the including record.',
    example:
      'v=spf1 include:_spf.example.net ?all, where _spf.example.net ends with -all: others get neutral, not fail',
    mending: 'Choose the all of your own record; that of an included one never decides.',
  },
  find: ({ live, byDomain }) =>
    live.flatMap(({ record, index, policyTerm, term }) => {
      const own = record.decides && term.kind === 'directive' ? record.all : undefined;
      const domain = ledToDomain(policyTerm);
      const included = domain === undefined ? undefined : byDomain.get(asciiLowerCase(domain));
      const theirs = included?.all;
      if (own === undefined || domain === undefined || theirs === undefined) return [];
      // Providers mostly end with ~all; only a stronger word than one's own is read as a promise.
      if (theirs.qualifier !== '-' || own.qualifier === '-') return [];
      const message = `${quote(theirs.text)} of ${quote(domain)} does not decide here; ${quote(own.text)} of this record does`;
      return [{ record, index, message }];
    }),
};
