import type { DomainName } from '../dns/resolver.ts';
import type { IpNetwork } from '../spf/ip-address.ts';
import type { NodePath } from '../spf/trace.ts';
import type { AddressRange } from './address-ranges.ts';
import type { RangeResult, ScopeExit } from './evaluation-scope.ts';
import { isCertainOf } from './evaluation-scope.ts';
import type { PolicyTerm } from './policy.ts';

/** Addresses to which a check gives one result, by one term. `path`: of that term, or, where none decides, of what led
 *  to the record, empty for the root's. `isCertain`: no term that can't be listed, and no answer that is not there, may
 *  change it; trouble with a name that a client alone makes is left aside. */
export type VerdictRange = AddressRange &
  Readonly<{ result: RangeResult; path: NodePath; isCertain: boolean }>;

/** The networks of one family that a term stands for at a place. `result`: what its match gives in the end, `excluded`
 *  where it only keeps an include from matching. */
export type PlacedNetworks = Readonly<{
  path: NodePath;
  domain: DomainName;
  policyTerm: PolicyTerm;
  networks: readonly IpNetwork[];
  result: RangeResult | 'excluded';
}>;

/** Why the addresses that a term matches can't be listed: they hang on the client, on its names in DNS, or on answers
 *  that are not there. */
export type UnlistedReason = 'needs-client' | 'needs-names' | 'no-answer';

/** A term whose addresses can't be listed. Without one: the record that `path` leads to. */
export type UnlistedTerm = Readonly<{
  path: NodePath;
  domain: DomainName;
  policyTerm?: PolicyTerm;
  reason: UnlistedReason;
}>;

/** What a policy says of every address of a family: `verdicts` tile the family in order. */
export type FamilyVerdicts = Readonly<{
  verdicts: readonly VerdictRange[];
  placed: readonly PlacedNetworks[];
  unlisted: readonly UnlistedTerm[];
}>;

/** The exits of the root's record in the order of their addresses, neighbours that are alike as one. */
export const joinVerdicts = (exits: readonly ScopeExit[]): VerdictRange[] => {
  const sorted = exits
    .flatMap(({ scope, result, path }) => {
      const isCertain = isCertainOf(scope, result);
      return scope.ranges.map(({ first, last }) => ({ first, last, result, path, isCertain }));
    })
    .sort((a, b) => (a.first < b.first ? -1 : 1));
  const joined: { first: bigint; last: bigint; result: RangeResult; path: NodePath; isCertain: boolean }[] =
    [];
  for (const verdict of sorted) {
    const before = joined.at(-1);
    const isAlike =
      before?.result === verdict.result &&
      before.path === verdict.path &&
      before.isCertain === verdict.isCertain;
    if (before !== undefined && isAlike) before.last = verdict.last;
    else joined.push(verdict);
  }
  return joined;
};

/** What the verdicts say of one address. */
export const verdictAt = (verdicts: readonly VerdictRange[], address: bigint): VerdictRange => {
  let [low, high] = [0, verdicts.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((verdicts[middle]?.last ?? 0n) < address) low = middle + 1;
    else high = middle;
  }
  // They tile the family, so there is one.
  return verdicts[low] as VerdictRange;
};
