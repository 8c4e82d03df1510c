import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { overlayResolver } from '../../src/dns/overlay-resolver.ts';
import { composeFixes } from '../../src/exploration/compose-fixes.ts';
import { judgePolicy } from '../../src/exploration/judge-policy.ts';
import { proveProblems, repairedResolver } from '../../src/exploration/prove-problems.ts';
import { addressOfNumber } from '../../src/policy/address-ranges.ts';
import { checkHost } from '../../src/spf/check-host.ts';
import { memoryResolver } from '../helpers/memory-resolver.ts';
import type { MemoryZone } from '../helpers/memory-zone.ts';
import { policyCases } from '../helpers/random-policy.ts';
import { requestFrom } from '../helpers/walk-zone.ts';

const zoneOf = (zone: MemoryZone | string): MemoryZone =>
  typeof zone === 'string' ? { 'example.com': zone } : zone;

const prove = async (zone: MemoryZone | string, ip?: string) => {
  const resolver = memoryResolver(zoneOf(zone));
  return proveProblems({
    root: 'example.com',
    resolver,
    requests: ip === undefined ? [] : [requestFrom(ip)],
  });
};

/** What is offered: `code kind +widened -narrowed record`. */
const offeredIn = async (zone: MemoryZone | string): Promise<string[]> =>
  (await prove(zone)).proven.map(({ problem, fix, proof }) => {
    const [wider, narrower] = [
      proof.ip4.widened + proof.ip6.widened,
      proof.ip4.narrowed + proof.ip6.narrowed,
    ];
    return `${problem.code} ${proof.kind} +${wider} -${narrower} ${fix.record}`;
  });

describe('a repair that is offered', () => {
  test.each<[what: string, zone: MemoryZone | string, expected: readonly string[]]>([
    [
      'a missing space: nobody was judged before',
      'v=spf1 ip4:72.11.154.128/25-all',
      ['missing-space safe +128 -0 v=spf1 ip4:72.11.154.128/25 -all'],
    ],
    [
      'a mechanism that was ignored widens, and its page says so',
      'v=spf1 ip4=8.8.8.0/24 ip6:2606:4700::/48 -all',
      ['mechanism-with-equals purposeful +256 -0 v=spf1 ip4:8.8.8.0/24 ip6:2606:4700::/48 -all'],
    ],
    [
      'a provider that may have been meant: a guess, which its page says',
      {
        'example.com': 'v=spf1 include:_spf.gogle.com -all',
        '_spf.google.com': 'v=spf1 ip4:8.8.8.0/24 ip6:2606:4700::/48 -all',
      },
      [`provider-typo purposeful +${256n + 2n ** 80n} -0 v=spf1 include:_spf.google.com -all`],
    ],
    [
      'a term that is twice there',
      {
        'example.com': { TXT: ['v=spf1 a ip6:2606:4700::1 a -all'], A: ['8.8.8.8'], AAAA: ['2606:4700::8'] },
      },
      ['redundant-term safe +0 -0 v=spf1 a ip6:2606:4700::1 -all'],
    ],
    [
      'two records, merged',
      { 'example.com': { TXT: ['v=spf1 ip4:8.8.8.0/24 -all', 'v=spf1 ip4:8.8.4.4 ~all', 'other'] } },
      ['multiple-records safe +257 -0 v=spf1 ip4:8.8.8.0/24 ip4:8.8.4.4 ~all'],
    ],
    [
      'a redirect among them, as an include',
      {
        'example.com': { TXT: ['v=spf1 redirect=a.example', 'v=spf1 ip4:8.8.4.4 -all'] },
        'a.example': 'v=spf1 ip4:8.8.8.0/24 ?all',
      },
      ['multiple-records safe +257 -0 v=spf1 include:a.example ip4:8.8.4.4 -all'],
    ],
    [
      'records of which one lets everyone pass',
      { 'example.com': { TXT: ['v=spf1 +all', 'v=spf1 -all'] } },
      [],
    ],
    ['a domain that has hosts, and no record', { 'example.com': { A: ['8.8.8.8'] } }, []],
    [
      'a domain that takes no mail, and says so',
      { 'example.com': { A: ['8.8.8.8'], MX: [[0, '']] } },
      ['no-record safe +0 -0 v=spf1 -all'],
    ],
    [
      'a domain whose exchange is the machine itself',
      {
        'example.com': { A: ['8.8.8.8'], MX: [[10, 'nowhere.example.com']] },
        'nowhere.example.com': { A: ['127.0.0.1'] },
      },
      ['no-record safe +0 -0 v=spf1 -all'],
    ],
    [
      'a domain that has another exchange too',
      {
        'example.com': {
          MX: [
            [10, 'nowhere.example.com'],
            [20, 'mx.example.net'],
          ],
        },
        'nowhere.example.com': { A: ['127.0.0.1'] },
        'mx.example.net': { A: ['8.8.8.8'] },
      },
      [],
    ],
    [
      'a domain whose exchange did not answer',
      { 'example.com': { MX: [[10, 'mx.example.net']] }, 'mx.example.net': 'timeout' },
      [],
    ],
    [
      'a domain of which nothing but a text is known',
      { 'example.com': { TXT: ['x'] } },
      ['no-record safe +0 -0 v=spf1 -all'],
    ],
    [
      'a version that is misspelled, beside another text',
      { 'example.com': { TXT: ['x=1', 'v=spf1;ip4:8.8.8.8 -all'], MX: [[1, 'example.com']] } },
      ['bad-version safe +1 -0 v=spf1 ip4:8.8.8.8 -all'],
    ],
  ])('%s', async (_, zone, expected) => {
    const offered = await offeredIn(zone);
    expect(offered.filter((one) => !/^(?:needless-text|extra-space) /.test(one))).toEqual(expected);
  });

  test('says what the client gets, and what is left to mend', async () => {
    const { proven } = await prove('v=spf1 ip4:72.11.154.128/25-all', '72.11.154.232');
    const { before, after } = proven[0]?.proof ?? {};
    expect([before?.evaluations[0]?.result, after?.evaluations[0]?.result]).toEqual(['permerror', 'pass']);
    expect(before?.problems.map(({ code }) => code)).toContain('missing-space');
    expect(after?.problems.map(({ code }) => code)).not.toContain('missing-space');
  });
});

