import { describe, expect, it } from 'vitest';
import { type DrawOperation, plainRow, wholeRows } from '../../../src/tui/terminal/whole-rows.ts';

const write = (y: number, text: string, more: Partial<DrawOperation> = {}): DrawOperation =>
  // Only what a write has is replaced.
  ({ type: 'write', x: 0, y, text, transformers: [], ...more }) as DrawOperation;

const shout = (text: string): string => `${text}!`;

describe('a frame of whole rows', () => {
  it('is the row of each text, in the order of the screen', () => {
    expect(wholeRows([write(2, 'c'), write(0, 'a')], 3, shout)).toEqual(['a!', '', 'c!']);
  });

  it('has the texts as they are transformed', () => {
    const transformers = [(text: string) => `<${text}>`, (text: string) => `[${text}]`];
    expect(wholeRows([write(0, 'a', { transformers })], 1, shout)).toEqual(['[<a>]!']);
  });

  it.each<[why: string, operations: readonly DrawOperation[]]>([
    ['two texts share a row', [write(0, 'a'), write(0, 'b')]],
    ['a text starts further right', [write(0, 'a', { x: 3 })]],
    ['a text is several rows', [write(0, 'a\nb')]],
    ['a text is above the screen', [write(-1, 'a')]],
    ['a text is below the screen', [write(2, 'a')]],
    ['a text is between two rows', [write(0.5, 'a')]],
    ['only a part is in sight', [{ type: 'clip' }, write(0, 'a'), { type: 'unclip' }]],
  ])('is nothing where %s', (_why, operations) => {
    expect(wholeRows(operations, 2, shout)).toBeUndefined();
  });
});

it.each<[text: string, row: string | undefined]>([
  ['abc', 'abc'],
  ['ab  ', 'ab'],
  ['a\x1b[7m  \x1b[0m', 'a\x1b[7m  \x1b[0m'],
  ['abcd', 'abcd'],
  ['abcde', undefined],
  ['你好', undefined],
  ['a\tb', undefined],
])('%j in a row of four columns', (text, row) => {
  expect(plainRow(text, 4)).toBe(row);
});
