import { panes } from '../drawing/layout.ts';
import type { Action } from '../keys/action.ts';
import type { KeyBinding } from '../keys/key-binding.ts';
import type { ViewState } from './view-state.ts';

/** More rows than any tree has. */
const mostTimes = 99_999;

/** How soon a key must follow the digit of a pane for that to be a count, in milliseconds: whoever waits longer looks at
 *  the pane, and moves in it. */
const soonMs = 300;

/** The view after a digit that may begin or go on with a count; undefined where it is none. A key never waits for the
 *  next one, so the digit of a pane goes there at once, also behind another one: `2`, then `3`. What comes next tells
 *  whether it was a count. */
export const countDigit = (view: ViewState, key: string, nowMs: number): ViewState | undefined => {
  if (!/^\d$/.test(key) || (key === '0' && view.count === undefined)) return undefined;
  const before = isStale(view, nowMs) ? undefined : view.count;
  const { times = 0, focus = view.focus, isOfPanes = true } = before ?? {};
  const pane = isOfPanes ? panes[Number(key) - 1] : undefined;
  const count = {
    times: Math.min(mostTimes, times * 10 + Number(key)),
    focus,
    isOfPanes: pane !== undefined,
    atMs: nowMs,
  };
  return { ...view, count, focus: pane ?? focus };
};

/** Whether what looks like a count was the digits of panes: nothing followed them soon. */
const isStale = ({ count }: ViewState, nowMs: number): boolean =>
  count?.isOfPanes === true && nowMs - count.atMs > soonMs;

/** The view and the action once a key follows a count: as often as it says, from the pane that had the focus, where
 *  the key is one that counts. */
export const withCount = (
  viewNow: ViewState,
  binding: KeyBinding | undefined,
  action: Action | undefined,
  nowMs: number,
): Readonly<{ view: ViewState; action: Action | undefined }> => {
  const { count, ...view } = viewNow;
  // Once is what a key does anyway, so that 1 is the first pane; but 1G is the first row.
  const isCounted =
    count !== undefined &&
    (count.times > 1 || binding?.name === 'last') &&
    !isStale(viewNow, nowMs) &&
    binding?.isRepeated === true;
  if (!isCounted || action === undefined) return { view, action };
  return { view: { ...view, focus: count.focus }, action: { ...action, times: count.times } as Action };
};
