import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coverageOf } from '../../src/policy/address-coverage.ts';
import type { Policy, PolicyTerm } from '../../src/policy/policy.ts';
import { ledToDomain, termAt } from '../../src/policy/policy-tree.ts';
import { walkPolicy } from '../../src/policy/walk-policy.ts';
import { checkHost } from '../../src/spf/check-host.ts';
import { rfcLimits } from '../../src/spf/limits.ts';
import type { NodePath, ResultCause } from '../../src/spf/trace.ts';
import { ipOf } from '../helpers/check-table.ts';
import { growthWhenQuadrupled } from '../helpers/growth.ts';
import { memoryResolver } from '../helpers/memory-resolver.ts';
import type { MemoryZone } from '../helpers/memory-zone.ts';
import { policyCases } from '../helpers/random-policy.ts';
import { requestFrom, walkZone } from '../helpers/walk-zone.ts';

/** The covering terms, each as `domain: text kind`, in the order of records and terms. */
const coveringIn = (policy: Policy, ip: string, request?: Parameters<typeof coverageOf>[2]): string[] => {
  const coverage = coverageOf(policy, ipOf(ip), request);
  return [...policy.records.values()].flatMap(({ domain, terms }) =>
    terms.flatMap((term) => {
      const covering = coverage.get(term);
      return covering === undefined ? [] : [`${domain}: ${term.term.text} ${covering.kind}`];
    }),
  );
};

/** `client`: whom the walk had, where it had one. */
type Row = readonly [
  what: string,
  zone: MemoryZone,
  address: Readonly<{ ip: string; client?: string }>,
  expected: readonly string[],
];

