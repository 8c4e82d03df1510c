import { expect, test } from 'vitest';
import { nearestWord } from '../../src/cli/nearest-word.ts';

const words = ['explore', 'check', 'tree', 'demo', '--server', '--sender', '--ip'];

test.each<[word: string, nearest: string | undefined]>([
  ['tree', 'tree'],
  ['tre', 'tree'],
  ['teer', undefined],
  ['tere', 'tree'],
  ['chekc', 'check'],
  ['xplore', 'explore'],
  ['explroe', 'explore'],
  ['--srever', '--server'],
  ['--sendr', '--sender'],
  ['--ipp', '--ip'],
  ['example.com', undefined],
  ['', undefined],
  ['x'.repeat(100_000), undefined],
  ['\x1b', undefined],
])('%j means %j', (word, nearest) => {
  expect(nearestWord(word, words)).toBe(nearest);
});

test('no word is near where there is none', () => {
  expect(nearestWord('tree', [])).toBeUndefined();
});
