import { editOf } from '../../exploration/edits.ts';
import { type Exploration, evaluationOf, traceOf } from '../../exploration/exploration.ts';
import type { PolicyTerm } from '../../policy/policy.ts';
import { decidingPaths } from '../../report/describe-cause.ts';
import { type TreeRow, type TreeShape, treeRows } from '../../report/tree-rows.ts';
import { type NodePath, parentPath } from '../../spf/trace.ts';
import type { ComparedTree } from './compared-tree.ts';
import type { ViewState } from './view-state.ts';

/** The tree's rows and their paths, in the same order, and at which index each path stands. */
export type TreeView = Readonly<{
  rows: readonly TreeRow[];
  paths: readonly NodePath[];
  indexes: ReadonlyMap<NodePath, number>;
}>;

/** Which terms a filter keeps; undefined where it keeps all. */
export type KeptTerms = ((path: NodePath, term: PolicyTerm) => boolean) | undefined;

/** Terms in all up to which a policy without a client is shown with its branches open, and how deep. */
const openUpTo = { terms: 100, depth: 3 };

/** What a filter keeps is shown however deep it lies, as long as the tree has no more records open than this: a
 *  policy of 300 records may make a tree of any size. */
const mostFilteredRecords = 1000;

const opensByDefault = (exploration: Exploration, kept: KeptTerms): TreeShape['isOpen'] => {
  if (kept !== undefined) {
    let opened = 0;
    return () => ++opened <= mostFilteredRecords;
  }
  const trace = traceOf(exploration);
  // With a client, what the check went through is open, and what it never reached is closed.
  if (trace !== undefined) return (path) => path === '' || trace.records.has(path);
  const records = [...exploration.policy.records.values()];
  const terms = records.reduce((sum, record) => sum + record.terms.length, 0);
  return (path, depth) => path === '' || (terms <= openUpTo.terms && depth <= openUpTo.depth);
};

/** The rows that a filter keeps, as they are opened by hand, or else by default; with those that are gone since a
 *  snapshot. */
export const viewTree = (
  exploration: Exploration,
  opened: ViewState['opened'],
  kept: KeptTerms,
  compared?: ComparedTree,
): TreeView => {
  const isOpenByDefault = opensByDefault(exploration, kept);
  const rows = treeRows(exploration.policy, {
    isOpen: (path, depth, leadsTo) => opened.get(path) ?? isOpenByDefault(path, depth, leadsTo),
    ...(kept === undefined ? {} : { isKept: kept }),
    ...(compared === undefined ? {} : { lostFrom: compared.lostFrom }),
    removedFrom: (domain) => editOf(exploration.edits, domain)?.removed ?? [],
  });
  const paths = rows.map(({ path }) => path);
  return { rows, paths, indexes: new Map(paths.map((path, index) => [path, index])) };
};

/** The node under the cursor: where it was put, or the term that decided, the innermost of several; its nearest ancestor while it is not in
 *  sight. */
export const findCursor = (
  exploration: Exploration,
  wanted: NodePath | undefined,
  indexes: TreeView['indexes'],
): NodePath => {
  const cause = evaluationOf(exploration)?.cause;
  let path = wanted ?? (cause && decidingPaths(cause).at(-1)) ?? '';
  while (path !== '' && !indexes.has(path)) path = parentPath(path);
  return path;
};
