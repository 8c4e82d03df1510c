import type { Key } from 'ink';
import { splitGraphemes } from './text-field.ts';
import type { ViewAction } from './view-state.ts';

/** What a key asks for beyond the view: the exploration, the terminal. */
export type CommandAction = Readonly<{
  kind: 'quit' | 'interrupt' | 'suspend' | 'redraw' | 'requery' | 'enter';
}>;

/** What a key does. */
export type Action = ViewAction | CommandAction;

/** Where a key has its meaning. `form`: any place with a text field. */
export type KeyContext = 'tree' | 'form' | 'start' | 'help';

/** A key as the table names it: a character, or one of Ink's names with its modifiers. */
type KeyName = string;

/** A row of the key table. `hint` is the footer's word; rows without one stand only in the help. */
export type KeyBinding = Readonly<{
  contexts: readonly KeyContext[];
  keys: readonly KeyName[];
  action: Action;
  shown: string;
  help: string;
  hint?: string;
}>;

const tree = ['tree'] as const;
const lists = ['tree', 'help'] as const;
const form = ['form', 'start'] as const;

const bind = (
  contexts: readonly KeyContext[],
  keys: readonly KeyName[],
  action: Action,
  shown: string,
  help: string,
  hint?: string,
): KeyBinding => ({ contexts, keys, action, shown, help, ...(hint === undefined ? {} : { hint }) });

/** Every key: what is matched, what the footer shows, what the help and the README list. The first row that fits
 *  counts. */
export const keyBindings: readonly KeyBinding[] = [
  bind([...lists, ...form], ['ctrl+c'], { kind: 'interrupt' }, 'Ctrl-C', 'quit at once (exit code 130)'),
  bind([...lists, ...form], ['ctrl+z'], { kind: 'suspend' }, 'Ctrl-Z', 'suspend; fg comes back'),
  bind([...lists, ...form], ['ctrl+l'], { kind: 'redraw' }, 'Ctrl-L', 'draw the screen again'),
  bind(lists, ['up', 'k'], { kind: 'move', motion: 'up' }, '↑ k', 'up', 'move'),
  bind(lists, ['down', 'j'], { kind: 'move', motion: 'down' }, '↓ j', 'down'),
  bind(tree, ['right', 'l'], { kind: 'open-or-enter' }, '→ l', 'open; then enter', 'open'),
  bind(tree, ['left', 'h'], { kind: 'close-or-leave' }, '← h', 'close; then go to the parent'),
  bind(tree, [' '], { kind: 'toggle' }, 'Space', 'open or close'),
  bind(tree, ['J'], { kind: 'sibling', step: 1 }, 'J', 'next term of the same record'),
  bind(tree, ['K'], { kind: 'sibling', step: -1 }, 'K', 'previous term of the same record'),
  bind(tree, ['e'], { kind: 'open-siblings' }, 'e', 'open all terms of the record'),
  bind(tree, ['c'], { kind: 'close-siblings' }, 'c', 'close all terms of the record'),
  bind(lists, ['g', 'home'], { kind: 'move', motion: 'first' }, 'g Home', 'to the top'),
  bind(lists, ['G', 'end'], { kind: 'move', motion: 'last' }, 'G End', 'to the end'),
  bind(lists, ['pageup'], { kind: 'move', motion: 'page-up' }, 'PgUp', 'a page up'),
  bind(lists, ['pagedown'], { kind: 'move', motion: 'page-down' }, 'PgDn', 'a page down'),
  bind(lists, ['ctrl+u'], { kind: 'move', motion: 'half-up' }, 'Ctrl-U', 'half a page up'),
  bind(lists, ['ctrl+d'], { kind: 'move', motion: 'half-down' }, 'Ctrl-D', 'half a page down'),
  bind(tree, ['tab', 'shift+tab'], { kind: 'focus', pane: 'next' }, 'Tab', 'the other pane', 'pane'),
  bind(tree, ['1'], { kind: 'focus', pane: 'tree' }, '1', 'the record'),
  bind(tree, ['2'], { kind: 'focus', pane: 'detail' }, '2', 'the detail'),
  bind(tree, ['enter'], { kind: 'enter' }, 'Enter', "into the detail; at the walk's end, go on"),
  bind(tree, ['s'], { kind: 'show-simulate' }, 's', 'simulate a client', 'simulate'),
  bind(tree, ['d'], { kind: 'show-domain' }, 'd', 'another domain', 'domain'),
  bind(tree, ['r'], { kind: 'requery' }, 'r', 'ask DNS again', 'requery'),
  bind(tree, ['?'], { kind: 'show-help' }, '?', 'all keys', 'help'),
  bind([...tree, 'help'], ['q'], { kind: 'quit' }, 'q', 'quit', 'quit'),
  bind(lists, ['escape'], { kind: 'back' }, 'Esc', 'back'),
  bind(['help'], ['?'], { kind: 'back' }, '?', 'back'),
  bind(form, ['enter'], { kind: 'enter' }, 'Enter', 'run', 'run'),
  bind(['form'], ['tab', 'down'], { kind: 'next-field', step: 1 }, 'Tab ↓', 'next field', 'next field'),
  bind(['form'], ['shift+tab', 'up'], { kind: 'next-field', step: -1 }, 'Shift-Tab ↑', 'previous field'),
  bind(['start'], ['up', 'shift+tab'], { kind: 'move', motion: 'up' }, '↑', 'up', 'choose'),
  bind(['start'], ['down', 'tab'], { kind: 'move', motion: 'down' }, '↓', 'down'),
  bind(
    form,
    ['left', 'ctrl+b'],
    { kind: 'edit', action: { kind: 'backward-char' } },
    '←',
    'a character back',
  ),
  bind(form, ['right', 'ctrl+f'], { kind: 'edit', action: { kind: 'forward-char' } }, '→', 'a character on'),
  bind(
    form,
    ['home', 'ctrl+a'],
    { kind: 'edit', action: { kind: 'beginning-of-line' } },
    'Ctrl-A',
    'to the start of the field',
  ),
  bind(
    form,
    ['end', 'ctrl+e'],
    { kind: 'edit', action: { kind: 'end-of-line' } },
    'Ctrl-E',
    'to the end of the field',
  ),
  bind(
    form,
    ['backspace', 'ctrl+h'],
    { kind: 'edit', action: { kind: 'backward-delete-char' } },
    'Backspace',
    'delete the character before',
  ),
  bind(
    form,
    ['delete', 'ctrl+d'],
    { kind: 'edit', action: { kind: 'delete-char' } },
    'Del',
    'delete the character under the caret',
  ),
  bind(
    form,
    ['ctrl+u'],
    { kind: 'edit', action: { kind: 'unix-line-discard' } },
    'Ctrl-U',
    'clear to the start',
    'clear',
  ),
  bind(form, ['ctrl+k'], { kind: 'edit', action: { kind: 'kill-line' } }, 'Ctrl-K', 'clear to the end'),
  bind(
    form,
    ['ctrl+w'],
    { kind: 'edit', action: { kind: 'backward-kill-word' } },
    'Ctrl-W',
    'delete the word before',
  ),
  bind(['form'], ['escape'], { kind: 'back' }, 'Esc', 'back', 'back'),
  bind(['start'], [], { kind: 'interrupt' }, 'Ctrl-C', 'quit', 'quit'),
];

