import type { IpAddress, IpFamily, IpNetwork } from '../spf/ip-address.ts';

/** Addresses of one family as numbers, both ends inclusive. */
export type AddressRange = Readonly<{ first: bigint; last: bigint }>;

/** A set of addresses of one family: ranges in order that neither overlap nor touch. */
export type AddressRanges = readonly AddressRange[];

/** How many bits an address of the family has. */
export const bitsOf = (family: IpFamily): number => (family === 4 ? 32 : 128);

/** Every address of a family. */
export const wholeFamily = (family: IpFamily): AddressRanges => [
  { first: 0n, last: (1n << BigInt(bitsOf(family))) - 1n },
];

/** An address as a number. */
export const numberOfAddress = ({ octets }: IpAddress): bigint =>
  BigInt(`0x${octets.map((octet) => octet.toString(16).padStart(2, '0')).join('')}`);

/** The address that a number stands for. */
export const addressOfNumber = (value: bigint, family: IpFamily): IpAddress => {
  const digits = value.toString(16).padStart(bitsOf(family) / 4, '0');
  const octets = Array.from({ length: digits.length / 2 }, (_, index) =>
    Number.parseInt(digits.slice(2 * index, 2 * index + 2), 16),
  );
  return { family, octets };
};

/** All addresses of a network; bits past the prefix do not count. */
export const rangeOfNetwork = ({ address, prefixLength }: IpNetwork): AddressRange => {
  const free = BigInt(bitsOf(address.family) - prefixLength);
  const first = (numberOfAddress(address) >> free) << free;
  return { first, last: first + (1n << free) - 1n };
};

/** How many addresses a set has. */
export const countAddresses = (ranges: AddressRanges): bigint =>
  ranges.reduce((sum, { first, last }) => sum + last - first + 1n, 0n);

/** The set of all addresses of ranges in any order. */
export const uniteRanges = (ranges: readonly AddressRange[]): AddressRanges => {
  const united: { first: bigint; last: bigint }[] = [];
  for (const { first, last } of ranges.toSorted((a, b) => (a.first < b.first ? -1 : 1))) {
    const before = united.at(-1);
    if (before === undefined || first > before.last + 1n) united.push({ first, last });
    else if (last > before.last) before.last = last;
  }
  return united;
};

/** What two sets have in common. */
export const intersectRanges = (left: AddressRanges, right: AddressRanges): AddressRanges => {
  const common: AddressRange[] = [];
  let [at, other] = [0, 0];
  for (;;) {
    const [a, b] = [left[at], right[other]];
    if (a === undefined || b === undefined) return common;
    const first = a.first > b.first ? a.first : b.first;
    const last = a.last < b.last ? a.last : b.last;
    if (first <= last) common.push({ first, last });
    if (a.last < b.last) at++;
    else other++;
  }
};

/** What of the first set is not in the second. */
export const subtractRanges = (from: AddressRanges, taken: AddressRanges): AddressRanges => {
  const left: AddressRange[] = [];
  let at = 0;
  for (const { first, last } of from) {
    let start = first;
    while ((taken[at]?.last ?? last) < first) at++;
    for (let next = at; start <= last; next++) {
      const hole = taken[next];
      if (hole === undefined || hole.first > last) {
        left.push({ first: start, last });
        break;
      }
      if (hole.first > start) left.push({ first: start, last: hole.first - 1n });
      if (hole.last >= start) start = hole.last + 1n;
    }
  }
  return left;
};

const bitLength = (value: bigint): number => value.toString(2).length;

/** The fewest networks that make up a range, in order. */
export const networksOfRange = ({ first, last }: AddressRange, family: IpFamily): IpNetwork[] => {
  const bits = bitsOf(family);
  const networks: IpNetwork[] = [];
  for (let start = first; start <= last; ) {
    // As far as the start is aligned, and no further than the end.
    const aligned = start === 0n ? bits : bitLength(start & -start) - 1;
    const free = Math.min(aligned, bitLength(last - start + 1n) - 1);
    networks.push({ address: addressOfNumber(start, family), prefixLength: bits - free });
    start += 1n << BigInt(free);
  }
  return networks;
};
