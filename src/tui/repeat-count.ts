import type { Action } from './action.ts';
import type { KeyBinding } from './key-binding.ts';
import { panes } from './layout.ts';
import type { ViewState } from './view-state.ts';

/** More rows than any tree has. */
const mostTimes = 99_999;

/** The view after a digit that may begin or go on with a count; undefined where it is none. A key never waits for the
 *  next one, so the digit of a pane goes there at once; what comes next tells whether it was a count. */
export const countDigit = (view: ViewState, key: string): ViewState | undefined => {
  if (!/^\d$/.test(key) || (key === '0' && view.count === undefined)) return undefined;
  const { times = 0, focus = view.focus } = view.count ?? {};
  const count = { times: Math.min(mostTimes, times * 10 + Number(key)), focus };
  const pane = view.count === undefined ? panes[Number(key) - 1] : undefined;
  return { ...view, count, focus: pane ?? (view.count === undefined ? view.focus : focus) };
};

/** The view and the action once a key follows a count: as often as it says, from the pane that had the focus, where
 *  the key is one that counts. The digit of a pane alone was no count: who sees the pane with the focus moves in it. */
export const withCount = (
  { count, ...view }: ViewState,
  binding: KeyBinding | undefined,
  action: Action | undefined,
): Readonly<{ view: ViewState; action: Action | undefined }> => {
  if (count === undefined || count.times <= panes.length) return { view, action };
  if (action === undefined || binding?.isRepeated !== true) return { view, action };
  return { view: { ...view, focus: count.focus }, action: { ...action, times: count.times } as Action };
};
