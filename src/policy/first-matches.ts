import type { IpFamily, IpNetwork } from '../spf/ip-address.ts';
import { type AddressRange, type AddressRanges, rangeOfNetwork } from './address-ranges.ts';

/** A network of a term; `index`: the term's, in its record. */
export type TermNetwork = Readonly<{ network: IpNetwork; index: number }>;

/** Addresses that a term is the first to match. */
export type FirstMatch = AddressRange & Readonly<{ index: number }>;

/** Which of some terms is the first to match each address, in the order of the addresses; those that none matches are
 *  left out. Takes time that grows with the networks' number, but for sorting them. */
export const findFirstMatches = (networks: readonly TermNetwork[], family: IpFamily): FirstMatch[] => {
  const sorted = networks
    .filter(({ network }) => network.address.family === family)
    .map(({ network, index }) => ({ ...rangeOfNetwork(network), index }))
    // A wider network before those in it, and of equal ones the first term's.
    .sort((a, b) => {
      if (a.first !== b.first) return a.first < b.first ? -1 : 1;
      return a.last === b.last ? a.index - b.index : a.last > b.last ? -1 : 1;
    });
  const found: { first: bigint; last: bigint; index: number }[] = [];
  const open: FirstMatch[] = [];
  let from = 0n;
  const emit = (last: bigint, index: number): void => {
    if (last < from) return;
    const before = found.at(-1);
    if (before !== undefined && before.index === index && before.last + 1n === from) before.last = last;
    else found.push({ first: from, last, index });
    from = last + 1n;
  };
  const closeBefore = (first: bigint | undefined): void => {
    for (let inner = open.at(-1); inner !== undefined; inner = open.at(-1)) {
      if (first !== undefined && inner.last >= first) return;
      emit(inner.last, inner.index);
      open.pop();
    }
  };
  // Networks lie in one another or apart, so those that are open form a stack, each before the ones that it is in.
  for (const network of sorted) {
    closeBefore(network.first);
    const around = open.at(-1);
    if (around !== undefined && around.index <= network.index) continue;
    if (around !== undefined) emit(network.first - 1n, around.index);
    from = network.first;
    open.push(network);
  }
  closeBefore(undefined);
  return found;
};

/** What of a set the first matches take, by the index of the term, and what is left. */
export const splitByFirstMatches = (
  ranges: AddressRanges,
  matches: readonly FirstMatch[],
): Readonly<{ taken: ReadonlyMap<number, AddressRanges>; left: AddressRanges }> => {
  const taken = new Map<number, AddressRange[]>();
  const left: AddressRange[] = [];
  let at = 0;
  for (const { first, last } of ranges) {
    let start = first;
    while ((matches[at]?.last ?? last) < first) at++;
    for (let next = at; start <= last; next++) {
      const match = matches[next];
      if (match === undefined || match.first > last) {
        left.push({ first: start, last });
        break;
      }
      if (match.first > start) left.push({ first: start, last: match.first - 1n });
      const from = match.first > start ? match.first : start;
      const to = match.last < last ? match.last : last;
      const list = taken.get(match.index);
      if (list === undefined) taken.set(match.index, [{ first: from, last: to }]);
      else list.push({ first: from, last: to });
      start = to + 1n;
    }
  }
  return { taken, left };
};
