import { describe, expect, test } from 'vitest';
import { type FindOptions, findTerms } from '../../src/policy/find-terms.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { costsOf } from '../../src/policy/term-cost.ts';
import { growthWhenQuadrupled } from '../helpers/growth.ts';
import { requestFrom, walkZone } from '../helpers/walk-zone.ts';

/** The texts of what is found, in the order of records and terms; the root's name stands for its row. */
const foundIn = (policy: Policy, text: string, options?: FindOptions): string[] => {
  const { isRootFound, terms } = findTerms(policy, text, options);
  const texts = [...policy.records.values()].flatMap((record) =>
    record.terms.filter((term) => terms.has(term)).map(({ term }) => term.text),
  );
  return [...(isRootFound ? [policy.root] : []), ...texts];
};

const zone = {
  'example.com': {
    TXT: [
      'v=spf1 ip4:192.0.2.0/24 IP6:2001:db8::/48 a:Web.Example/28 mx:post.example include:_spf.%{d} caf\xc3\xa9 ?all',
    ],
  },
  'web.example': { A: ['198.51.100.7'], AAAA: ['2001:db8:ffff::7'] },
  'post.example': {
    MX: [
      [10, 'In.Filter.example'],
      [20, 'xn--bcher-kva.example'],
    ],
  },
  'in.filter.example': { CNAME: 'cluster.example' },
  'cluster.example': { A: ['203.0.113.5'] },
  '_spf.example.com': 'v=spf1 ip4:192.0.2.1 exists:%{l}.allow.example -all',
} as const;

const { policy } = await walkZone(zone);

type Row = readonly [what: string, text: string, expected: readonly string[]];

const rows: readonly Row[] = [
  ['the text of terms', 'ip4:', ['ip4:192.0.2.0/24', 'ip4:192.0.2.1']],
  ['any part of a term', 'all', ['?all', 'exists:%{l}.allow.example', '-all']],
  ['upper case by lower', 'ip6', ['IP6:2001:db8::/48']],
  ['upper case only, by upper', 'IP6', ['IP6:2001:db8::/48']],
  ['nothing in lower case by upper', 'IP4', []],
  ['names as they are written, by upper case', 'Web.E', ['a:Web.Example/28']],
  ['the expanded target, and the root', '.example.com', ['include:_spf.%{d}']],
  ['the root by its name', 'example.com', ['example.com', 'include:_spf.%{d}']],
  ['the macro that stands there', '%{d}', ['include:_spf.%{d}']],
  ['an exchange', 'filter', ['mx:post.example']],
  ['an alias', 'cluster', ['mx:post.example']],
  ['an address in an answer, in part', '203.0.', ['mx:post.example']],
  ['an IDN by its U-label', 'b\xfccher', ['mx:post.example']],
  ['an IDN by its U-label in capitals', 'B\xdcCHER', ['mx:post.example']],
  ['an IDN by its A-label', 'xn--bcher', ['mx:post.example']],
  ['octets that are no ASCII, as UTF-8', 'caf\xe9', ['caf\xc3\xa9']],
  ['an address by what covers it', '192.0.2.77', ['ip4:192.0.2.0/24']],
  [
    'an address by what holds its text too',
    '192.0.2.1',
    ['ip4:192.0.2.0/24', 'include:_spf.%{d}', 'ip4:192.0.2.1'],
  ],
  ['an address by the hosts round it', '198.51.100.1', ['a:Web.Example/28']],
  ['an IPv6 address however it is spelled', '2001:0DB8:0:0:0::1', ['IP6:2001:db8::/48']],
  ['an address that is mapped into IPv6', '::ffff:203.0.113.5', ['mx:post.example']],
  ['a network by what overlaps it', '192.0.2.0/25', ['ip4:192.0.2.0/24', 'ip4:192.0.2.1']],
  ['a wide network by what lies in it', '192.0.0.0/8', ['ip4:192.0.2.0/24', 'ip4:192.0.2.1']],
  ['a network by the hosts in it', '198.51.100.8/29', ['a:Web.Example/28']],
  ['a network of IPv6', '2001:db8::/32', ['IP6:2001:db8::/48', 'a:Web.Example/28']],
  ['text that looks like no network', '192.0.2.0/33', []],
  ['nothing by nothing', '', []],
  ['nothing by a space', ' ', []],
  ['nothing by what is nowhere', 'zebra', []],
  ['what has spaces round it', ' exists: ', ['exists:%{l}.allow.example']],
];

describe('a search finds', () => {
  test.each(rows)('%s', (_, text, expected) => {
    // The include gives neutral to all others: its exists needs a client.
    expect(foundIn(policy, text)).toEqual(expected);
    expect(foundIn(policy, text, { costs: costsOf(policy) })).toEqual(expected);
  });
});

test('the names of a client are searched too', async () => {
  const request = requestFrom('192.0.2.1');
  const { policy: withClient } = await walkZone(
    {
      'example.com': 'v=spf1 ptr a:other.example -all',
      '1.2.0.192.in-addr.arpa': { PTR: ['host.example.com', 'stray.example'] },
      'host.example.com': { A: ['192.0.2.1'] },
    },
    { request },
  );
  expect(foundIn(withClient, 'stray', { request })).toEqual(['ptr']);
  expect(foundIn(withClient, '192.0.2.1', { request })).toEqual(['ptr']);
});

test('a name whose labels have dots is found as it is read', async () => {
  const { policy: dotted } = await walkZone(
    { 'example.com': 'v=spf1 exists:%{l}.example -all' },
    { request: requestFrom('192.0.2.1', { sender: 'a.b@example.com' }) },
  );
  expect(foundIn(dotted, 'a.b.ex')).toEqual(['exists:%{l}.example']);
});

test('many equal terms on a large answer take time that grows with their number', async () => {
  const addresses = Array.from({ length: 2000 }, (_, i) => `10.0.${i >> 8}.${i & 255}`);
  const walked = async (count: number) =>
    (
      await walkZone({
        'example.com': `v=spf1 ${'a:h.example '.repeat(count)}-all`,
        'h.example': { A: addresses },
      })
    ).policy;
  const policies = new Map([
    [2000, await walked(2000)],
    [8000, await walked(8000)],
  ]);
  const growth = growthWhenQuadrupled(
    2000,
    (size) => policies.get(size),
    (of) => of && findTerms(of, 'zebra'),
  );
  expect(growth).toBeLessThan(10);
});
