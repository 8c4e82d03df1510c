import { isIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatIpAddress,
  formatIpNetwork,
  type IpAddress,
  networkContains,
  parseIp4,
  parseIp6,
  parseIpAddress,
  reverseName,
} from '../../src/spf/ip-address.ts';
import { ipOf } from '../helpers/check-table.ts';

describe('parseIp4', () => {
  test.each(['0.0.0.0', '255.255.255.255', '192.0.2.1', '1.2.3.4'])('%s is an address', (text) => {
    expect(parseIp4(text)?.octets.join('.')).toBe(text);
  });
  test.each([
    '',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.256',
    '01.2.3.4',
    '1.2.3.',
    '.1.2.3',
    '1..2.3',
    ' 1.2.3.4',
    '1.2.3.4 ',
    '0x1.2.3.4',
    '1.2.3.4/24',
    '1e1.2.3.4',
    '-1.2.3.4',
  ])('%j is none', (text) => expect(parseIp4(text)).toBeUndefined());
});

describe('parseIp6', () => {
  test.each([
    ['::', '0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0'],
    ['::1', '0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.1'],
    ['1::', '0.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0'],
    ['::192.0.2.1', '0.0.0.0.0.0.0.0.0.0.0.0.192.0.2.1'],
    ['::ffff:192.0.2.1', '0.0.0.0.0.0.0.0.0.0.255.255.192.0.2.1'],
    ['64:ff9b::192.0.2.1', '0.100.255.155.0.0.0.0.0.0.0.0.192.0.2.1'],
    ['1:2:3:4:5:6:192.0.2.1', '0.1.0.2.0.3.0.4.0.5.0.6.192.0.2.1'],
    ['1:2:3:4:5:6:7:8', '0.1.0.2.0.3.0.4.0.5.0.6.0.7.0.8'],
    ['CAFE:babe::', '202.254.186.190.0.0.0.0.0.0.0.0.0.0.0.0'],
  ])('%s is %s', (text, octets) => {
    expect(parseIp6(text)?.octets.join('.')).toBe(octets);
  });
  test.each([
    '',
    ':',
    ':::',
    '1',
    '1:2',
    '1:2:3:4:5:6:7:8:9',
    '1::2::3',
    '12345::',
    '::00001',
    'g::',
    '::1%eth0',
    '[::1]',
    '::1.2.3',
    '::1.2.3.04',
    '::1.2.3.4.5',
    '1.2.3.4',
    '::1.2.3.4:5',
    '1:2:3:4:5:6:7:1.2.3.4',
    ' ::1',
    '::0x1',
  ])('%j is none', (text) => expect(parseIp6(text)).toBeUndefined());

  test('takes what the platform takes, scopes aside', () => {
    const group = fc.constantFrom(
      '0',
      '1',
      'ab',
      'FFFF',
      '00000',
      '',
      '192.0.2.1',
      '01.2.3.4',
      '::',
      ':',
      '%1',
    );
    fc.assert(
      fc.property(fc.array(group, { maxLength: 9 }), fc.constantFrom(':', ''), (groups, joint) => {
        const text = groups.join(joint);
        expect(parseIp6(text) !== undefined, text).toBe(isIPv6(text) && !text.includes('%'));
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('parseIpAddress', () => {
  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:c000:0201', '192.0.2.1'],
    ['0:0:0:0:0:ffff:192.0.2.1', '192.0.2.1'],
    ['0.0.0.0', '0.0.0.0'],
    ['::ff00:c000:201', '::ff00:c000:201'],
    ['::192.0.2.1', '::c000:201'],
    ['64:ff9b::192.0.2.1', '64:ff9b::c000:201'],
    ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['fe80:0:0:0:0:0:0:0', 'fe80::'],
  ])('%s prints as %s', (text, printed) => {
    expect(formatIpAddress(ipOf(text))).toBe(printed);
  });

  test.each(['', 'example.com', '192.0.2', '1:2'])('%j is none', (text) => {
    expect(parseIpAddress(text)).toBeUndefined();
  });

  test('an address that is printed reads back', () => {
    const octets = (length: number) =>
      fc.array(fc.integer({ min: 0, max: 255 }), { minLength: length, maxLength: length });
    fc.assert(
      fc.property(fc.oneof(octets(4), octets(16)), (given) => {
        const address: IpAddress = { family: given.length === 4 ? 4 : 6, octets: given };
        expect(parseIp4(formatIpAddress(address)) ?? parseIp6(formatIpAddress(address))).toEqual(address);
      }),
    );
  });
});

describe('networkContains', () => {
  test('agrees with the addresses as numbers, at every prefix length', () => {
    const asNumber = (octets: readonly number[]) =>
      octets.reduce((sum, octet) => sum * 256n + BigInt(octet), 0n);
    fc.assert(
      fc.property(
        fc.constantFrom(4, 16),
        fc.array(fc.constantFrom(0, 1, 127, 128, 255), { minLength: 32, maxLength: 32 }),
        fc.integer({ min: 0, max: 128 }),
        fc.boolean(),
        (length, octets, prefix, isNear) => {
          const bits = length * 8;
          const prefixLength = prefix % (bits + 1);
          const family = length === 4 ? 4 : 6;
          const left = octets.slice(0, length);
          const right = isNear ? [...left.slice(0, -1), octets[31] ?? 0] : octets.slice(16, 16 + length);
          const shift = BigInt(bits - prefixLength);
          expect(
            networkContains({ address: { family, octets: left }, prefixLength }, { family, octets: right }),
          ).toBe(asNumber(left) >> shift === asNumber(right) >> shift);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test('families never mix', () => {
    expect(networkContains({ address: ipOf('::'), prefixLength: 0 }, ipOf('0.0.0.0'))).toBe(false);
    expect(networkContains({ address: ipOf('0.0.0.0'), prefixLength: 0 }, ipOf('::'))).toBe(false);
  });
});

test('formatIpNetwork keeps the bits past the prefix', () => {
  expect(formatIpNetwork({ address: ipOf('192.0.2.77'), prefixLength: 24 })).toBe('192.0.2.77/24');
});

test.each([
  ['192.0.2.1', '1.2.0.192.in-addr.arpa'],
  ['2001:db8::cb01', `1.0.b.c.${'0.'.repeat(20)}8.b.d.0.1.0.0.2.ip6.arpa`],
  [
    'fedc:ba98:7654:3210:f0:0:0:f',
    'f.0.0.0.0.0.0.0.0.0.0.0.0.f.0.0.0.1.2.3.4.5.6.7.8.9.a.b.c.d.e.f.ip6.arpa',
  ],
])('the names of %s are at %s', (text, name) => {
  expect(reverseName(ipOf(text))).toBe(name);
});