test('a repair that makes a check dearer is safe only where no term hangs on the client', async () => {
  const zone = { 'example.com': 'v=spf1 a:h..example exists:%{l}.b.example exists:%{o}.b.example all' };
  const { proven } = await prove(zone);
  const kinds = proven
    .filter(({ problem }) => problem.code === 'bad-domain-spec')
    .map(({ proof }) => proof.kind);
  expect(kinds).toEqual(['purposeful']);
  const resolver = memoryResolver(zone);
  const [fix] = proven.flatMap((one) => (one.problem.code === 'bad-domain-spec' ? [one.fix] : []));
  const repaired = overlayResolver(resolver, new Map([['example.com', [[fix?.record ?? '']]]]));
  // Two void lookups before, three now.
  expect((await checkHost(requestFrom('192.0.2.1'), resolver)).result).toBe('pass');
  expect((await checkHost(requestFrom('192.0.2.1'), repaired)).result).toBe('permerror');
});

test('no repair takes a result from those whom only a term that hangs on the client gives one', async () => {
  const zone = {
    'example.com': 'v=spf1 redirct=other.example redirect=%{o} exists:%{o} include:example.com',
    'sender.example': { A: ['192.0.2.1'] },
  };
  // Whoever sends from sender.example passes; all others get the error of the loop.
  const record = 'v=spf1 redirect=other.example redirect=%{o} exists:%{o} include:example.com';
  const request = { ...requestFrom('192.0.2.1'), sender: 'a@sender.example' };
  const repaired = { ...zone, 'example.com': record };
  expect((await checkHost(request, memoryResolver(zone))).result).toBe('pass');
  expect((await checkHost(request, memoryResolver(repaired))).result).toBe('permerror');
  expect((await offeredIn(zone)).filter((one) => one.endsWith(record))).toEqual([]);
});

describe('of a policy that needs a lookup too many', () => {
  const providers = (count: number): MemoryZone =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `i${index}.example`,
        `v=spf1 ip4:5.9.${index}.0/24 ip6:2a01:4f8:${index}::/48 ~all`,
      ]),
    );
  const includes = Object.keys(providers(10))
    .map((name) => `include:${name}`)
    .join(' ');
  const own = { A: ['5.9.3.7'], AAAA: ['2a01:4f8:3::7'] };

  test('what others do too is taken out', async () => {
    const record = `v=spf1 a ${includes} -all`;
    const { proven } = await prove({ ...providers(10), 'example.com': { TXT: [record], ...own } });
    const [first] = proven;
    expect(first?.problem.code).toBe('too-many-lookups');
    expect(first?.fix).toMatchObject({
      label: 'take out "a", which other terms make needless',
      record: `v=spf1 ${includes} -all`,
    });
    expect(first?.proof).toMatchObject({ kind: 'safe', after: { cost: { lookups: 10 } } });
  });

  test('nothing is, where a term hangs on the client', async () => {
    const record = `v=spf1 a ${includes} -all`;
    const zone = { ...providers(10), 'i9.example': 'v=spf1 exists:%{i}.e.example ip6:2a01:4f8:9::/48 ~all' };
    const { proven } = await prove({ ...zone, 'example.com': { TXT: [record], ...own } });
    expect(proven.filter(({ problem }) => problem.code === 'too-many-lookups')).toEqual([]);
  });

  test('nothing is, where somebody would miss it', async () => {
    const record = `v=spf1 a ${includes} -all`;
    const data = { TXT: [record], A: ['5.9.99.7'] };
    const { proven } = await prove({ ...providers(10), 'example.com': data });
    expect(proven.filter(({ problem }) => problem.code === 'too-many-lookups')).toEqual([]);
  });

  test('the record that a redirect leads to is mended', async () => {
    const nine = includes.replace(' include:i9.example', '');
    const zone = { ...providers(9), 'r.example': `v=spf1 ${nine} a:h.example -all`, 'h.example': own };
    const { proven } = await prove({ ...zone, 'example.com': 'v=spf1 redirect=r.example' });
    expect(proven.find(({ problem }) => problem.code === 'too-many-lookups')?.fix).toMatchObject({
      domain: 'r.example',
      record: `v=spf1 ${nine} -all`,
    });
  });
});

