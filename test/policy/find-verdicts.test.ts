import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AddressRange,
  addressOfNumber,
  countAddresses,
  networksOfRange,
  numberOfAddress,
  wholeFamily,
} from '../../src/policy/address-ranges.ts';
import { findVerdicts } from '../../src/policy/find-verdicts.ts';
import { verdictAt } from '../../src/policy/verdict-ranges.ts';
import { walkPolicy } from '../../src/policy/walk-policy.ts';
import { checkHost } from '../../src/spf/check-host.ts';
import { formatIpNetwork, type IpFamily } from '../../src/spf/ip-address.ts';
import { growthWhenQuadrupled } from '../helpers/growth.ts';
import { memoryResolver } from '../helpers/memory-resolver.ts';
import type { MemoryZone } from '../helpers/memory-zone.ts';
import { policyCases } from '../helpers/random-policy.ts';
import { walkZone } from '../helpers/walk-zone.ts';

const format = (range: AddressRange, family: IpFamily): string => {
  const networks = networksOfRange(range, family);
  return networks.length > 4 ? `${networks.length} networks` : networks.map(formatIpNetwork).join(' ');
};

/** Every range, as `networks result path`, with `?` where it is not certain. */
const verdictsOf = async (zone: MemoryZone | string, family: IpFamily = 4): Promise<string[]> => {
  const { policy } = await walkZone(typeof zone === 'string' ? { 'example.com': zone } : zone);
  return findVerdicts(policy, family).verdicts.map(
    (one) => `${format(one, family)} ${one.result}${one.isCertain ? '' : '?'} ${one.path}`,
  );
};

const rows: readonly (readonly [what: string, zone: MemoryZone | string, expected: readonly string[]])[] = [
  ['an all alone', 'v=spf1 -all', ['0.0.0.0/0 fail 0']],
  ['nothing', 'v=spf1', ['0.0.0.0/0 neutral ']],
  [
    'a hole before the network',
    'v=spf1 ~ip4:128.0.0.0/2 ip4:128.0.0.0/1 -all',
    ['0.0.0.0/1 fail 2', '128.0.0.0/2 softfail 0', '192.0.0.0/2 pass 1'],
  ],
  [
    'a network in one before it adds nothing',
    'v=spf1 ip4:128.0.0.0/1 -ip4:192.0.0.0/2 ?all',
    ['0.0.0.0/1 neutral 2', '128.0.0.0/1 pass 0'],
  ],
  [
    'networks in networks, each first where it is',
    'v=spf1 ip4:192.0.0.0/4 -ip4:192.0.0.0/3 ~ip4:192.0.0.0/2 ?ip4:192.0.0.0/1 all',
    [
      '0.0.0.0/1 pass 4',
      '128.0.0.0/2 neutral 3',
      '192.0.0.0/4 pass 0',
      '208.0.0.0/4 fail 1',
      '224.0.0.0/3 softfail 2',
    ],
  ],
  [
    'an include by its passes alone',
    {
      'example.com': 'v=spf1 ?include:a.example ip4:0.0.0.0/2 -all',
      'a.example': 'v=spf1 -ip4:0.0.0.0/3 ip4:0.0.0.0/1 -all',
    },
    ['0.0.0.0/3 pass 1', '32.0.0.0/3 64.0.0.0/2 neutral 0.1', '128.0.0.0/1 fail 2'],
  ],
  [
    'a redirect, whatever it gives',
    { 'example.com': 'v=spf1 ip4:0.0.0.0/1 redirect=a.example', 'a.example': 'v=spf1 ~ip4:128.0.0.0/2' },
    ['0.0.0.0/1 pass 0', '128.0.0.0/2 softfail 1.0', '192.0.0.0/2 neutral 1'],
  ],
  [
    'an include without a record',
    'v=spf1 ip4:0.0.0.0/1 include:gone.example all',
    ['0.0.0.0/1 pass 0', '128.0.0.0/1 permerror 1'],
  ],
  [
    'hosts by their addresses',
    {
      'example.com': { TXT: ['v=spf1 a/1 -mx/2 ~all'], A: ['1.1.1.1'], MX: [[1, 'mx.example']] },
      'mx.example': { A: ['192.0.2.1'] },
    },
    ['0.0.0.0/1 pass 0', '128.0.0.0/2 softfail 2', '192.0.0.0/2 fail 1'],
  ],
  ['a syntax error, for everyone', 'v=spf1 ip4:0.0.0.0/1 foo', ['0.0.0.0/0 permerror ']],
  [
    'voids, one by one',
    'v=spf1 a:a.example ip4:0.0.0.0/1 a:b.example ip4:128.0.0.0/2 a:c.example ip4:192.0.0.0/2',
    ['0.0.0.0/1 pass 1', '128.0.0.0/2 pass 3', '192.0.0.0/2 permerror 4'],
  ],
  [
    'trouble, where it is met',
    { 'example.com': 'v=spf1 ip4:0.0.0.0/1 a:t.example -all', 't.example': 'timeout' },
    ['0.0.0.0/1 pass 0', '128.0.0.0/1 temperror 1'],
  ],
  [
    'a term that only a client knows, certain where it makes no difference',
    'v=spf1 exists:%{i}.l.example ip4:0.0.0.0/1 -all',
    ['0.0.0.0/1 pass 1', '128.0.0.0/1 fail? 2'],
  ],
  [
    'a name that exists, for everyone',
    { 'example.com': 'v=spf1 ?exists:e.example -all', 'e.example': { A: ['127.0.0.2'] } },
    ['0.0.0.0/0 neutral 0'],
  ],
  [
    'a loop',
    'v=spf1 ip4:0.0.0.0/1 include:example.com -all',
    ['0.0.0.0/1 pass 0', '128.0.0.0/1 permerror 1.1.1.1.1.1.1.1.1.1.1'],
  ],
];

