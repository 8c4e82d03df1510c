import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EditAction } from '../../../src/tui/editing/edit-line.ts';
import {
  type FieldAction,
  fieldWith,
  reduceField,
  splitGraphemes,
  type TextField,
} from '../../../src/tui/editing/text-field.ts';
import { fieldLine } from '../../../src/tui/panes/field-line.ts';
import { growthWhenQuadrupled } from '../../helpers/growth.ts';

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
    ['a.b|.c', { kind: 'backward-kill-word' }, '|.c'],
    ['|ab.cd', { kind: 'forward-word' }, 'ab|.cd'],
    ['ab|.cd', { kind: 'forward-word' }, 'ab.cd|'],
    ['ab.cd| ..', { kind: 'forward-word' }, 'ab.cd ..|'],
    ['|bücher e\u0301t', { kind: 'forward-word' }, 'bücher| e\u0301t'],
    ['ab.cd|', { kind: 'backward-word' }, 'ab.|cd'],
    ['ab.|cd', { kind: 'backward-word' }, '|ab.cd'],
    ['  |ab', { kind: 'backward-word' }, '|  ab'],
    ['x e\u0301te\u0301|', { kind: 'backward-word' }, 'x |e\u0301te\u0301'],
    ['a|b.cd', { kind: 'kill-word' }, 'a|.cd'],
    ['ab|.cd.e', { kind: 'kill-word' }, 'ab|.e'],
    ['ab|cd', { kind: 'transpose-chars' }, 'acb|d'],
    ['abc|', { kind: 'transpose-chars' }, 'acb|'],
    ['|abc', { kind: 'transpose-chars' }, '|abc'],
    ['a|', { kind: 'transpose-chars' }, 'a|'],
    ['👩‍👩‍👧|b', { kind: 'transpose-chars' }, 'b👩‍👩‍👧|'],
    ['a|b', { kind: 'yank' }, 'a|b'],
  ];
  it.each(rows)('%j after %j is %j', (before, action, after) => {
    expect(show(reduceField(read(before), action))).toBe(after);
  });
});

describe('what was cut out', () => {
  const run = (shown: string, kinds: readonly EditAction['kind'][]): string =>
    show(kinds.reduce((field, kind) => reduceField(field, { kind }), read(shown)));

  const rows: readonly (readonly [string, readonly EditAction['kind'][], string])[] = [
    ['one two|', ['backward-kill-word', 'beginning-of-line', 'yank'], 'two|one '],
    ['one two|', ['backward-kill-word', 'backward-kill-word', 'yank'], 'one two|'],
    ['one| two three', ['kill-word', 'kill-word', 'yank'], 'one two three|'],
    ['one| two', ['unix-line-discard', 'kill-line', 'yank'], 'one two|'],
    ['a b|', ['backward-kill-word', 'backward-char', 'unix-line-discard', 'yank'], 'a| '],
    ['a b|', ['backward-kill-word', 'yank', 'yank'], 'a bb|'],
    ['ab|', ['unix-line-discard', 'backward-kill-word', 'yank'], 'ab|'],
    ['ab|', ['unix-line-discard', 'backward-delete-char', 'yank'], 'ab|'],
  ];
  it.each(rows)('comes back: %j after %j is %j', (shown, kinds, after) => {
    expect(run(shown, kinds)).toBe(after);
  });

  it('does not come back past the end of the room', () => {
    let field = fieldWith('x'.repeat(600));
    for (const kind of ['unix-line-discard', 'yank', 'yank'] as const) field = reduceField(field, { kind });
    expect(field.text).toHaveLength(1000);
    expect(field.dropped).toBe(200);
  });
});

describe('a text cut into graphemes', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 400 }),
    fc
      .array(fc.constantFrom('🇩', 'e', '\u0301', '\u200d', '👩', '\r', '\n', '\u0600', 'ᄀ', 'ᅡ', '漢'), {
        maxLength: 900,
      })
      .map((parts) => parts.join('')),
  );

  it('is cut as a whole would be', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const whole = [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
        expect(splitGraphemes(text)).toEqual(whole);
      }),
    );
  });

  it('takes time in proportion to the text', () => {
    const growth = growthWhenQuadrupled(20_000, (size) => 'é漢'.repeat(size), splitGraphemes);
    expect(growth).toBeLessThan(9);
  });

  it('may be one flood of marks', () => {
    expect(splitGraphemes(`e${'\u0301'.repeat(100_000)}x`)).toHaveLength(2);
  });
});

describe('a paste that is far too long', () => {
  it('is cut, and the field stays quick', () => {
    const first = reduceField(fieldWith('a'), { kind: 'insert', text: 'é'.repeat(1_000_000) });
    expect(first.text).toHaveLength(1000);
    expect(first.dropped).toBe(999_001);
    const second = reduceField(first, { kind: 'insert', text: 'b' });
    expect(second).toEqual({ ...first, dropped: 1 });
    expect(reduceField(second, { kind: 'backward-char' }).dropped).toBeUndefined();
    expect(fieldLine(first, 40, true).map(({ text }) => text)).toEqual(['é'.repeat(39), ' ', '']);
  });
});
