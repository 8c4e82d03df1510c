import { describe, expect, test } from 'vitest';
import { lintZone } from '../helpers/lint-table.ts';
import { soundRows } from './sound-rows.ts';
import { ownData, soundZone } from './sound-zone.ts';

describe('a record that works has no error and no warning, but those that an expert would give', () => {
  test.each(soundRows.map(([record, ...codes]) => ({ record, codes })))(
    '$record: $codes',
    async ({ record, codes }) => {
      const zone = { ...soundZone, 'example.com': { TXT: [record], ...ownData } };
      const problems = await lintZone(zone, { probes: true });
      const grave = problems.filter(({ severity }) => severity !== 'notice');
      expect(grave.map(({ code }) => code).sort()).toEqual([...codes].sort());
    },
  );

  test('of which there are two hundred, each another one', () => {
    expect(new Set(soundRows.map(([record]) => record)).size).toBeGreaterThanOrEqual(200);
  });
});
