/** So many run at once: their waits for DNS overlap, and no server gets a flood. */
const mostAtOnce = 8;

/** What `run` gives for each item, in the order of the items, a few at a time. */
export async function* runInOrder<Item, Result>(
  items: readonly Item[],
  run: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const running: Promise<Result>[] = [];
  let next = 0;
  while (next < items.length || running.length > 0) {
    for (; running.length < mostAtOnce && next < items.length; next++) {
      // The index is below the length.
      const started = run(items[next] as Item);
      // A fault is told in its turn, and not twice.
      started.catch(() => {});
      running.push(started);
    }
    const first = running.shift();
    if (first !== undefined) yield await first;
  }
}
