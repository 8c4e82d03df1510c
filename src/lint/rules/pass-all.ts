import { asciiLowerCase, type DomainName } from '../../dns/resolver.ts';
import type { PolicyTerm } from '../../policy/policy.ts';
import { ledToDomain } from '../../policy/policy-tree.ts';
import { rfc7208 } from '../../spf/diagnostic.ts';
import type { LintFacts } from '../collect-facts.ts';
import { quote } from '../quote-text.ts';
import type { Rule } from '../rule.ts';

/** The record that a term leads to by way of a match that is no pass. */
const refusedDomain = (policyTerm: PolicyTerm): DomainName | undefined =>
  policyTerm.term.kind === 'directive' && policyTerm.term.qualifier !== '+'
    ? ledToDomain(policyTerm)
    : undefined;

/** Whether a term takes all but a few clients out of the check: RFC 7208 appendix A.4 writes what is required as
 *  `-include` of a record that ends with +all. */
const refusesRest = ({ byDomain }: LintFacts, policyTerm: PolicyTerm): boolean => {
  const domain = refusedDomain(policyTerm);
  return domain !== undefined && byDomain.get(asciiLowerCase(domain))?.all?.qualifier === '+';
};

/** The domains, in lower case, a pass of whose record is one of the root's. */
const passedDomains = ({ policy, byDomain }: LintFacts): ReadonlySet<DomainName> => {
  // A set goes on to what is added to it on the way.
  const passed = new Set([asciiLowerCase(policy.root)]);
  for (const domain of passed)
    for (const policyTerm of byDomain.get(domain)?.terms ?? []) {
      const target = refusedDomain(policyTerm) === undefined ? ledToDomain(policyTerm) : undefined;
      if (target !== undefined) passed.add(asciiLowerCase(target));
    }
  return passed;
};

/** +all: anyone passes. */
export const passAll: Rule = {
  code: 'pass-all',
  severity: 'error',
  reference: rfc7208('5.1'),
  page: {
    meaning:
      'A record that ends with all or +all lets every host in the world pass. In an included record it makes the include match everyone.',
    example: 'v=spf1 mx all',
    mending: 'Name the hosts that send, and end the record with -all or ~all.',
  },
  find: (facts) => {
    const passing = passedDomains(facts);
    return facts.records.flatMap((record) => {
      const all = record.isSound ? record.all : undefined;
      if (all === undefined || all.qualifier !== '+' || !passing.has(asciiLowerCase(record.domain)))
        return [];
      // What a record that is refused lets through is what it lets through here.
      if (record.terms.slice(0, all.index).some((term) => refusesRest(facts, term))) return [];
      const whose = record.decides
        ? 'whoever no term before it matches passes'
        : 'an include of this record matches whoever no term before it matches';
      return [{ record, index: all.index, message: `${quote(all.text)}: ${whose}` }];
    });
  },
};
