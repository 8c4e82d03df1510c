import { describe, expect, test } from 'vitest';
import { rules } from '../../src/lint/rule-table.ts';
import { briefly, type LintRow, lintZone } from '../helpers/lint-table.ts';
import { networkRows } from './network-rows.ts';
import { probeRows, serverRows, wildcardRows } from './probe-rows.ts';
import { selectionRows } from './selection-rows.ts';
import { structureRows } from './structure-rows.ts';
import { syntaxRows } from './syntax-rows.ts';

const shared = { ...selectionRows, ...syntaxRows, ...structureRows, ...networkRows };
const tables: Readonly<Record<string, readonly LintRow[]>> = {
  ...shared,
  ...probeRows,
  ...serverRows,
  'exists-matches-all': [...(shared['exists-matches-all'] ?? []), ...wildcardRows],
};

describe.each(Object.entries(tables))('%s', (code, rows) => {
  for (const [what, zone, expected, spec] of rows)
    test(`${expected.length > 0 ? 'fires on' : 'does not fire on'} ${what}`, async () => {
      const problems = (await lintZone(zone, spec)).filter((problem) => problem.code === code);
      expect(problems.map(briefly)).toEqual(expected);
      // Only what is quoted needs escapes.
      for (const { message } of problems) expect(message.replace(/"[^"]*"/g, '')).toMatch(/^[ -~]*$/);
    });
});

test('every rule has rows that fire and rows that do not', () => {
  const lacking = rules.flatMap(({ code }) => {
    const rows = tables[code] ?? [];
    const fires = rows.some(([, , expected]) => expected.length > 0);
    return fires && rows.some(([, , expected]) => expected.length === 0) ? [] : [code];
  });
  expect(lacking).toEqual([]);
});
