import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Resolver } from '../../src/dns/resolver.ts';
import { composeFixes } from '../../src/exploration/compose-fixes.ts';
import type { Judgement } from '../../src/exploration/judge-policy.ts';
import { proveProblems, repairedResolver } from '../../src/exploration/prove-problems.ts';
import { explainCode } from '../../src/lint/explain-code.ts';
import { addressOfNumber } from '../../src/policy/address-ranges.ts';
import { checkHost } from '../../src/spf/check-host.ts';
import type { CheckRequest } from '../../src/spf/check-request.ts';
import type { SpfResult } from '../../src/spf/result.ts';
import { memoryResolver } from '../helpers/memory-resolver.ts';
import type { MemoryZone } from '../helpers/memory-zone.ts';
import { type PolicyCase, policyCases } from '../helpers/random-policy.ts';

/** What slips into records: the text after it, for any number. */
const slips: readonly ((text: string, at: number) => string)[] = [
  (text, at) => {
    const terms = text.split(' ').slice(1);
    return `${text} ${terms[at % Math.max(1, terms.length)] ?? 'mx'}`;
  },
  (text) => text.replace('ip4:', 'ipv4:'),
  (text) => text.replace(/ ([-~?+]all)/, '$1'),
  (text) => text.replace(/(\w) (\w)/, '$1,$2'),
  (text) => text.replace('include:', 'include='),
  (text) => text.replace('v=spf1', 'V=SPF1'),
  (text) => text.replace('v=spf1 ', 'v=spf1;'),
  (text) => text.replace(/ (a|mx)\b/, '  +$1'),
  ...[
    'ip4:192.0.2.0/25',
    'ip4:192.0.2.9/25',
    '-ip4:192.0.2.1',
    'ip4:198.51.100.7/32',
    'ip6:2001:db8::1',
    'ip6:2001:db8::/32',
    'include:gone.example',
    'a:gone.example',
    'a:a.example.',
    'include:a.example-all',
    'redirct=a.example',
    'v=spf1',
    'a:192.0.2.1',
  ].map((term) => (text: string) => text.replace(' ', ` ${term} `)),
];

const slipArbitrary = fc.tuple(fc.nat(slips.length - 1), fc.nat(9));

/** The policy with slips in the record of its root, if it has one. */
const withSlips = (
  { zone, root, ...rest }: PolicyCase,
  chosen: readonly (readonly [number, number])[],
): PolicyCase => {
  const data = zone[root];
  if (data === undefined || typeof data === 'string' || !Array.isArray(data.TXT))
    return { zone, root, ...rest };
  const [first, ...others] = data.TXT;
  const text = [first ?? 'v=spf1 -all'].flat().join('');
  const slipped = chosen.reduce((before, [index, at]) => slips[index]?.(before, at) ?? before, text);
  const changed: MemoryZone = { ...zone, [root]: { ...data, TXT: [slipped, ...others] } };
  return { ...rest, root, zone: changed };
};

const judged: readonly SpfResult[] = ['pass', 'fail', 'softfail', 'neutral'];

/** Clients at the ends of the ranges that get different verdicts, of both families, with the sender of the request. */
const clientsOf = (
  { ip4, ip6 }: Judgement,
  { request, root }: PolicyCase,
  seeds: readonly number[],
): CheckRequest[] =>
  ([ip4, ip6] as const).flatMap(({ verdicts }, index) => {
    const ends = verdicts.flatMap(({ first, last }) => [first, last]);
    return seeds.map((seed) => ({
      ...request,
      domain: root,
      ip: addressOfNumber(ends[seed % ends.length] ?? 0n, index === 0 ? 4 : 6),
    }));
  });

const resultOf = async (request: CheckRequest, resolver: Resolver): Promise<SpfResult> =>
  (await checkHost(request, resolver)).result;

const cases = fc.tuple(
  policyCases(),
  fc.array(slipArbitrary, { minLength: 1, maxLength: 3 }),
  fc.array(fc.nat(0x7fffffff), { minLength: 4, maxLength: 4 }),
);

test('a fix that is offered changes no verdict that was given without error, unless its page says so', async () => {
  const kept = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(cases, async ([given, chosen, seeds]) => {
      const policyCase = withSlips(given, chosen);
      const resolver = memoryResolver(policyCase.zone);
      const { root, request } = policyCase;
      const { judgement, proven } = await proveProblems({ root, resolver });
      const clients = [{ ...request, domain: root }, ...clientsOf(judgement, policyCase, seeds)];
      for (const { problem, fix, proof } of proven) {
        const mayChange = explainCode(problem.code)?.change !== undefined;
        expect([problem.code, proof.kind === 'purposeful' && !mayChange]).toEqual([problem.code, false]);
        if (proof.kind === 'purposeful') continue;
        const repaired = repairedResolver(judgement, resolver, [fix]);
        for (const client of clients) {
          const before = await resultOf(client, resolver);
          if (!judged.includes(before)) continue;
          kept.set(problem.code, (kept.get(problem.code) ?? 0) + 1);
          const after = await resultOf(client, repaired);
          expect([problem.code, fix.record, after]).toEqual([problem.code, fix.record, before]);
        }
      }
    }),
    { numRuns: 300 },
  );
  expect(kept.size).toBeGreaterThan(5);
});

test('nor do all safe fixes together', async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(cases, async ([given, chosen, seeds]) => {
      const policyCase = withSlips(given, chosen);
      const resolver = memoryResolver(policyCase.zone);
      const { root, request } = policyCase;
      const { judgement } = await proveProblems({ root, resolver });
      const { applied, proof } = await composeFixes({ root, resolver }, judgement, { kinds: ['safe'] });
      expect(proof.kind).not.toBe('refused');
      // The last one of a domain has what those before it did.
      const last = new Map(applied.map(({ fix }) => [fix.domain.toLowerCase(), fix]));
      const replaced = new Map(
        applied.toReversed().map(({ fix }) => [fix.domain.toLowerCase(), fix.replaced]),
      );
      const fixes = [...last].map(([domain, fix]) => ({ ...fix, replaced: replaced.get(domain) ?? [] }));
      const repaired = repairedResolver(judgement, resolver, fixes);
      for (const client of [{ ...request, domain: root }, ...clientsOf(judgement, policyCase, seeds)]) {
        const before = await resultOf(client, resolver);
        if (fixes.length === 0 || !judged.includes(before)) continue;
        compared++;
        expect([fixes, await resultOf(client, repaired)]).toEqual([fixes, before]);
      }
    }),
    { numRuns: 150 },
  );
  expect(compared).toBeGreaterThan(100);
});
