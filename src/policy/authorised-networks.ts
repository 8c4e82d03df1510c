import type { DomainName } from '../dns/resolver.ts';
import type { IpFamily, IpNetwork } from '../spf/ip-address.ts';
import type { NodePath } from '../spf/trace.ts';
import { type AddressRange, countAddresses, networksOfRange, rangeOfNetwork } from './address-ranges.ts';
import type { RangeResult } from './evaluation-scope.ts';
import type { PolicyTerm } from './policy.ts';
import type { FamilyVerdicts, PlacedNetworks, VerdictRange } from './verdict-ranges.ts';

/** A network of addresses that all get one result. `paths`: of the terms that give it, in the order of the addresses, a
 *  few at most. */
export type MergedNetwork = Readonly<{ network: IpNetwork; paths: readonly NodePath[]; isCertain: boolean }>;

/** What all other addresses get: by an `all`, by no term, or by an error. */
export type RestVerdict = Readonly<{
  result: RangeResult;
  path: NodePath;
  count: bigint;
  isCertain: boolean;
}>;

/** A network of a term, with what is left of it by the terms before. `result`: what the term's match gives in the end.
 *  `decided`: how many of its addresses get their verdict by this term, of `size`. `others`: the places of terms that
 *  decide the rest, some of them. `error`: what some get at this very term instead, a limit or DNS having ended the check
 *  there. */
export type ListedNetwork = Readonly<{
  path: NodePath;
  domain: DomainName;
  policyTerm: PolicyTerm;
  network: IpNetwork;
  result: PlacedNetworks['result'];
  size: bigint;
  decided: bigint;
  others: readonly NodePath[];
  error?: RangeResult;
}>;

/** The results that networks are merged for, as people ask for them. */
export const networkResults = ['pass', 'neutral', 'softfail', 'fail'] as const;

const isJudged = ({ result }: VerdictRange): boolean => networkResults.some((one) => one === result);

/** What a policy says of the addresses of a family. `merged`: the networks that terms name, by the result; `counts`: of
 *  all addresses. */
export type AuthorisedNetworks = Readonly<{
  family: IpFamily;
  merged: ReadonlyMap<RangeResult, readonly MergedNetwork[]>;
  counts: ReadonlyMap<RangeResult, bigint>;
  rest: readonly RestVerdict[];
  listed: readonly ListedNetwork[];
}>;

/** So many places are named of one network. */
const mostPaths = 5;

/** So many neighbours are looked at for them. */
const mostLooks = 50;

/** Ranges of one result that touch, with the verdicts that they are made of. */
const joinTouching = (verdicts: readonly VerdictRange[]): (AddressRange & { parts: VerdictRange[] })[] => {
  const joined: { first: bigint; last: bigint; parts: VerdictRange[] }[] = [];
  for (const verdict of verdicts) {
    const before = joined.at(-1);
    if (before === undefined || before.last + 1n !== verdict.first)
      joined.push({ first: verdict.first, last: verdict.last, parts: [verdict] });
    else {
      before.last = verdict.last;
      before.parts.push(verdict);
    }
  }
  return joined;
};

const mergeNetworks = (verdicts: readonly VerdictRange[], family: IpFamily): MergedNetwork[] =>
  joinTouching(verdicts).flatMap((range) => {
    let at = 0;
    return networksOfRange(range, family).map((network) => {
      const { first, last } = rangeOfNetwork(network);
      while ((range.parts[at]?.last ?? last) < first) at++;
      const paths = new Set<NodePath>();
      let isCertain = true;
      for (let part = at; (range.parts[part]?.first ?? last + 1n) <= last; part++) {
        const one = range.parts[part];
        if (one === undefined) break;
        if (paths.size < mostPaths) paths.add(one.path);
        isCertain &&= one.isCertain;
      }
      return { network, paths: [...paths], isCertain };
    });
  });

/** The first of some ranges in order that ends at or after an address. */
const findFirst = (ranges: readonly AddressRange[], address: bigint): number => {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.last ?? address) < address) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** In the order of the tree. */
const sortPlaces = (placed: readonly PlacedNetworks[]): PlacedNetworks[] =>
  placed
    .map((one) => ({ one, indexes: one.path.split('.').map(Number) }))
    .sort(({ indexes: a }, { indexes: b }) => {
      const at = a.findIndex((index, depth) => index !== b[depth]);
      return at === -1 ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? -1);
    })
    .map(({ one }) => one);

const listNetworks = ({ verdicts, placed }: FamilyVerdicts): ListedNetwork[] => {
  const byPath = new Map<NodePath, VerdictRange[]>();
  for (const verdict of verdicts) {
    const same = byPath.get(verdict.path);
    if (same === undefined) byPath.set(verdict.path, [verdict]);
    else same.push(verdict);
  }
  return sortPlaces(placed).flatMap(({ path, domain, policyTerm, networks, result }) => {
    const own = byPath.get(path) ?? [];
    return networks.map((network): ListedNetwork => {
      const { first, last } = rangeOfNetwork(network);
      const size = last - first + 1n;
      let decided = 0n;
      let error: RangeResult | undefined;
      for (let at = findFirst(own, first); (own[at]?.first ?? last + 1n) <= last; at++) {
        const one = own[at];
        if (one === undefined) break;
        if (!isJudged(one)) {
          error = one.result;
          continue;
        }
        decided += (one.last < last ? one.last : last) - (one.first > first ? one.first : first) + 1n;
      }
      const others = new Set<NodePath>();
      const from = decided === size ? verdicts.length : findFirst(verdicts, first);
      for (const one of verdicts.slice(from, from + mostLooks)) {
        if (one.first > last || others.size === mostPaths) break;
        if (one.path !== path) others.add(one.path);
      }
      const listed = { path, domain, policyTerm, network, result, size, decided, others: [...others] };
      return error === undefined ? listed : { ...listed, error };
    });
  });
};

/** What the terms of a policy say of the addresses of a family, exactly: by first match, as `findVerdicts` has it. */
export const findAuthorisedNetworks = (found: FamilyVerdicts, family: IpFamily): AuthorisedNetworks => {
  const { verdicts, placed } = found;
  const named = new Set(placed.map(({ path }) => path));
  const isNamed = (verdict: VerdictRange): boolean => named.has(verdict.path) && isJudged(verdict);
  const merged = new Map<RangeResult, readonly MergedNetwork[]>();
  for (const result of networkResults) {
    const own = verdicts.filter((verdict) => verdict.result === result && isNamed(verdict));
    merged.set(result, mergeNetworks(own, family));
  }
  const counts = new Map<RangeResult, bigint>();
  const rest = new Map<string, RestVerdict>();
  for (const verdict of verdicts) {
    const count = countAddresses([verdict]);
    counts.set(verdict.result, (counts.get(verdict.result) ?? 0n) + count);
    if (isNamed(verdict)) continue;
    const { result, path, isCertain } = verdict;
    const key = `${result} ${path} ${isCertain}`;
    rest.set(key, { result, path, isCertain, count: (rest.get(key)?.count ?? 0n) + count });
  }
  return { family, merged, counts, rest: [...rest.values()], listed: listNetworks(found) };
};
