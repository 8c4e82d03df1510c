import { type KeyContext, keyBindings } from './key-bindings.ts';
import { type Line, segment } from './styled-line.ts';

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

/** The footer: the keys worth knowing here, as many as fit. */
export const footerLine = (context: KeyContext, width: number): Line => {
  const line: Line[number][] = [segment(' ')];
  let used = 1;
  for (const { contexts, shown, hint } of keyBindings) {
    if (hint === undefined || !contexts.includes(context)) continue;
    const key = shown.split(' ').at(0) ?? shown;
    const shownKey = hint === 'move' || hint === 'choose' ? '↑↓' : hint === 'open' ? '→' : key;
    used += shownKey.length + hint.length + 3;
    if (used > width) break;
    line.push(segment(shownKey, 'accent'), segment(` ${hint}  `, 'dim'));
  }
  return line;
};
