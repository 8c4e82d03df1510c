import { type EditHistory, noHistory } from '../../exploration/edit-history.ts';
import { type Edits, editRecord } from '../../exploration/edits.ts';
import type { Exploration } from '../../exploration/exploration.ts';
import { publishedText } from '../../exploration/published-text.ts';
import type { TreeRow } from '../../report/tree-rows.ts';
import type { NodePath } from '../../spf/trace.ts';
import type { Size } from '../drawing/layout.ts';
import type { Line } from '../drawing/styled-line.ts';
import { paletteEntries } from '../keys/action-palette.ts';
import { composeScreen, type Screen } from '../panes/compose-screen.ts';
import { detailLines } from '../panes/detail-pane.ts';
import { editorWidth } from '../panes/overlay-box.ts';
import { checksOf } from '../state/checks-of-view.ts';
import type { ShownClaim } from '../state/claim.ts';
import type { ComparedTree, SnapshotComparison } from '../state/compared-tree.ts';
import { createDerived } from '../state/derived.ts';
import { followEdits } from '../state/follow-edits.ts';
import { memoizeLast } from '../state/memoize-last.ts';
import type { Findings, ScreenModel, SearchHits } from '../state/screen-model.ts';
import { createSession } from '../state/session.ts';
import type { TreeView } from '../state/tree-view.ts';
import { initialView, type ViewContext, type ViewState } from '../state/view-state.ts';
import type { ControllerDeps, Desk } from './desk.ts';
import { createFindings, type FindingsDesk } from './findings.ts';
import { createIncidentState, type IncidentState } from './incident-state.ts';
import { type SnapshotDesk, snapshotCommands } from './snapshot-commands.ts';

/** All that the screen is drawn from, and what the commands may do to it. */
export type ScreenState = Desk &
  Readonly<{
    draw: () => Screen;
    viewContext: () => ViewContext;
    resize: (size: Size) => void;
    setStory: (story: string | undefined) => void;
    /** Calls off a check that waits for typing to rest. */
    cancelPause: () => void;
    isLogInSight: () => boolean;
    findings: FindingsDesk;
    incidents: IncidentState;
    snapshots: SnapshotDesk;
    /** A record that waits for a domain to be tried for. */
    getHeldRecord: () => string | undefined;
    setHeldRecord: (octets: string | undefined) => void;
    getVersion: () => number;
    subscribe: (listener: () => void) => () => void;
  }>;

