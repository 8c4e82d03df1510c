import { describe, expect, test } from 'vitest';
import { bindingForKey, keyBindings } from '../../../src/tui/keys/key-bindings.ts';
import { countDigit, withCount } from '../../../src/tui/state/repeat-count.ts';
import { initialView } from '../../../src/tui/state/view-state.ts';

/** What a repeatable key does after others, and in which pane; a `_` waits for a second. */
const after = (keys: string): Readonly<{ focus: string; times?: number }> => {
  let view = initialView('explore');
  let nowMs = 0;
  let times: number | undefined;
  for (const key of keys) {
    if (key === '_') {
      nowMs += 1000;
      continue;
    }
    const counting = countDigit(view, key, nowMs);
    if (counting !== undefined) {
      view = counting;
      continue;
    }
    const binding = bindingForKey(keyBindings, 'tree', key);
    const next = withCount(view, binding, binding?.action, nowMs);
    view = next.view;
    times = next.action !== undefined && 'times' in next.action ? next.action.times : undefined;
  }
  return { focus: view.focus, ...(times === undefined ? {} : { times }) };
};

describe('a number before a key', () => {
  test.each([
    ['j', { focus: 'tree' }],
    ['9j', { focus: 'tree', times: 9 }],
    ['5u', { focus: 'tree', times: 5 }],
    // From the pane that had the focus, though the first digit went to another.
    ['12j', { focus: 'tree', times: 12 }],
    ['40j', { focus: 'tree', times: 40 }],
    // The digit of a pane goes there, and a key right behind it tells that it was a count.
    ['2', { focus: 'detail' }],
    ['2j', { focus: 'tree', times: 2 }],
    ['4jj', { focus: 'tree' }],
    // Whoever waits looks at the pane, and moves in it.
    ['2_j', { focus: 'detail' }],
    ['2_3j', { focus: 'detail', times: 3 }],
    ['9_j', { focus: 'tree', times: 9 }],
    ['12_j', { focus: 'detail' }],
    ['19_j', { focus: 'tree', times: 19 }],
    ['23', { focus: 'problems' }],
    ['23j', { focus: 'tree', times: 23 }],
    ['24_2j', { focus: 'log', times: 2 }],
    ['29', { focus: 'tree' }],
    ['2_3_j', { focus: 'problems' }],
    ['21j', { focus: 'tree', times: 21 }],
    ['7z', { focus: 'tree' }],
    ['999999999j', { focus: 'tree', times: 99_999 }],
  ] as const)('%s', (keys, expected) => expect(after(keys)).toEqual(expected));
});
