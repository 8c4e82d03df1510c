import { describe, expect, it } from 'vitest';
import { fieldLine } from '../../src/tui/form-box.ts';
import { type FieldAction, fieldWith, reduceField, type TextField } from '../../src/tui/text-field.ts';

/** A field in one text, its caret a bar. */
const show = ({ text, caret }: TextField): string => {
  const characters = [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
  return [...characters.slice(0, caret), '|', ...characters.slice(caret)].join('');
};

const read = (shown: string): TextField => {
  const [before = '', after = ''] = shown.split('|');
  return { ...fieldWith(before), text: before + after };
};

const insert = (text: string): FieldAction => ({ kind: 'insert', text });

describe('a text field', () => {
  const rows: readonly (readonly [string, FieldAction, string])[] = [
    ['|', insert('a'), 'a|'],
    ['a|c', insert('b'), 'ab|c'],
    ['|', insert(' '), ' |'],
    ['|', insert('  192.0.2.1 \n'), '192.0.2.1|'],
    ['|', insert('a.example\nb.example'), 'a.example|'],
    ['|', insert('a\x1b[31mb\x07'), 'a[31mb|'],
    ['e|', insert('\u0301'), 'e\u0301|'],
    ['ab|', { kind: 'backward-char' }, 'a|b'],
    ['|ab', { kind: 'backward-char' }, '|ab'],
    ['a|b', { kind: 'forward-char' }, 'ab|'],
    ['ab|', { kind: 'forward-char' }, 'ab|'],
    ['ab|c', { kind: 'beginning-of-line' }, '|abc'],
    ['a|bc', { kind: 'end-of-line' }, 'abc|'],
    ['ab|c', { kind: 'backward-delete-char' }, 'a|c'],
    ['|c', { kind: 'backward-delete-char' }, '|c'],
    ['👩‍👩‍👧|', { kind: 'backward-delete-char' }, '|'],
    ['a|bc', { kind: 'delete-char' }, 'a|c'],
    ['ab|c', { kind: 'unix-line-discard' }, '|c'],
    ['a|bc', { kind: 'kill-line' }, 'a|'],
    ['one two |x', { kind: 'backward-kill-word' }, 'one |x'],
    ['one|', { kind: 'backward-kill-word' }, '|'],
    ['one two  |x', { kind: 'backward-kill-word' }, 'one |x'],
  ];
  it.each(rows)('%j after %j is %j', (before, action, after) => {
    expect(show(reduceField(read(before), action))).toBe(after);
  });
});

describe('a paste that is far too long', () => {
  it('is cut, and the field stays quick', () => {
    const first = reduceField(fieldWith('a'), { kind: 'insert', text: 'é'.repeat(1_000_000) });
    expect(first.text).toHaveLength(1000);
    expect(reduceField(first, { kind: 'insert', text: 'b' })).toEqual(first);
    expect(fieldLine(first, 40, true).map(({ text }) => text)).toEqual(['é'.repeat(39), ' ', '']);
  });
});
