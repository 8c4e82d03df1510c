import type { EditHistory } from '../../exploration/edit-history.ts';
import type { Edits } from '../../exploration/edits.ts';
import type { Intake } from '../../intake/intake.ts';
import type { OrganisationOf } from '../../lint/collect-facts.ts';
import type { Problem } from '../../lint/problem.ts';
import type { Glyphs } from '../../report/glyphs.ts';
import type { TreeRow } from '../../report/tree-rows.ts';
import type { NodePath } from '../../spf/trace.ts';
import type { Line } from '../drawing/styled-line.ts';
import type { Command } from '../keys/action.ts';
import type { KeyBinding } from '../keys/key-binding.ts';
import type { ReadClient } from '../state/checks-of-view.ts';
import type { CompareClaim } from '../state/claim.ts';
import type { ClientTexts } from '../state/client-form.ts';
import type { Derived } from '../state/derived.ts';
import type { FoundIncidents } from '../state/incident-list.ts';
import type { SearchHits, Suggestion } from '../state/screen-model.ts';
import type { ScreenSource, Session } from '../state/session.ts';
import type { ViewState } from '../state/view-state.ts';
import type { OpenSnapshot } from './snapshot-commands.ts';

/** A host's addresses, or why there are none, in a sentence; `note`: what else there is to say. */
export type FindAddresses = (
  hostName: string,
  resolve: Session['resolve'],
) => Promise<Readonly<{ addresses: readonly string[]; note?: string }>>;

/** What the screen needs from outside. `demo` answers for the embedded incidents; `delay` calls back later and gives
 *  the way to call it off. What hands something on gives the sentence that says where it went, and rejects with one
 *  that says why it did not. */
export type ControllerDeps = Readonly<{
  live: ScreenSource;
  demo: ScreenSource;
  suggestions: readonly Suggestion[];
  bindings: readonly KeyBinding[];
  readClient: ReadClient;
  findAddresses: FindAddresses;
  /** Brings what tells whose a name is, which takes a while to load; without it nobody is asked for owners. */
  loadOrganisationOf?: () => Promise<OrganisationOf>;
  /** A fault of ours, in what nobody waits for. */
  fail: (error: unknown) => void;
  glyphs: Glyphs;
  now: () => number;
  delay: (callback: () => void, ms: number) => () => void;
  /** Calls back once the frame at hand is drawn. */
  afterFrame: (callback: () => void) => void;
  command: (command: Extract<Command, 'quit' | 'interrupt' | 'suspend' | 'redraw'>) => void;
  copy: (text: string, what: string) => Promise<string>;
  savePicture: (lines: readonly Line[], name: string) => Promise<string>;
  /** A text after its user edited it in a program of theirs, or undefined where they left it as it was. */
  editOutside: (text: string) => Promise<string | undefined>;
  openSnapshot: OpenSnapshot;
  /** What a pasted text holds; loaded when there is one. */
  readText: (text: string) => Promise<Readonly<{ found: FoundIncidents; intake: Intake }>>;
  /** Why a claimed result and ours may differ; without it, only whether they do is told. */
  compareClaim?: CompareClaim;
  /** The time, in milliseconds since the epoch; `now` begins anywhere. */
  epochMs: () => number;
  onExplored: (domain: string, client: ClientTexts | undefined) => void;
}>;

/** What the commands of the screen work with. */
export type Desk = Readonly<{
  deps: ControllerDeps;
  session: Session;
  derived: Derived;
  getView: () => ViewState;
  setView: (view: ViewState) => void;
  cursor: () => NodePath;
  /** The row under the cursor. */
  row: () => TreeRow | undefined;
  /** What the search that is on has found. */
  hits: () => SearchHits | undefined;
  problems: () => readonly Problem[];
  getHistory: () => EditHistory;
  setHistory: (history: EditHistory) => void;
  /** The edits that are on: those of the history, or the ones that are being typed. */
  edits: () => Edits;
  /** Checks again with the clients and edits of now; after a pause, where what is typed may ask DNS something new. */
  recheck: (pauseMs?: number) => void;
  setProblem: (problem: string | undefined) => void;
  say: (text: string, isTrouble?: boolean) => void;
  /** Something changed that no key did. */
  changed: () => void;
}>;

/** Explores a domain with the clients of a view. `keepsAnswers`: over the answers at hand. */
export type Explore = (
  domain: string,
  view: ViewState,
  source?: ScreenSource,
  keepsAnswers?: boolean,
) => void;
