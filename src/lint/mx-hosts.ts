import { asciiLowerCase, type DnsAnswer, type DomainName, questionKey } from '../dns/resolver.ts';
import { exchangesOf } from '../spf/term-questions.ts';
import type { LintFacts, LiveTerm } from './collect-facts.ts';

/** A host that a term stands for, with the answers that name its addresses; absent where nothing was asked. */
export type Host = Readonly<{ name: DomainName; ip4?: DnsAnswer; ip6?: DnsAnswer }>;

/** The MX answer of a live `mx` term. */
export const exchangesAnswer = ({ costs }: LintFacts, { policyTerm }: LiveTerm): DnsAnswer | undefined =>
  costs.asked(policyTerm).find(({ purpose }) => purpose === 'exchanges')?.answer;

const hostOf = ({ policy }: LintFacts, name: DomainName): Host => {
  const ip4 = policy.answers.get(questionKey({ name, type: 'A' }));
  const ip6 = policy.answers.get(questionKey({ name, type: 'AAAA' }));
  return { name, ...(ip4 === undefined ? {} : { ip4 }), ...(ip6 === undefined ? {} : { ip6 }) };
};

/** The hosts that a live `a` or `mx` stands for, each once; none while they are not known, or are too many. */
export const hostsOf = (facts: LintFacts, live: LiveTerm): Host[] => {
  const { term, policyTerm } = live;
  if (term.kind !== 'directive' || policyTerm.target.kind !== 'name') return [];
  if (term.mechanism.name === 'a') return [hostOf(facts, policyTerm.target.name)];
  if (term.mechanism.name !== 'mx') return [];
  const answer = exchangesAnswer(facts, live);
  if (answer === undefined || answer.records.length > 10) return [];
  const names = new Map(exchangesOf(answer).map((name) => [asciiLowerCase(name), name]));
  return [...names.values()].map((name) => hostOf(facts, name));
};

/** Terms with the hosts of each that the test holds of; a term that stands in the policy many times over is asked
 *  about once for each name. */
export const findHosts = (
  facts: LintFacts,
  names: readonly ('a' | 'mx')[],
  isFound: (host: Host) => boolean,
): Readonly<{ live: LiveTerm; hosts: readonly Host[] }>[] => {
  const known = new Map<string, readonly Host[]>();
  return facts.live.flatMap((live) => {
    const { term, policyTerm } = live;
    if (term.kind !== 'directive' || policyTerm.target.kind !== 'name') return [];
    const { name } = term.mechanism;
    if ((name !== 'a' && name !== 'mx') || !names.includes(name)) return [];
    const key = `${name} ${asciiLowerCase(policyTerm.target.name)}`;
    const hosts = known.get(key) ?? hostsOf(facts, live).filter(isFound);
    known.set(key, hosts);
    return hosts.length === 0 ? [] : [{ live, hosts }];
  });
};
