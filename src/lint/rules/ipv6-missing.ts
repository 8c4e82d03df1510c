import { asciiLowerCase, type DomainName } from '../../dns/resolver.ts';
import { ledToDomain } from '../../policy/policy-tree.ts';
import type { LintFacts, LiveTerm } from '../collect-facts.ts';
import { findIp6Reference } from '../family-references.ts';
import { countOf, quote } from '../quote-text.ts';
import type { Finding, Rule } from '../rule.ts';

const isIp4Network = ({ term }: LiveTerm): boolean =>
  term.kind === 'directive' && term.mechanism.name === 'ip4';

/** Whether every record of these domains is there and sound. */
const areKnown = ({ byDomain }: LintFacts, domains: Iterable<DomainName>): boolean =>
  [...domains].every((domain) => byDomain.get(domain)?.isSound === true);

/** A domain and all that its record leads to, in lower case. */
const reachFrom = ({ byDomain }: LintFacts, from: DomainName): ReadonlySet<DomainName> => {
  // A set goes on to what is added to it on the way.
  const reached = new Set([asciiLowerCase(from)]);
  for (const domain of reached)
    for (const term of byDomain.get(domain)?.terms ?? []) {
      const target = ledToDomain(term);
      if (target !== undefined) reached.add(asciiLowerCase(target));
    }
  return reached;
};

const findInWhole = (facts: LintFacts): Finding[] => {
  const {
    records: [root],
    live,
    policy,
  } = facts;
  const networks = live.filter(isIp4Network).length;
  if (root === undefined || networks === 0 || !areKnown(facts, reachFrom(facts, policy.root))) return [];
  if (findIp6Reference(facts, live) !== 'no') return [];
  return [
    {
      record: root,
      message: `${countOf(networks, 'IPv4 network')} may send, and no term refers to an IPv6 address`,
    },
  ];
};

/** What the domain's own includes lack. The terms of each record are looked at once for each include. */
const findBelowIncludes = (facts: LintFacts): Finding[] => {
  const byRecord = new Map<DomainName, LiveTerm[]>();
  for (const one of facts.live) {
    const key = asciiLowerCase(one.record.domain);
    const before = byRecord.get(key);
    if (before === undefined) byRecord.set(key, [one]);
    else before.push(one);
  }
  const met = new Set<DomainName>();
  return facts.live.flatMap(({ record, index, policyTerm, term }): Finding[] => {
    const domain = record.decides && term.kind === 'directive' ? ledToDomain(policyTerm) : undefined;
    if (domain === undefined || met.has(asciiLowerCase(domain))) return [];
    met.add(asciiLowerCase(domain));
    const below = reachFrom(facts, domain);
    if (!areKnown(facts, below)) return [];
    const terms = [...below].flatMap((one) => byRecord.get(one) ?? []);
    if (!terms.some(isIp4Network) || findIp6Reference(facts, terms) !== 'no') return [];
    return [
      {
        record,
        index,
        severity: 'notice',
        message: `${quote(term.text)} leads to IPv4 addresses only`,
      },
    ];
  });
};

/** IPv4 networks, and no IPv6 address anywhere. */
export const ipv6Missing: Rule = {
  code: 'ipv6-missing',
  severity: 'warning',
  reference: { source: 'IPv6 health check for SPF, 2013' },
  page: {
    meaning:
      'Terms name IPv4 networks, and no ip6, no AAAA record of an a or mx refers to an IPv6 address. On the day a sending host gets an IPv6 address, its mail no longer passes.',
    example: 'v=spf1 ip4:192.0.2.0/24 -all',
    mending: 'Name the IPv6 networks that your hosts have or will have by ip6.',
  },
  find: (facts) => {
    const { policy } = facts;
    if (!policy.isComplete || policy.reachedCaps.length > 0) return [];
    const whole = findInWhole(facts);
    return whole.length > 0 ? whole : findBelowIncludes(facts);
  },
};
