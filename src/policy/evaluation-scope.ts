import type { SpfResult } from '../spf/result.ts';
import { type AddressRange, type AddressRanges, uniteRanges } from './address-ranges.ts';

/** What a check gives addresses; `unknown`: answers that decide it are not there. */
export type RangeResult = SpfResult | 'unknown';

/** Addresses that have come equally far in a check, having spent the same. `maybe`: for the record that is evaluated and
 *  each above it, the results that a term which can't be listed may have given some of them before. `isTainted`: such a
 *  term may have led some of them elsewhere, or have spent what is not known. */
export type Scope = Readonly<{
  ranges: AddressRanges;
  lookups: number;
  voids: number;
  maybe: readonly (readonly RangeResult[])[];
  isTainted: boolean;
}>;

/** Addresses that have their result of a record, with the path of the term that decided; where none did, that of what
 *  led to the record. */
export type ScopeExit = Readonly<{ scope: Scope; result: RangeResult; path: string }>;

const scopeKey = ({ lookups, voids, maybe, isTainted }: Scope): string =>
  JSON.stringify([lookups, voids, maybe, isTainted]);

/** The same addresses in as few scopes as can be; those without addresses are dropped. */
export const mergeScopes = (scopes: readonly Scope[]): Scope[] => {
  const byKey = new Map<string, Readonly<{ scope: Scope; ranges: AddressRange[] }>>();
  for (const scope of scopes) {
    if (scope.ranges.length === 0) continue;
    const key = scopeKey(scope);
    const same = byKey.get(key);
    if (same === undefined) byKey.set(key, { scope, ranges: [...scope.ranges] });
    else for (const range of scope.ranges) same.ranges.push(range);
  }
  return [...byKey.values()].map(({ scope, ranges }) => ({ ...scope, ranges: uniteRanges(ranges) }));
};

/** The scope after a term that may have given some of its addresses a result of the record that is evaluated. */
export const addMaybe = (scope: Scope, result: RangeResult): Scope => {
  const own = scope.maybe.at(-1) ?? [];
  if (own.includes(result)) return scope;
  return { ...scope, maybe: [...scope.maybe.slice(0, -1), [...own, result].sort()] };
};

/** The scope at the beginning of an included record. */
export const enterInclude = (scope: Scope): Scope => ({ ...scope, maybe: [...scope.maybe, []] });

/** The scope of an included record back in the record that includes it, where a pass there gives `result`. */
export const leaveInclude = (scope: Scope, result: RangeResult): Scope => {
  const inner = scope.maybe.at(-1) ?? [];
  const left = { ...scope, maybe: scope.maybe.slice(0, -1) };
  const isTainted = scope.isTainted || inner.some((one) => one !== 'pass');
  return inner.includes('pass') ? addMaybe({ ...left, isTainted }, result) : { ...left, isTainted };
};

/** Whether all that the scope's addresses may have been given is what they are given now. */
export const isCertainOf = ({ maybe, isTainted }: Scope, result: RangeResult): boolean =>
  !isTainted && result !== 'unknown' && maybe.every((level) => level.every((one) => one === result));
