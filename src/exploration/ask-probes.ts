import { type DnsAnswer, type DnsQuestion, questionKey, type Resolver } from '../dns/resolver.ts';
import { collectFacts, type LintInput } from '../lint/collect-facts.ts';
import { rules } from '../lint/rule-table.ts';

/** So many questions the rules have of their own at most. */
const mostProbes = 60;

/** So many times further questions follow from the answers. */
const mostRounds = 4;

/** Asks what rules want to know beyond the policy, and gives the answers by question key. Rejects only with the reason of
 *  the signal. */
export const askProbes = async (
  input: LintInput,
  resolver: Resolver,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, DnsAnswer>> => {
  const probed = new Map<string, DnsAnswer>();
  for (let round = 0; round < mostRounds; round++) {
    const facts = collectFacts({ ...input, probed });
    const fresh = new Map<string, DnsQuestion>();
    for (const question of rules.flatMap(({ asks }) => asks?.(facts) ?? [])) {
      const key = questionKey(question);
      if (!probed.has(key) && probed.size + fresh.size < mostProbes) fresh.set(key, question);
    }
    if (fresh.size === 0) break;
    await Promise.all(
      [...fresh].map(async ([key, question]) => probed.set(key, await resolver.resolve(question, signal))),
    );
  }
  return probed;
};
