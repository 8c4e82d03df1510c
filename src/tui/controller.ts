import { type Exploration, evaluationOf, traceOf } from '../exploration/exploration.ts';
import {
  type ExplorationEvent,
  reduceExploration,
  startExploration,
} from '../exploration/reduce-exploration.ts';
import type { ExplorationRun } from '../exploration/run-exploration.ts';
import { asksByClient } from '../policy/asks-by-client.ts';
import { canWalkOn } from '../policy/policy.ts';
import { costsOf } from '../policy/term-cost.ts';
import type { Glyphs } from '../report/glyphs.ts';
import type { RowContext } from '../report/row-status.ts';
import type { TreeRow } from '../report/tree-rows.ts';
import type { CheckRequest } from '../spf/check-request.ts';
import type { SpfResult } from '../spf/result.ts';
import type { NodePath } from '../spf/trace.ts';
import { composeScreen, keyContextOf, type Screen } from './compose-screen.ts';
import { detailLines } from './detail-pane.ts';
import { type Action, actionForKey, type CommandAction } from './key-bindings.ts';
import type { Size } from './layout.ts';
import { memoizeLast } from './memoize-last.ts';
import type { ScreenModel, Suggestion } from './screen-model.ts';
import type { Line } from './styled-line.ts';
import { findCursor, type TreeView, viewTree } from './tree-view.ts';
import {
  type ClientTexts,
  clientOf,
  initialView,
  reduceView,
  type ViewContext,
  type ViewState,
} from './view-state.ts';

/** Where answers come from. `hasIncidents`: the embedded incidents are among them. `start` makes a run whose events go
 *  to `dispatch`. */
export type ScreenSource = Readonly<{
  label: string;
  hasIncidents: boolean;
  start: (dispatch: (event: ExplorationEvent) => void) => ExplorationRun;
}>;

/** A client's texts as a request, nothing where no IP is given, or what is wrong with them. */
export type ReadClient = (
  domain: string,
  client: ClientTexts,
) => Readonly<{ request?: CheckRequest }> | Readonly<{ problem: string }>;

/** What the screen needs from outside. `demo` answers for the embedded incidents; `delay` calls back later and gives
 *  the way to call it off. */
export type ControllerDeps = Readonly<{
  live: ScreenSource;
  demo: ScreenSource;
  suggestions: readonly Suggestion[];
  readClient: ReadClient;
  glyphs: Glyphs;
  now: () => number;
  delay: (callback: () => void, ms: number) => () => void;
  /** Calls back once the frame at hand is drawn. */
  afterFrame: (callback: () => void) => void;
  command: (command: CommandAction['kind'] & ('quit' | 'interrupt' | 'suspend' | 'redraw')) => void;
}>;

/** The screen's state and everything that changes it; draws nothing itself. */
export type Controller = Readonly<{
  /** Explores a domain of the live source. */
  explore: (domain: string, client: ClientTexts) => void;
  press: (keyName: string) => void;
  paste: (text: string) => void;
  resize: (size: Size) => void;
  draw: () => Screen;
  /** Rises with every change; the same number means the same screen, but for the clock. */
  getVersion: () => number;
  subscribe: (listener: () => void) => () => void;
  isWaiting: () => boolean;
  getResult: () => SpfResult | undefined;
  stop: () => void;
}>;

/** How long a form rests before a check that may ask DNS anew, in milliseconds. */
const typingPauseMs = 300;

/** A burst of answers is over when none came for so long, or when it has lasted so long, in milliseconds. */
const burstMs = { quiet: 12, most: 60 };

const emptyClient: ClientTexts = { ip: '', helo: '', sender: '' };

