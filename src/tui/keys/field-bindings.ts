import type { EditAction } from '../editing/edit-line.ts';
import { bind, type KeyBinding } from './key-binding.ts';

const typing = ['form', 'line', 'palette', 'editor', 'start'] as const;
const overlays = ['form', 'line', 'palette', 'editor'] as const;

/** A key of readline, by readline's name for what it does. */
type FieldRow = readonly [kind: EditAction['kind'], keys: string, help: string];

const fieldRows: readonly FieldRow[] = [
  ['backward-char', 'left ctrl+b', 'a character back'],
  ['forward-char', 'right ctrl+f', 'a character on'],
  ['backward-word', 'ctrl+left alt+b', 'a word back'],
  ['forward-word', 'ctrl+right alt+f', 'a word on'],
  ['beginning-of-line', 'home ctrl+a', 'to the start of the field'],
  ['end-of-line', 'end ctrl+e', 'to the end of the field'],
  ['backward-delete-char', 'backspace ctrl+h', 'delete the character before'],
  ['delete-char', 'delete ctrl+d', 'delete the character under the caret'],
  ['unix-line-discard', 'ctrl+u', 'clear to the start'],
  ['kill-line', 'ctrl+k', 'clear to the end'],
  ['backward-kill-word', 'ctrl+w alt+backspace', 'delete the word before'],
  ['kill-word', 'alt+d', 'delete the word behind'],
  ['transpose-chars', 'ctrl+t', 'swap two characters'],
  ['yank', 'ctrl+y', 'put back what was deleted last'],
];

/** The rows of the key table for all places where text is typed. */
export const fieldBindings: readonly KeyBinding[] = [
  bind('accept', ['editor', 'form'], 'enter', { kind: 'enter' }, 'keep what was typed', 'keep'),
  bind('accept', ['line', 'palette', 'start'], 'enter', { kind: 'enter' }, 'run', 'run'),
  bind('next-field', ['form'], 'tab down', { kind: 'next-field', step: 1 }, 'next field', 'next field'),
  bind('previous-field', ['form'], 'shift+tab up', { kind: 'next-field', step: -1 }, 'previous field'),
  bind('add-client', ['form'], 'ctrl+o', { kind: 'add-client' }, 'keep this client and add another', 'add'),
  bind('form-next-client', ['form'], 'ctrl+n', { kind: 'next-client' }, 'the next client'),
  bind('form-previous-client', ['form'], 'ctrl+p', { kind: 'previous-client' }, 'the previous client'),
  bind('remove-client', ['form'], 'ctrl+x', { kind: 'remove-client' }, 'remove this client', 'remove'),
  bind('choose-up', ['start', 'palette'], 'up shift+tab', { kind: 'move', motion: 'up' }, 'up'),
  bind('choose-down', ['start', 'palette'], 'down tab', { kind: 'move', motion: 'down' }, 'down', 'choose'),
  bind('row-up', ['editor'], 'up', { kind: 'edit-row', step: -1 }, 'a row up'),
  bind('row-down', ['editor'], 'down', { kind: 'edit-row', step: 1 }, 'a row down'),
  ...fieldRows.map(([kind, keys, help]) =>
    bind(kind, typing, keys, { kind: 'edit', action: { kind } }, help),
  ),
  bind('cancel', overlays, 'escape', { kind: 'back' }, 'back, as it was before', 'back'),
  bind('interrupt', ['start'], 'ctrl+c', { kind: 'interrupt' }, 'quit', 'quit'),
];
