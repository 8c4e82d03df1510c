import { asciiLowerCase, type DomainName } from '../dns/resolver.ts';
import type { Policy, PolicyRecord, PolicyTerm } from '../policy/policy.ts';
import { ledToDomain, recordOf } from '../policy/policy-tree.ts';
import { type NodePath, termPath } from '../spf/trace.ts';
import { escapeOctets, showDomain } from './escape-text.ts';

/** A row of the tree: the root record, a term, one that an edit took out of its record, or one that the record had when
 *  it was compared with. `isOpen`: the rows of the
 *  record that it leads to follow. Rows stand in the order of the records; they are computed without looking at any
 *  outcome. */
export type TreeRow = Readonly<{
  path: NodePath;
  depth: number;
  isExpandable: boolean;
  isOpen: boolean;
}> &
  (
    | Readonly<{ kind: 'root'; domain: DomainName }>
    | Readonly<{ kind: 'term'; domain: DomainName; term: PolicyTerm; isLoop: boolean }>
    | Readonly<{ kind: 'removed' | 'lost'; domain: DomainName; text: string }>
  );

/** The path of the n-th of the terms that were taken out of a record: no term's. */
export const removedPath = (recordPath: NodePath, index: number): NodePath =>
  recordPath === '' ? `x${index}` : `${recordPath}.x${index}`;

/** The path of the n-th of the terms that a record had when it was compared with: no term's. */
export const lostPath = (recordPath: NodePath, index: number): NodePath =>
  recordPath === '' ? `s${index}` : `${recordPath}.s${index}`;

/** A text that stood before a term, by the term's index. */
type PlacedText = Readonly<{ text: string; before: number }>;

/** Which rows there are. `isOpen`: whether those of the record that a term leads to are; `leadsTo` is that record's
 *  domain. `isKept`: whether a term is, all by default. `removedFrom`: the terms that were taken out of a record, and
 *  before which of its terms they stood; `lostFrom`: those that it had when it was compared with. */
export type TreeShape = Readonly<{
  isOpen: (path: NodePath, depth: number, leadsTo: DomainName) => boolean;
  isKept?: (path: NodePath, term: PolicyTerm) => boolean;
  removedFrom?: (domain: DomainName) => readonly PlacedText[];
  lostFrom?: (domain: DomainName) => readonly PlacedText[];
}>;

/** The rows of a policy. A loop is never opened. */
export const treeRows = (policy: Policy, shape: TreeShape): TreeRow[] => {
  const { isOpen, isKept = () => true, removedFrom = () => [], lostFrom = () => [] } = shape;
  const rows: TreeRow[] = [];
  // The domains above go down with the rows: a path per row would make many terms at a great depth slow.
  const addTerms = (
    { domain, terms }: PolicyRecord,
    recordPath: NodePath,
    depth: number,
    above: ReadonlySet<DomainName>,
  ): void => {
    /** Adds the texts that stand before a term, each list in its order. */
    const adder = (
      kind: 'removed' | 'lost',
      gone: readonly PlacedText[],
      pathOf: typeof removedPath,
    ): ((upTo: number) => void) => {
      let shown = 0;
      return (upTo) => {
        for (let one = gone[shown]; one !== undefined && one.before <= upTo; one = gone[++shown]) {
          const path = pathOf(recordPath, shown);
          rows.push({ kind, path, depth, domain, text: one.text, isExpandable: false, isOpen: false });
        }
      };
    };
    const addRemoved = adder('removed', removedFrom(domain), removedPath);
    const addLost = adder('lost', lostFrom(domain), lostPath);
    for (const [index, term] of terms.entries()) {
      addLost(index);
      addRemoved(index);
      const path = termPath(recordPath, index);
      if (!isKept(path, term)) continue;
      const target = ledToDomain(term);
      const record = target === undefined ? undefined : recordOf(policy, target);
      const hasTerms =
        target !== undefined &&
        record !== undefined &&
        (record.terms.length > 0 || removedFrom(target).length + lostFrom(target).length > 0);
      const isLoop = hasTerms && above.has(asciiLowerCase(target));
      const isExpandable = hasTerms && !isLoop;
      const opened = isExpandable && isOpen(path, depth, target);
      rows.push({ kind: 'term', path, depth, domain, term, isExpandable, isOpen: opened, isLoop });
      if (opened) addTerms(record, path, depth + 1, new Set([...above, asciiLowerCase(target)]));
    }
    addLost(Number.POSITIVE_INFINITY);
    addRemoved(Number.POSITIVE_INFINITY);
  };
  const { root } = policy;
  const record = recordOf(policy, root);
  const isExpandable =
    record !== undefined &&
    (record.terms.length > 0 || removedFrom(record.domain).length + lostFrom(record.domain).length > 0);
  const isRootOpen = isExpandable && isOpen('', 0, root);
  rows.push({ kind: 'root', path: '', depth: 0, domain: root, isExpandable, isOpen: isRootOpen });
  if (isRootOpen) addTerms(record, '', 1, new Set([asciiLowerCase(root)]));
  return rows;
};

/** What a row is of, safe to print: the term as published, or the domain that the whole tree is of. */
export const rowText = (row: TreeRow): string => {
  switch (row.kind) {
    case 'root':
      return `v=spf1  ${showDomain(row.domain)}`;
    case 'term':
      return escapeOctets(row.term.term.text);
    case 'removed':
    case 'lost':
      return escapeOctets(row.text);
  }
};
