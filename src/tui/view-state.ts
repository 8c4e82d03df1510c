import type { NodePath } from '../spf/trace.ts';
import { parentPath } from '../spf/trace.ts';
import { type FieldAction, fieldWith, reduceField, type TextField } from './text-field.ts';

/** The panes that can have the focus. */
export type Pane = 'tree' | 'detail';

/** A client as typed: nothing is read into it yet. */
export type ClientTexts = Readonly<{ ip: string; helo: string; sender: string }>;

/** The form for a client, while it is open. */
export type ClientForm = Readonly<{
  fields: Readonly<Record<keyof ClientTexts, TextField>>;
  active: keyof ClientTexts;
  /** What was checked before the form was opened, for the way back. */
  before: ClientTexts;
}>;

/** What lies over the tree. `domain`: the field for another domain. */
export type Overlay =
  | Readonly<{ kind: 'help'; top: number }>
  | Readonly<{ kind: 'simulate'; form: ClientForm }>
  | Readonly<{ kind: 'domain'; field: TextField }>;

/** Where the person is; apart from the exploration, so that no re-run loses the place.
 *  `cursor` is undefined until moved: it then stands on the term that decided. `opened` holds only what was opened
 *  or closed by hand. `chosen`: the incident on the start screen, -1 in its field. */
export type ViewState = Readonly<{
  screen: 'start' | 'explore';
  cursor?: NodePath;
  opened: ReadonlyMap<NodePath, boolean>;
  treeTop: number;
  detailTop: number;
  focus: Pane;
  client: ClientTexts;
  start: Readonly<{ field: TextField; chosen: number }>;
  overlay?: Overlay;
}>;

/** What the reducer must know of the screen as it stands: the tree's rows in order and how many fit. */
export type ViewContext = Readonly<{
  paths: readonly NodePath[];
  isOpen: (path: NodePath) => boolean;
  isExpandable: (path: NodePath) => boolean;
  cursor: NodePath;
  /** How much of tree and detail is in sight. Dear, as it may take a frame: keys in a form never ask. */
  measure: () => Readonly<{ treeHeight: number; detailHeight: number; detailLength: number }>;
  incidentCount: number;
}>;

/** A step through a list. */
export type Motion = 'up' | 'down' | 'page-up' | 'page-down' | 'half-up' | 'half-down' | 'first' | 'last';

/** What a key does to the view. */
export type ViewAction =
  | Readonly<{ kind: 'move'; motion: Motion }>
  | Readonly<{ kind: 'sibling'; step: 1 | -1 }>
  | Readonly<{ kind: 'open-or-enter' | 'close-or-leave' | 'toggle' | 'open-siblings' | 'close-siblings' }>
  | Readonly<{ kind: 'focus'; pane: Pane | 'next' }>
  | Readonly<{ kind: 'show-help' | 'show-simulate' | 'show-domain' | 'back' }>
  | Readonly<{ kind: 'edit'; action: FieldAction }>
  | Readonly<{ kind: 'next-field'; step: 1 | -1 }>
  | Readonly<{ kind: 'explored'; client: ClientTexts }>
  | Readonly<{ kind: 'client-set'; client: ClientTexts }>;

/** A view that has not been touched. */
export const initialView = (screen: ViewState['screen'], client: ClientTexts): ViewState => ({
  screen,
  opened: new Map(),
  treeTop: 0,
  detailTop: 0,
  focus: 'tree',
  client,
  start: { field: fieldWith(''), chosen: -1 },
});

const fieldOrder = ['ip', 'helo', 'sender'] as const;

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, most));

const moveIndex = (index: number, motion: Motion, page: number, length: number): number => {
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
  return clamp(index + steps[motion], 0, Math.max(0, length - 1));
};

/** The first visible row such that the cursor's row is on the screen and no room is wasted. */
export const scrollTo = (top: number, index: number, height: number, length: number): number =>
  clamp(clamp(top, index - height + 1, index), 0, Math.max(0, length - height));

const placeCursor = (view: ViewState, cursor: NodePath, context: ViewContext): ViewState => {
  const index = Math.max(0, context.paths.indexOf(cursor));
  const treeTop = scrollTo(view.treeTop, index, context.measure().treeHeight, context.paths.length);
  return { ...view, cursor, treeTop, detailTop: view.cursor === cursor ? view.detailTop : 0 };
};

const moveInTree = (view: ViewState, motion: Motion, context: ViewContext): ViewState => {
  const index = Math.max(0, context.paths.indexOf(context.cursor));
  const next = moveIndex(index, motion, Math.max(1, context.measure().treeHeight - 1), context.paths.length);
  return placeCursor(view, context.paths[next] ?? '', context);
};

const scrollDetail = (view: ViewState, motion: Motion, context: ViewContext): ViewState => {
  const { detailLength, detailHeight } = context.measure();
  const most = Math.max(0, detailLength - detailHeight);
  const top = moveIndex(Math.min(view.detailTop, most), motion, Math.max(1, detailHeight - 1), most + 1);
  return { ...view, detailTop: top };
};

const siblingsOf = (path: NodePath, paths: readonly NodePath[]): NodePath[] =>
  paths.filter((other) => other !== '' && path !== '' && parentPath(other) === parentPath(path));

