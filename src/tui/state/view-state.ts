import type { DomainName } from '../../dns/resolver.ts';
import type { Edits } from '../../exploration/edits.ts';
import type { GroupOrder } from '../../intake/group-incidents.ts';
import type { NodePath } from '../../spf/trace.ts';
import type { Pane } from '../drawing/layout.ts';
import type { TextArea } from '../editing/text-area.ts';
import { fieldWith, type TextField } from '../editing/text-field.ts';
import { type ClientForm, type ClientTexts, nobody } from './client-form.ts';

/** Which rows the tree has: all, those of this check, those that cost lookups, those with problems. */
export const filters = ['all', 'path', 'lookups', 'problems'] as const;

/** A filter of the tree. */
export type Filter = (typeof filters)[number];

/** Where the person was, for the way back from a search. */
export type Place = Pick<ViewState, 'cursor' | 'opened' | 'tops' | 'filter'>;

/** What lies over the panes. `domain`: the field for another domain; `snapshot`: that for a file; `incidents`: the list of what was pasted; `edit`: a
 *  record's text, with the edits from before. */
export type Overlay =
  | Readonly<{ kind: 'help'; top: number }>
  | Readonly<{ kind: 'simulate'; form: ClientForm }>
  | Readonly<{ kind: 'domain'; field: TextField }>
  | Readonly<{ kind: 'snapshot'; field: TextField }>
  | Readonly<{ kind: 'search'; field: TextField; from: Place }>
  | Readonly<{ kind: 'palette'; field: TextField; chosen: number }>
  | Readonly<{ kind: 'incidents'; chosen: number; order: GroupOrder }>
  | Readonly<{ kind: 'edit'; domain: DomainName; area: TextArea; before: Edits }>;

/** A number that is being typed before a key. Its first digit may have moved the focus: `focus` is where it was.
 *  `isOfPanes`: every digit is also that of a pane. `atMs`: when the last one came, by the clock of the walk. */
export type PendingCount = Readonly<{ times: number; focus: Pane; isOfPanes: boolean; atMs: number }>;

/** What is said in the footer until the next key. */
export type Message = Readonly<{ text: string; isTrouble: boolean }>;

/** Where the person is; apart from the exploration, so that no re-run loses the place.
 *  `cursor` is undefined until moved: it then stands on the term that decided. `opened` holds only what was opened
 *  or closed by hand. `tops`: the first row in sight; `chosen`: the row under the cursor, of the log undefined as long
 *  as it follows the newest. `search`: what was searched last. `clients`: all of them; `active` the one that is looked
 *  at. `heloOf`: the domain of the MAIL FROM identity, while the HELO identity is explored. `start.chosen`: the row on the start screen, -1 in its field. */
export type ViewState = Readonly<{
  screen: 'start' | 'explore';
  cursor?: NodePath;
  opened: ReadonlyMap<NodePath, boolean>;
  tops: Readonly<Record<Pane, number>>;
  chosen: Readonly<{ problems: number; log?: number }>;
  focus: Pane;
  isZoomed: boolean;
  filter: Filter;
  search?: string;
  clients: readonly ClientTexts[];
  active: number;
  heloOf?: string;
  start: Readonly<{ field: TextField; chosen: number }>;
  overlay?: Overlay;
  count?: PendingCount;
  message?: Message;
}>;

/** No pane is scrolled. */
export const unscrolled: ViewState['tops'] = { tree: 0, detail: 0, problems: 0, log: 0 };

/** A view that has not been touched. */
export const initialView = (
  screen: ViewState['screen'],
  clients: readonly ClientTexts[] = [nobody],
): ViewState => ({
  screen,
  opened: new Map(),
  tops: unscrolled,
  chosen: { problems: 0 },
  focus: 'tree',
  isZoomed: false,
  filter: 'all',
  clients,
  active: 0,
  start: { field: fieldWith(''), chosen: -1 },
});

/** The client that is looked at. */
export const activeClient = ({ clients, active }: ViewState): ClientTexts => clients[active] ?? nobody;

/** The view without what lies over it. */
export const withoutOverlay = ({ overlay: _, ...view }: ViewState): ViewState => view;

/** What the reducer must know of the screen as it stands: the tree's rows in order and how many fit. */
export type ViewContext = Readonly<{
  paths: readonly NodePath[];
  /** At which index a path stands; -1 for one that is not in sight. */
  indexOf: (path: NodePath) => number;
  isOpen: (path: NodePath) => boolean;
  isExpandable: (path: NodePath) => boolean;
  cursor: NodePath;
  /** How many rows each pane has, and how many of them are in sight. Dear, as it may take a frame: keys in a form
   *  never ask. */
  measure: () => Readonly<Record<Pane, Readonly<{ height: number; length: number; first: number }>>>;
  /** How many rows the start screen offers, the palette for what is typed, or the list of what was pasted. */
  offered: number;
  /** The columns of a row of the record under edit. */
  editorWidth: number;
}>;