const rows: readonly Row[] = [
  [
    'every network that holds it, whatever the qualifier, and never the all',
    { 'example.com': 'v=spf1 ip4:192.0.2.0/24 -ip4:192.0.2.1 ip4:198.51.100.1 ip6:::/0 +all' },
    { ip: '192.0.2.1' },
    ['example.com: ip4:192.0.2.0/24 network', 'example.com: -ip4:192.0.2.1 network'],
  ],
  [
    'a network after an all, where no receiver looks',
    { 'example.com': 'v=spf1 -all ip4:192.0.2.1 a' },
    { ip: '192.0.2.1' },
    ['example.com: ip4:192.0.2.1 network'],
  ],
  [
    'hosts by their addresses, with the prefix',
    {
      'example.com': { TXT: ['v=spf1 a a/24 mx mx//64 -all'], A: ['192.0.2.9'], MX: [[1, 'mx.example']] },
      'mx.example': { A: ['203.0.113.1', '192.0.2.1'], AAAA: ['2001:db8::9'] },
    },
    { ip: '192.0.2.1' },
    ['example.com: a/24 address', 'example.com: mx address', 'example.com: mx//64 address'],
  ],
  [
    'the other family by its own prefix',
    {
      'example.com': { TXT: ['v=spf1 a a/24//64 a//32 -all'], A: ['192.0.2.9'], AAAA: ['2001:db8::9'] },
    },
    { ip: '2001:db8:0:1::1' },
    ['example.com: a//32 address'],
  ],
  [
    'a name that exists, for everyone',
    { 'example.com': 'v=spf1 exists:e.example exists:gone.example -all', 'e.example': { A: ['127.0.0.2'] } },
    { ip: '192.0.2.1' },
    ['example.com: exists:e.example exists'],
  ],
  [
    'an include that passes it, and what passes it there',
    {
      'example.com': 'v=spf1 ?include:a.example include:b.example -all',
      'a.example': 'v=spf1 ip4:192.0.2.0/24 -all',
      'b.example': 'v=spf1 -ip4:192.0.2.0/24 +all',
    },
    { ip: '192.0.2.1' },
    [
      'example.com: ?include:a.example include',
      'a.example: ip4:192.0.2.0/24 network',
      'b.example: -ip4:192.0.2.0/24 network',
    ],
  ],
  [
    'an include that lets everyone pass',
    { 'example.com': 'v=spf1 include:a.example -all', 'a.example': 'v=spf1 -ip4:198.51.100.0/24 all' },
    { ip: '192.0.2.1' },
    ['example.com: include:a.example include'],
  ],
  [
    'an include whose redirect passes it, with the redirect',
    {
      'example.com': 'v=spf1 include:a.example -all',
      'a.example': 'v=spf1 redirect=b.example',
      'b.example': 'v=spf1 ip4:192.0.2.1',
    },
    { ip: '192.0.2.1' },
    [
      'example.com: include:a.example include',
      'a.example: redirect=b.example redirect',
      'b.example: ip4:192.0.2.1 network',
    ],
  ],
  [
    'no include whose record is in error, lacks, or is not certain',
    {
      'example.com':
        'v=spf1 include:a.example include:b.example include:c.example include:d.example include:%{i}.example -all',
      'a.example': 'v=spf1 ip4:192.0.2.1 foo',
      'c.example': 'timeout',
      'd.example': 'v=spf1 exists:%{l}.example +all',
    },
    { ip: '192.0.2.1' },
    ['a.example: ip4:192.0.2.1 network'],
  ],
  [
    'no include behind trouble, and the host before it',
    {
      'example.com': 'v=spf1 include:a.example include:b.example -all',
      'a.example': 'v=spf1 a:t.example ip4:192.0.2.1',
      'b.example': 'v=spf1 ip4:192.0.2.1 a:t.example',
      't.example': 'timeout',
    },
    { ip: '192.0.2.1' },
    [
      'example.com: include:b.example include',
      'a.example: ip4:192.0.2.1 network',
      'b.example: ip4:192.0.2.1 network',
    ],
  ],
  [
    'no mx with more than ten exchanges',
    {
      'example.com': {
        TXT: ['v=spf1 mx -all'],
        A: ['192.0.2.1'],
        MX: Array.from({ length: 11 }, (_, i) => [i, 'example.com'] as const),
      },
    },
    { ip: '192.0.2.1' },
    [],
  ],
  [
    'no include that goes round',
    {
      'example.com': 'v=spf1 include:a.example include:b.example -all',
      'a.example': 'v=spf1 include:b.example ip4:192.0.2.1 -all',
      'b.example': 'v=spf1 include:a.example ip4:192.0.2.1 -all',
    },
    { ip: '192.0.2.1' },
    ['a.example: ip4:192.0.2.1 network', 'b.example: ip4:192.0.2.1 network'],
  ],
  [
    'the client by its name, where the walk had the client',
    {
      'example.com': 'v=spf1 ptr exists:%{ir}.l.example -all',
      '1.2.0.192.in-addr.arpa': { PTR: ['host.example.com'] },
      'host.example.com': { A: ['192.0.2.1'] },
      '1.2.0.192.l.example': { A: ['127.0.0.2'] },
    },
    { ip: '192.0.2.1', client: '192.0.2.1' },
    ['example.com: ptr name', 'example.com: exists:%{ir}.l.example exists'],
  ],
  [
    'another than the client by none of these',
    {
      'example.com': 'v=spf1 ptr exists:%{ir}.l.example -all',
      '1.2.0.192.in-addr.arpa': { PTR: ['host.example.com'] },
      'host.example.com': { A: ['192.0.2.1'] },
      '1.2.0.192.l.example': { A: ['127.0.0.2'] },
    },
    { ip: '192.0.2.2', client: '192.0.2.1' },
    [],
  ],
  [
    'nothing by addresses of the family that the walk did not ask for',
    {
      'example.com': { TXT: ['v=spf1 a include:i.example -all'], AAAA: ['2001:db8::1'] },
      'i.example': 'v=spf1 a:example.com ip6:2001:db8::/32',
    },
    { ip: '2001:db8::1', client: '192.0.2.1' },
    ['i.example: ip6:2001:db8::/32 network'],
  ],
];

describe('an address is covered by', () => {
  test.each(rows)('%s', async (_, zone, { ip, client }, expected) => {
    const request = client === undefined ? undefined : requestFrom(client);
    const { policy } = await walkZone(zone, request === undefined ? {} : { request });
    expect(coveringIn(policy, ip, request)).toEqual(expected);
  });
});

test('a covering says what it rests on', async () => {
  const { policy } = await walkZone({
    'example.com': { TXT: ['v=spf1 a:h.example/24 include:a.example -all'] },
    'h.example': { A: ['192.0.2.77'] },
    'a.example': 'v=spf1 redirect=b.example',
    'b.example': 'v=spf1 +all',
  });
  const coverage = coverageOf(policy, ipOf('192.0.2.1'));
  const at = (path: string) => {
    const term = termAt(policy, path);
    return term && coverage.get(term);
  };
  expect(at('0')).toEqual({
    kind: 'address',
    address: ipOf('192.0.2.77'),
    prefixLength: 24,
    host: 'h.example',
  });
  expect(at('1')).toEqual({ kind: 'include', domain: 'a.example', by: termAt(policy, '1.0.0') });
  expect(at('1.0')).toEqual({ kind: 'redirect', domain: 'b.example', by: termAt(policy, '1.0.0') });
});

