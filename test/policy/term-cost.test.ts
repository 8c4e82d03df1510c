import { describe, expect, test } from 'vitest';
import { emptyPolicy } from '../../src/policy/policy.ts';
import { termAt } from '../../src/policy/policy-tree.ts';
import { costsOf } from '../../src/policy/term-cost.ts';
import { walkContext } from '../../src/policy/walk-policy.ts';
import type { MemoryZone } from '../helpers/memory-zone.ts';
import { requestFrom, type WalkSpec, walkZone } from '../helpers/walk-zone.ts';

const whole = (text: string): MemoryZone => ({ 'example.com': text });

type Row = readonly [
  what: string,
  zone: MemoryZone,
  spec: WalkSpec,
  expected: readonly [lookups: number, voids4: number, voids6: number, isKnown?: boolean],
];

const rows: readonly Row[] = [
  ['nothing', whole('v=spf1 ip4:192.0.2.1 ip6:2001:db8::/32 exp=why.example x=y -all'), {}, [0, 0, 0]],
  [
    'one lookup each of a, mx, ptr, exists, include, redirect',
    {
      'example.com': {
        TXT: ['v=spf1 a mx ptr exists:e.example include:i.example redirect=r.example'],
        A: ['192.0.2.1'],
        AAAA: ['2001:db8::1'],
        MX: [[0, 'example.com']],
      },
      'e.example': { A: ['127.0.0.2'] },
      'i.example': 'v=spf1 -all',
      'r.example': 'v=spf1 -all',
    },
    {},
    [6, 0, 0],
  ],
  [
    'none for dead terms',
    whole('v=spf1 -all a:b.example redirect=c.example include:d.example'),
    {},
    [0, 0, 0],
  ],
  [
    'the lookups of a term that needs a client, and says that more may come',
    whole('v=spf1 include:%{i}.example -all'),
    {},
    [1, 0, 0, false],
  ],
  [
    'two for a and mx, and the voids of each family',
    { 'example.com': { TXT: ['v=spf1 a mx -all'], A: ['192.0.2.1'] } },
    {},
    // AAAA of a: void for ip6 only. MX: void for both.
    [2, 1, 2],
  ],
  [
    'the voids of exchanges, family by family',
    {
      'example.com': {
        TXT: ['v=spf1 mx -all'],
        MX: [
          [1, 'm1.example'],
          [2, 'm2.example'],
          [3, 'm3.example'],
          [4, 'm4.example'],
        ],
      },
      'm1.example': { A: ['192.0.2.1'] },
      'm2.example': { A: ['192.0.2.2'], AAAA: ['2001:db8::2'] },
      'm3.example': { AAAA: ['2001:db8::3'] },
    },
    {},
    [1, 2, 2],
  ],
  [
    'no address of more than ten exchanges',
    {
      'example.com': {
        TXT: ['v=spf1 mx -all'],
        MX: Array.from({ length: 11 }, (_, i) => [i, `m${i}.example`] as const),
      },
    },
    {},
    [1, 0, 0],
  ],
  ['exists as void for both families', whole('v=spf1 exists:gone.example -all'), {}, [1, 1, 1]],
  [
    'a void for an include without a name, as a check spends it',
    whole('v=spf1 include:gone.example -all'),
    {},
    [1, 1, 1],
  ],
  [
    'the client’s family only where there is a client',
    { 'example.com': 'v=spf1 a -all', 'other.example': {} },
    { request: requestFrom('192.0.2.1') },
    [1, 1, 0],
  ],
  [
    'the names of the client as a void lookup, and their addresses as none',
    { 'example.com': 'v=spf1 ptr -all', '1.2.0.192.in-addr.arpa': { PTR: ['gone.example.com'] } },
    { request: requestFrom('192.0.2.1') },
    [1, 0, 0],
  ],
  ['a client without names', whole('v=spf1 ptr -all'), { request: requestFrom('192.0.2.1') }, [1, 1, 1]],
  [
    'what lies below, all of it',
    {
      'example.com': 'v=spf1 include:a.example include:b.example -all',
      'a.example': 'v=spf1 include:c.example a:gone.example -all',
      'b.example': 'v=spf1 redirect=c.example',
      'c.example': { TXT: ['v=spf1 mx -all'], MX: [[1, 'c.example']], A: ['192.0.2.1'] },
    },
    {},
    // a: 1 + (c: 1 + mx 1) + a 1; b: 1 + (c: 1 + mx 1)
    [7, 1, 3],
  ],
  [
    'a shared include as often as it is included',
    {
      'example.com': 'v=spf1 include:s.example include:S.EXAMPLE ?include:s.example -all',
      's.example': 'v=spf1 a:gone.example -all',
    },
    {},
    [6, 3, 3],
  ],
  [
    'a loop without end',
    { 'example.com': 'v=spf1 include:a.example -all', 'a.example': 'v=spf1 redirect=example.com' },
    {},
    [Number.POSITIVE_INFINITY, 0, 0],
  ],
  ['itself without end', whole('v=spf1 include:Example.Com -all'), {}, [Number.POSITIVE_INFINITY, 0, 0]],
  ['no loop where an all makes it dead', whole('v=spf1 -all include:example.com'), {}, [0, 0, 0]],
  [
    'a loop below as without end, seen from every record that leads there',
    {
      'example.com': 'v=spf1 include:a.example include:b.example -all',
      'a.example': 'v=spf1 include:b.example -all',
      'b.example': 'v=spf1 include:c.example -all',
      'c.example': 'v=spf1 include:b.example a:host.example -all',
    },
    {},
    [Number.POSITIVE_INFINITY, 2, 2],
  ],
  [
    'a name that DNS cannot carry as a lookup that asks nothing',
    whole(`v=spf1 a:${'l'.repeat(64)}.example exists:x..example include:%{d1} -all`),
    {},
    [3, 0, 0],
  ],
  [
    'trouble as no void lookup, and as not known',
    { 'example.com': 'v=spf1 a:t.example include:t.example -all', 't.example': 'timeout' },
    {},
    [2, 0, 0, false],
  ],
  [
    'a record that is cut off by a cap as not known',
    { 'example.com': 'v=spf1 include:a.example -all', 'a.example': 'v=spf1 a -all' },
    { caps: { depth: 0 } },
    [1, 0, 0, false],
  ],
];

