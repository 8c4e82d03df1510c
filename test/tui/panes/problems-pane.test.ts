import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../src/lint/problem.ts';
import { unicodeGlyphs } from '../../../src/report/glyphs.ts';
import { lineWidth } from '../../../src/tui/drawing/styled-line.ts';
import { countProblems, problemRows } from '../../../src/tui/panes/problems-pane.ts';
import { findUnsafe } from '../../helpers/hostile-text.ts';
import { exploreZone, placeOf } from '../../helpers/zone-screen.ts';

const problem = (severity: Problem['severity'], message: string, domain = 'example.com'): Problem =>
  // Safe: what else a problem has is not drawn.
  ({ severity, message, domain, code: 'some-code' }) as Problem;

const draw = (
  problems: readonly Problem[],
  place: Partial<Parameters<typeof problemRows>[1]> = {},
): string[] =>
  problemRows(
    problems,
    { top: 0, chosen: 0, height: 10, width: 60, hasFocus: false, ...place },
    unicodeGlyphs,
  )
    .flat()
    .map((line) => line.map(({ text }) => text).join(''));

describe('the problems', () => {
  const [error, warning, notice] = [
    problem('error', 'one'),
    problem('warning', 'two'),
    problem('notice', 'three'),
  ];

  it.each([
    [[], 'no problem'],
    [[error], '1 error'],
    [[notice, warning, warning], '2 warnings, 1 notice'],
    [[error, error, warning, notice, notice], '2 errors, 1 warning, 2 notices'],
  ])('%j are counted', (problems, expected) => {
    expect(countProblems(problems)).toBe(expected);
  });

  it('have a row each, from the one on that is at the top', () => {
    expect(draw([error, warning, notice])).toEqual([
      '  error example.com: one  some-code',
      '  warn  example.com: two  some-code',
      '  note  example.com: three  some-code',
    ]);
    expect(draw([error, warning, notice], { top: 1 })).toHaveLength(2);
    expect(draw([])).toEqual([]);
  });

  it('are told in full under the cursor while the pane has the focus', () => {
    const long = problem('error', 'word '.repeat(30).trim());
    const rows = draw([warning, long, notice], { chosen: 1, hasFocus: true });
    expect(rows[1]).toMatch(/^▶ error example\.com: word word/);
    expect(rows.slice(1, -1).join(' ').match(/word/g)).toHaveLength(30);
    expect(rows.at(-1)).toContain('three');
    expect(draw([warning, long, notice], { chosen: 1 })).toHaveLength(3);
  });

  it('are safe to print, and the one under the cursor is never wider than the pane', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.constantFrom('\x1b[2J', '\u202e', 'x'.repeat(300)),
    );
    fc.assert(
      fc.property(text, text, fc.integer({ min: 18, max: 200 }), (message, domain, width) => {
        const latin = (some: string) => Buffer.from(some).toString('latin1');
        const place = { top: 0, chosen: 0, height: 9, width, hasFocus: true };
        const lines = problemRows(
          [problem('error', latin(message), latin(domain))],
          place,
          unicodeGlyphs,
        ).flat();
        for (const line of lines) {
          expect(lineWidth(line)).toBeLessThanOrEqual(width);
          expect(findUnsafe(line.map((piece) => piece.text).join(''))).toBeUndefined();
        }
      }),
    );
  });
});

describe('the pane of problems', () => {
  const zone = {
    'example.com': 'v=spf1 a mx include:one.example include:two.example ip4:10.0.0.0/8 ~all',
    'one.example': 'v=spf1 ip4:192.0.2.0/24 -all',
    'two.example': 'v=spf1 ip4:198.51.100.0/24 -all',
  };

  it('has its cursor in sight at any size, from the first to the last', async () => {
    for (const rows of [16, 24, 30, 40]) {
      const screen = await exploreZone(zone, 'example.com', [{}], { columns: 80, rows });
      await screen.press('3', 'escape', 'tab', 'tab');
      for (let step = 0; step < 12; step++) {
        const { row, height } = placeOf(screen, 'problems');
        const shown = screen.rows().slice(row + 1, row + height - 1);
        expect(
          shown.some((line) => line.startsWith('┃▶')),
          `${rows} ${step}\n${screen.text()}`,
        ).toBe(true);
        await screen.press('j');
      }
    }
  });

  it('says that there is nothing to say', async () => {
    const screen = await exploreZone({ 'example.com': 'v=spf1 -all' }, 'example.com');
    expect(screen.text()).toContain('│  nothing to complain of, as far as DNS has answered ');
  });

  it('jumps on Enter to a term that the filter hides', async () => {
    const screen = await exploreZone(zone, 'example.com');
    await screen.press('v', 'v', 'tab', 'tab', 'G');
    const { row, height } = placeOf(screen, 'problems');
    const chosen = screen
      .rows()
      .slice(row, row + height)
      .find((line) => line.startsWith('┃▶'));
    expect(chosen).toContain('get softfail');
    await screen.press('enter');
    expect(screen.selected()).toMatch(/~all/);
  });

  it('jumps on Enter to the term', async () => {
    const screen = await exploreZone(zone, 'example.com');
    await screen.press('tab', 'tab');
    await screen.press('G', 'enter');
    expect(screen.selected()).toBeDefined();
    expect(placeOf(screen, 'tree').column).toBe(0);
    expect(screen.text()).toContain('┏━ 1 Record');
  });
});
