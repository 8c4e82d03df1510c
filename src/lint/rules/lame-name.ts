import type { DomainName } from '../../dns/resolver.ts';
import { questionKey } from '../../dns/resolver.ts';
import { isDnsTrouble } from '../../spf/select-record.ts';
import type { LintFacts, LiveTerm } from '../collect-facts.ts';
import { quote } from '../quote-text.ts';
import type { Rule } from '../rule.ts';

/** Terms whose questions the servers failed, with the zone that ought to have answered. */
const findFailed = (facts: LintFacts): Readonly<{ live: LiveTerm; organisation: DomainName }>[] => {
  const { organisationOf, policy } = facts;
  if (organisationOf === undefined) return [];
  const own = organisationOf(policy.root);
  return facts.live.flatMap((live) => {
    const { policyTerm } = live;
    if (policyTerm.target.kind !== 'name') return [];
    const hasFailed = facts.costs
      .asked(policyTerm)
      .some(({ answer }) => answer?.outcome === 'server-failure' && answer.withoutValidation !== 'records');
    const organisation = hasFailed ? organisationOf(policyTerm.target.name) : undefined;
    return organisation === undefined || organisation === own ? [] : [{ live, organisation }];
  });
};

/** A zone that is delegated to servers which do not answer for it. */
export const lameName: Rule = {
  code: 'lame-name',
  severity: 'error',
  reference: { source: 'SubdoMailing, Guardio 2024' },
  page: {
    meaning:
      'A term names a domain whose servers do not answer for it, though other names resolve. Checks that get there are temperror. Where the servers belong to a provider that gives zones to anyone, a stranger may claim it.',
    example: 'v=spf1 include:spf.old-host.example -all, where the name servers of old-host.example are gone',
    mending: 'Ask the owner of the domain, or remove the term.',
  },
  asks: (facts) => findFailed(facts).map(({ organisation }) => ({ name: organisation, type: 'SOA' })),
  find: (facts) =>
    findFailed(facts).flatMap(({ live: { record, index, term }, organisation }) => {
      const answer = facts.probed.get(questionKey({ name: organisation, type: 'SOA' }));
      if (answer === undefined || !isDnsTrouble(answer)) return [];
      const message = `no server answers for ${quote(organisation)} of ${quote(term.text)}: not even for the zone itself`;
      return [{ record, index, message }];
    }),
};
