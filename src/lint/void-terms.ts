import type { IpFamily } from '../spf/ip-address.ts';
import type { LintFacts } from './collect-facts.ts';
import { formatAsked } from './format-asked.ts';

/** The void lookups of a check that nothing matches, for a client of the family; undefined where the walk did not ask
 *  for that family. */
export const countVoids = ({ policy, costs }: LintFacts, family: IpFamily): number | undefined => {
  if (!policy.context.families.includes(family)) return undefined;
  const { voids } = costs.record(policy.root);
  return family === 4 ? voids.ip4 : voids.ip6;
};

/** The first of the questions that are void for the family, in the order of the tree, to stand in a sentence. */
export const nameVoids = ({ live, costs }: LintFacts, family: IpFamily): string => {
  const names = new Set<string>();
  for (const { policyTerm } of live)
    for (const { question, purpose, answer } of costs.asked(policyTerm)) {
      if (purpose === 'name-address' || (answer?.outcome !== 'no-data' && answer?.outcome !== 'name-error'))
        continue;
      const isOther = question.type === (family === 4 ? 'AAAA' : 'A') && purpose !== 'exists';
      if (!isOther) names.add(formatAsked(question));
    }
  const told = [...names].slice(0, 4);
  return `${told.join(', ')}${names.size > told.length ? ' and others' : ''}`;
};
