import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { allCodes, explainCode, summariseCode } from '../../src/lint/explain-code.ts';
import { runWords } from '../helpers/fake-terminal.ts';
import { codeIndex } from '../lint/code-index.ts';

describe('explain', () => {
  test('without a code lists all of them', async () => {
    const { code, out } = await runWords(['explain']);
    expect(code).toBe(0);
    const lines = out.trimEnd().split('\n');
    expect(lines.flatMap((line) => /^[a-z]\S*/.exec(line) ?? [])).toEqual(allCodes());
    const words = out.replace(/\s+/g, ' ');
    for (const code of allCodes()) expect(words).toContain(`${code} ${summariseCode(code)}`);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(100);
    expect(allCodes().length).toBeGreaterThan(70);
  });

  test('has the codes that the README lists', () => {
    const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
    expect(/<!-- codes: begin -->\n\n([\s\S]*?)\n\n<!-- codes: end -->/.exec(readme)?.[1]).toBe(codeIndex());
  });

  test.each(allCodes())('%s has a page with all its parts, no line of it too wide', async (name) => {
    const { code, out } = await runWords(['explain', name]);
    expect(code).toBe(0);
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
    const words = out.replace(/\s+/g, ' ');
    const { meaning, example, mending } = explainCode(name) ?? {};
    for (const part of [meaning, mending]) expect(words).toContain(part);
    expect(example?.length).toBeGreaterThan(5);
  });

  test('says which code is near to one that there is not', async () => {
    const { code, trouble } = await runWords(['explain', 'mising-space']);
    expect([code, trouble]).toEqual([64, expect.stringContaining('did you mean "missing-space"?')]);
  });

  test('tells what a fix changes', async () => {
    const { out } = await runWords(['explain', 'mechanism-with-equals']);
    expect(out).toContain('What the fix changes:');
  });
});
