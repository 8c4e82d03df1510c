import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeJson } from '../../src/cli/write-json.ts';
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
