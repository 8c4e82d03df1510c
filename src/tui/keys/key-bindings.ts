import type { Pane } from '../drawing/layout.ts';
import { splitGraphemes } from '../editing/text-field.ts';
import type { Action, Command, Motion } from './action.ts';
import { fieldBindings } from './field-bindings.ts';
import { bind, type KeyBinding, type KeyContext } from './key-binding.ts';
import { type KeyName, showKey } from './key-names.ts';

const tree = ['tree'] as const;
const lists = ['tree', 'help', 'list'] as const;
const everywhere = ['tree', 'help', 'list', 'form', 'line', 'palette', 'editor', 'start'] as const;

const command = (name: Command, keys: string, help: string, hint?: string): KeyBinding =>
  bind(name, tree, keys, { kind: name }, help, hint);

const moveBy = (motion: Motion, keys: string, help: string, hint?: string): KeyBinding => ({
  ...bind(motion, lists, keys, { kind: 'move', motion }, help, hint),
  isRepeated: true,
});

const repeated = (binding: KeyBinding): KeyBinding => ({ ...binding, isRepeated: true });

const focus = (pane: Pane, key: string, help: string): KeyBinding =>
  bind(`pane-${pane}`, tree, key, { kind: 'focus', pane }, help);

/** Every key: what is matched, what the footer shows, what the palette, the help and the README list. The first row
 *  that fits counts. */