const moveToSibling = (view: ViewState, step: 1 | -1, context: ViewContext): ViewState => {
  const siblings = siblingsOf(context.cursor, context.paths);
  const next = siblings[siblings.indexOf(context.cursor) + step];
  return next === undefined ? view : placeCursor(view, next, context);
};

const setOpen = (view: ViewState, paths: readonly NodePath[], isOpen: boolean): ViewState => {
  const opened = new Map(view.opened);
  for (const path of paths) opened.set(path, isOpen);
  return { ...view, opened };
};

const openOrEnter = (view: ViewState, context: ViewContext): ViewState => {
  const { cursor } = context;
  if (!context.isExpandable(cursor)) return view;
  if (!context.isOpen(cursor)) return setOpen({ ...view, cursor }, [cursor], true);
  return moveInTree(view, 'down', context);
};

const closeOrLeave = (view: ViewState, context: ViewContext): ViewState => {
  const { cursor } = context;
  if (context.isExpandable(cursor) && context.isOpen(cursor))
    return setOpen({ ...view, cursor }, [cursor], false);
  return cursor === '' ? view : placeCursor(view, parentPath(cursor), context);
};

const formOf = (client: ClientTexts): ClientForm => ({
  fields: { ip: fieldWith(client.ip), helo: fieldWith(client.helo), sender: fieldWith(client.sender) },
  active: 'ip',
  before: client,
});

/** The client that a form holds. */
export const clientOf = ({ fields }: ClientForm): ClientTexts => ({
  ip: fields.ip.text.trim(),
  helo: fields.helo.text.trim(),
  sender: fields.sender.text.trim(),
});

const withoutOverlay = ({ overlay: _, ...view }: ViewState): ViewState => view;

const editText = (view: ViewState, action: FieldAction): ViewState => {
  const { overlay } = view;
  if (overlay?.kind === 'domain')
    return { ...view, overlay: { ...overlay, field: reduceField(overlay.field, action) } };
  if (overlay?.kind === 'simulate') {
    const { form } = overlay;
    const fields = { ...form.fields, [form.active]: reduceField(form.fields[form.active], action) };
    return { ...view, overlay: { ...overlay, form: { ...form, fields } } };
  }
  if (view.screen === 'start')
    return { ...view, start: { field: reduceField(view.start.field, action), chosen: -1 } };
  return view;
};

const moveBetweenFields = (view: ViewState, step: 1 | -1): ViewState => {
  if (view.overlay?.kind !== 'simulate') return view;
  const { form } = view.overlay;
  const index = (fieldOrder.indexOf(form.active) + step + fieldOrder.length) % fieldOrder.length;
  // The index is that of a field.
  const active = fieldOrder[index] as keyof ClientTexts;
  return { ...view, overlay: { kind: 'simulate', form: { ...form, active } } };
};

const move = (view: ViewState, motion: Motion, context: ViewContext): ViewState => {
  if (view.overlay?.kind === 'help')
    return {
      ...view,
      overlay: { kind: 'help', top: Math.max(0, view.overlay.top + (motion === 'up' ? -1 : 1)) },
    };
  if (view.screen === 'start') {
    const chosen = moveIndex(view.start.chosen + 1, motion, 5, context.incidentCount + 1) - 1;
    return { ...view, start: { ...view.start, chosen } };
  }
  return view.focus === 'tree' ? moveInTree(view, motion, context) : scrollDetail(view, motion, context);
};

/** The view after an action. */
export const reduceView = (view: ViewState, action: ViewAction, context: ViewContext): ViewState => {
  switch (action.kind) {
    case 'move':
      return move(view, action.motion, context);
    case 'sibling':
      return moveToSibling(view, action.step, context);
    case 'open-or-enter':
      return openOrEnter(view, context);
    case 'close-or-leave':
      return closeOrLeave(view, context);
    case 'toggle':
      if (!context.isExpandable(context.cursor)) return view;
      return setOpen({ ...view, cursor: context.cursor }, [context.cursor], !context.isOpen(context.cursor));
    case 'open-siblings':
    case 'close-siblings': {
      const paths = [context.cursor, ...siblingsOf(context.cursor, context.paths)].filter(
        context.isExpandable,
      );
      return setOpen({ ...view, cursor: context.cursor }, paths, action.kind === 'open-siblings');
    }
    case 'focus': {
      const pane = action.pane === 'next' ? (view.focus === 'tree' ? 'detail' : 'tree') : action.pane;
      return { ...view, focus: pane };
    }
    case 'show-help':
      return { ...view, overlay: { kind: 'help', top: 0 } };
    case 'show-simulate':
      return { ...view, overlay: { kind: 'simulate', form: formOf(view.client) } };
    case 'show-domain':
      return { ...view, overlay: { kind: 'domain', field: fieldWith('') } };
    case 'back':
      return view.overlay === undefined ? { ...view, focus: 'tree' } : withoutOverlay(view);
    case 'edit':
      return editText(view, action.action);
    case 'next-field':
      return moveBetweenFields(view, action.step);
    case 'client-set':
      return { ...view, client: action.client };
    case 'explored': {
      const { cursor: _, overlay: __, ...rest } = view;
      return {
        ...rest,
        screen: 'explore',
        client: action.client,
        opened: new Map(),
        treeTop: 0,
        detailTop: 0,
        focus: 'tree',
      };
    }
  }
};
