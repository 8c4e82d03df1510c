import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AddressRanges,
  countAddresses,
  intersectRanges,
  networksOfRange,
  rangeOfNetwork,
  subtractRanges,
  uniteRanges,
} from '../../src/policy/address-ranges.ts';
import { findFirstMatches } from '../../src/policy/first-matches.ts';
import { formatIpNetwork, type IpNetwork, networkContains } from '../../src/spf/ip-address.ts';
import { ipOf } from '../helpers/check-table.ts';

const networkOf = (text: string): IpNetwork => {
  const [address = '', length] = text.split('/');
  return { address: ipOf(address), prefixLength: Number(length) };
};

describe('the networks of a range', () => {
  test.each<[from: string, to: string, expected: readonly string[]]>([
    ['192.0.2.0', '192.0.2.255', ['192.0.2.0/24']],
    ['192.0.2.1', '192.0.2.1', ['192.0.2.1/32']],
    ['192.0.2.1', '192.0.2.6', ['192.0.2.1/32', '192.0.2.2/31', '192.0.2.4/31', '192.0.2.6/32']],
    ['0.0.0.0', '255.255.255.255', ['0.0.0.0/0']],
    ['0.0.0.0', '127.255.255.254', Array.from({ length: 31 }, () => '')],
    ['2001:db8::', '2001:db8::ffff', ['2001:db8::/112']],
  ])('%s to %s', (from, to, expected) => {
    const [start, end] = [ipOf(from), ipOf(to)];
    const first = rangeOfNetwork({ address: start, prefixLength: start.octets.length * 8 }).first;
    const last = rangeOfNetwork({ address: end, prefixLength: end.octets.length * 8 }).last;
    const networks = networksOfRange({ first, last }, start.family);
    if (expected[0] === '') expect(networks).toHaveLength(expected.length);
    else expect(networks.map(formatIpNetwork)).toEqual(expected);
    expect(uniteRanges(networks.map(rangeOfNetwork))).toEqual([{ first, last }]);
  });
});

/** Sets of small numbers, and what is in them. */
const setArbitrary = fc
  .array(fc.tuple(fc.nat(60), fc.nat(8)), { maxLength: 8 })
  .map(
    (pairs): AddressRanges =>
      uniteRanges(pairs.map(([first, size]) => ({ first: BigInt(first), last: BigInt(first + size) }))),
  );

const membersOf = (ranges: AddressRanges): number[] =>
  ranges.flatMap(({ first, last }) =>
    Array.from({ length: Number(last - first) + 1 }, (_, index) => Number(first) + index),
  );

test('sets are united, intersected and subtracted as sets of their members', () => {
  fc.assert(
    fc.property(setArbitrary, setArbitrary, (left, right) => {
      const [a, b] = [membersOf(left), new Set(membersOf(right))];
      expect(membersOf(intersectRanges(left, right))).toEqual(a.filter((one) => b.has(one)));
      expect(membersOf(subtractRanges(left, right))).toEqual(a.filter((one) => !b.has(one)));
      const both = [...new Set([...a, ...b])].sort((x, y) => x - y);
      expect(membersOf(uniteRanges([...left, ...right]))).toEqual(both);
      expect(countAddresses(left)).toBe(BigInt(a.length));
    }),
    { numRuns: 500 },
  );
});

test('the first match of each address is the first network in the list that holds it', () => {
  const network = fc
    .tuple(fc.nat(15), fc.integer({ min: 28, max: 32 }))
    .map(([octet, length]) => networkOf(`0.0.0.${octet}/${length}`));
  fc.assert(
    fc.property(fc.array(network, { maxLength: 10 }), (networks) => {
      const matches = findFirstMatches(
        networks.map((one, index) => ({ network: one, index })),
        4,
      );
      for (let octet = 0; octet < 17; octet++) {
        const expected = networks.findIndex((one) => networkContains(one, ipOf(`0.0.0.${octet}`)));
        const found = matches.find(({ first, last }) => first <= BigInt(octet) && BigInt(octet) <= last);
        expect(found?.index ?? -1).toBe(expected);
      }
    }),
    { numRuns: 500 },
  );
});