const compose = async (zone: MemoryZone | string, root = 'example.com') => {
  const resolver = memoryResolver(zoneOf(zone));
  const subject = { root, resolver };
  return composeFixes(subject, await judgePolicy(subject));
};

describe('repairs of one record compose', () => {
  test.each<[what: string, zone: MemoryZone | string, record: string]>([
    [
      'one after the other',
      'v=spf1 ipv4:120.197.68.0/24 ipv4:113.106.14.0/24 ip4:8.8.8.8-all',
      'v=spf1 ip4:120.197.68.0/24 ip4:113.106.14.0/24 ip4:8.8.8.8 -all',
    ],
    [
      'where they lie over one another',
      'v=spf1 +ip4:8.8.8.8/32,ip4:8.8.8.8,,-all',
      'v=spf1 ip4:8.8.8.8 -all',
    ],
    [
      'after records were merged',
      { 'example.com': { TXT: ['v=spf1 ip4:8.8.8.8 -all', 'v=spf1 ip4:8.8.8.0/24 -all'] } },
      'v=spf1 ip4:8.8.8.0/24 -all',
    ],
  ])('%s', async (_, zone, record) => {
    const { records, proof, skipped } = await compose(zone);
    expect([...records.values()]).toEqual([record]);
    expect(proof.kind).not.toBe('refused');
    expect(skipped).toEqual([]);
    expect(proof.after.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('in several records of one policy', async () => {
    const { records, applied } = await compose({
      'example.com': 'v=spf1 include:_spf.example.com. -all',
      '_spf.example.com': 'v=spf1 ipv4:8.8.8.8 -all',
    });
    expect([...records]).toEqual([
      ['_spf.example.com', 'v=spf1 ip4:8.8.8.8 -all'],
      ['example.com', 'v=spf1 include:_spf.example.com -all'],
    ]);
    expect(applied.map(({ problem }) => problem.code)).toEqual(['unknown-mechanism', 'trailing-dot']);
  });

  test('and end where nothing can be repaired', async () => {
    const { records, applied } = await compose('v=spf1 ip4:8.8.8.8.8 -all');
    expect([records.size, applied]).toEqual([0, []]);
  });
});

test('a safe repair never changes the verdict of a client that was judged without error', async () => {
  const seen = new Map<string, number>();
  let judged = 0;
  await fc.assert(
    fc.asyncProperty(
      policyCases(),
      fc.array(fc.nat(0x7fffffff), { minLength: 6, maxLength: 6 }),
      async ({ zone, root, request }, seeds) => {
        const resolver = memoryResolver(zone);
        const { judgement, proven } = await proveProblems({ root, resolver });
        for (const { problem, fix, proof } of proven) {
          seen.set(problem.code, (seen.get(problem.code) ?? 0) + 1);
          if (proof.kind !== 'safe') continue;
          const repaired = repairedResolver(judgement, resolver, [fix]);
          const ends = judgement.ip4.verdicts.flatMap(({ first, last }) => [first, last]);
          const clients = seeds.map((seed) => addressOfNumber(ends[seed % ends.length] ?? 0n, 4));
          for (const ip of [request.ip, ...clients]) {
            const before = await checkHost({ ...request, domain: root, ip }, resolver);
            if (['permerror', 'temperror', 'none'].includes(before.result)) continue;
            judged++;
            const after = await checkHost({ ...request, domain: root, ip }, repaired);
            expect([problem.code, fix.record, after.result]).toEqual([
              problem.code,
              fix.record,
              before.result,
            ]);
          }
        }
      },
    ),
    { numRuns: 300 },
  );
  expect(judged).toBeGreaterThan(300);
  expect(seen.size).toBeGreaterThan(5);
});

test('a composition of offered repairs may itself be offered, and repairing it again changes nothing', async () => {
  let repaired = 0;
  await fc.assert(
    fc.asyncProperty(policyCases(), async ({ zone, root }) => {
      const resolver = memoryResolver(zone);
      const subject = { root, resolver };
      const first = await composeFixes(subject, await judgePolicy(subject));
      expect(first.proof.kind).not.toBe('refused');
      if (first.applied.length === 0) return;
      repaired++;
      // What is left has been tried, or has no repair.
      const again = await composeFixes(
        {
          root,
          resolver: overlayResolver(
            resolver,
            new Map([...first.records].map(([name, text]) => [name, [[text]]])),
          ),
        },
        first.proof.after,
      );
      expect(again.applied).toEqual([]);
    }),
    { numRuns: 100 },
  );
  expect(repaired).toBeGreaterThan(20);
});
