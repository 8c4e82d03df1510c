import { describe, expect, test } from 'vitest';
import { findLookupBudget } from '../../src/policy/lookup-budget.ts';
import { costsOf } from '../../src/policy/term-cost.ts';
import { budgetJson, budgetLines } from '../../src/report/budget-report.ts';
import type { MemoryZone } from '../helpers/memory-zone.ts';
import { walkZone } from '../helpers/walk-zone.ts';

const budgetOf = async (zone: MemoryZone) => {
  const { policy } = await walkZone(zone);
  return findLookupBudget(policy, costsOf(policy));
};

/** Includes of a network each, numbered; `nested`: that many lookups each. */
const provider = (number: number): MemoryZone => ({
  [`p${number}.example`]: `v=spf1 ip4:198.51.${number}.0/24 ~all`,
});

const includes = (numbers: readonly number[]): string =>
  numbers.map((number) => `include:p${number}.example`).join(' ');

const zoneOf = (record: string, numbers: readonly number[], more: MemoryZone = {}): MemoryZone =>
  Object.assign({ 'example.com': record }, ...numbers.map(provider), more);

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

describe('the lookup budget', () => {
  test('is no matter where a policy is far from the limit', async () => {
    expect(await budgetOf(zoneOf(`v=spf1 ${includes(upTo(7))} -all`, upTo(7)))).toBeUndefined();
  });

  test('of ten lookups trips nowhere', async () => {
    const budget = await budgetOf(zoneOf(`v=spf1 ${includes(upTo(10))} -all`, upTo(10)));
    expect(budget).toMatchObject({ lookups: 10, limit: 10, cheapest: [] });
    expect(budget?.trip).toBeUndefined();
  });

  test('over the limit names the term that trips, what each costs, and the cheapest cut', async () => {
    const record = `v=spf1 include:big.example ${includes(upTo(9))} -all`;
    const more = { 'big.example': `v=spf1 ${includes([1, 2])} ip4:203.0.113.0/24 ~all` };
    const budget = await budgetOf(zoneOf(record, upTo(9), more));
    expect(budget).toMatchObject({ lookups: 12, trip: { path: '8', domain: 'example.com' } });
    const [dearest, second] = budget?.cuts ?? [];
    expect(dearest).toMatchObject({ path: '0', cost: { lookups: 3 }, lost: { ip4: 256n }, isCovered: false });
    // big.example names it too.
    expect(second).toMatchObject({ path: '1', cost: { lookups: 1 }, lost: { ip4: 0n }, isCovered: true });
    // Two that nobody misses rather than one that somebody does.
    expect(budget?.cheapest.map(({ path }) => path)).toEqual(['1', '2']);
  });

  test('never takes out all of some terms that have each other’s addresses', async () => {
    const record = `v=spf1 ${includes(upTo(9))} include:twin1.example include:twin2.example -all`;
    const twin = 'v=spf1 ip4:203.0.113.0/24 ~all';
    const one = await budgetOf(zoneOf(record, upTo(9), { 'twin1.example': twin, 'twin2.example': twin }));
    expect(one?.cuts.filter(({ isCovered }) => isCovered)).toHaveLength(2);
    expect(one?.cheapest.map(({ path }) => path)).toEqual(['9']);
    const two = await budgetOf(
      zoneOf(record, upTo(9), {
        'twin1.example': 'v=spf1 include:deep.example ip4:203.0.113.0/24 ~all',
        'twin2.example': twin,
        'deep.example': twin,
      }),
    );
    expect([two?.lookups, two?.cheapest.map(({ path }) => path)]).toEqual([12, ['9']]);
  });

  test('falls back on what least addresses pass by, where those that nobody misses are too few', async () => {
    const record = `v=spf1 ${includes(upTo(10))} include:twin.example include:p1.example -all`;
    const budget = await budgetOf(
      zoneOf(record, upTo(10), { 'twin.example': 'v=spf1 ip4:203.0.113.1 ~all' }),
    );
    expect([budget?.lookups, budget?.cheapest.length]).toEqual([12, 2]);
    expect(budget?.cheapest.every(({ isCovered }) => isCovered)).toBe(false);
  });

  test('takes the fewest terms where none saves enough alone', async () => {
    const budget = await budgetOf(zoneOf(`v=spf1 ${includes(upTo(12))} -all`, upTo(12)));
    expect(budget?.cheapest).toHaveLength(2);
  });

  test('goes on where a redirect leads', async () => {
    const more = { 'r.example': `v=spf1 ${includes(upTo(10))} -all` };
    const budget = await budgetOf(zoneOf('v=spf1 redirect=r.example', upTo(10), more));
    expect(budget?.cuts.map(({ path }) => path)).toContain('0.9');
    expect(budget?.trip).toMatchObject({ path: '0.9', domain: 'r.example' });
  });

  test('never calls a term needless whose addresses only a client knows', async () => {
    const more = { 'm.example': 'v=spf1 exists:%{i}.example -all' };
    const budget = await budgetOf(
      zoneOf(`v=spf1 ${includes(upTo(8))} include:m.example -all`, upTo(8), more),
    );
    expect(budget?.cuts.find(({ path }) => path === '8')).toMatchObject({ isCovered: false });
    expect(budget?.flattenings.map(({ path }) => path)).not.toContain('8');
  });

  test('tells which networks could stand for an include, and that a copy goes stale', async () => {
    const more = { 'p1.example': 'v=spf1 -ip4:203.0.113.0/25 ip4:203.0.113.0/24 ip6:2001:db8::1 ~all' };
    const budget = await budgetOf(zoneOf(`v=spf1 ${includes(upTo(8))} -all`, upTo(8), more));
    if (budget === undefined) throw new Error('the policy is near the limit');
    const lines = budgetLines(budget);
    expect(lines).toContain(
      '  include:p1.example (term 0) could be 2 networks in its place: ip4:203.0.113.128/25 ip6:2001:db8::1',
    );
    expect(lines.at(-1)).toMatch(/goes stale/);
    expect(budgetJson(budget).replaceable).toHaveLength(8);
  });

  test('of a policy that goes round is without end, and nothing is taken out of it', async () => {
    const budget = await budgetOf({ 'example.com': 'v=spf1 include:example.com a mx -all' });
    expect(budget).toMatchObject({
      lookups: Number.POSITIVE_INFINITY,
      cuts: [],
      cheapest: [],
      flattenings: [],
    });
  });
});
