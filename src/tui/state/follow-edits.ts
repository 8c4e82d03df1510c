import { asciiLowerCase, type DomainName } from '../../dns/resolver.ts';
import { type Edits, editOf, followTerms, type RemovedTerm } from '../../exploration/edits.ts';
import type { Exploration } from '../../exploration/exploration.ts';
import { currentText, publishedText } from '../../exploration/published-text.ts';
import type { PolicyRecord, PolicyTerm } from '../../policy/policy.ts';
import { ledToDomain, recordOf } from '../../policy/policy-tree.ts';
import { parseRecord } from '../../spf/parse-record.ts';
import type { NodePath } from '../../spf/trace.ts';
import type { ViewState } from './view-state.ts';

/** Where a step of a path leads after an edit: the index of a term, or that of one that was taken out (`x0`);
 *  undefined for a term that is gone. */
export type FollowStep = (step: string) => string | undefined;

/** A row of a record: its step in a path, and its term's text. */
type RecordStep = Readonly<{ step: string; text: string }>;

/** The rows of a record as the tree has them: those that were taken out stand where they stood. */
const stepsOf = (text: string, removed: readonly RemovedTerm[]): RecordStep[] => {
  const rows: RecordStep[] = [];
  let shown = 0;
  const addRemoved = (upTo: number): void => {
    for (let gone = removed[shown]; gone !== undefined && gone.before <= upTo; gone = removed[++shown])
      rows.push({ step: `x${shown}`, text: gone.text });
  };
  for (const [index, term] of parseRecord([text]).terms.entries()) {
    addRemoved(index);
    rows.push({ step: String(index), text: term.text });
  }
  addRemoved(Number.POSITIVE_INFINITY);
  return rows;
};

/** Where the rows of a domain's record go with other edits. A term that is taken out or put back keeps its row. */
export const followRecord = (domain: DomainName, from: Exploration, edits: Edits): FollowStep => {
  const [before, after] = [editOf(from.edits, domain), editOf(edits, domain)];
  if (before === after) return (step) => step;
  // No edit changes what is published, and what comes next may not have been read anew yet.
  const nextText = after?.text ?? publishedText(from, domain) ?? '';
  const rows = stepsOf(currentText(from, domain) ?? '', before?.removed ?? []);
  const nextRows = stepsOf(nextText, after?.removed ?? []);
  const follow = followTerms(
    rows.map(({ text }) => text),
    nextRows.map(({ text }) => text),
  );
  return (step) => {
    const index = follow(rows.findIndex((row) => row.step === step));
    return index === undefined ? undefined : nextRows[index]?.step;
  };
};

/** Where a node went when records were edited; the nearest one above it where it is gone. */
const followPath = (
  path: NodePath,
  from: Exploration,
  followIn: (domain: DomainName) => FollowStep,
): NodePath => {
  const followed: string[] = [];
  let domain: DomainName | undefined = from.policy.root;
  for (const step of path.split('.')) {
    const next: string | undefined = domain === undefined ? step : followIn(domain)(step);
    if (next === undefined) break;
    followed.push(next);
    const record: PolicyRecord | undefined = domain === undefined ? undefined : recordOf(from.policy, domain);
    const term: PolicyTerm | undefined = record?.terms[Number(step)];
    domain = term && ledToDomain(term);
  }
  return followed.join('.');
};

/** The view with its cursor, and what is open, on the same terms as before an edit. */
export const followEdits = (view: ViewState, from: Exploration, to: Exploration): ViewState => {
  if (from.edits === to.edits || from.domain !== to.domain) return view;
  const known = new Map<DomainName, FollowStep>();
  const followIn = (domain: DomainName): FollowStep => {
    const key = asciiLowerCase(domain);
    const step = known.get(key) ?? followRecord(domain, from, to.edits);
    known.set(key, step);
    return step;
  };
  const follow = (path: NodePath): NodePath => (path === '' ? '' : followPath(path, from, followIn));
  const opened = new Map([...view.opened].map(([path, isOpen]) => [follow(path), isOpen] as const));
  const { cursor } = view;
  return { ...view, opened, ...(cursor === undefined ? {} : { cursor: follow(cursor) }) };
};
