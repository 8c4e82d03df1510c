import { asciiLowerCase, type DomainName, questionKey } from '../../dns/resolver.ts';
import type { LintFacts, LiveTerm } from '../collect-facts.ts';
import { quote } from '../quote-text.ts';
import type { Rule } from '../rule.ts';

/** Terms whose name does not exist, with what of it could be registered. */
const findLost = (facts: LintFacts): Readonly<{ live: LiveTerm; organisation: DomainName }>[] =>
  facts.live.flatMap((live) => {
    const { policyTerm } = live;
    if (policyTerm.target.kind !== 'name' || facts.organisationOf === undefined) return [];
    // What is in no given zone was not asked of DNS.
    const isMissing = facts.costs
      .asked(policyTerm)
      .some(({ answer }) => answer?.outcome === 'name-error' && answer.origin.kind !== 'none');
    const organisation = isMissing ? facts.organisationOf(policyTerm.target.name) : undefined;
    return organisation === undefined ? [] : [{ live, organisation }];
  });

/** A name that anybody may register. */
export const danglingName: Rule = {
  code: 'dangling-name',
  severity: 'error',
  reference: { source: 'SubdoMailing, Guardio 2024' },
  page: {
    meaning:
      'A term names a domain that does not exist: what can be registered of it is free. Whoever registers it decides who passes in your name.',
    example: 'v=spf1 include:_spf.old-newsletter.example -all, after old-newsletter.example has expired',
    mending: 'Remove the term, now.',
  },
  asks: (facts) => findLost(facts).map(({ organisation }) => ({ name: organisation, type: 'SOA' })),
  find: (facts) => {
    const met = new Set<string>();
    return findLost(facts).flatMap(({ live: { record, index, term }, organisation }) => {
      const answer = facts.probed.get(questionKey({ name: organisation, type: 'SOA' }));
      const key = `${asciiLowerCase(record.domain)} ${index}`;
      if (answer?.outcome !== 'name-error' || answer.origin.kind === 'none' || met.has(key)) return [];
      met.add(key);
      const message = `${quote(organisation)} of ${quote(term.text)} does not exist, so anyone may register it and say who passes`;
      return [{ record, index, message }];
    });
  },
};
