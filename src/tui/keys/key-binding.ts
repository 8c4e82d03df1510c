import type { Action } from './action.ts';
import type { KeyName } from './key-names.ts';

/** Where a key has its meaning. `tree`: any of the panes; `line`: a place with one field; `list`: of what was pasted. */
export type KeyContext = 'tree' | 'form' | 'line' | 'palette' | 'editor' | 'start' | 'help' | 'list';

/** A row of the key table. `name` is the action's, for the palette and the settings; `hint` the footer's word: rows
 *  without one stand only in the help. `isRepeated`: a number typed before counts. */
export type KeyBinding = Readonly<{
  name: string;
  contexts: readonly KeyContext[];
  keys: readonly KeyName[];
  action: Action;
  help: string;
  hint?: string;
  isRepeated?: boolean;
}>;

/** A row of the key table. `keys`: names with spaces between them, `space` for the space itself. */
export const bind = (
  name: string,
  contexts: readonly KeyContext[],
  keys: string,
  action: Action,
  help: string,
  hint?: string,
): KeyBinding => ({
  name,
  contexts,
  keys: keys === '' ? [] : keys.split(' ').map((key) => (key === 'space' ? ' ' : key)),
  action,
  help,
  ...(hint === undefined ? {} : { hint }),
});
