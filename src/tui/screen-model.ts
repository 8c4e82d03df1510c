import type { Exploration } from '../exploration/exploration.ts';
import type { Glyphs } from '../report/glyphs.ts';
import type { RowContext } from '../report/row-status.ts';
import type { TreeRow } from '../report/tree-rows.ts';
import type { NodePath } from '../spf/trace.ts';
import type { Size } from './layout.ts';
import type { Line } from './styled-line.ts';
import type { ClientTexts, ViewState } from './view-state.ts';

/** An incident as the start screen offers it. */
export type Suggestion = Readonly<{
  title: string;
  domain: string;
  year?: string;
  story: string;
  client: ClientTexts;
}>;

/** All that a frame is drawn from. `source`: where answers come from.
 *  `formProblem`: why the form's client can't be checked. */
export type ScreenModel = Readonly<{
  exploration: Exploration;
  view: ViewState;
  rows: readonly TreeRow[];
  context: RowContext;
  cursor: NodePath;
  glyphs: Glyphs;
  size: Size;
  source: string;
  suggestions: readonly Suggestion[];
  formProblem?: string;
  /** The detail of the node under the cursor, in lines of this width. */
  detail: (width: number) => readonly Line[];
}>;
