import { asciiLowerCase, type DnsAnswer, type DomainName } from '../dns/resolver.ts';
import type { Policy, PolicyRecord, PolicyTerm } from '../policy/policy.ts';
import { ledToDomain, recordOf } from '../policy/policy-tree.ts';
import { costsOf, type PolicyCosts } from '../policy/term-cost.ts';
import type { Evaluation } from '../spf/check-host.ts';
import { firstError } from '../spf/parse-record.ts';
import type { Qualifier, SpfRecord, Term } from '../spf/record.ts';
import { type NodePath, termPath } from '../spf/trace.ts';

/** The organisational domain of a name: what of it can be registered. */
export type OrganisationOf = (name: DomainName) => DomainName | undefined;

/** What problems are looked for in. `costs`: of the same policy, where they are at hand. `evaluation`: a check of it.
 *  `probed`: the answers to questions that rules have of their own, by question key; without them, and without
 *  `organisationOf`, such rules are silent. `byServer`: what each of several servers answered by itself. */
export type LintInput = Readonly<{
  policy: Policy;
  costs?: PolicyCosts;
  evaluation?: Evaluation;
  probed?: ReadonlyMap<string, DnsAnswer>;
  byServer?: ReadonlyMap<string, readonly DnsAnswer[]>;
  organisationOf?: OrganisationOf;
}>;

/** A record of the policy with its place. `path`: the first in the tree; absent where the tree does not get to it.
 *  `decides`: its own `all` decides for the root, as it is the root's record or one that redirects lead to.
 *  `isSound`: there is one record, and it has no syntax error. */
export type LintRecord = Readonly<{
  domain: DomainName;
  record: PolicyRecord;
  terms: readonly PolicyTerm[];
  path?: NodePath;
  published?: SpfRecord;
  /** The `all` that ends the record, where it has one. */
  all?: Readonly<{ index: number; qualifier: Qualifier; text: string }>;
  isRoot: boolean;
  decides: boolean;
  isSound: boolean;
}>;

/** A term that a receiver may get to: no `all` before it makes it dead, and it is one of the grammar. */
export type LiveTerm = Readonly<{
  record: LintRecord;
  index: number;
  policyTerm: PolicyTerm;
  term: Exclude<Term, Readonly<{ kind: 'invalid' }>>;
}>;

/** What the rules look at. `records` stand in the order of the tree; keys of `byDomain` are in lower case. */
export type LintFacts = Readonly<{
  policy: Policy;
  costs: PolicyCosts;
  evaluation?: Evaluation;
  records: readonly LintRecord[];
  live: readonly LiveTerm[];
  byDomain: ReadonlyMap<DomainName, LintRecord>;
  probed: ReadonlyMap<string, DnsAnswer>;
  byServer: ReadonlyMap<string, readonly DnsAnswer[]>;
  organisationOf?: OrganisationOf;
}>;

/** The domains that the root and its redirects lead through, in lower case. */
const decidingDomains = (policy: Policy): ReadonlySet<DomainName> => {
  const deciding = new Set<DomainName>();
  let domain: DomainName | undefined = policy.root;
  while (domain !== undefined && !deciding.has(asciiLowerCase(domain))) {
    deciding.add(asciiLowerCase(domain));
    const record = recordOf(policy, domain);
    const redirect: PolicyTerm | undefined = record?.terms.find(
      ({ term }) => term.kind === 'modifier' && term.name === 'redirect',
    );
    domain = redirect && ledToDomain(redirect);
  }
  return deciding;
};

/** Every record that the tree has, each once, at the first path that leads there. */
const firstPlaces = (policy: Policy): ReadonlyMap<DomainName, NodePath> => {
  const places = new Map<DomainName, NodePath>();
  const visit = (domain: DomainName, path: NodePath): void => {
    const key = asciiLowerCase(domain);
    const record = recordOf(policy, domain);
    if (record === undefined || places.has(key)) return;
    places.set(key, path);
    for (const [index, term] of record.terms.entries()) {
      const target = ledToDomain(term);
      if (target !== undefined) visit(target, termPath(path, index));
    }
  };
  visit(policy.root, '');
  return places;
};

const findAll = (terms: readonly PolicyTerm[]): LintRecord['all'] => {
  for (const [index, { term }] of terms.entries())
    if (term.kind === 'directive' && term.mechanism.name === 'all')
      return { index, qualifier: term.qualifier, text: term.text };
  return undefined;
};

const liveTerms = (record: LintRecord): LiveTerm[] =>
  record.terms.flatMap((policyTerm, index) => {
    const { term, dead } = policyTerm;
    return dead !== undefined || term.kind === 'invalid' ? [] : [{ record, index, policyTerm, term }];
  });

/** Gathers what the rules look at. */
export const collectFacts = ({
  policy,
  costs,
  evaluation,
  probed = new Map(),
  byServer = new Map(),
  organisationOf,
}: LintInput): LintFacts => {
  const deciding = decidingDomains(policy);
  const places = firstPlaces(policy);
  const root = asciiLowerCase(policy.root);
  const describe = (key: DomainName, record: PolicyRecord): LintRecord => {
    const path = places.get(key);
    const published =
      record.kind === 'read' && record.selection.kind === 'record' ? record.selection.record : undefined;
    const all = findAll(record.terms);
    return {
      domain: record.domain,
      record,
      terms: record.terms,
      ...(path === undefined ? {} : { path }),
      ...(published === undefined ? {} : { published }),
      ...(all === undefined ? {} : { all }),
      isRoot: key === root,
      decides: deciding.has(key),
      isSound: published !== undefined && firstError(published) === undefined,
    };
  };
  const byDomain = new Map<DomainName, LintRecord>();
  for (const key of [...places.keys(), ...policy.records.keys()]) {
    const record = policy.records.get(key);
    if (record !== undefined && !byDomain.has(key)) byDomain.set(key, describe(key, record));
  }
  const records = [...byDomain.values()];
  return {
    policy,
    costs: costs ?? costsOf(policy),
    ...(evaluation === undefined ? {} : { evaluation }),
    records,
    live: records.flatMap(liveTerms),
    byDomain,
    probed,
    byServer,
    ...(organisationOf === undefined ? {} : { organisationOf }),
  };
};
