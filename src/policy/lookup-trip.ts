import type { DomainName } from '../dns/resolver.ts';
import { spendsLookup } from '../spf/record.ts';
import { type NodePath, termPath } from '../spf/trace.ts';
import type { Policy, PolicyRecord, PolicyTerm } from './policy.ts';
import { ledToDomain, recordOf } from './policy-tree.ts';
import type { PolicyCosts } from './term-cost.ts';

/** A term at a place, in the record of `domain`. */
export type PlacedTerm = Readonly<{
  path: NodePath;
  domain: DomainName;
  index: number;
  policyTerm: PolicyTerm;
}>;

/** Where lookup number `limit + 1` is spent when nothing matches, or undefined where it never is. */
export const findLookupTrip = (policy: Policy, costs: PolicyCosts, limit: number): PlacedTerm | undefined => {
  let spent = 0;
  const visit = ({ domain, terms }: PolicyRecord, recordPath: NodePath): PlacedTerm | undefined => {
    // A redirect comes after every mechanism, wherever it stands.
    const indexed = terms.map((policyTerm, index) => ({ policyTerm, index }));
    const inOrder = [
      ...indexed.filter(({ policyTerm }) => policyTerm.term.kind === 'directive'),
      ...indexed.filter(({ policyTerm }) => policyTerm.term.kind === 'modifier'),
    ];
    for (const { policyTerm, index } of inOrder) {
      if (policyTerm.dead !== undefined || !spendsLookup(policyTerm.term)) continue;
      const path = termPath(recordPath, index);
      spent++;
      if (spent > limit) return { path, domain, index, policyTerm };
      const target = ledToDomain(policyTerm);
      const next = target === undefined ? undefined : recordOf(policy, target);
      if (target === undefined || next === undefined) continue;
      const below = costs.record(target).lookups;
      if (spent + below > limit) return visit(next, path);
      spent += below;
    }
    return undefined;
  };
  const root = recordOf(policy, policy.root);
  return root && visit(root, '');
};
