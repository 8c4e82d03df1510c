import type { DomainName } from '../../dns/resolver.ts';
import type { Exploration } from '../../exploration/exploration.ts';
import type { Candidate } from '../../intake/candidate.ts';
import type { Problem } from '../../lint/problem.ts';
import type { RecordOwner } from '../../lint/record-owners.ts';
import type { LookupBudget } from '../../policy/lookup-budget.ts';
import type { Cost } from '../../policy/term-cost.ts';
import type { Glyphs } from '../../report/glyphs.ts';
import type { RowContext } from '../../report/row-status.ts';
import type { TreeRow } from '../../report/tree-rows.ts';
import type { PolicyWords } from '../../report/verdict.ts';
import type { NodePath } from '../../spf/trace.ts';
import type { Size } from '../drawing/layout.ts';
import type { Line } from '../drawing/styled-line.ts';
import type { KeyBinding } from '../keys/key-binding.ts';
import type { ShownClaim } from './claim.ts';
import type { ClientTexts } from './client-form.ts';
import type { ComparedTree, SnapshotComparison } from './compared-tree.ts';
import type { ListedIncident } from './incident-list.ts';
import type { ViewState } from './view-state.ts';

/** What the start screen offers. `kind`: an embedded incident, or a domain that was looked at before. */
export type Suggestion = Readonly<{
  kind: 'incident' | 'recent';
  title: string;
  domain: string;
  year?: string;
  story: string;
  clients: readonly ClientTexts[];
}>;

/** What a search found: nodes in the tree's order, and whether there are more. */
export type SearchHits = Readonly<{ text: string; paths: readonly NodePath[]; isCut: boolean }>;

/** How things stood without the edits: what the worst case costs, how the policy stands without a client, and how many
 *  problems there were. */
export type BeforeEdits = Readonly<{
  exploration: Exploration;
  cost: Cost;
  policyWord: string;
  problems: number;
}>;

/** What is found out of a policy after its walk: whose its records are, by domain in lower case, and, near the limit or
 *  over it, how its lookups are spent. `isOpen`: more is being found out. */
export type Findings = Readonly<{
  owners: ReadonlyMap<DomainName, RecordOwner>;
  budget?: LookupBudget;
  isOpen: boolean;
}>;

/** Nothing was found out yet. */
export const noFindings: Findings = { owners: new Map(), isOpen: false };

/** All that a frame is drawn from. `source`: where answers come from. `problem`: what is wrong with what is typed.
 *  `claim`: of what was pasted, while its client is looked at; `listed`: the rows of the list of all that was, if it is
 *  open; `borders`: why a candidate's client is the one to judge. `hits`: of the search that is on. `rowIndex`: where the cursor stands among the rows. */
export type ScreenModel = Readonly<{
  exploration: Exploration;
  view: ViewState;
  rows: readonly TreeRow[];
  rowIndex: number;
  context: RowContext;
  cursor: NodePath;
  problems: readonly Problem[];
  before?: BeforeEdits;
  findings: Findings;
  claim?: ShownClaim;
  /** The comparison with a snapshot, and by the rows of the tree. */
  compared?: SnapshotComparison;
  comparedTree?: ComparedTree;
  listed: readonly ListedIncident[];
  borders: ReadonlyMap<Candidate, string>;
  hits?: SearchHits;
  glyphs: Glyphs;
  size: Size;
  source: string;
  suggestions: readonly Suggestion[];
  bindings: readonly KeyBinding[];
  problem?: string;
  /** How the policy stands without a client. */
  policyWords: () => PolicyWords;
  /** The detail of the node under the cursor, in lines of this width. */
  detail: (width: number) => readonly Line[];
}>;
