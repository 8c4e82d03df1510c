import { describe, expect, test } from 'vitest';
import { allCodes, explainCode } from '../../src/lint/explain-code.ts';
import { runWords } from '../helpers/fake-terminal.ts';

describe('explain', () => {
  test('without a code lists all of them', async () => {
    const { code, out } = await runWords(['explain']);
    expect([code, out.trimEnd().split('\n')]).toEqual([0, allCodes()]);
    expect(allCodes().length).toBeGreaterThan(70);
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
