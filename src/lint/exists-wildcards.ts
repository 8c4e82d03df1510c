import { type DnsQuestion, questionKey } from '../dns/resolver.ts';
import { expandTarget } from '../policy/read-terms.ts';
import { domainNameFromText } from '../spf/domain-name.ts';
import { lettersOf, targetNameFromText } from '../spf/expand-macro.ts';
import { parseIp4 } from '../spf/ip-address.ts';
import type { LintFacts, LiveTerm } from './collect-facts.ts';

/** Addresses that no client has (RFC 5737), far from one another. */
const nobodies = ['192.0.2.77', '198.51.100.177', '203.0.113.7'];

/** The questions of an `exists` for those addresses; none where its name hangs on more than the address. */
const questionsOf = ({ policyTerm, record, term }: LiveTerm): DnsQuestion[] => {
  if (term.kind !== 'directive' || term.mechanism.name !== 'exists') return [];
  const { domainSpec } = term.mechanism;
  const letters = lettersOf(domainSpec);
  if (!letters.includes('i') || letters.some((letter) => !['i', 'v', 'd'].includes(letter))) return [];
  if (policyTerm.target.kind === 'none') return [];
  return nobodies.flatMap((address): DnsQuestion[] => {
    const ip = parseIp4(address);
    if (ip === undefined) return [];
    const { domain } = record;
    const request = { ip, domain, sender: '', helo: '', receiver: '', timeSeconds: 0 };
    const { text } = expandTarget(domainSpec, domain, request);
    return [{ name: domainNameFromText(targetNameFromText(text)), type: 'A' }];
  });
};

/** The terms with their questions. */
const asking = (facts: LintFacts): Readonly<{ live: LiveTerm; questions: readonly DnsQuestion[] }>[] =>
  facts.live.flatMap((live) => {
    const questions = questionsOf(live);
    return questions.length === 0 ? [] : [{ live, questions }];
  });

/** What to ask DNS to find an `exists` that a wildcard answers for. */
export const wildcardQuestions = (facts: LintFacts): DnsQuestion[] =>
  asking(facts).flatMap(({ questions }) => questions);

/** Each `exists` whose name is another one for each client, and exists for all that were tried. */
export const findWildcards = (facts: LintFacts): LiveTerm[] =>
  asking(facts).flatMap(({ live, questions }) =>
    questions.every((question) => facts.probed.get(questionKey(question))?.outcome === 'records')
      ? [live]
      : [],
  );
