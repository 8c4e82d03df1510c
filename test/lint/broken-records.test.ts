import { describe, expect, test } from 'vitest';
import { composeFixes } from '../../src/exploration/compose-fixes.ts';
import { judgePolicy } from '../../src/exploration/judge-policy.ts';
import { applyFix } from '../../src/spf/diagnostic.ts';
import { firstError, parseRecord } from '../../src/spf/parse-record.ts';
import { lintZone } from '../helpers/lint-table.ts';
import { memoryResolver } from '../helpers/memory-resolver.ts';
import type { MemoryZone } from '../helpers/memory-zone.ts';
import { type BrokenRow, brokenRows, brokenZone } from './broken-rows.ts';

/** The record without the marks, and the span that they enclose. */
const readMarks = (marked: string): Readonly<{ text: string; span: { start: number; end: number } }> => {
  const start = marked.indexOf('[[');
  const end = marked.indexOf(']]') - 2;
  return { text: marked.replace('[[', '').replace(']]', ''), span: { start, end } };
};

const zoneOf = (text: string): MemoryZone => ({
  ...brokenZone,
  'example.com': { TXT: [text], A: ['8.8.4.1'], AAAA: ['2606:4700:30::1'], MX: [[10, 'h.example']] },
});

const named = brokenRows.map((row) => [row[0], row[1], row] as const);

describe('a broken record gets the code of its problem at its place', () => {
  test.each(named)('%s: %j', async (code, marked) => {
    const { text, span } = readMarks(marked);
    const problems = await lintZone(zoneOf(text));
    expect(problems.filter((problem) => problem.code === code)).toContainEqual(
      expect.objectContaining({ text, span }),
    );
    // What is no syntax error is told once only: not as what comes of it too.
    const graver = problems.filter(({ severity }) => severity === 'error').map((problem) => problem.code);
    expect(new Set(graver).size).toBeLessThanOrEqual(2);
  });
});

const mended = named.filter(([, , row]: readonly [string, string, BrokenRow]) => row[2] !== undefined);

describe('the fixes make of it the record that was meant', () => {
  test.each(mended)('%s: %j', async (code, marked, [, , fixed]) => {
    const { text, span } = readMarks(marked);
    const subject = { root: 'example.com', resolver: memoryResolver(zoneOf(text)) };
    const given = await judgePolicy(subject);
    const problem = given.problems.find((one) => one.code === code && one.span?.start === span.start);
    // The one that is offered for the problem parses as far as the problem goes.
    const offered = problem?.fix && applyFix(text, problem.fix);
    expect(offered).toMatch(/^v=spf1 /);
    const left = parseRecord([offered ?? '']).diagnostics.length;
    expect(left).toBeLessThanOrEqual(Math.max(0, parseRecord([text]).diagnostics.length - 1));
    const composed = await composeFixes(subject, given, {
      isWanted: (one) => one.severity !== 'notice' || one.code === code,
    });
    expect([...composed.records.values()]).toEqual([fixed]);
    expect(firstError(parseRecord([fixed ?? '']))).toBeUndefined();
  });

  test('of which there are thirty and more', () => {
    expect(mended.length).toBeGreaterThanOrEqual(30);
  });
});

describe('where nobody can know what was meant, no fix is offered', () => {
  test.each(named.filter(([, , row]) => row[2] === undefined))('%s: %j', async (code, marked) => {
    const { text, span } = readMarks(marked);
    const problems = await lintZone(zoneOf(text));
    const problem = problems.find((one) => one.code === code && one.span?.start === span.start);
    expect(problem?.fix).toBeUndefined();
  });
});
