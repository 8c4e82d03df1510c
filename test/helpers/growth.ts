/** How many times longer the work takes on an input four times as large: about 4 where it is linear, 16 where it is
 *  quadratic. The least of some rounds, as other work on the machine only ever adds; a round is over at the first
 *  that is clearly linear. `load` makes what is worked on. */
export const growthWhenQuadrupled = <Input>(
  size: number,
  load: (size: number) => Input,
  work: (input: Input) => void,
): number => {
  const small = load(size);
  const large = load(4 * size);
  const time = (input: Input): number => {
    const startMs = performance.now();
    work(input);
    return performance.now() - startMs;
  };
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 12 && least > 6; round++) {
    const smallMs = Math.max(time(small), time(small));
    // What takes no time at all has no growth to be seen.
    least = Math.min(least, time(large) / Math.max(smallMs, 1));
  }
  return least;
};
