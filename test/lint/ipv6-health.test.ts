import { describe, expect, test } from 'vitest';
import { collectFacts } from '../../src/lint/collect-facts.ts';
import { judgeIpv6 } from '../../src/lint/ipv6-health.ts';
import { describeHealthReason } from '../../src/report/ipv6-report.ts';
import type { MemoryZone } from '../helpers/memory-zone.ts';
import { walkZone } from '../helpers/walk-zone.ts';

const judge = async (zone: MemoryZone | string): Promise<string[]> => {
  const { policy } = await walkZone(typeof zone === 'string' ? { 'example.com': zone } : zone);
  const { verdict, reasons } = judgeIpv6(collectFacts({ policy }));
  return [verdict, ...reasons.map(describeHealthReason)];
};

const dual = { A: ['192.0.2.1'], AAAA: ['2001:db8::1'] };

describe('the health check says of', () => {
  test.each<[what: string, zone: MemoryZone | string, expected: readonly string[]]>([
    ['networks of both families', 'v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 -all', ['pass']],
    [
      'IPv4 networks alone',
      'v=spf1 ip4:192.0.2.0/24 -all',
      ['fail', 'IPv4 networks may send, and no IPv6 address may (IPv4 networks of example.com)'],
    ],
    [
      'IPv4 networks beside a host of both families',
      { 'example.com': { TXT: ['v=spf1 ip4:192.0.2.0/24 a -all'], ...dual } },
      ['pass'],
    ],
    ['nothing that sends', 'v=spf1 -all', ['pass']],
    [
      'an exchange without an IPv6 address, and one without an IPv4 address',
      {
        'example.com': {
          TXT: ['v=spf1 mx -all'],
          MX: [
            [1, 'a.example'],
            [2, 'b.example'],
            [3, 'c.example'],
          ],
        },
        'a.example': { A: ['192.0.2.1'] },
        'b.example': dual,
        'c.example': { AAAA: ['2001:db8::1'] },
      },
      [
        'fail',
        'mx: 1 exchange without an IPv6 address: a.example',
        'mx: 1 exchange without an IPv4 address: c.example',
      ],
    ],
    [
      'an include of IPv4 networks two records below',
      {
        'example.com': 'v=spf1 ip6:2001:db8::/32 include:a.example -all',
        'a.example': 'v=spf1 include:b.example ~all',
        'b.example': 'v=spf1 ip4:192.0.2.0/24 ~all',
      },
      ['fail', 'include:a.example leads to IPv4 networks, and to no IPv6 address: b.example'],
    ],
    [
      'an include whose families stand in two records',
      {
        'example.com': 'v=spf1 include:a.example -all',
        'a.example': 'v=spf1 include:b.example include:c.example ~all',
        'b.example': 'v=spf1 ip4:192.0.2.0/24 ~all',
        'c.example': 'v=spf1 ip6:2001:db8::/32 ~all',
      },
      ['pass'],
    ],
    ['a name that only a client knows', 'v=spf1 ip4:192.0.2.1 exists:%{i}.example -all', ['unknown']],
    [
      'a name that did not answer',
      { 'example.com': 'v=spf1 ip4:192.0.2.1 a:t.example -all', 't.example': 'timeout' },
      ['unknown'],
    ],
    [
      'an exchange that did not answer',
      {
        'example.com': { TXT: ['v=spf1 mx ip6:2001:db8::1 -all'], MX: [[1, 't.example']] },
        't.example': { A: ['192.0.2.1'], AAAA: 'timeout' },
      },
      ['unknown'],
    ],
    ['a record that did not answer', 'timeout', ['unknown']],
    ['no record', { 'example.com': { TXT: ['x'] } }, ['none']],
    [
      'a policy that goes round',
      'v=spf1 ip4:192.0.2.1 include:example.com ip6:2001:db8::1 -all',
      [
        'fail',
        'IPv6 clients that nothing matches before get permerror at include:example.com, and IPv4 clients do not',
      ],
    ],
    [
      'a record in error',
      'v=spf1 ip4:192.0.2.0/24-all',
      ['fail', 'every check is permerror, over either family: what example.com publishes is in error'],
    ],
    [
      'two records',
      { 'example.com': { TXT: ['v=spf1 -all', 'v=spf1 mx -all'] } },
      ['fail', 'every check is permerror, over either family: what example.com publishes is in error'],
    ],
    [
      'an include that leads nowhere, before all else',
      'v=spf1 include:gone.example ip6:2001:db8::1 -all',
      ['fail', 'every check is permerror at include:gone.example, over either family'],
    ],
    [
      'too many void lookups for IPv6 clients alone',
      {
        'example.com': 'v=spf1 a:h.example a:h.example a:h.example ip6:2001:db8::/32 -all',
        'h.example': { A: ['192.0.2.1'] },
      },
      [
        'fail',
        'IPv6 clients that nothing matches before get permerror at a:h.example, and IPv4 clients do not',
      ],
    ],
    [
      'too many lookups for all that nothing matches before',
      {
        'example.com': `v=spf1 ip4:192.0.2.1 ip6:2001:db8::1 ${'a:h.example '.repeat(11)}-all`,
        'h.example': dual,
      },
      ['pass'],
    ],
  ])('%s', async (_, zone, expected) => {
    expect(await judge(zone)).toEqual(expected);
  });
});
