import type { KeyBinding } from './key-binding.ts';
import { shownKeys } from './key-bindings.ts';

/** An action as the palette lists it. */
export type PaletteEntry = Readonly<{ binding: KeyBinding; keys: string }>;

/** The actions of the panes whose names or sentences hold all the words that are typed, those first whose name begins
 *  with them. */
export const paletteEntries = (bindings: readonly KeyBinding[], typed: string): PaletteEntry[] => {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const first = words[0] ?? '';
  const rank = ({ name }: KeyBinding): number => (name.startsWith(first) ? 0 : name.includes(first) ? 1 : 2);
  const lateness = ({ contexts }: KeyBinding): number => (contexts.includes('editor') ? 1 : 0);
  return (
    bindings
      .filter(({ contexts, action }) => contexts.includes('tree') && action.kind !== 'show-palette')
      .filter(({ name, help }) => words.every((word) => `${name} ${help}`.toLowerCase().includes(word)))
      // What is the terminal's comes last, where nothing is typed.
      .toSorted((one, other) => (first === '' ? lateness(one) - lateness(other) : rank(one) - rank(other)))
      .map((binding) => ({ binding, keys: shownKeys(binding).join(' ') }))
  );
};