/** The state of a screen that shows the start screen. */
export const createScreenState = (deps: ControllerDeps, firstSize: Size): ScreenState => {
  let size = firstSize;
  let view: ViewState = initialView('start');
  let history: EditHistory = noHistory;
  let story: string | undefined;
  let problem: string | undefined;
  let heldRecord: string | undefined;
  let cancelPause = (): void => {};
  let version = 0;
  const listeners = new Set<() => void>();
  const derived = createDerived();

  const changed = (): void => {
    version++;
    for (const listener of listeners) listener();
  };

  const session = createSession({
    source: deps.live,
    now: deps.now,
    delay: deps.delay,
    afterFrame: deps.afterFrame,
    onTakenIn: (before, now) => {
      view = followEdits(view, before, now);
      findings.follow(now);
      incidents.follow(now, view);
      snapshots.follow(now);
      changed();
    },
  });

  const findings = createFindings({ ...deps, resolve: session.resolve, changed });
  const incidents = createIncidentState({
    ...deps,
    resolve: session.resolve,
    older: () => snapshots.resolver(),
    changed,
  });

  const say = (text: string, isTrouble = false): void => {
    const { message: _, ...rest } = view;
    view = text === '' ? rest : { ...rest, message: { text, isTrouble } };
  };

  const snapshots = snapshotCommands({
    ...deps,
    resolve: session.resolve,
    exploration: session.exploration,
    getView: () => view,
    setView: (next) => {
      view = next;
    },
    say,
    changed: () => {
      // What older answers show of a claim is evidence.
      incidents.follow(session.exploration(), view);
      changed();
    },
  });

  /** What has changed since the snapshot, by the rows of the tree. */
  const comparedNow = (): ComparedTree | undefined => {
    const compared = snapshots.compared();
    return compared && derived.comparedTree(session.exploration().policy, compared);
  };

  /** The edits that are on: those of the history, or with what is being typed. */
  const editsOf = memoizeLast(
    (overlay: ViewState['overlay'], present: Edits, explored: Exploration): Edits => {
      if (overlay?.kind !== 'edit') return present;
      const { before, domain, area } = overlay;
      return editRecord(before, domain, area.text, publishedText(explored, domain));
    },
  );

  const editsNow = (): Edits => editsOf(view.overlay, history.present, session.exploration());

  const detailOf = memoizeLast(
    (
      explored: Exploration,
      cursor: NodePath,
      row: TreeRow | undefined,
      told: string | undefined,
      found: Findings,
      claim: ShownClaim | undefined,
      compared: SnapshotComparison | undefined,
      width: number,
    ): readonly Line[] => {
      const context = derived.context(explored, deps.now());
      const comparedTree = compared && derived.comparedTree(explored.policy, compared);
      const own = {
        ...(compared === undefined || comparedTree === undefined ? {} : { compared, comparedTree }),
        ...(row === undefined ? {} : { row }),
        ...(claim === undefined ? {} : { claim }),
      };
      const model = { exploration: explored, context, cursor, findings: found, ...own };
      return detailLines(told === undefined ? model : { ...model, story: told }, width);
    },
  );

  const problemsNow = () => derived.problems(session.exploration());
  const treeNow = (): TreeView => {
    const exploration = session.exploration();
    const kept = derived.kept(view.filter, exploration, problemsNow());
    return derived.tree(exploration, view.opened, kept, comparedNow());
  };
  const cursorNow = (): NodePath => derived.cursor(session.exploration(), view.cursor, treeNow().indexes);
  const rowNow = (): TreeRow | undefined => {
    const { rows, indexes } = treeNow();
    return rows[indexes.get(cursorNow()) ?? -1];
  };
  const hitsNow = (): SearchHits | undefined => {
    const { policy, request } = session.exploration();
    const text = view.overlay?.kind === 'search' ? view.overlay.field.text : view.search;
    return text === undefined ? undefined : derived.hits(policy, request, text);
  };

  const modelNow = (): ScreenModel => {
    const exploration = session.exploration();
    const [cursor, row, hits] = [cursorNow(), rowNow(), hitsNow()];
    const { published } = exploration;
    const claim = incidents.shown(exploration, view);
    const [compared, comparedTree] = [snapshots.compared(), comparedNow()];
    return {
      exploration,
      view,
      rows: treeNow().rows,
      rowIndex: Math.max(0, treeNow().indexes.get(cursor) ?? 0),
      context: derived.context(exploration, deps.now()),
      ...(published === undefined ? {} : { before: derived.before(published) }),
      cursor,
      problems: problemsNow(),
      findings: findings.now(),
      ...(claim === undefined ? {} : { claim }),
      ...(compared === undefined ? {} : { compared }),
      ...(comparedTree === undefined ? {} : { comparedTree }),
      listed: view.overlay?.kind === 'incidents' ? incidents.listed(view.overlay.order) : [],
      borders: incidents.found()?.borders ?? new Map(),
      ...(hits === undefined ? {} : { hits }),
      glyphs: deps.glyphs,
      size,
      source: session.source().label,
      suggestions: deps.suggestions,
      bindings: deps.bindings,
      ...(problem === undefined ? {} : { problem }),
      policyWords: () => derived.policyWords(exploration.policy),
      detail: (width) =>
        detailOf(exploration, cursor, row, story, findings.now(), claim, snapshots.compared(), width),
    };
  };

  let drawn: Readonly<{ version: number; screen: Screen }> | undefined;
  const draw = (): Screen => {
    drawn = { version, screen: composeScreen(modelNow()) };
    return drawn.screen;
  };

  const countOffered = (): number => {
    const { overlay } = view;
    if (overlay?.kind === 'palette') return paletteEntries(deps.bindings, overlay.field.text).length;
    return overlay?.kind === 'incidents' ? incidents.listed(overlay.order).length : deps.suggestions.length;
  };

  const viewContext = (): ViewContext => {
    const { rows, paths, indexes } = treeNow();
    const find = (path: NodePath): TreeRow | undefined => rows[indexes.get(path) ?? -1];
    return {
      paths,
      indexOf: (path) => indexes.get(path) ?? -1,
      isOpen: (path) => find(path)?.isOpen ?? false,
      isExpandable: (path) => find(path)?.isExpandable ?? false,
      cursor: cursorNow(),
      measure: () => (drawn?.version === version ? drawn.screen : draw()).measures,
      offered: countOffered(),
      editorWidth: editorWidth(size.columns),
    };
  };

  return {
    deps,
    session,
    derived,
    getView: () => view,
    setView: (next) => {
      view = next;
    },
    cursor: cursorNow,
    row: rowNow,
    hits: hitsNow,
    problems: problemsNow,
    getHistory: () => history,
    setHistory: (next) => {
      history = next;
    },
    edits: editsNow,
    recheck: (pauseMs = 0) => {
      cancelPause();
      const check = (): void => {
        const { domain } = session.exploration();
        session.recheck(checksOf(view, domain, deps.readClient), editsNow());
      };
      if (pauseMs === 0) check();
      else cancelPause = deps.delay(check, pauseMs);
    },
    setProblem: (next) => {
      problem = next;
    },
    say,
    changed,
    draw,
    viewContext,
    resize: (next) => {
      if (next.columns === size.columns && next.rows === size.rows) return;
      size = next;
      changed();
    },
    setStory: (next) => {
      story = next;
    },
    cancelPause: () => cancelPause(),
    findings,
    incidents,
    snapshots,
    getHeldRecord: () => heldRecord,
    setHeldRecord: (octets) => {
      heldRecord = octets;
    },
    isLogInSight: () => (drawn?.screen.measures.log.height ?? 0) > 0,
    getVersion: () => version,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
