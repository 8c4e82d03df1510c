import { asciiLowerCase, type DomainName } from '../dns/resolver.ts';
import { editOf, followTerms } from '../exploration/edits.ts';
import type { Exploration } from '../exploration/exploration.ts';
import { currentText } from '../exploration/published-text.ts';
import type { PolicyRecord } from '../policy/policy.ts';
import { ledToDomain, recordOf } from '../policy/policy-tree.ts';
import { parseRecord } from '../spf/parse-record.ts';
import type { NodePath } from '../spf/trace.ts';
import type { ViewState } from './view-state.ts';

/** Where a step of a path leads after an edit: another index, or that of a term that was taken out (`x0`). */
type FollowStep = (step: string) => string | undefined;

const followRecord = ({ domain, terms }: PolicyRecord, from: Exploration, to: Exploration): FollowStep => {
  const [before, after] = [editOf(from.edits, domain), editOf(to.edits, domain)];
  if (before === after) return (step) => step;
  const texts = terms.map(({ term }) => term.text);
  const nextTexts = parseRecord([currentText(to, domain) ?? '']).terms.map(({ text }) => text);
  const [removed, nextRemoved] = [before?.removed ?? [], after?.removed ?? []];
  const follow = followTerms(texts, nextTexts);
  return (step) => {
    const index = Number(step.replace('x', ''));
    if (step.startsWith('x')) {
      const gone = removed[index];
      const still = nextRemoved.findIndex(({ text }, at) => text === gone?.text && removed[at] !== undefined);
      if (nextRemoved.length >= removed.length) return still === -1 ? undefined : `x${still}`;
      return gone !== undefined && nextTexts[gone.before] === gone.text ? String(gone.before) : undefined;
    }
    const isTakenOut = nextRemoved.length > removed.length;
    const place = nextRemoved.findIndex(({ text, before: at }) => at === index && text === texts[index]);
    if (isTakenOut && place !== -1 && nextTexts[index] !== texts[index]) return `x${place}`;
    return follow(index)?.toString();
  };
};

/** Where a node went when records were edited; the nearest one above it where it is gone. */
const followPath = (
  path: NodePath,
  from: Exploration,
  followIn: (record: PolicyRecord) => FollowStep,
): NodePath => {
  const followed: string[] = [];
  let record = recordOf(from.policy, from.policy.root);
  for (const step of path.split('.')) {
    const next = record === undefined ? step : followIn(record)(step);
    if (next === undefined) break;
    followed.push(next);
    const term = record?.terms[Number(step)];
    const domain = term && ledToDomain(term);
    record = domain === undefined ? undefined : recordOf(from.policy, domain);
  }
  return followed.join('.');
};

/** The view with its cursor, and what is open, on the same terms as before an edit. */
export const followEdits = (view: ViewState, from: Exploration, to: Exploration): ViewState => {
  if (from.edits === to.edits || from.domain !== to.domain) return view;
  const known = new Map<DomainName, FollowStep>();
  const followIn = (record: PolicyRecord): FollowStep => {
    const key = asciiLowerCase(record.domain);
    const step = known.get(key) ?? followRecord(record, from, to);
    known.set(key, step);
    return step;
  };
  const follow = (path: NodePath): NodePath => (path === '' ? '' : followPath(path, from, followIn));
  const opened = new Map([...view.opened].map(([path, isOpen]) => [follow(path), isOpen] as const));
  const { cursor } = view;
  return { ...view, opened, ...(cursor === undefined ? {} : { cursor: follow(cursor) }) };
};