test('a macro of the client stands for the address that is asked about', async () => {
  const zone = {
    'example.com': 'v=spf1 exists:%{i}.l.example exists:%{i}.m.example -all',
    '192.0.2.1.l.example': { A: ['127.0.0.2'] },
    '192.0.2.2.m.example': { A: ['127.0.0.2'] },
  };
  const request = requestFrom('192.0.2.1');
  const { policy } = await walkZone(zone, { request });
  expect(coveringIn(policy, '192.0.2.1', request)).toEqual(['example.com: exists:%{i}.l.example exists']);
  // The walk has not asked for the name that this address makes.
  expect(coveringIn(policy, '192.0.2.2', request)).toEqual([]);
});

/** The terms that decided, from the outermost include to the mechanism itself. */
const decidersOf = (cause: ResultCause): NodePath[] => {
  if (cause.kind !== 'match') return [];
  return [cause.path, ...(cause.match.kind === 'include' ? decidersOf(cause.match.inner) : [])];
};

/** Whether some name in the policy is one that only the check finds out. */
const restsOnValidatedName = (policy: Policy): boolean =>
  [...policy.records.values()].some(({ terms }) =>
    terms.some(({ target }) => target.kind === 'unknown' && target.letters.includes('p')),
  );

const isAll = (term: PolicyTerm | undefined): boolean =>
  term?.term.kind === 'directive' && term.term.mechanism.name === 'all';

test('what a check says decided is always covering, and its includes with it', async () => {
  let decided = 0;
  await fc.assert(
    fc.asyncProperty(policyCases(), async ({ zone, root, request }) => {
      const resolver = memoryResolver(zone);
      const policy = await walkPolicy(root, resolver, { request, now: () => 0 });
      const { cause } = await checkHost(request, resolver);
      const coverage = coverageOf(policy, request.ip, request);
      const paths = decidersOf(cause).filter((path) => !isAll(termAt(policy, path)));
      if (restsOnValidatedName(policy)) return;
      decided += paths.length;
      const missing = paths.filter((path) => {
        const term = termAt(policy, path);
        return term === undefined || !coverage.has(term);
      });
      expect(missing).toEqual([]);
    }),
    { numRuns: 2000 },
  );
  // The cases are worth something only if checks match.
  expect(decided).toBeGreaterThan(300);
});

test('an include is covering if and only if a check of its domain passes', async () => {
  const seen = { pass: 0, other: 0 };
  // Far more than a policy of a dozen names spends, but for loops.
  const limits = { ...rfcLimits, lookups: 300, voidLookups: 300 };
  await fc.assert(
    fc.asyncProperty(policyCases({ pointers: false }), async ({ zone, root, request }) => {
      const resolver = memoryResolver(zone);
      const policy = await walkPolicy(root, resolver, { request, now: () => 0 });
      const coverage = coverageOf(policy, request.ip, request);
      for (const { terms } of policy.records.values())
        for (const term of terms) {
          const domain = ledToDomain(term);
          if (domain === undefined) continue;
          const { result, cause } = await checkHost({ ...request, domain }, resolver, { limits });
          if (cause.kind === 'malformed-domain') continue;
          if (result === 'pass') seen.pass++;
          else seen.other++;
          expect([domain, coverage.has(term)]).toEqual([domain, result === 'pass']);
        }
    }),
    { numRuns: 400 },
  );
  expect(seen.pass).toBeGreaterThan(50);
  expect(seen.other).toBeGreaterThan(200);
});

test('many terms on one host of many addresses are worked out in time that grows with their number', async () => {
  const addresses = Array.from({ length: 2000 }, (_, i) => `10.0.${i >> 8}.${i & 255}`);
  const walked = async (count: number) => {
    const record = `v=spf1 ${'a:h.example '.repeat(count)}-all`;
    return (await walkZone({ 'example.com': record, 'h.example': { A: addresses } })).policy;
  };
  const policies = new Map([
    [2000, await walked(2000)],
    [8000, await walked(8000)],
  ]);
  const growth = growthWhenQuadrupled(
    2000,
    (size) => policies.get(size),
    (policy) => policy && coverageOf(policy, ipOf('192.0.2.1')),
  );
  expect(growth).toBeLessThan(10);
});