/** A controller that shows the start screen until told to explore. */
export const createController = (deps: ControllerDeps, firstSize: Size): Controller => {
  let size = firstSize;
  let view: ViewState = initialView('start', emptyClient);
  let exploration: Exploration = startExploration('', undefined, deps.now());
  let source = deps.live;
  let run: ExplorationRun | undefined;
  let story: string | undefined;
  let formProblem: string | undefined;
  let cancelPause = (): void => {};
  let version = 0;
  const listeners = new Set<() => void>();

  const changed = (): void => {
    version++;
    for (const listener of listeners) listener();
  };

  // Answers come in bursts. The screen takes them in when a burst is over, or has lasted: a frame in the middle of it
  // would hold up the answers behind, and their times would tell of the frame.
  let incoming = exploration;
  let cancelQuiet = (): void => {};
  let cancelLatest: (() => void) | undefined;
  const takeIn = (): void => {
    cancelQuiet();
    cancelLatest?.();
    cancelLatest = undefined;
    exploration = incoming;
    changed();
  };
  const receive = (event: ExplorationEvent): void => {
    incoming = reduceExploration(incoming, event);
    cancelQuiet();
    cancelQuiet = deps.delay(takeIn, burstMs.quiet);
    cancelLatest ??= deps.delay(takeIn, burstMs.most);
  };

  // What is dear to compute is kept for as long as what it is computed from stays the same object.
  const costsOfPolicy = memoizeLast(costsOf);
  const treeOf = memoizeLast(viewTree);
  const cursorOf = memoizeLast(findCursor);
  const detailOf = memoizeLast(
    (explored: Exploration, cursor: NodePath, told: string | undefined, width: number): readonly Line[] =>
      detailLines(
        {
          exploration: explored,
          context: contextNow(),
          cursor,
          ...(told === undefined ? {} : { story: told }),
        },
        width,
      ),
  );

  const treeNow = (): TreeView => treeOf(exploration, view.opened);
  const cursorNow = (): NodePath => cursorOf(exploration, view.cursor, treeNow().paths);

  const contextNow = (): RowContext => {
    const evaluation = evaluationOf(exploration);
    const trace = traceOf(exploration);
    return {
      policy: exploration.policy,
      costs: costsOfPolicy(exploration.policy),
      nowMs: deps.now(),
      ...(trace === undefined ? {} : { trace }),
      ...(evaluation === undefined ? {} : { evaluation }),
    };
  };

  const modelNow = (): ScreenModel => {
    const cursor = cursorNow();
    return {
      exploration,
      view,
      rows: treeNow().rows,
      context: contextNow(),
      cursor,
      glyphs: deps.glyphs,
      size,
      source: source.label,
      suggestions: deps.suggestions,
      ...(formProblem === undefined ? {} : { formProblem }),
      detail: (width) => detailOf(exploration, cursor, story, width),
    };
  };

  let drawn: Readonly<{ version: number; screen: Screen }> | undefined;
  const draw = (): Screen => {
    drawn = { version, screen: composeScreen(modelNow()) };
    return drawn.screen;
  };

  const viewContext = (): ViewContext => {
    const { rows, paths } = treeNow();
    const find = (path: NodePath): TreeRow | undefined => rows[paths.indexOf(path)];
    return {
      paths,
      isOpen: (path) => find(path)?.isOpen ?? false,
      isExpandable: (path) => find(path)?.isExpandable ?? false,
      cursor: cursorNow(),
      measure: () => (drawn?.version === version ? drawn.screen : draw()),
      incidentCount: deps.suggestions.length,
    };
  };

  const explore = (domain: string, client: ClientTexts, from = deps.live): void => {
    cancelPause();
    run?.stop();
    source = from;
    run = source.start(receive);
    story = from.hasIncidents
      ? deps.suggestions.find((suggestion) => suggestion.domain === domain)?.story
      : undefined;
    view = reduceView(view, { kind: 'explored', client }, viewContext());
    const read = deps.readClient(domain, client);
    const request = 'problem' in read ? undefined : read.request;
    exploration = startExploration(domain, request, deps.now());
    incoming = exploration;
    // The frame comes first: drawing it would hold up the answers, and their times would tell of us, not of DNS.
    const begun = run;
    deps.afterFrame(() => void begun.explore(domain, request));
    changed();
  };

  const simulate = (client: ClientTexts): void => {
    const read = deps.readClient(exploration.domain, client);
    formProblem = 'problem' in read ? read.problem : undefined;
    cancelPause();
    if ('problem' in read) return;
    view = { ...view, client };
    const check = (): void => void run?.explore(exploration.domain, read.request);
    if (asksByClient(exploration.policy)) cancelPause = deps.delay(check, typingPauseMs);
    else check();
  };

  /** Enter: what it does depends on where it is pressed. */
  const enter = (): void => {
    const { overlay } = view;
    if (overlay?.kind === 'simulate') {
      simulate(clientOf(overlay.form));
      if (formProblem === undefined) view = reduceView(view, { kind: 'back' }, viewContext());
    } else if (overlay?.kind === 'domain') {
      const domain = overlay.field.text.trim();
      if (domain !== '') explore(domain, view.client);
    } else if (view.screen === 'start') {
      const { chosen, field } = view.start;
      const picked = deps.suggestions[chosen];
      if (picked !== undefined) explore(picked.domain, picked.client, deps.demo);
      else if (field.text.trim() !== '') explore(field.text.trim(), view.client);
    } else if (canWalkOn(exploration.policy)) {
      void run?.goOn();
    } else {
      view = reduceView(view, { kind: 'focus', pane: 'detail' }, viewContext());
    }
  };

  const perform = (action: Action): void => {
    switch (action.kind) {
      case 'quit':
      case 'interrupt':
      case 'suspend':
      case 'redraw':
        deps.command(action.kind);
        return;
      case 'requery':
        void run?.requery();
        break;
      case 'enter':
        enter();
        break;
      default: {
        const before = view.overlay;
        view = reduceView(view, action, viewContext());
        if (action.kind === 'edit' && view.overlay?.kind === 'simulate')
          simulate(clientOf(view.overlay.form));
        // Esc takes back what was typed: the client from before the form is checked again.
        if (action.kind === 'back' && before?.kind === 'simulate') simulate(before.form.before);
      }
    }
    changed();
  };

  return {
    explore: (domain, client) => explore(domain, client),
    press: (keyName) => {
      const action = actionForKey(keyContextOf({ view }), keyName);
      if (action !== undefined) perform(action);
    },
    paste: (text) => {
      const context = keyContextOf({ view });
      if (context === 'form' || context === 'start')
        perform({ kind: 'edit', action: { kind: 'insert', text } });
    },
    resize: (next) => {
      if (next.columns === size.columns && next.rows === size.rows) return;
      size = next;
      changed();
    },
    draw,
    getVersion: () => version,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    isWaiting: () =>
      view.screen === 'explore' &&
      (exploration.policy.pending.size > 0 || exploration.check?.kind === 'running'),
    getResult: () => evaluationOf(exploration)?.result,
    stop: () => run?.stop(),
  };
};
