import { type NodePath, parentPath } from '../../spf/trace.ts';
import type { Motion } from '../keys/action.ts';
import type { ViewContext, ViewState } from './view-state.ts';

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, most));

/** The index after a step through a list of `length`, `page` of which are in sight. A count makes as many of the
 *  small steps; `first` and `last` with a count are that row, from 1. */
export const moveIndex = (
  index: number,
  motion: Motion,
  page: number,
  length: number,
  times?: number,
): number => {
  if (times !== undefined && (motion === 'first' || motion === 'last'))
    return clamp(times - 1, 0, Math.max(0, length - 1));
  const steps: Readonly<Record<Motion, number>> = {
    up: -1,
    down: 1,
    'page-up': -page,
    'page-down': page,
    'half-up': -Math.ceil(page / 2),
    'half-down': Math.ceil(page / 2),
    first: -length,
    last: length,
  };
  return clamp(index + steps[motion] * (times ?? 1), 0, Math.max(0, length - 1));
};

/** The first visible row such that the cursor's row is on the screen and no room is wasted. */
export const scrollTo = (top: number, index: number, height: number, length: number): number =>
  clamp(clamp(top, index - height + 1, index), 0, Math.max(0, length - height));

/** The view with the cursor on a node that is in sight, and its detail from the top. */
export const placeCursor = (view: ViewState, cursor: NodePath, context: ViewContext): ViewState => {
  const index = Math.max(0, context.indexOf(cursor));
  const tree = scrollTo(view.tops.tree, index, context.measure().tree.height, context.paths.length);
  const detail = view.cursor === cursor ? view.tops.detail : 0;
  return { ...view, cursor, tops: { ...view.tops, tree, detail } };
};

/** The view after a step of the cursor through the tree. */
export const moveInTree = (
  view: ViewState,
  motion: Motion,
  context: ViewContext,
  times?: number,
): ViewState => {
  const index = Math.max(0, context.indexOf(context.cursor));
  const page = Math.max(1, context.measure().tree.height - 1);
  const next = moveIndex(index, motion, page, context.paths.length, times);
  return placeCursor(view, context.paths[next] ?? '', context);
};

const siblingsOf = (path: NodePath, paths: readonly NodePath[]): NodePath[] =>
  paths.filter((other) => other !== '' && path !== '' && parentPath(other) === parentPath(path));

/** The view with the cursor some terms further in the same record, as far as there are any. */
export const moveToSibling = (view: ViewState, steps: number, context: ViewContext): ViewState => {
  const siblings = siblingsOf(context.cursor, context.paths);
  const next = siblings[clamp(siblings.indexOf(context.cursor) + steps, 0, siblings.length - 1)];
  return next === undefined ? view : placeCursor(view, next, context);
};

const setOpen = (view: ViewState, paths: readonly NodePath[], isOpen: boolean): ViewState => {
  const opened = new Map(view.opened);
  for (const path of paths) opened.set(path, isOpen);
  return { ...view, opened };
};

/** Opens the node under the cursor, or goes into it. */
export const openOrEnter = (view: ViewState, context: ViewContext): ViewState => {
  const { cursor } = context;
  if (!context.isExpandable(cursor)) return view;
  if (!context.isOpen(cursor)) return setOpen({ ...view, cursor }, [cursor], true);
  return moveInTree(view, 'down', context);
};

/** Closes the node under the cursor, or goes to the one that it lies under. */
export const closeOrLeave = (view: ViewState, context: ViewContext): ViewState => {
  const { cursor } = context;
  if (context.isExpandable(cursor) && context.isOpen(cursor))
    return setOpen({ ...view, cursor }, [cursor], false);
  return cursor === '' ? view : placeCursor(view, parentPath(cursor), context);
};

/** Opens or closes the node under the cursor. */
export const toggleOpen = (view: ViewState, { cursor, isExpandable, isOpen }: ViewContext): ViewState =>
  isExpandable(cursor) ? setOpen({ ...view, cursor }, [cursor], !isOpen(cursor)) : view;

/** Opens or closes all nodes of the record that the cursor stands in. */
export const setSiblingsOpen = (view: ViewState, isOpen: boolean, context: ViewContext): ViewState => {
  const { cursor, paths, isExpandable } = context;
  const siblings = [cursor, ...siblingsOf(cursor, paths)].filter(isExpandable);
  return setOpen({ ...view, cursor }, siblings, isOpen);
};

/** The view with the cursor on any node of the tree, all that it lies under opened. */
export const revealNode = (view: ViewState, path: NodePath): ViewState => {
  const above: NodePath[] = [''];
  for (let node = parentPath(path); node !== ''; node = parentPath(node)) above.push(node);
  return { ...setOpen(view, above, true), cursor: path, tops: { ...view.tops, detail: 0 } };
};
