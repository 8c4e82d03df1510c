import { type Line, segment } from '../drawing/styled-line.ts';
import type { KeyBinding, KeyContext } from '../keys/key-binding.ts';
import { shownKeys } from '../keys/key-bindings.ts';

const sections: readonly (readonly [string, KeyContext])[] = [
  ['In the panes (a number right before a key is how often)', 'tree'],
  ['In the form of a client', 'form'],
  ['In the record under edit', 'editor'],
  ['In the list of what was pasted', 'list'],
];

/** The help: every key and what it does. */
export const helpLines = (bindings: readonly KeyBinding[]): Line[] =>
  sections.flatMap(([title, context]): Line[] => [
    [segment(title, 'strong')],
    ...bindings
      .filter(({ contexts, keys }) => contexts.includes(context) && keys.length > 0)
      .map(
        (binding): Line => [
          segment(`  ${shownKeys(binding).join(' ').padEnd(14)}`, 'accent'),
          segment(binding.help),
        ],
      ),
    [],
  ]);
