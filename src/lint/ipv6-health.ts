import { asciiLowerCase, type DomainName } from '../dns/resolver.ts';
import { findVerdicts } from '../policy/find-verdicts.ts';
import { ledToDomain } from '../policy/policy-tree.ts';
import type { VerdictRange } from '../policy/verdict-ranges.ts';
import { isDnsTrouble } from '../spf/select-record.ts';
import { type NodePath, termPath } from '../spf/trace.ts';
import type { LintFacts, LiveTerm } from './collect-facts.ts';
import { type Host, hostsOf } from './mx-hosts.ts';

/** Whether something refers to addresses of a family; `unknown` where it hangs on the client, or on answers that are not
 *  there. */
export type Refers = 'yes' | 'no' | 'unknown';

/** The families that a term or record refers to, with all below it. `networks`: the domains of the records there that
 *  have an `ip4`. */
export type FamilyUse = Readonly<{ ip4: Refers; ip6: Refers; networks: readonly DomainName[] }>;

/** The families of a term at its first place in the tree. `hosts`: of an `a` or `mx`. */
export type TermFamilies = Readonly<{
  path: NodePath;
  domain: DomainName;
  live: LiveTerm;
  use: FamilyUse;
  hosts: readonly Host[];
}>;

/** Why a policy is not ready for IPv6. `exchange-not-dual`: an exchange of an `mx` has one family only, `names` of
 *  them; `lacks`: the other. `ip4-only`: IPv4 networks stand there, in the records of `names`, and no IPv6 address
 *  anywhere at or below the place, which is the root where there is no term. `in-error`: every check is permerror, over
 *  either family; `ip6-error`: IPv6 clients get permerror where IPv4 clients do not. Both at the term, or by the records
 *  of `names` as a whole. */
export type HealthReason =
  | Readonly<{
      kind: 'exchange-not-dual';
      term: TermFamilies;
      lacks: 'IPv4' | 'IPv6';
      names: readonly DomainName[];
    }>
  | Readonly<{
      kind: 'ip4-only' | 'in-error' | 'ip6-error';
      term?: TermFamilies;
      names: readonly DomainName[];
    }>;

/** How ready a policy is for mail over IPv6. `unknown`: what decides is not known; `none`: there is no policy. */
export type Ipv6Health = Readonly<{
  verdict: 'pass' | 'fail' | 'unknown' | 'none';
  reasons: readonly HealthReason[];
  terms: readonly TermFamilies[];
}>;

const noUse: FamilyUse = { ip4: 'no', ip6: 'no', networks: [] };

const either = (a: Refers, b: Refers): Refers =>
  a === 'yes' || b === 'yes' ? 'yes' : a === 'unknown' || b === 'unknown' ? 'unknown' : 'no';

const addUse = (a: FamilyUse, b: FamilyUse): FamilyUse => ({
  ip4: either(a.ip4, b.ip4),
  ip6: either(a.ip6, b.ip6),
  networks: [...new Set([...a.networks, ...b.networks])],
});

const answered = (answer: Host['ip4']): Refers =>
  answer === undefined || isDnsTrouble(answer) ? 'unknown' : answer.outcome === 'records' ? 'yes' : 'no';

const isDual = ({ ip4, ip6 }: Host): boolean => answered(ip4) === 'yes' && answered(ip6) === 'yes';

const useOfHosts = (facts: LintFacts, { policyTerm }: LiveTerm, hosts: readonly Host[]): FamilyUse => {
  const isOpen = facts.costs
    .asked(policyTerm)
    .some(({ answer }) => answer === undefined || isDnsTrouble(answer));
  const none: FamilyUse =
    isOpen || policyTerm.target.kind === 'unknown' ? { ip4: 'unknown', ip6: 'unknown', networks: [] } : noUse;
  return hosts.reduce(
    (use, { ip4, ip6 }) => addUse(use, { ip4: answered(ip4), ip6: answered(ip6), networks: [] }),
    none,
  );
};

const isError = ({ result }: VerdictRange): boolean => result === 'permerror';

/** The errors that keep IPv6 clients from a result: of everybody, or theirs alone. */
const findErrors = ({ policy }: LintFacts, terms: readonly TermFamilies[]): HealthReason[] => {
  const [ip4, ip6] = ([4, 6] as const).map((family) => findVerdicts(policy, family).verdicts);
  const error = ip6?.find(isError);
  if (ip4 === undefined || ip6 === undefined || error === undefined) return [];
  // Of records that stand in the tree more than once, only the first place is among the terms.
  const term = terms
    .filter(({ path }) => `${error.path}.`.startsWith(`${path}.`))
    .reduce<TermFamilies | undefined>(
      (deepest, one) => (deepest !== undefined && deepest.path.length >= one.path.length ? deepest : one),
      undefined,
    );
  const at = term === undefined ? { names: [policy.root] } : { term, names: [] };
  if (ip6.every(isError) && ip4.every(isError)) return [{ kind: 'in-error', ...at }];
  const isTheirs = ip6.every(isError) || !ip4.some(isError);
  return isTheirs ? [{ kind: 'ip6-error', ...at }] : [];
};

