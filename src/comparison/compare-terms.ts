import { followTerms } from '../exploration/edits.ts';

/** What became of a term of a record. `before`, `after`: its text then and now; `from`, `to`: its place then and now,
 *  counted from 1. */
export type TermChange =
  | Readonly<{ kind: 'added'; after: string; to: number }>
  | Readonly<{ kind: 'removed'; before: string; from: number }>
  | Readonly<{ kind: 'changed'; before: string; after: string; from: number; to: number }>
  | Readonly<{ kind: 'moved'; before: string; from: number; to: number }>;

/** A term without its like in the other record. `gap`: how many terms before it have theirs. */
type Lone = Readonly<{ text: string; index: number; gap: number }>;

/** What a term is of: the name of its mechanism or modifier, in lower case. */
const nameOf = (text: string): string => (/^[+?~-]?([a-z0-9_.-]*)/i.exec(text)?.[1] ?? '').toLowerCase();

const findLone = (texts: readonly string[], isPaired: (index: number) => boolean): Lone[] => {
  let gap = 0;
  return texts.flatMap((text, index) => {
    if (!isPaired(index)) return { text, index, gap };
    gap++;
    return [];
  });
};

/** Pairs members of two lists that have the same key, in their order; calls `pair` for each, and gives those without. */
const pairBy = (
  removed: readonly Lone[],
  added: readonly Lone[],
  keyOf: (lone: Lone) => string,
  pair: (before: Lone, after: Lone) => void,
): Readonly<{ removed: Lone[]; added: Lone[] }> => {
  const waiting = new Map<string, Lone[]>();
  // From the last on, so that the first is taken from the end.
  for (const lone of [...added].reverse()) {
    const list = waiting.get(keyOf(lone));
    if (list === undefined) waiting.set(keyOf(lone), [lone]);
    else list.push(lone);
  }
  const left = removed.filter((lone) => {
    const like = waiting.get(keyOf(lone))?.pop();
    if (like !== undefined) pair(lone, like);
    return like === undefined;
  });
  const open = new Set([...waiting.values()].flat());
  return { removed: left, added: added.filter((lone) => open.has(lone)) };
};

/** What became of the terms of a record, in the order of the record of now; what is gone stands where it stood. A term
 *  is changed where another of the same name, or else the only other one, stands between the same neighbours. */
export const compareTerms = (before: readonly string[], after: readonly string[]): readonly TermChange[] => {
  const follow = followTerms(before, after);
  const placeOf = new Map<number, number>();
  let last = -1;
  for (const [index, text] of before.entries()) {
    const place = follow(index);
    // One behind the other: what was overtaken has moved.
    if (place === undefined || place <= last || after[place] !== text) continue;
    placeOf.set(index, place);
    last = place;
  }
  const taken = new Set(placeOf.values());
  const changes: TermChange[] = [];
  let lone = {
    removed: findLone(before, (index) => placeOf.has(index)),
    added: findLone(after, (index) => taken.has(index)),
  };
  lone = pairBy(
    lone.removed,
    lone.added,
    ({ text }) => text,
    ({ text, index }, to) => {
      changes.push({ kind: 'moved', before: text, from: index + 1, to: to.index + 1 });
    },
  );
  const change = (from: Lone, to: Lone): void => {
    changes.push({
      kind: 'changed',
      before: from.text,
      after: to.text,
      from: from.index + 1,
      to: to.index + 1,
    });
  };
  lone = pairBy(lone.removed, lone.added, ({ text, gap }) => `${gap} ${nameOf(text)}`, change);
  const isAlone = (list: readonly Lone[], gap: number): boolean =>
    list.filter((one) => one.gap === gap).length === 1;
  // Two lists of a few: whatever is in the same gap as exactly one of the other was put in its place.
  const { removed, added } = lone;
  const most = 100;
  if (removed.length <= most && added.length <= most)
    lone = pairBy(
      removed.filter(({ gap }) => isAlone(removed, gap) && isAlone(added, gap)),
      added.filter(({ gap }) => isAlone(removed, gap) && isAlone(added, gap)),
      ({ gap }) => String(gap),
      change,
    );
  const isTold = new Set(changes.flatMap((one) => ('from' in one ? one.from - 1 : [])));
  const isShown = new Set(changes.flatMap((one) => ('to' in one ? one.to - 1 : [])));
  lone = {
    removed: removed.filter(({ index }) => !isTold.has(index)),
    added: added.filter(({ index }) => !isShown.has(index)),
  };
  for (const { text, index } of lone.removed)
    changes.push({ kind: 'removed', before: text, from: index + 1 });
  for (const { text, index } of lone.added) changes.push({ kind: 'added', after: text, to: index + 1 });
  const orderOf = (one: TermChange): number => ('to' in one ? one.to : one.from - 0.5);
  return changes.sort((a, b) => orderOf(a) - orderOf(b));
};
