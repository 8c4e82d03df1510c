import { asciiLowerCase } from '../dns/resolver.ts';
import { ledToDomain } from '../policy/policy-tree.ts';
import { spendsLookup } from '../spf/record.ts';
import { type NodePath, termPath } from '../spf/trace.ts';
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
export const findLookupTrip = (facts: LintFacts, limit: number): LookupTrip | undefined => {
  const { byDomain, costs, policy } = facts;
  let spent = 0;
  const visit = (record: LintRecord, recordPath: NodePath): LookupTrip | undefined => {
    // A redirect comes after every mechanism, wherever it stands.
    const indexed = record.terms.map((policyTerm, index) => ({ policyTerm, index }));
    const inOrder = [
      ...indexed.filter(({ policyTerm }) => policyTerm.term.kind === 'directive'),
      ...indexed.filter(({ policyTerm }) => policyTerm.term.kind === 'modifier'),
    ];
    for (const { policyTerm, index } of inOrder) {
      if (policyTerm.dead !== undefined || !spendsLookup(policyTerm.term)) continue;
      const path = termPath(recordPath, index);
      spent++;
      if (spent > limit) return { record, index, path };
      const domain = ledToDomain(policyTerm);
      const next = domain === undefined ? undefined : byDomain.get(asciiLowerCase(domain));
      if (domain === undefined || next === undefined) continue;
      const below = costs.record(domain).lookups;
      if (spent + below > limit) return visit(next, path);
      spent += below;
    }
    return undefined;
  };
  const root = byDomain.get(asciiLowerCase(policy.root));
  return root && visit(root, '');
};
