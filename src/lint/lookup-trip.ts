import { asciiLowerCase } from '../dns/resolver.ts';
import { findLookupTrip as findPlacedTrip } from '../policy/lookup-trip.ts';
import type { NodePath } from '../spf/trace.ts';
import type { LintFacts, LintRecord } from './collect-facts.ts';
import { quote } from './quote-text.ts';

/** The term of the root's record that costs most lookups with all below it, as a clause to go on with; empty where one
 *  costs no more than itself. */
export const nameDearest = ({ byDomain, costs, policy }: LintFacts): string => {
  let [most, text] = [1, ''];
  for (const policyTerm of byDomain.get(asciiLowerCase(policy.root))?.terms ?? []) {
    const { lookups } = costs.whole(policyTerm);
    if (lookups > most) [most, text] = [lookups, policyTerm.term.text];
  }
  return text === '' ? '' : `; ${quote(text)} costs most, ${most}`;
};

/** The term at which a check that nothing matches spends one lookup too many. */
export type LookupTrip = Readonly<{ record: LintRecord; index: number; path: NodePath }>;

/** Where lookup number `limit + 1` is spent when nothing matches, or undefined where it never is. */
export const findLookupTrip = (
  { byDomain, costs, policy }: LintFacts,
  limit: number,
): LookupTrip | undefined => {
  const trip = findPlacedTrip(policy, costs, limit);
  const record = trip && byDomain.get(asciiLowerCase(trip.domain));
  return trip === undefined || record === undefined
    ? undefined
    : { record, index: trip.index, path: trip.path };
};
