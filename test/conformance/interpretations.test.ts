import { describe, expect, test } from 'vitest';
import { expectRow } from '../helpers/check-table.ts';
import { interpretationProofs as proofs } from './interpretation-proofs.ts';
import { interpretations } from './interpretations.ts';

describe.each(interpretations)('$rule', ({ rule }) => {
  test.each(proofs[rule].map((row) => [row[0], row] as const))('%s', (_what, row) => expectRow(row));
});

test('every rule has a name of its own, a proof, and sentences', () => {
  expect(new Set(interpretations.map(({ rule }) => rule)).size).toBe(interpretations.length);
  for (const { rule, choice, why } of interpretations) {
    expect(proofs[rule].length).toBeGreaterThan(0);
    expect(`${choice} ${why}`).toMatch(/\.$/);
  }
});