describe('first matches give', () => {
  test.each(rows)('%s', async (_, zone, expected) => {
    expect(await verdictsOf(zone)).toEqual(expected);
  });
});

test('a client that leaves an include early has spent less than one that goes through', async () => {
  const nine = Array.from({ length: 9 }, () => 'include:b.example').join(' ');
  const zone = {
    'example.com': 'v=spf1 include:a.example include:b.example -all',
    'a.example': `v=spf1 -ip4:0.0.0.0/1 ${nine} ~all`,
    'b.example': 'v=spf1 -all',
  };
  expect(await verdictsOf(zone)).toEqual(['0.0.0.0/1 fail 2', '128.0.0.0/1 permerror 1']);
});

/** Addresses worth a look: the ends of ranges, and some between. */
const sample = (ranges: readonly AddressRange[], seeds: readonly number[]): bigint[] => {
  const ends = ranges.flatMap(({ first, last }) => [first, last]);
  return seeds.map((seed, index) => {
    const range = ranges[seed % ranges.length];
    if (range === undefined || index % 2 === 0) return ends[seed % ends.length] ?? 0n;
    return range.first + (BigInt(seed) * (range.last - range.first)) / 0x7fffffffn;
  });
};

test('10,000 addresses of random policies get by membership what a check gives them', async () => {
  const seen = new Map<string, number>();
  let asked = 0;
  await fc.assert(
    fc.asyncProperty(
      policyCases(),
      fc.array(fc.nat(0x7fffffff), { minLength: 24, maxLength: 24 }),
      async ({ zone, root, request }, seeds) => {
        const resolver = memoryResolver(zone);
        const policy = await walkPolicy(root, resolver, { now: () => 0 });
        for (const family of [4, 6] as const) {
          const { verdicts } = findVerdicts(policy, family);
          expect(countAddresses(verdicts)).toBe(countAddresses(wholeFamily(family)));
          for (const value of sample(verdicts, seeds)) {
            // RFC 7208 §5: a client at a v4-mapped address is one of IPv4.
            if (family === 6 && value >> 32n === 0xffffn) continue;
            const { result, isCertain } = verdictAt(verdicts, value);
            asked++;
            const ip = addressOfNumber(value, family);
            expect(numberOfAddress(ip)).toBe(value);
            if (!isCertain) continue;
            const evaluation = await checkHost({ ...request, domain: root, ip }, resolver);
            seen.set(result, (seen.get(result) ?? 0) + 1);
            expect([value, result]).toEqual([value, evaluation.result]);
          }
        }
      },
    ),
    { numRuns: 300 },
  );
  expect(asked).toBeGreaterThan(10_000);
  for (const result of ['pass', 'fail', 'softfail', 'neutral', 'permerror', 'temperror'])
    expect([result, (seen.get(result) ?? 0) > 100]).toEqual([result, true]);
});

test('a policy of 10,000 networks takes time that grows with their number', async () => {
  const record = (count: number) =>
    `v=spf1 ${Array.from({ length: count }, (_, i) => `${'+-~?'[i % 4]}ip4:${i % 199}.${(i >> 4) & 255}.${i & 255}.0/${16 + (i % 16)}`).join(' ')} -all`;
  const policies = new Map(
    await Promise.all(
      [2500, 10_000].map(
        async (count) =>
          [
            count,
            (await walkZone({ 'example.com': record(count) }, { caps: { terms: 1e5 } })).policy,
          ] as const,
      ),
    ),
  );
  const growth = growthWhenQuadrupled(
    2500,
    (size) => policies.get(size),
    (policy) => policy && findVerdicts(policy, 4),
  );
  expect(growth).toBeLessThan(10);
});
