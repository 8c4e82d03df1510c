import { describe, expect, test } from 'vitest';
import { readIncidents } from '../../src/intake/read-incidents.ts';
import { readReport } from '../../src/intake/read-report.ts';

const record = (index: number): string =>
  `<record><row><source_ip>192.0.2.${index % 256}</source_ip><count>${index}</count></row>\n<auth_results><spf><domain>d${index}.test</domain><result>fail</result></spf></auth_results></record>${index % 3 === 0 ? '\n' : ''}`;

const head =
  '<?xml version="1.0"?>\n<feedback>\n<report_metadata><org_name>quay.example</org_name><date_range><begin>1711756800</begin></date_range></report_metadata>\n';

describe('a report of several million letters', () => {
  const records = Array.from({ length: 20_000 }, (_, index) => record(index)).join('');
  const commented = `<!-- ${record(7)} -->`;
  const text = `${head}${records.slice(0, 1_000_000)}${records.slice(1_000_000).replace('</record>', `</record>${commented}`)}</feedback>\n`;

  test('says in pieces what it says as one', () => {
    const whole = readIncidents(text);
    const pieces = [...readReport(text)];
    expect(pieces.length).toBeGreaterThan(2);
    expect(whole.candidates).toHaveLength(20_000);
    const found = pieces.flatMap(({ candidates }) => candidates);
    expect(found).toHaveLength(20_000);
    const differing = found.findIndex(
      (candidate, index) => JSON.stringify(candidate) !== JSON.stringify(whole.candidates[index]),
    );
    expect(found[differing]).toEqual(whole.candidates[differing]);
    expect(differing).toBe(-1);
  });

  test('that holds no record is read too', () => {
    const intakes = [...readReport(`<feedback>${'x'.repeat(3_000_000)}`)];
    expect(intakes.flatMap(({ candidates }) => candidates)).toEqual([]);
  });
});

test('an empty report says nothing', () => {
  expect([...readReport('')]).toEqual([]);
});
