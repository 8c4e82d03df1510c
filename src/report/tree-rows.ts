import { asciiLowerCase, type DomainName } from '../dns/resolver.ts';
import type { Policy, PolicyRecord, PolicyTerm } from '../policy/policy.ts';
import { ledToDomain, recordOf } from '../policy/policy-tree.ts';
import { type NodePath, termPath } from '../spf/trace.ts';

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

/** The rows of a policy, as far as `isOpen` opens them. `leadsTo`: the domain whose record the rows would be of. A
 *  loop is never opened. */
export const treeRows = (
  policy: Policy,
  isOpen: (path: NodePath, depth: number, leadsTo: DomainName) => boolean,
): TreeRow[] => {
  const rows: TreeRow[] = [];
  // The domains above go down with the rows: a path per row would make many terms at a great depth slow.
  const addTerms = (
    { domain, terms }: PolicyRecord,
    recordPath: NodePath,
    depth: number,
    above: ReadonlySet<DomainName>,
  ): void => {
    for (const [index, term] of terms.entries()) {
      const path = termPath(recordPath, index);
      const target = ledToDomain(term);
      const record = target === undefined ? undefined : recordOf(policy, target);
      const hasTerms = target !== undefined && record !== undefined && record.terms.length > 0;
      const isLoop = hasTerms && above.has(asciiLowerCase(target));
      const isExpandable = hasTerms && !isLoop;
      const opened = isExpandable && isOpen(path, depth, target);
      rows.push({ kind: 'term', path, depth, domain, term, isExpandable, isOpen: opened, isLoop });
      if (opened) addTerms(record, path, depth + 1, new Set([...above, asciiLowerCase(target)]));
    }
  };
  const { root } = policy;
  const record = recordOf(policy, root);
  const isExpandable = record !== undefined && record.terms.length > 0;
  const isRootOpen = isExpandable && isOpen('', 0, root);
  rows.push({ kind: 'root', path: '', depth: 0, domain: root, isExpandable, isOpen: isRootOpen });
  if (isRootOpen) addTerms(record, '', 1, new Set([asciiLowerCase(root)]));
  return rows;
};
