import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameFromLabels } from '../../src/dns/domain-name.ts';
import { parseZoneFile } from '../../src/dns/parse-zone-file.ts';
import { formatPlainRecord, formatZoneRecord } from '../../src/report/zone-text.ts';
import { hostilePieces } from '../helpers/hostile-text.ts';

const octets = (most: number) =>
  fc
    .array(fc.integer({ min: 0, max: 255 }), { maxLength: most })
    .map((codes) => String.fromCharCode(...codes));

const label = fc
  .array(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 40 })
  .map((codes) => String.fromCharCode(...codes));

const read = (text: string) => {
  const parsed = parseZoneFile(text, { file: 'test' });
  return parsed.ok ? parsed.records : parsed.problems;
};

describe('a record as text of a zone file', () => {
  const rows: readonly (readonly [string, string, string])[] = [
    ['example.com', 'v=spf1 -all', 'example.com. 3600 IN TXT "v=spf1 -all"'],
    ['', '', '. 3600 IN TXT ""'],
    ['a\\.b\\\\c.example', 'x', 'a\\.b\\\\c.example. 3600 IN TXT "x"'],
    ['a b;c.@.example', 'x', 'a\\032b\\;c.\\@.example. 3600 IN TXT "x"'],
    ['example.com', 'say "hi" \\ \t\xff;(', 'example.com. 3600 IN TXT "say \\"hi\\" \\\\ \\009\\255;("'],
    [
      'example.com',
      `${'a'.repeat(254)}"b`,
      `example.com. 3600 IN TXT (\n    "${'a'.repeat(254)}\\""\n    "b" )`,
    ],
    ['example.com', 'a'.repeat(255), `example.com. 3600 IN TXT "${'a'.repeat(255)}"`],
  ];
  it.each(rows)('of %j with %j', (name, text, expected) => {
    expect(formatZoneRecord(name, 3600, text)).toBe(expected);
  });

  it('is read as the very record, whatever its octets', () => {
    fc.assert(
      fc.property(
        fc.array(label, { maxLength: 5 }).map(nameFromLabels),
        fc.nat(2 ** 31 - 1),
        octets(1000),
        (name, ttlSeconds, text) => {
          const shown = formatZoneRecord(name, ttlSeconds, text);
          expect(shown).toMatch(/^[\x20-\x7e\n]*$/);
          const [record, ...others] = read(shown);
          expect(others).toEqual([]);
          expect(record).toMatchObject({ type: 'TXT', name, ttlSeconds });
          const strings = record !== undefined && 'strings' in record ? record.strings : [];
          expect(strings.join('')).toBe(text);
          expect(strings).toHaveLength(Math.max(1, Math.ceil(text.length / 255)));
        },
      ),
    );
  });
});

describe('a record as plain text', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['v=spf1 -all', 'v=spf1 -all'],
    ['a "b" \\', 'a "b" \\'],
    ['a\\\xff', 'a\\\\\\255'],
    ['v=spf1\t-all', 'v=spf1\\009-all'],
  ];
  it.each(rows)('%j is %j', (text, expected) => {
    expect(formatPlainRecord(text)).toBe(expected);
  });

  it.each(hostilePieces)('is harmless: $name', ({ octets: text }) => {
    expect(formatPlainRecord(text)).toMatch(/^[\x20-\x7e]*$/);
  });
});
