import { rfc7208 } from '../../spf/diagnostic.ts';
import { rfcLimits } from '../../spf/limits.ts';
import { findLookupTrip, nameDearest } from '../lookup-trip.ts';
import { quote } from '../quote-text.ts';
import type { Rule } from '../rule.ts';

/** More than ten lookups where nothing matches. */
export const tooManyLookups: Rule = {
  code: 'too-many-lookups',
  severity: 'error',
  reference: rfc7208('4.6.4'),
  page: {
    meaning:
      'include, a, mx, ptr, exists and redirect each spend a lookup, in included records too, and a check may spend ten. One more is permerror. Clients that an earlier term matches never get that far, so the trouble shows with some mail and not with other.',
    example: 'v=spf1 with six includes of providers, each of which includes two records of its own',
    mending:
      'Remove includes that no mail comes from, name networks (ip4, ip6) instead of a and mx, or send through subdomains with records of their own.',
  },
  find: (facts) => {
    const { lookups, isKnown } = facts.costs.record(facts.policy.root);
    // Where records go round, that is the problem.
    if (lookups <= rfcLimits.lookups || !Number.isFinite(lookups)) return [];
    const trip = findLookupTrip(facts, rfcLimits.lookups);
    if (trip === undefined) return [];
    const term = trip.record.terms[trip.index]?.term.text ?? '';
    const message = `a check that nothing matches needs ${lookups}${isKnown ? '' : ' or more'} lookups and may spend ${rfcLimits.lookups}; ${quote(term)} of ${quote(trip.record.domain)} is one too many${nameDearest(facts)}`;
    return [{ ...trip, message }];
  },
};
