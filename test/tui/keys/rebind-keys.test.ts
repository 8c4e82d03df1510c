import { describe, expect, it } from 'vitest';
import { actionForKey, keyBindings } from '../../../src/tui/keys/key-bindings.ts';
import { showKey } from '../../../src/tui/keys/key-names.ts';
import { readKeyName, rebindKeys } from '../../../src/tui/keys/rebind-keys.ts';

const known = keyBindings.flatMap(({ keys }) => keys);

describe('a key as people write it', () => {
  it.each([
    ['g', 'g'],
    ['G', 'G'],
    ['?', '?'],
    ['Ctrl-R', 'ctrl+r'],
    ['ctrl+r', 'ctrl+r'],
    ['C-r', 'ctrl+r'],
    ['CTRL-r', 'ctrl+r'],
    ['Alt-f', 'alt+f'],
    ['M-F', 'alt+F'],
    ['alt+.', 'alt+.'],
    ['PgUp', 'pageup'],
    ['pageup', 'pageup'],
    ['pgdn', 'pagedown'],
    ['Esc', 'escape'],
    ['space', ' '],
    ['Space', ' '],
    ['Shift-Tab', 'shift+tab'],
    ['S-Tab', 'shift+tab'],
    ['↑', 'up'],
    ['Ctrl-1', undefined],
    ['F13', undefined],
    ['', undefined],
    [' ', ' '],
    ['Page', undefined],
    ['é', undefined],
    ['\x1b', undefined],
    ['ctrl+', undefined],
    ['gg', undefined],
    ['__proto__', undefined],
  ])('%j is %j', (written, expected) => {
    expect(readKeyName(written, known)).toBe(expected);
  });

  it('is read back from how the help shows it', () => {
    for (const key of known) expect(readKeyName(showKey(key), known)).toBe(key);
  });
});

/** What keys do in the panes with a choice of keys. */
const actions = (chosen: Readonly<Record<string, readonly string[]>>, ...keys: readonly string[]) => {
  const { bindings } = rebindKeys(keyBindings, chosen);
  return keys.map((key) => actionForKey(bindings, 'tree', key)?.kind);
};

describe('chosen keys', () => {
  it('stand in for the own ones', () => {
    expect(actions({ requery: ['F', 'Ctrl-G'] }, 'F', 'ctrl+g', 'r')).toEqual([
      'requery',
      'requery',
      undefined,
    ]);
  });

  it('take a key from the action that has it, in its place only', () => {
    expect(actions({ requery: ['x'] }, 'x', 'r')).toEqual(['requery', undefined]);
    expect(rebindKeys(keyBindings, { requery: ['x'] }).problems).toEqual([
      'keys: x went to another action; toggle-term has no key now',
    ]);
    const { bindings } = rebindKeys(keyBindings, { requery: ['ctrl+u'] });
    expect(actionForKey(bindings, 'tree', 'ctrl+u')).toEqual({ kind: 'requery' });
    expect(actionForKey(bindings, 'form', 'ctrl+u')).toEqual({
      kind: 'edit',
      action: { kind: 'unix-line-discard' },
    });
  });

  it('may be none', () => {
    expect(actions({ requery: [] }, 'r')).toEqual([undefined]);
  });

  it('of two actions may be swapped', () => {
    expect(actions({ undo: ['x'], 'toggle-term': ['u'] }, 'x', 'u')).toEqual(['undo', 'toggle-term']);
  });

  it('leave the table as it is where there are none', () => {
    expect(rebindKeys(keyBindings, {})).toEqual({ bindings: keyBindings, problems: [] });
  });

  const rows: readonly (readonly [string, Readonly<Record<string, readonly string[]>>, RegExp])[] = [
    ['an action that is none', { frobnicate: ['x'] }, /^keys: no action is called "frobnicate"/],
    ['an action that every object has', { toString: ['x'] }, /^keys: no action is called "toString"/],
    ['a key that is none', { requery: ['F13'] }, /^keys: "F13" of requery is no key/],
    [
      'Ctrl-C for another action',
      { requery: ['Ctrl-C'] },
      /^keys: Ctrl-C always quits; requery needs another key/,
    ],
  ];
  it.each(rows)('complain of %s, and change nothing', (_, chosen, said) => {
    const { bindings, problems } = rebindKeys(keyBindings, chosen);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(said);
    expect(bindings).toEqual(keyBindings);
  });

  it('are taken as far as they are keys', () => {
    const chosen = { requery: ['F13', 'B', 'ctrl+c'] };
    expect(rebindKeys(keyBindings, chosen).problems).toHaveLength(2);
    expect(actions(chosen, 'B', 'r')).toEqual(['requery', undefined]);
  });

  it.each([[['q']], [[]], [['ctrl+c', 'q']]])(
    'never take Ctrl-C from its meaning: interrupt on %j',
    (keys) => {
      const { bindings } = rebindKeys(keyBindings, { interrupt: keys });
      for (const context of ['tree', 'help', 'form', 'line', 'palette', 'editor', 'start'] as const)
        expect(actionForKey(bindings, context, 'ctrl+c')).toEqual({ kind: 'interrupt' });
    },
  );
});

describe('keys that cannot be chosen', () => {
  it.each([
    [{ undo: ['3'] }, 'keys: digits count and go to panes; undo needs another key than 3'],
    [{ 'pane-log': ['l'] }, 'keys: the panes have the digits 1 to 4; pane-log has no other key'],
  ])('%j is told, and changes nothing', (chosen, problem) => {
    expect(rebindKeys(keyBindings, chosen)).toEqual({ bindings: keyBindings, problems: [problem] });
  });
});
