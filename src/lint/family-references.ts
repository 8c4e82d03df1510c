import type { LintFacts, LiveTerm } from './collect-facts.ts';
import { hostsOf } from './mx-hosts.ts';

/** Whether some terms refer to IPv6 addresses; `unknown` where it depends on the client or on answers that are not
 *  there. */
export type Ip6Reference = 'yes' | 'no' | 'unknown';

const referenceOf = (facts: LintFacts, live: LiveTerm): Ip6Reference => {
  const { term, policyTerm } = live;
  if (term.kind !== 'directive')
    return policyTerm.target.kind === 'unknown' && term.name === 'redirect' ? 'unknown' : 'no';
  switch (term.mechanism.name) {
    case 'ip6':
      return 'yes';
    case 'ip4':
      return 'no';
    case 'all':
      return term.qualifier === '+' ? 'yes' : 'no';
    case 'include':
      return policyTerm.target.kind === 'unknown' ? 'unknown' : 'no';
    case 'exists':
    case 'ptr':
      return 'unknown';
    case 'a':
    case 'mx': {
      if (policyTerm.target.kind !== 'name') return 'unknown';
      const asked = facts.costs.asked(policyTerm);
      if (asked.some(({ answer }) => answer === undefined)) return 'unknown';
      if (term.mechanism.name === 'mx' && (asked[0]?.answer?.records.length ?? 0) === 0) return 'no';
      const hosts = hostsOf(facts, live);
      if (hosts.some(({ ip6 }) => ip6?.outcome === 'records')) return 'yes';
      const isSettled = hosts.every(({ ip6 }) => ip6?.outcome === 'no-data' || ip6?.outcome === 'name-error');
      return isSettled ? 'no' : 'unknown';
    }
  }
};

/** Whether any of the terms refers to an IPv6 address. */
export const findIp6Reference = (facts: LintFacts, terms: readonly LiveTerm[]): Ip6Reference => {
  let found: Ip6Reference = 'no';
  const asked = new Set<unknown>();
  for (const live of terms) {
    // Terms that ask alike share their list; one of them tells for all.
    const list = facts.costs.asked(live.policyTerm);
    if (list.length > 0 && asked.has(list)) continue;
    asked.add(list);
    const reference = referenceOf(facts, live);
    if (reference === 'yes') return 'yes';
    if (reference === 'unknown') found = 'unknown';
  }
  return found;
};
