import { expect, it } from 'vitest';
import { readRow } from '../../../src/tui/terminal/row-cells.ts';

it('each column of a row has its look', () => {
  expect(readRow('a\x1b[1;32mbc\x1b[0m ┃')).toEqual({
    text: 'abc ┃',
    looks: [[], ['1', '32'], ['1', '32'], [], []],
  });
  expect(readRow('')).toEqual({ text: '', looks: [] });
});

it.each([
  ['a wide character', '你好'],
  ['an accent of its own', 'e\u0301'],
  ['a character that nobody sees', 'a\u200bb'],
  ['a line break', 'a\nb'],
  ['a tab', 'a\tb'],
  ['a cursor movement', 'a\x1b[3Cb'],
  ['a control string', 'a\x1b]8;;x\x07b'],
  ['a lone escape', 'a\x1b'],
  ['a look that is not known', '\x1b[5ma'],
])('a row with %s is not for us', (_what, row) => {
  expect(readRow(row)).toBeUndefined();
});
