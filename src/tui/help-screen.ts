import { type KeyBinding, type KeyContext, keyBindings } from './key-bindings.ts';
import { type Line, lineWidth, segment } from './styled-line.ts';

const sections: readonly (readonly [string, KeyContext])[] = [
  ['In the tree and the detail', 'tree'],
  ['In a form', 'form'],
];

/** The help: every key and what it does. */
export const helpLines = (): Line[] =>
  sections.flatMap(([title, context]): Line[] => [
    [segment(title, 'strong')],
    ...keyBindings
      .filter(({ contexts }) => contexts.includes(context))
      .map(({ shown, help }): Line => [segment(`  ${shown.padEnd(12)}`, 'accent'), segment(help)]),
    [],
  ]);

/** A hint of the footer: the key's sign and the word for what it does. */
const hintOf = ({ shown, hint }: KeyBinding): Line => {
  const key = hint === 'move' || hint === 'choose' ? '↑↓' : (shown.split(' ')[0] ?? shown);
  return [segment(key, 'accent'), segment(` ${hint}  `, 'dim')];
};

/** The footer: the keys worth knowing here. Where not all fit, the last ones (help, the way out) stay, and those
 *  before them give way. */
export const footerLine = (context: KeyContext, width: number): Line => {
  const hints = keyBindings
    .filter(({ contexts, hint }) => hint !== undefined && contexts.includes(context))
    .map(hintOf);
  const widthOf = (lines: readonly Line[]): number => lines.reduce((sum, line) => sum + lineWidth(line), 1);
  while (hints.length > 1 && widthOf(hints) - 2 > width) hints.splice(Math.max(0, hints.length - 3), 1);
  return [segment(' '), ...hints.flat()];
};