describe('a record costs', () => {
  test.each(rows)('%s', async (_, zone, spec, [lookups, ip4, ip6, isKnown = true]) => {
    const { policy } = await walkZone(zone, spec);
    const { voids, ...cost } = costsOf(policy).record('example.com');
    expect({ ...cost, ...voids }).toMatchObject({ lookups, isKnown });
    expect(spec.request === undefined ? voids : voids.ip4).toEqual(
      spec.request === undefined ? { ip4, ip6 } : ip4,
    );
  });
});

describe('a term costs', async () => {
  const { policy } = await walkZone({
    'example.com': 'v=spf1 include:a.example a:gone.example ?all mx',
    'a.example': 'v=spf1 include:b.example exists:gone.example -all',
    'b.example': 'v=spf1 include:a.example ip4:192.0.2.1 -all',
  });
  const costs = costsOf(policy);

  test.each([
    ['0', 1, Number.POSITIVE_INFINITY],
    ['1', 1, 1],
    ['2', 0, 0],
    ['3', 0, 0],
    ['0.0', 1, Number.POSITIVE_INFINITY],
    ['0.1', 1, 1],
  ])('at %j %j of its own and %j with what it leads to', (path, own, all) => {
    const term = termAt(policy, path);
    expect(term && [costs.own(term).lookups, costs.whole(term).lookups]).toEqual([own, all]);
  });
});

test('an unknown record costs nothing that is known', () => {
  const cost = costsOf(emptyPolicy('example.com', walkContext(undefined))).record('example.com');
  expect(cost).toEqual({ lookups: 0, voids: { ip4: 0, ip6: 0 }, isKnown: false });
});

test('20,000 terms that lead to one shared record are added up at once', async () => {
  const many = Array.from({ length: 20_000 }, () => 'include:s.example').join(' ');
  const { policy } = await walkZone(
    {
      'example.com': { TXT: [`v=spf1 ${many} -all`] },
      's.example': `v=spf1 ${Array.from({ length: 5000 }, () => 'a').join(' ')} -all`,
    },
    { caps: { terms: 30_000 } },
  );
  expect(costsOf(policy).record('example.com').lookups).toBe(20_000 * 5001);
});
