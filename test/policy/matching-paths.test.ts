import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasWantedBelow, type IsWanted, matchingPaths } from '../../src/policy/matching-paths.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { treeRows } from '../../src/report/tree-rows.ts';
import { walkZone } from '../helpers/walk-zone.ts';

const withText =
  (text: string): IsWanted =>
  ({ term }) =>
    term.text.includes(text);

const small = {
  'example.com': 'v=spf1 ip4:192.0.2.1 include:a.example include:b.example -all',
  'a.example': 'v=spf1 include:b.example ip4:192.0.2.2 include:A.Example -all',
  'b.example': 'v=spf1 include:example.com ip4:192.0.2.3 -all include:a.example',
} as const;

describe('the paths of wanted terms', async () => {
  const { policy } = await walkZone(small);
  test.each([
    ['192.0.2.1', 10, ['0'], false],
    ['192.0.2.3', 10, ['1.0.1', '2.1'], false],
    ['ip4', 10, ['0', '1.0.1', '1.1', '2.1'], false],
    ['ip4', 4, ['0', '1.0.1', '1.1', '2.1'], false],
    ['ip4', 3, ['0', '1.0.1', '1.1'], true],
    ['ip4', 0, [], true],
    // Terms that lead round, or to nothing, are terms all the same.
    ['include:a', 10, ['1', '1.0.3', '2.3'], false],
    ['include:e', 10, ['1.0.0', '2.0'], false],
    ['zebra', 10, [], false],
    ['zebra', 0, [], false],
  ])('%j, at most %i, are %j', (text, limit, paths, isCut) => {
    expect(matchingPaths(policy, withText(text), limit)).toEqual({ paths, isCut });
  });

  test.each([
    ['192.0.2.3', ['example.com', 'a.example', 'b.example']],
    ['192.0.2.2', ['example.com', 'a.example', 'b.example']],
    ['zebra', []],
  ])('with %j are at or below %j', (text, domains) => {
    const isKept = hasWantedBelow(policy, withText(text));
    expect(['example.com', 'A.Example', 'b.example', 'gone.example'].filter(isKept)).toEqual(
      domains.map((domain) => (domain === 'a.example' ? 'A.Example' : domain)),
    );
  });
});

test('a record that only a term above the wanted one leads to is not kept', async () => {
  const { policy } = await walkZone({
    'example.com': 'v=spf1 include:a.example include:b.example -all',
    'a.example': 'v=spf1 ip4:192.0.2.1 -all',
    'b.example': 'v=spf1 ip4:192.0.2.2 -all',
  });
  const isKept = hasWantedBelow(policy, withText('192.0.2.2'));
  expect(['example.com', 'a.example', 'b.example'].map(isKept)).toEqual([true, false, true]);
});

const allRows = (policy: Policy, isWanted: IsWanted): string[] =>
  treeRows(policy, { isOpen: () => true }).flatMap((row) =>
    row.kind === 'term' && isWanted(row.term) ? [row.path] : [],
  );

test('they are those of the tree with all open, whatever leads where', async () => {
  const names = ['example.com', 'a.example', 'b.example', 'c.example'];
  const term = fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...names).map((name) => `include:${name}`) },
    { weight: 1, arbitrary: fc.constantFrom('ip4:192.0.2.1', 'ip4:192.0.2.2') },
  );
  const record = fc.array(term, { maxLength: 4, size: 'max' }).map((terms) => ['v=spf1', ...terms].join(' '));
  let found = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(record, record, record, record),
      fc.constantFrom('192.0.2.1', 'ip4', 'include:b', 'zebra'),
      async (records, text) => {
        const zone = Object.fromEntries(names.map((name, index) => [name, records[index] ?? '']));
        const { policy } = await walkZone(zone);
        const expected = allRows(policy, withText(text));
        found += expected.length;
        expect(matchingPaths(policy, withText(text), 1000)).toEqual({ paths: expected, isCut: false });
        expect(matchingPaths(policy, withText(text), 2)).toEqual({
          paths: expected.slice(0, 2),
          isCut: expected.length > 2,
        });
      },
    ),
    { numRuns: 500 },
  );
  expect(found).toBeGreaterThan(200);
});

/** Every record includes the next one twice, 50 levels deep: 2^50 places at the bottom. */
const bomb = (top: string, last: string) =>
  Object.fromEntries(
    Array.from({ length: 51 }, (_, level) => {
      const next = `include:r${level + 1}.example include:r${level + 1}.example`;
      if (level === 0) return ['example.com', `v=spf1 ${next} ${top}`];
      return [`r${level}.example`, `v=spf1 ${level === 50 ? last : next}`];
    }),
  );

/** Counts how often terms are looked at. */
const counting = (isWanted: IsWanted): Readonly<{ isWanted: IsWanted; looks: () => number }> => {
  let looks = 0;
  return {
    isWanted: (term) => {
      looks++;
      return isWanted(term);
    },
    looks: () => looks,
  };
};

describe('of a policy with 2^50 places', () => {
  test('the first are given', async () => {
    const { policy } = await walkZone(bomb('ip4:192.0.2.1', 'ip4:192.0.2.2'));
    const { isWanted, looks } = counting(withText('192.0.2.2'));
    const { paths, isCut } = matchingPaths(policy, isWanted, 100);
    expect(paths).toHaveLength(100);
    expect(isCut).toBe(true);
    expect(paths[0]).toBe(Array.from({ length: 51 }, () => '0').join('.'));
    expect(looks()).toBeLessThan(400);
  });

  test('one that stands at the end is found though no other is there', async () => {
    const { policy } = await walkZone(bomb('ip4:192.0.2.1', 'ip4:192.0.2.2'));
    expect(matchingPaths(policy, withText('192.0.2.1'), 100)).toEqual({ paths: ['2'], isCut: false });
  });

  test('one that only a loop leads back to is not looked for below it', async () => {
    const { policy } = await walkZone(bomb('ip4:192.0.2.1', 'include:example.com'));
    expect(matchingPaths(policy, withText('192.0.2.1'), 100)).toEqual({ paths: ['2'], isCut: false });
    const isKept = hasWantedBelow(policy, withText('192.0.2.1'));
    expect(isKept('r50.example')).toBe(true);
  });

  test('nothing is found where nothing is', async () => {
    const { policy } = await walkZone(bomb('ip4:192.0.2.1', 'include:example.com'));
    expect(matchingPaths(policy, withText('zebra'), 100)).toEqual({ paths: [], isCut: false });
  });
});
