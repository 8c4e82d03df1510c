import { type Pane, panes } from '../drawing/layout.ts';
import { reduceArea } from '../editing/text-area.ts';
import { type FieldAction, fieldWith, reduceField } from '../editing/text-field.ts';
import type { Motion, ViewAction } from '../keys/action.ts';
import { editForm, fieldsOf, moveInForm } from './client-form.ts';
import {
  closeOrLeave,
  moveIndex,
  moveInTree,
  moveToSibling,
  openOrEnter,
  scrollTo,
  setSiblingsOpen,
  toggleOpen,
} from './tree-moves.ts';
import {
  activeClient,
  type Filter,
  filters,
  type ViewContext,
  type ViewState,
  withoutOverlay,
} from './view-state.ts';

/** A pane that has rows and a cursor of its own. */
const moveInList = (
  view: ViewState,
  pane: 'problems' | 'log',
  motion: Motion,
  context: ViewContext,
  times: number | undefined,
): ViewState => {
  const { height, length, first } = context.measure()[pane];
  const from = view.chosen[pane] ?? length - 1;
  const next = moveIndex(from, motion, Math.max(1, height - 1), length, times);
  // The row of the problem under the cursor may take two.
  const room = pane === 'problems' ? height - 1 : height;
  const tops = { ...view.tops, [pane]: scrollTo(first, next, Math.max(1, room), length) };
  if (pane === 'problems') return { ...view, tops, chosen: { ...view.chosen, problems: next } };
  // At its end the log follows what comes.
  const { problems } = view.chosen;
  return { ...view, tops, chosen: next === length - 1 ? { problems } : { problems, log: next } };
};

const scrollDetail = (
  view: ViewState,
  motion: Motion,
  context: ViewContext,
  times: number | undefined,
): ViewState => {
  const { height, length } = context.measure().detail;
  const most = Math.max(0, length - height);
  const from = Math.min(view.tops.detail, most);
  const detail = moveIndex(from, motion, Math.max(1, height - 1), most + 1, times);
  return { ...view, tops: { ...view.tops, detail } };
};

const move = (
  view: ViewState,
  { motion, times }: ViewAction & { kind: 'move' },
  context: ViewContext,
): ViewState => {
  const { overlay } = view;
  if (overlay?.kind === 'help') {
    const { height, length } = context.measure().detail;
    const top = moveIndex(overlay.top, motion, height, Math.max(0, length - height) + 1, times);
    return { ...view, overlay: { kind: 'help', top } };
  }
  if (overlay?.kind === 'palette' || overlay?.kind === 'incidents') {
    const chosen = moveIndex(overlay.chosen, motion, 5, context.offered, times);
    return { ...view, overlay: { ...overlay, chosen } };
  }
  if (view.screen === 'start') {
    const chosen = moveIndex(view.start.chosen + 1, motion, 5, context.offered + 1) - 1;
    return { ...view, start: { ...view.start, chosen } };
  }
  switch (view.focus) {
    case 'tree':
      return moveInTree(view, motion, context, times);
    case 'detail':
      return scrollDetail(view, motion, context, times);
    case 'problems':
    case 'log':
      return moveInList(view, view.focus, motion, context, times);
  }
};

const editText = (view: ViewState, action: FieldAction): ViewState => {
  const { overlay } = view;
  switch (overlay?.kind) {
    case 'domain':
    case 'snapshot':
    case 'search':
      return { ...view, overlay: { ...overlay, field: reduceField(overlay.field, action) } };
    case 'palette':
      return { ...view, overlay: { ...overlay, field: reduceField(overlay.field, action), chosen: 0 } };
    case 'edit':
      return { ...view, overlay: { ...overlay, area: reduceArea(overlay.area, action) } };
    case 'simulate':
      return { ...view, overlay: { ...overlay, form: editForm(overlay.form, action) } };
    default:
      if (view.screen !== 'start') return view;
      return { ...view, start: { field: reduceField(view.start.field, action), chosen: -1 } };
  }
};

const focusPane = (view: ViewState, pane: Pane | 'next' | 'previous'): ViewState => {
  if (pane !== 'next' && pane !== 'previous') return { ...view, focus: pane };
  const step = pane === 'next' ? 1 : panes.length - 1;
  return { ...view, focus: panes[(panes.indexOf(view.focus) + step) % panes.length] ?? 'tree' };
};

const nextFilter = (filter: Filter): Filter =>
  filters[(filters.indexOf(filter) + 1) % filters.length] ?? 'all';

const goBack = (view: ViewState): ViewState => {
  const { overlay } = view;
  if (overlay?.kind === 'search') {
    const { cursor: _, ...rest } = withoutOverlay(view);
    return { ...rest, ...overlay.from };
  }
  if (overlay !== undefined) return withoutOverlay(view);
  if (view.isZoomed) return { ...view, isZoomed: false };
  if (view.focus !== 'tree') return { ...view, focus: 'tree' };
  return view.filter === 'all' ? view : { ...view, filter: 'all' };
};

/** The view after an action. */
export const reduceView = (view: ViewState, action: ViewAction, context: ViewContext): ViewState => {
  switch (action.kind) {
    case 'move':
      return move(view, action, context);
    case 'sibling':
      return moveToSibling(view, action.step * (action.times ?? 1), context);
    case 'open-or-enter':
      return openOrEnter(view, context);
    case 'close-or-leave':
      return closeOrLeave(view, context);
    case 'toggle':
      return toggleOpen(view, context);
    case 'open-siblings':
    case 'close-siblings':
      return setSiblingsOpen(view, action.kind === 'open-siblings', context);
    case 'focus':
      return focusPane(view, action.pane);
    case 'zoom':
      return { ...view, isZoomed: !view.isZoomed };
    case 'filter':
      return { ...view, filter: nextFilter(view.filter) };
    case 'show-help':
      return { ...view, overlay: { kind: 'help', top: 0 } };
    case 'show-simulate': {
      const { clients, active } = view;
      const fields = fieldsOf(activeClient(view));
      return {
        ...view,
        overlay: { kind: 'simulate', form: { fields, active: 'ip', before: { clients, active } } },
      };
    }
    case 'show-domain':
      return { ...view, overlay: { kind: 'domain', field: fieldWith('') } };
    case 'show-search': {
      const { opened, tops, filter } = view;
      const from = { opened, tops, filter, ...(view.cursor === undefined ? {} : { cursor: view.cursor }) };
      return { ...view, overlay: { kind: 'search', field: fieldWith(''), from } };
    }
    case 'show-palette':
      return { ...view, overlay: { kind: 'palette', field: fieldWith(''), chosen: 0 } };
    case 'back':
      return goBack(view);
    case 'edit':
      return editText(view, action.action);
    case 'edit-row': {
      const { overlay } = view;
      if (overlay?.kind !== 'edit') return view;
      const kind = action.step === 1 ? 'next-row' : 'previous-row';
      const area = reduceArea(overlay.area, { kind, width: context.editorWidth });
      return { ...view, overlay: { ...overlay, area } };
    }
    case 'next-field': {
      const { overlay } = view;
      if (overlay?.kind !== 'simulate') return view;
      return { ...view, overlay: { kind: 'simulate', form: moveInForm(overlay.form, action.step) } };
    }
  }
};