const controlNames: Readonly<Record<string, KeyName>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\b': 'backspace',
};

/** The table's name for one typed character. */
const characterName = (character: string): KeyName => {
  const code = character.charCodeAt(0);
  return controlNames[character] ?? (code < 27 ? `ctrl+${String.fromCharCode(code + 96)}` : character);
};

/** The table's names for what Ink reports. Keys pressed in quick succession arrive as one text: each is a name. */
export const keyNames = (input: string, key: Key): KeyName[] => {
  const named: readonly (readonly [boolean, string])[] = [
    [key.upArrow, 'up'],
    [key.downArrow, 'down'],
    [key.leftArrow, 'left'],
    [key.rightArrow, 'right'],
    [key.pageUp, 'pageup'],
    [key.pageDown, 'pagedown'],
    [key.home, 'home'],
    [key.end, 'end'],
    [key.return, 'enter'],
    [key.escape, 'escape'],
    [key.tab, key.shift ? 'shift+tab' : 'tab'],
    [key.backspace, 'backspace'],
    [key.delete, 'delete'],
  ];
  const name = named.find(([isPressed]) => isPressed)?.[1];
  if (name !== undefined) return [name];
  if (key.ctrl) return [`ctrl+${input}`];
  return key.meta ? [] : splitGraphemes(input).map(characterName);
};

/** What a key means in a context. A character, in a place with a field, edits it. */
export const actionForKey = (context: KeyContext, name: KeyName): Action | undefined => {
  const binding = keyBindings.find(({ contexts, keys }) => contexts.includes(context) && keys.includes(name));
  if (binding !== undefined) return binding.action;
  const types = (context === 'form' || context === 'start') && splitGraphemes(name).length === 1;
  return types ? { kind: 'edit', action: { kind: 'insert', text: name } } : undefined;
};
