import { escapeOctets, escapeText } from '../../report/escape-text.ts';
import type { MacroStep } from '../../spf/expand-macro.ts';
import type { Line } from '../drawing/styled-line.ts';
import { heading, paragraph } from './paragraph.ts';

/** How the macros of a domain-spec made its name, step by step. */
export const expansionLines = (steps: readonly MacroStep[], target: string, width: number): Line[] => [
  ...heading('Macros'),
  ...steps.flatMap(({ part, value, text }) => {
    if (part.kind === 'literal') return paragraph(`  ${escapeOctets(text)}`, width, 'dim', 4);
    if (part.kind === 'escape')
      return paragraph(`  an escape gives "${escapeOctets(text)}"`, width, 'plain', 4);
    const macro = `%{${part.escapesUrl ? part.letter.toUpperCase() : part.letter}${part.keep ?? ''}${part.reverse ? 'r' : ''}${part.delimiters === '.' ? '' : part.delimiters}}`;
    const changed = value === text ? '' : `, ${describeTransform(part)}: ${escapeText(text)}`;
    return paragraph(`  ${macro}  ${escapeText(value)}${changed}`, width, 'plain', 4);
  }),
  ...paragraph(`  = ${escapeText(target)}`, width, 'strong', 4),
];

const describeTransform = (
  part: Readonly<{ keep?: number; reverse: boolean; delimiters: string; escapesUrl: boolean }>,
): string =>
  [
    part.delimiters === '.' ? '' : `split at ${part.delimiters}`,
    part.reverse ? 'reversed' : '',
    part.keep === undefined ? '' : `last ${part.keep}`,
    part.escapesUrl ? 'URL-escaped' : '',
  ]
    .filter((step) => step !== '')
    .join(', ');
