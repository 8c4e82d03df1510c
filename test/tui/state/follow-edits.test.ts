import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Edits,
  editOf,
  editRecord,
  noEdits,
  removeTerm,
  restoreTerm,
} from '../../../src/exploration/edits.ts';
import type { Exploration } from '../../../src/exploration/exploration.ts';
import { startExploration } from '../../../src/exploration/reduce-exploration.ts';
import { treeRows } from '../../../src/report/tree-rows.ts';
import { parseRecord } from '../../../src/spf/parse-record.ts';
import { followEdits, followRecord } from '../../../src/tui/state/follow-edits.ts';
import { initialView } from '../../../src/tui/state/view-state.ts';
import { memoryResolver } from '../../helpers/memory-resolver.ts';
import { walkOver } from '../../helpers/walk-zone.ts';
import { exploreZone, treeOf } from '../../helpers/zone-screen.ts';

const zone = {
  'example.com': 'v=spf1 a mx include:one.example ip4:192.0.2.1 ip4:192.0.2.1 ~all',
  'one.example': 'v=spf1 ip4:192.0.2.0/24 include:two.example ?all',
  'two.example': 'v=spf1 ip4:198.51.100.0/24 -all',
};

const explorationWith = async (edits: Edits): Promise<Exploration> => {
  const { policy } = await walkOver(memoryResolver(zone), { root: 'example.com' });
  return { ...startExploration('example.com', undefined, 0), policy, edits };
};

const published = zone['example.com'];
const remove = (edits: Edits, index: number): Edits => removeTerm(edits, 'example.com', index, published);
const restore = (edits: Edits, index: number): Edits => restoreTerm(edits, 'example.com', index, published);

/** The text of a row of the root's record, by its step. */
const textAt = (edits: Edits, step: string): string | undefined => {
  const { text, removed } = editOf(edits, 'example.com') ?? { text: published, removed: [] };
  return step.startsWith('x')
    ? removed[Number(step.slice(1))]?.text
    : parseRecord([text]).terms[Number(step)]?.text;
};

const stepsIn = (edits: Edits): string[] => {
  const { text, removed } = editOf(edits, 'example.com') ?? { text: published, removed: [] };
  return [
    ...removed.map((_, index) => `x${index}`),
    ...parseRecord([text]).terms.map((_, index) => `${index}`),
  ];
};

const change = fc.array(fc.record({ at: fc.nat(5), back: fc.boolean() }), { maxLength: 12 });
const editsAfter = (steps: readonly Readonly<{ at: number; back: boolean }>[]): Edits =>
  steps.reduce((edits, { at, back }) => (back ? restore(edits, at) : remove(edits, at)), noEdits);

test('every row of a record is followed to the same text, whatever was taken out and put back', async () => {
  const plain = await explorationWith(noEdits);
  fc.assert(
    fc.property(change, change, (one, other) => {
      const [before, after] = [editsAfter(one), editsAfter(other)];
      const follow = followRecord('example.com', { ...plain, edits: before, published: plain }, after);
      const followed = stepsIn(before).map((step) => follow(step));
      expect(followed.map((step) => step && textAt(after, step))).toEqual(
        stepsIn(before).map((step) => textAt(before, step)),
      );
      // No two rows become one.
      expect(new Set(followed).size).toBe(followed.length);
    }),
  );
});

describe('the cursor', () => {
  const rows: readonly (readonly [string, string, string, string])[] = [
    ['stays where nothing before it changed', 'v=spf1 a mx include:one.example -all', '1', '1'],
    ['goes down with its term', 'v=spf1 ip4:203.0.113.1 a mx -all', '1', '2'],
    ['goes up with its term', 'v=spf1 mx include:one.example ~all', '2.1', '1.1'],
    [
      'stays with a term that was rewritten',
      'v=spf1 a mx include:one.example ip6:2001:db8::1 ip4:192.0.2.1 ~all',
      '3',
      '3',
    ],
    ['goes to the record of a term that is gone', 'v=spf1 a ~all', '2.1.0', ''],
    ['goes with the record that an include leads to', 'v=spf1 include:one.example', '2.1.0', '0.1.0'],
    ['is on the domain’s own row for any edit', 'v=spf1', '', ''],
  ];
  test.each(rows)('%s', async (_, text, cursor, expected) => {
    const from = await explorationWith(noEdits);
    const edits = editRecord(noEdits, 'example.com', text, published);
    const view = { ...initialView('explore'), cursor, opened: new Map([[cursor, false]]) };
    // What comes next is not read yet.
    const to = { ...startExploration('example.com', undefined, 0), edits };
    const followed = followEdits(view, from, to);
    expect(followed.cursor).toBe(expected);
    expect([...followed.opened]).toEqual([[expected, false]]);
  });

  test('is left alone by another domain, by the same edits, and where it was never put', async () => {
    const from = await explorationWith(noEdits);
    const edits = remove(noEdits, 0);
    const view = { ...initialView('explore'), cursor: '2' };
    expect(followEdits(view, from, { ...from })).toBe(view);
    expect(followEdits(view, from, { ...from, domain: 'b.example', edits })).toBe(view);
    expect(followEdits(initialView('explore'), from, { ...from, edits })).not.toHaveProperty('cursor');
  });

  test('is followed in the rows that the tree has', async () => {
    const from = await explorationWith(noEdits);
    const edits = remove(remove(noEdits, 3), 0);
    const { policy } = await walkOver(
      memoryResolver({ ...zone, 'example.com': editOf(edits, 'example.com')?.text ?? '' }),
      { root: 'example.com' },
    );
    const removedFrom = (domain: string) => editOf(edits, domain)?.removed ?? [];
    const after = treeRows(policy, { isOpen: () => true, removedFrom }).map(({ path }) => path);
    const before = treeRows(from.policy, { isOpen: () => true }).map(({ path }) => path);
    const follow = (cursor: string) =>
      followEdits({ ...initialView('explore'), cursor }, from, { ...from, edits }).cursor;
    expect(before.map(follow)).toEqual(after);
  });
});

test('after any moves, folds and edits by keys the cursor is on the same term as before the edit, and folds stay', async () => {
  const key = fc.constantFrom('j', 'j', 'k', 'J', 'h', ' ', 'x', 'x', 'u', 'ctrl+r', 'X');
  await fc.assert(
    fc.asyncProperty(fc.array(key, { maxLength: 25 }), async (keys) => {
      const screen = await exploreZone(zone, 'example.com');
      const textOf = (row: string | undefined): string | undefined => row?.replace(/[>().]/g, '');
      for (const name of keys) {
        const before = treeOf(screen);
        await screen.press(name);
        if (!['x', 'u', 'ctrl+r', 'X'].includes(name)) continue;
        const after = treeOf(screen);
        const [from, to] = [before, after].map((tree) => tree.findIndex((row) => row.startsWith('>')));
        // With the include that it stood below, a term goes out of sight: the cursor is then on that.
        const above = before.slice(0, (from ?? 0) + 1).map(textOf);
        const isSame = textOf(after[to ?? 0]) === textOf(before[from ?? 0]);
        expect(isSame || (before.length !== after.length && above.includes(textOf(after[to ?? 0])))).toBe(
          true,
        );
        if (before.length === after.length) expect(after.map(textOf)).toEqual(before.map(textOf));
      }
      screen.controller.stop();
    }),
    { numRuns: 60 },
  );
}, 60_000);
