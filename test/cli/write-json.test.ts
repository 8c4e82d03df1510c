import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toJsonLine, writeJson } from '../../src/cli/write-json.ts';
import { toAsciiJson } from '../../src/report/escape-text.ts';

const written = async (value: unknown): Promise<string[]> => {
  const pieces: string[] = [];
  await writeJson(value, async (text) => {
    pieces.push(text);
  });
  return pieces;
};

test('what is written piece by piece is the JSON of the whole, and a line break', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue({ maxDepth: 8, stringUnit: 'binary' }), async (value) => {
      expect((await written(value)).join('')).toBe(`${toAsciiJson(value)}\n`);
    }),
  );
});

test('a large value is never written in one piece', async () => {
  const pieces = await written({
    records: Array.from({ length: 50_000 }, (_, index) => ({ path: `${index}` })),
  });
  expect(pieces.length).toBeGreaterThan(10);
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(70_000);
});

test('a line of JSON is one line of ASCII without blanks between its parts, and the same value', () => {
  expect(toJsonLine({ a: [1, 'b: c\n\u00e9 \x7f'], d: null })).toBe(
    '{"a":[1,"b: c\\n\\u00e9 \\u007f"],"d":null}',
  );
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      const line = toJsonLine(value);
      expect(line).toMatch(/^[\x20-\x7e]*$/);
      expect(JSON.stringify(JSON.parse(line))).toBe(JSON.stringify(value));
    }),
  );
});
