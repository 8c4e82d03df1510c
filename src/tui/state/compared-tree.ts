import type { Comparison, RecordChange } from '../../comparison/compare-policies.ts';
import { asciiLowerCase, type DnsAnswer, type DomainName, questionKey } from '../../dns/resolver.ts';
import { followTerms } from '../../exploration/edits.ts';
import { hasWantedBelow } from '../../policy/matching-paths.ts';
import type { Policy, PolicyTerm } from '../../policy/policy.ts';
import { askedBy, ledToDomain } from '../../policy/policy-tree.ts';
import type { TreeRow, TreeShape } from '../../report/tree-rows.ts';
import type { SpfResult } from '../../spf/result.ts';

/** A policy beside that of a snapshot. `takenAt`: when that was taken, to the minute. `resultThen`, `resultNow`: what the
 *  client that is looked at gets of each. `lines`: all that differs, safe to print. */
export type SnapshotComparison = Readonly<{
  takenAt: string;
  comparison: Comparison;
  before: Policy;
  resultThen?: SpfResult;
  resultNow?: SpfResult;
  lines: readonly string[];
}>;

/** What became of a row. `below`: something changed in what it leads to. */
export type RowChange =
  | Readonly<{ kind: 'added' | 'below' }>
  | Readonly<{ kind: 'changed'; was?: string; answers: readonly DnsAnswer[] }>;

/** The changes of a comparison by the rows of the tree. */
export type ComparedTree = Readonly<{
  changeOf: (row: TreeRow) => RowChange | undefined;
  lostFrom: NonNullable<TreeShape['lostFrom']>;
}>;

const textsOf = (policy: Policy, domain: DomainName): readonly string[] =>
  policy.records.get(asciiLowerCase(domain))?.terms.map(({ term }) => term.text) ?? [];

/** The terms that a record has lost, each before the term that it stood before. */
const lostOf = (
  { domain, terms }: RecordChange,
  before: readonly string[],
  after: readonly string[],
): readonly Readonly<{ text: string; before: number; domain: DomainName }>[] => {
  const follow = followTerms(before, after);
  return terms.flatMap((change) => {
    if (change.kind !== 'removed') return [];
    for (let index = change.from; index < before.length; index++) {
      const place = follow(index);
      if (place !== undefined) return { text: change.before, before: place, domain };
    }
    return { text: change.before, before: after.length, domain };
  });
};

/** Lays a comparison over the tree of a policy. */
export const compareTree = (policy: Policy, { comparison, before }: SnapshotComparison): ComparedTree => {
  const changes = new Map<PolicyTerm, RowChange>();
  const changed = new Map<DomainName, RecordChange>();
  const lost = new Map<DomainName, ReturnType<typeof lostOf>[number][]>();
  const isRoot = (domain: DomainName): boolean => asciiLowerCase(domain) === asciiLowerCase(policy.root);
  for (const record of comparison.records) {
    const { domain } = record;
    const key = asciiLowerCase(domain);
    // What only one of them leads to is told by the term that does.
    if (record.before === undefined || record.after === undefined) continue;
    changed.set(key, record);
    const own = policy.records.get(key)?.terms ?? [];
    for (const change of record.terms) {
      const term = 'to' in change ? own[change.to - 1] : undefined;
      if (term === undefined) continue;
      if (change.kind === 'added') changes.set(term, { kind: 'added' });
      else if ('before' in change) changes.set(term, { kind: 'changed', was: change.before, answers: [] });
    }
    const gone = lostOf(
      record,
      textsOf(before, isRoot(domain) ? before.root : domain),
      textsOf(policy, domain),
    );
    lost.set(
      key,
      [...gone].sort((one, other) => one.before - other.before),
    );
  }
  const answers = new Map(
    comparison.answers.flatMap(({ before: was, after }) => {
      const question = (after ?? was)?.question;
      return question === undefined || was === undefined || after === undefined
        ? []
        : [[questionKey(question), was] as const];
    }),
  );
  const wanted = new Set<PolicyTerm>();
  for (const { terms } of policy.records.values())
    for (const term of terms) {
      const target = ledToDomain(term);
      if (target === undefined && !changes.has(term)) {
        const was = askedBy(policy, term).flatMap(({ question }) => answers.get(questionKey(question)) ?? []);
        if (was.length > 0) changes.set(term, { kind: 'changed', answers: was });
      }
      if (changes.has(term) || (target !== undefined && changed.has(asciiLowerCase(target))))
        wanted.add(term);
    }
  const isBelow = hasWantedBelow(policy, (term) => wanted.has(term));

  /** What became of the record of a domain as a whole, as seen from the row that leads to it. */
  const changeOfRecord = (domain: DomainName): RowChange | undefined => {
    const record = changed.get(asciiLowerCase(domain));
    if (record !== undefined && !(record.before?.isRecord && record.after?.isRecord))
      return {
        kind: 'changed',
        answers: [],
        ...(record.before === undefined ? {} : { was: record.before.text }),
      };
    return record !== undefined || isBelow(domain) ? { kind: 'below' } : undefined;
  };

  return {
    changeOf: (row) => {
      if (row.kind === 'root') return changeOfRecord(row.domain);
      if (row.kind !== 'term') return undefined;
      const own = changes.get(row.term);
      const target = ledToDomain(row.term);
      return own ?? (target === undefined ? undefined : changeOfRecord(target));
    },
    lostFrom: (domain) => lost.get(asciiLowerCase(domain)) ?? [],
  };
};