export const keyBindings: readonly KeyBinding[] = [
  bind(
    'interrupt',
    everywhere.filter((context) => context !== 'start'),
    'ctrl+c',
    { kind: 'interrupt' },
    'quit at once (exit code 130)',
  ),
  bind('suspend', everywhere, 'ctrl+z', { kind: 'suspend' }, 'suspend; fg comes back'),
  bind('redraw', everywhere, 'ctrl+l', { kind: 'redraw' }, 'draw the screen again'),
  moveBy('up', 'up k', 'up'),
  moveBy('down', 'down j', 'down', 'move'),
  bind('open', tree, 'right l', { kind: 'open-or-enter' }, 'open; then enter', 'open'),
  bind('close', tree, 'left h', { kind: 'close-or-leave' }, 'close; then go to the parent'),
  bind('toggle', tree, 'space', { kind: 'toggle' }, 'open or close'),
  repeated(bind('next-sibling', tree, 'J', { kind: 'sibling', step: 1 }, 'next term of the same record')),
  repeated(
    bind('previous-sibling', tree, 'K', { kind: 'sibling', step: -1 }, 'previous term of the same record'),
  ),
  bind('open-all', tree, 'e', { kind: 'open-siblings' }, 'open all terms of the record'),
  bind('close-all', tree, 'c', { kind: 'close-siblings' }, 'close all terms of the record'),
  // No number goes with it: 4, g is the first row of the fourth pane.
  bind('first', lists, 'g home', { kind: 'move', motion: 'first' }, 'to the top'),
  moveBy('last', 'G end', 'to the end'),
  moveBy('page-up', 'pageup', 'a page up'),
  moveBy('page-down', 'pagedown', 'a page down'),
  moveBy('half-up', 'ctrl+u', 'half a page up'),
  moveBy('half-down', 'ctrl+d', 'half a page down'),
  command('enter', 'enter', "into the detail, or to the term; at the walk's end, go on"),
  command(
    'fix-or-filter',
    'f',
    'try the fix that is offered, or of the chosen problem; else show only some terms',
  ),
  command('fix-all', 'F', 'what if: make all fixes that change no good verdict'),
  bind(
    'filter',
    tree,
    'v',
    { kind: 'filter' },
    'show all terms, those of this check, those that cost, problems',
  ),
  command('costliest', 'm', 'to the term that costs most lookups; again: the next one'),
  bind(
    'simulate',
    tree,
    's',
    { kind: 'show-simulate' },
    'simulate a client, or edit the clients',
    'simulate',
  ),
  command('next-client', ']', 'the next client'),
  command('previous-client', '[', 'the previous client'),
  command('other-identity', 'i', 'the other identity: MAIL FROM or HELO'),
  command('edit-record', 'w', 'what if: edit the record, and see', 'what-if'),
  command('edit-target', 'W', 'what if: edit the record that the term leads to'),
  command('edit-outside', 'E', 'what if: edit the record in $VISUAL or $EDITOR'),
  command('toggle-term', 'x', 'what if: take the term out of its record, or put it back'),
  repeated(command('undo', 'u', 'take the last edit back')),
  repeated(command('redo', 'ctrl+r', 'do it again')),
  command('reset', 'X', 'take all edits back'),
  bind('search', tree, '/', { kind: 'show-search' }, 'search terms, names, addresses', 'search'),
  repeated(command('find-next', 'n', 'the next that was found')),
  repeated(command('find-previous', 'N', 'the one before')),
  bind('next-pane', tree, 'tab', { kind: 'focus', pane: 'next' }, 'the next pane', 'pane'),
  bind('previous-pane', tree, 'shift+tab', { kind: 'focus', pane: 'previous' }, 'the pane before'),
  focus('tree', '1', 'the record'),
  focus('detail', '2', 'the detail'),
  focus('problems', '3', 'the problems'),
  focus('log', '4', 'the DNS log'),
  bind('zoom', tree, 'z', { kind: 'zoom' }, 'one pane alone, or all'),
  command('copy', 'y', "copy the term; of the domain's own row, its TXT as zone-file text"),
  command('copy-record', 'Y', 'copy the record as plain text'),
  command('copy-report', 'R', 'copy the plain report'),
  command('copy-clients', '', 'copy the clients, as --clients FILE reads them'),
  command('save-picture', 'S', 'save the screen as a picture (SVG)'),
  bind('domain', tree, 'd', { kind: 'show-domain' }, 'another domain'),
  command('compare-snapshot', 'D', 'compare with a snapshot; again: no longer'),
  command('incidents', 'p', 'what was pasted: the list of its checks'),
  bind('accept', ['list'], 'enter', { kind: 'enter' }, 'explore it', 'explore'),
  bind('order-incidents', ['list'], 'o', { kind: 'order-incidents' }, 'another order', 'order'),
  command('requery', 'r', 'ask DNS again'),
  bind('palette', tree, ':', { kind: 'show-palette' }, 'every action by its name'),
  bind('help', tree, '?', { kind: 'show-help' }, 'all keys', 'help'),
  bind('quit', lists, 'q', { kind: 'quit' }, 'quit', 'quit'),
  bind('back', tree, 'escape', { kind: 'back' }, 'back'),
  bind('back', ['help', 'list'], 'escape', { kind: 'back' }, 'back', 'back'),
  bind('close-help', ['help'], '?', { kind: 'back' }, 'back'),
  ...fieldBindings,
];

/** The keys of a row, as people write them. */
export const shownKeys = ({ keys }: KeyBinding): readonly string[] => keys.map(showKey);

/** The key of an action, as people write it; its name where it has none. */
export const keyOf = (bindings: readonly KeyBinding[], action: string): string => {
  const binding = bindings.find(({ name, keys }) => name === action && keys.length > 0);
  return (binding && shownKeys(binding)[0]) ?? action;
};

/** Whether a context has a field that characters go to. */
export const isTypingContext = (context: KeyContext): boolean => !lists.some((list) => list === context);

/** The row that a key has in a context. */
export const bindingForKey = (
  bindings: readonly KeyBinding[],
  context: KeyContext,
  name: KeyName,
): KeyBinding | undefined =>
  bindings.find(({ contexts, keys }) => contexts.includes(context) && keys.includes(name));

/** What a key means in a context. A character, in a place with a field, edits it. */
export const actionForKey = (
  bindings: readonly KeyBinding[],
  context: KeyContext,
  name: KeyName,
): Action | undefined => {
  const binding = bindingForKey(bindings, context, name);
  if (binding !== undefined) return binding.action;
  const types = isTypingContext(context) && splitGraphemes(name).length === 1;
  return types ? { kind: 'edit', action: { kind: 'insert', text: name } } : undefined;
};
