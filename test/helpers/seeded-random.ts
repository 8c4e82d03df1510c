/** Whole numbers from 0 up to a limit, the limit left out. */
export type Random = (limit: number) => number;

/** Numbers that are the same in every run with the same seed (mulberry32). */
export const seededRandom = (seed: number): Random => {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
};

/** One of the items. */
export const pick = <Item>(random: Random, items: readonly Item[]): Item => {
  const item = items[random(items.length)];
  if (item === undefined) throw new RangeError('there is nothing to pick from');
  return item;
};
