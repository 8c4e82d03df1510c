import { asciiLowerCase } from '../dns/resolver.ts';
import type { DomainFix } from '../lint/domain-fix.ts';
import { removal } from '../lint/edit-record.ts';
import { quote } from '../lint/quote-text.ts';
import { findLookupBudget } from '../policy/lookup-budget.ts';
import { recordOf } from '../policy/policy-tree.ts';
import { applyFix } from '../spf/diagnostic.ts';
import type { Judgement } from './judge-policy.ts';

/** The repair of a policy that needs too many lookups, where terms can go that do nothing which others don't do too; else
 *  undefined: what is to be given up is for people to say. Without a term, some clients go further in the check; where
 *  terms hang on the client, nobody can say what they meet there, so none goes. */
export const findCutRepair = ({
  policy,
  costs,
  ip4,
  ip6,
}: Pick<Judgement, 'policy' | 'costs' | 'ip4' | 'ip6'>): DomainFix | undefined => {
  if (ip4.unlisted.length + ip6.unlisted.length > 0) return undefined;
  const cuts = findLookupBudget(policy, costs)?.cheapest ?? [];
  const [first] = cuts;
  const isOfOne = cuts.every(
    ({ domain, isCovered }) => isCovered && asciiLowerCase(domain) === asciiLowerCase(first?.domain ?? ''),
  );
  const published = first && recordOf(policy, first.domain);
  if (first === undefined || !isOfOne || published?.kind !== 'read') return undefined;
  if (published.selection.kind !== 'record') return undefined;
  const { text } = published.selection.record;
  const terms = cuts
    .map(({ policyTerm }) => policyTerm.term)
    .sort((one, other) => one.span.start - other.span.start);
  const names = terms.map((term) => quote(term.text)).join(' and ');
  const label = `take out ${names}, which other terms make needless`;
  const record = applyFix(text, { label, edits: terms.map(({ span }) => removal(span)) });
  return { domain: first.domain, label, replaced: [text], record };
};
