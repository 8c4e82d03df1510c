import { describe, expect, test } from 'vitest';
import { bindingForKey, keyBindings } from '../../src/tui/key-bindings.ts';
import { countDigit, withCount } from '../../src/tui/repeat-count.ts';
import { initialView } from '../../src/tui/view-state.ts';

/** What a repeatable key does after others, and in which pane. */
const after = (keys: string): Readonly<{ focus: string; times?: number }> => {
  let view = initialView('explore');
  let times: number | undefined;
  for (const key of keys) {
    const counting = countDigit(view, key);
    if (counting !== undefined) {
      view = counting;
      continue;
    }
    const binding = bindingForKey(keyBindings, 'tree', key);
    const next = withCount(view, binding, binding?.action);
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
    // The digit of a pane alone goes there, and stays.
    ['2j', { focus: 'detail' }],
    ['4jj', { focus: 'log' }],
    ['21j', { focus: 'tree', times: 21 }],
    ['7z', { focus: 'tree' }],
    ['999999999j', { focus: 'tree', times: 99_999 }],
  ] as const)('%s', (keys, expected) => expect(after(keys)).toEqual(expected));
});
