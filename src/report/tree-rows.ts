import type { DomainName } from '../dns/resolver.ts';
import type { Policy, PolicyTerm } from '../policy/policy.ts';
import { isLoop, ledToDomain, recordAt, recordOf, termsUnder } from '../policy/policy-tree.ts';
import type { NodePath } from '../spf/trace.ts';

/** A row of the tree: the root record, or a term. `isOpen`: the rows of the record that it leads to follow.
 *  Rows stand in the order of the records; they are computed without looking at any outcome. */
export type TreeRow = Readonly<{
  path: NodePath;
  depth: number;
  isExpandable: boolean;
  isOpen: boolean;
}> &
  (
    | Readonly<{ kind: 'root'; domain: DomainName }>
    | Readonly<{ kind: 'term'; domain: DomainName; term: PolicyTerm; isLoop: boolean }>
  );

/** The rows of a policy, as far as `isOpen` opens them. A loop is never opened. */
export const treeRows = (policy: Policy, isOpen: (path: NodePath, depth: number) => boolean): TreeRow[] => {
  const rows: TreeRow[] = [];
  const addTerms = (recordPath: NodePath, depth: number): void => {
    const domain = recordAt(policy, recordPath)?.domain ?? policy.root;
    for (const [path, term] of termsUnder(policy, recordPath)) {
      const target = ledToDomain(term);
      const hasTerms = target !== undefined && (recordOf(policy, target)?.terms.length ?? 0) > 0;
      const loops = hasTerms && isLoop(policy, path);
      const isExpandable = hasTerms && !loops;
      const opened = isExpandable && isOpen(path, depth);
      rows.push({ kind: 'term', path, depth, domain, term, isExpandable, isOpen: opened, isLoop: loops });
      if (opened) addTerms(path, depth + 1);
    }
  };
  const isExpandable = termsUnder(policy, '').length > 0;
  const isRootOpen = isExpandable && isOpen('', 0);
  rows.push({ kind: 'root', path: '', depth: 0, domain: policy.root, isExpandable, isOpen: isRootOpen });
  if (isRootOpen) addTerms('', 1);
  return rows;
};
