import { expect, it } from 'vitest';
import { createFrameCache } from '../../../src/tui/terminal/frame-cache.ts';

it('a value is computed once while it is used, and anew after a frame without it', () => {
  const cache = createFrameCache<string>();
  const computed: string[] = [];
  const get = (key: string): string =>
    cache.get(key, () => {
      computed.push(key);
      return key.toUpperCase();
    });
  expect([get('a'), get('b'), get('a')]).toEqual(['A', 'B', 'A']);
  cache.nextFrame();
  expect(get('a')).toBe('A');
  cache.nextFrame();
  expect([get('a'), get('b')]).toEqual(['A', 'B']);
  expect(computed).toEqual(['a', 'b', 'b']);
});

it('an empty value is kept as well', () => {
  const cache = createFrameCache<string>();
  let count = 0;
  const compute = (): string => {
    count++;
    return '';
  };
  cache.get('a', compute);
  cache.get('a', compute);
  expect(count).toBe(1);
});
