import { asciiLowerCase, type DomainName } from '../dns/resolver.ts';
import { type NodePath, termPath } from '../spf/trace.ts';
import type { Policy, PolicyRecord, PolicyTerm } from './policy.ts';
import { ledToDomain, recordOf } from './policy-tree.ts';

/** Which terms of a policy are wanted. */
export type IsWanted = (term: PolicyTerm) => boolean;

/** Paths in the tree's order. `isCut`: there are more than were asked for. */
export type MatchingPaths = Readonly<{ paths: readonly NodePath[]; isCut: boolean }>;

/** A policy as a graph: which records lead to which. Keys are domain names in lower case. */
type Graph = Readonly<{ leadsTo: Links; ledBy: Links }>;
type Links = ReadonlyMap<DomainName, ReadonlySet<DomainName>>;

const graphOf = (policy: Policy): Graph => {
  const leadsTo = new Map<DomainName, Set<DomainName>>();
  const ledBy = new Map<DomainName, Set<DomainName>>();
  const link = (links: Map<DomainName, Set<DomainName>>, from: DomainName, to: DomainName): void => {
    const before = links.get(from);
    if (before === undefined) links.set(from, new Set([to]));
    else before.add(to);
  };
  for (const [domain, { terms }] of policy.records)
    for (const term of terms) {
      const target = ledToDomain(term);
      if (target === undefined) continue;
      link(leadsTo, domain, asciiLowerCase(target));
      link(ledBy, asciiLowerCase(target), domain);
    }
  return { leadsTo, ledBy };
};

/** All that the links lead to from these domains, themselves included, never into `except`. */
const reach = (
  from: Iterable<DomainName>,
  links: Links,
  except?: ReadonlySet<DomainName>,
): ReadonlySet<DomainName> => {
  const reached = new Set<DomainName>();
  const rest = [...from];
  for (let domain = rest.pop(); domain !== undefined; domain = rest.pop()) {
    if (reached.has(domain) || except?.has(domain)) continue;
    reached.add(domain);
    rest.push(...(links.get(domain) ?? []));
  }
  return reached;
};

/** The domains from which some way goes round for ever: what is left when those that lead to none of the others are
 *  taken away, again and again. */
const findEndless = (policy: Policy, leadsTo: Links, ledBy: Links): ReadonlySet<DomainName> => {
  const left = new Set(policy.records.keys());
  const ahead = new Map<DomainName, number>();
  for (const domain of left)
    ahead.set(domain, [...(leadsTo.get(domain) ?? [])].filter((next) => left.has(next)).length);
  const ends = [...left].filter((domain) => ahead.get(domain) === 0);
  for (let end = ends.pop(); end !== undefined; end = ends.pop()) {
    left.delete(end);
    for (const domain of ledBy.get(end) ?? []) {
      const rest = (ahead.get(domain) ?? 0) - 1;
      ahead.set(domain, rest);
      if (rest === 0) ends.push(domain);
    }
  }
  return left;
};

const wantingDomains = (policy: Policy, isWanted: IsWanted): DomainName[] =>
  [...policy.records].flatMap(([domain, { terms }]) => (terms.some(isWanted) ? [domain] : []));

/** Tells of a domain whether its record, or one that it leads to, has a wanted term: whether a tree that shows the
 *  wanted terms only keeps what leads to it. Worked out once, in time that grows with the policy. */
export const hasWantedBelow = (policy: Policy, isWanted: IsWanted): ((domain: DomainName) => boolean) => {
  const kept = reach(wantingDomains(policy, isWanted), graphOf(policy).ledBy);
  return (domain) => kept.has(asciiLowerCase(domain));
};

/** The paths of all wanted terms, the first `limit` of them, over the whole tree: as `treeRows` has it with all open,
 *  so nothing lies below a loop. Records with nothing wanted below are never entered, however often the tree has
 *  them, so the work grows with the paths given and the policy, not with the tree. */
export const matchingPaths = (policy: Policy, isWanted: IsWanted, limit: number): MatchingPaths => {
  const { leadsTo, ledBy } = graphOf(policy);
  const wanting = wantingDomains(policy, isWanted);
  const kept = reach(wanting, ledBy);
  const wanted = new Set<PolicyTerm>();
  for (const { terms } of policy.records.values())
    for (const term of terms) if (isWanted(term)) wanted.add(term);
  const endless = findEndless(policy, leadsTo, ledBy);

  const paths: NodePath[] = [];
  let isCut = false;

  /** `above`: the domains from the root down to this record, itself included. */
  const visit = (record: PolicyRecord, recordPath: NodePath, above: ReadonlySet<DomainName>): void => {
    // A way that only leads back through a record above is no way down. Where nothing goes round there is none.
    let open: ReadonlySet<DomainName> | undefined;
    const hasWayDown = (domain: DomainName): boolean => {
      if (!kept.has(domain) || above.has(domain)) return false;
      if (!endless.has(domain)) return true;
      open ??= reach(wanting, ledBy, above);
      return open.has(domain);
    };
    for (const [index, term] of record.terms.entries()) {
      const target = ledToDomain(term);
      const domain = target === undefined ? undefined : asciiLowerCase(target);
      const hasMore = domain !== undefined && hasWayDown(domain);
      const isOne = wanted.has(term);
      if (!isOne && !hasMore) continue;
      if (paths.length >= limit) {
        isCut = true;
        return;
      }
      const path = termPath(recordPath, index);
      if (isOne) paths.push(path);
      const below = hasMore ? recordOf(policy, domain) : undefined;
      if (domain !== undefined && below !== undefined) visit(below, path, new Set([...above, domain]));
      if (isCut) return;
    }
  };

  const root = recordOf(policy, policy.root);
  if (root !== undefined) visit(root, '', new Set([asciiLowerCase(policy.root)]));
  return { paths, isCut };
};
