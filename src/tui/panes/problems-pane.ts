import type { Problem } from '../../lint/problem.ts';
import { escapeOctets, shortenQuotations } from '../../report/escape-text.ts';
import type { Glyphs } from '../../report/glyphs.ts';
import { type Line, type Style, segment, textWidth, wrapText } from '../drawing/styled-line.ts';

const looks: Readonly<Record<Problem['severity'], readonly [word: string, style: Style]>> = {
  error: ['error', 'fail'],
  warning: ['warn', 'warn'],
  notice: ['note', 'plain'],
};

/** How many there are of each severity, in words: `1 error, 2 warnings`. */
export const countProblems = (problems: readonly Problem[]): string => {
  const counts = (['error', 'warning', 'notice'] as const).flatMap((severity) => {
    const number = problems.filter((problem) => problem.severity === severity).length;
    return number === 0 ? [] : [`${number} ${severity}${number === 1 ? '' : 's'}`];
  });
  return counts.length === 0 ? 'no problem' : counts.join(', ');
};

/** The problems from the one at `top` on, each with its lines: one, but as many as it takes to tell it in full for the
 *  one under the cursor when the pane has the focus. None where there is no problem. */
export const problemRows = (
  problems: readonly Problem[],
  {
    top,
    chosen,
    height,
    width,
    hasFocus,
  }: Readonly<{
    top: number;
    chosen: number;
    height: number;
    width: number;
    hasFocus: boolean;
  }>,
  glyphs: Glyphs,
): Line[][] =>
  problems.slice(top, top + height).map((problem, index): Line[] => {
    const isChosen = hasFocus && top + index === chosen;
    const [word, style] = looks[problem.severity];
    const text = `${escapeOctets(problem.domain)}: ${shortenQuotations(escapeOctets(problem.message))}`;
    const head = `${isChosen ? glyphs.cursor : ' '} ${word.padEnd(5)} `;
    if (!isChosen) return [[segment(head, style), segment(text), segment(`  ${problem.code}`, 'dim')]];
    const parts = wrapText(`${text}  ${problem.code}`, Math.max(8, width - head.length));
    return parts.map((part, row) => {
      const whole = (row === 0 ? head : ' '.repeat(head.length)) + part;
      return [segment(whole + ' '.repeat(Math.max(0, width - textWidth(whole))), 'selected')];
    });
  });
/** What the pane says where there is no problem. */
export const noProblemLine: Line = [segment('  nothing to complain of, as far as DNS has answered', 'dim')];
