import type { Policy, PolicyTerm } from '../../policy/policy.ts';
import { costsOf } from '../../policy/term-cost.ts';
import { rfc7208 } from '../../spf/diagnostic.ts';
import { lettersOf } from '../../spf/expand-macro.ts';
import { formatIpAddress } from '../../spf/ip-address.ts';
import { rfcLimits } from '../../spf/limits.ts';
import { domainSpecOf } from '../../spf/record.ts';
import type { LintFacts, LiveTerm } from '../collect-facts.ts';
import { quote } from '../quote-text.ts';
import type { Finding, Rule } from '../rule.ts';

/** Whether another client makes an include or redirect lead elsewhere. */
const leadsByClient = ({ term }: PolicyTerm): boolean => {
  const isWay =
    (term.kind === 'directive' && term.mechanism.name === 'include') ||
    (term.kind === 'modifier' && term.name === 'redirect');
  const domainSpec = isWay ? domainSpecOf(term) : undefined;
  return domainSpec !== undefined && lettersOf(domainSpec).some((letter) => letter !== 'd');
};

/** The policy with nothing behind such terms. */
const withoutWays = (policy: Policy): Policy => ({
  ...policy,
  records: new Map(
    [...policy.records].map(([domain, record]) => [
      domain,
      {
        ...record,
        terms: record.terms.map(
          (one): PolicyTerm =>
            leadsByClient(one) ? { ...one, target: { kind: 'unknown', letters: [] } } : one,
        ),
      },
    ]),
  ),
});

/** The lookups that a check which nothing matches needs with a client, if more than are allowed. */
const tooMany = ({ policy, costs, evaluation }: LintFacts): string | undefined => {
  if (policy.context.client !== undefined) {
    const { lookups } = costs.record(policy.root);
    return lookups > rfcLimits.lookups && Number.isFinite(lookups) ? `${lookups}` : undefined;
  }
  return evaluation?.cause.kind === 'too-many-lookups' ? `more than ${rfcLimits.lookups}` : undefined;
};

const describe = (facts: LintFacts, [first]: readonly LiveTerm[]): Finding[] => {
  const needed = tooMany(facts);
  const client = facts.evaluation?.request.ip ?? facts.policy.context.client;
  if (needed === undefined || first === undefined || client === undefined) return [];
  const least = costsOf(withoutWays(facts.policy)).record(facts.policy.root).lookups;
  if (least > rfcLimits.lookups) return [];
  const { record, index, term } = first;
  const message = `for the client ${formatIpAddress(client)} a check needs ${needed} lookups; without what ${quote(term.text)} leads this client to, it is ${least}`;
  return [{ record, index, message }];
};

/** Some clients have too many lookups, and others have not. */
export const lookupsDependOnClient: Rule = {
  code: 'lookups-depend-on-client',
  severity: 'error',
  reference: rfc7208('4.6.4'),
  page: {
    meaning:
      'An include or redirect has a macro of the client in its name, so each client is led to another record. For this one the check goes over ten lookups and is permerror; for others, which are led to shorter records, it is well.',
    example: 'v=spf1 include:%{i}._ip.%{h}._ehlo.%{d}._spf.example.net and eight more includes',
    mending:
      'Make room: what stands beside such a term may cost only what the longest record behind it leaves. Check the clients that matter, one by one.',
  },
  find: (facts) => {
    const ways = facts.live.filter(({ policyTerm }) => leadsByClient(policyTerm));
    return ways.length === 0 ? [] : describe(facts, ways);
  },
};