/** What the terms of a policy refer to, each record's once, and whether mail over IPv6 passes as mail over IPv4 does, by
 *  the two rules of the health check that was published in 2013: IPv4 networks want an IPv6 address beside them, and the
 *  exchanges of an `mx` want addresses of both families. */
export const judgeIpv6 = (facts: LintFacts): Ipv6Health => {
  const { byDomain, live, policy } = facts;
  const byRecord = new Map<DomainName, LiveTerm[]>();
  for (const one of live) {
    const key = asciiLowerCase(one.record.domain);
    const before = byRecord.get(key);
    if (before === undefined) byRecord.set(key, [one]);
    else before.push(one);
  }
  // Terms that ask alike share their list of questions, and stand for the same hosts.
  const known = new Map<unknown, readonly Host[]>();
  const findHosts = (one: LiveTerm): readonly Host[] => {
    const list = facts.costs.asked(one.policyTerm);
    const hosts = known.get(list) ?? hostsOf(facts, one);
    if (list.length > 0) known.set(list, hosts);
    return hosts;
  };
  const records = new Map<DomainName, FamilyUse>();
  const open = new Set<DomainName>();

  const useOfRecord = (domain: DomainName): FamilyUse => {
    const key = asciiLowerCase(domain);
    const before = records.get(key);
    if (before !== undefined) return before;
    // What goes round adds nothing.
    if (open.has(key)) return noUse;
    const record = byDomain.get(key)?.record;
    if (record === undefined || (record.kind === 'read' && isDnsTrouble(record.answer)))
      return { ip4: 'unknown', ip6: 'unknown', networks: [] };
    open.add(key);
    const use = (byRecord.get(key) ?? []).map(useOf).reduce(addUse, noUse);
    open.delete(key);
    records.set(key, use);
    return use;
  };

  const useOf = (one: LiveTerm): FamilyUse => {
    const { term, policyTerm, record } = one;
    const target = ledToDomain(policyTerm);
    if (target !== undefined) return useOfRecord(target);
    const unknown: FamilyUse = { ip4: 'unknown', ip6: 'unknown', networks: [] };
    if (term.kind === 'modifier') return term.name === 'redirect' ? unknown : noUse;
    switch (term.mechanism.name) {
      case 'ip4':
        return { ip4: 'yes', ip6: 'no', networks: [record.domain] };
      case 'ip6':
        return { ip4: 'no', ip6: 'yes', networks: [] };
      case 'all':
        return term.qualifier === '+' ? { ip4: 'yes', ip6: 'yes', networks: [] } : noUse;
      case 'a':
      case 'mx':
        return useOfHosts(facts, one, findHosts(one));
      default:
        return unknown;
    }
  };

  const terms = live.flatMap((one): TermFamilies[] => {
    const { record, index } = one;
    if (record.path === undefined) return [];
    const path = termPath(record.path, index);
    return [{ path, domain: record.domain, live: one, use: useOf(one), hosts: findHosts(one) }];
  });
  const root = byDomain.get(asciiLowerCase(policy.root));
  const errors = policy.isComplete ? findErrors(facts, terms) : [];
  if (errors.some(({ kind }) => kind === 'in-error')) return { verdict: 'fail', reasons: errors, terms };
  if (root?.published === undefined)
    return {
      verdict: root?.record.kind === 'read' && isDnsTrouble(root.record.answer) ? 'unknown' : 'none',
      reasons: [],
      terms,
    };

  const exchanges = terms.flatMap((term): HealthReason[] => {
    const { term: directive } = term.live;
    if (directive.kind !== 'directive' || directive.mechanism.name !== 'mx') return [];
    return (['IPv6', 'IPv4'] as const).flatMap((lacks): HealthReason[] => {
      const names = term.hosts
        .filter(({ ip4, ip6 }) =>
          lacks === 'IPv6'
            ? answered(ip4) === 'yes' && answered(ip6) === 'no'
            : answered(ip6) === 'yes' && answered(ip4) === 'no',
        )
        .map(({ name }) => name);
      return names.length === 0 ? [] : [{ kind: 'exchange-not-dual', term, lacks, names }];
    });
  });
  const whole = useOfRecord(policy.root);
  const isIp4Only = ({ networks, ip6 }: FamilyUse): boolean => networks.length > 0 && ip6 === 'no';
  const below = terms.flatMap((term): HealthReason[] =>
    term.live.record.decides && ledToDomain(term.live.policyTerm) !== undefined && isIp4Only(term.use)
      ? [{ kind: 'ip4-only', term, names: term.use.networks }]
      : [],
  );
  const reasons = [
    ...errors,
    ...exchanges,
    ...(below.length === 0 && isIp4Only(whole)
      ? [{ kind: 'ip4-only', names: whole.networks } as const]
      : below),
  ];
  const isOpen =
    !policy.isComplete ||
    policy.reachedCaps.length > 0 ||
    (whole.networks.length > 0 && whole.ip6 === 'unknown') ||
    terms.some(({ hosts }) =>
      hosts.some((host) => !isDual(host) && [host.ip4, host.ip6].map(answered).includes('unknown')),
    );
  return { verdict: reasons.length > 0 ? 'fail' : isOpen ? 'unknown' : 'pass', reasons, terms };
};
