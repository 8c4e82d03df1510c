import { questionKey } from '../dns/resolver.ts';
import type { Covering } from '../policy/address-coverage.ts';
import type { Policy, PolicyRecord, PolicyTerm } from '../policy/policy.ts';
import { countExchanges, ledToDomain, recordOf } from '../policy/policy-tree.ts';
import type { Cost, PolicyCosts } from '../policy/term-cost.ts';
import type { Evaluation } from '../spf/check-host.ts';
import { rfcLimits } from '../spf/limits.ts';
import { firstError } from '../spf/parse-record.ts';
import { spendsLookup } from '../spf/record.ts';
import type { SpfResult } from '../spf/result.ts';
import { recordQuestion } from '../spf/term-questions.ts';
import {
  type CheckTrace,
  type NodePath,
  parentPath,
  type ResultCause,
  type TermTrace,
} from '../spf/trace.ts';
import { formatElapsed } from './describe-answer.ts';
import { count, decidingPaths } from './describe-cause.ts';
import { isBogus, troubleWord } from './describe-trouble.ts';
import type { TreeRow } from './tree-rows.ts';

/** What a row's mark says at a glance; always beside a word that says the same. */
export type Mark = SpfResult | 'match' | 'no-match' | 'trouble' | 'waiting' | 'plain' | 'unused' | 'removed';

/** The right-hand side of a row. `cost`: `#3`, the third lookup of this check, or `+2`, what the term would add.
 *  `note`: DNS time. Each may be empty. */
export type RowStatus = Readonly<{ mark: Mark; word: string; cost: string; note: string }>;

/** What rows are described from. `nowMs`: by the clock of the walk, for how long a question is out. */
export type RowContext = Readonly<{
  policy: Policy;
  /** The terms that would match the client by themselves. */
  covering?: ReadonlyMap<PolicyTerm, Covering>;
  costs: PolicyCosts;
  trace?: CheckTrace;
  evaluation?: Evaluation;
  nowMs: number;
}>;

const errorWords: Readonly<Record<ResultCause['kind'], string>> = {
  match: 'match',
  'no-match': 'no match',
  'malformed-domain': 'bad name',
  'no-record': 'no record',
  'multiple-records': 'several records',
  'syntax-error': 'syntax error',
  'too-many-lookups': 'over the limit',
  'too-many-voids': 'too many voids',
  'too-many-exchanges': 'too many MX',
  'too-slow': 'too slow',
  'dns-trouble': 'DNS trouble',
};

const errorWord = (cause: ResultCause): string =>
  cause.kind === 'dns-trouble' && isBogus(cause.answer) ? troubleWord(cause.answer) : errorWords[cause.kind];

/** A number of lookups for people: a loop has no end. */
export const formatLookups = (lookups: number): string => (Number.isFinite(lookups) ? String(lookups) : '∞');

const formatCost = ({ lookups, isKnown }: Cost): string =>
  lookups === 0 ? '' : `+${formatLookups(lookups)}${isKnown ? '' : '?'}`;

const waitingSince = (term: PolicyTerm, { policy, costs }: RowContext): number | undefined => {
  if (policy.pending.size === 0) return undefined;
  const domain = ledToDomain(term);
  const questions = domain === undefined ? costs.asked(term) : [recordQuestion(domain)];
  const times = questions.flatMap(({ question }) => policy.pending.get(questionKey(question))?.sinceMs ?? []);
  return times.length === 0 ? undefined : Math.min(...times);
};

const describeTraced = (
  path: NodePath,
  traced: TermTrace,
  context: RowContext,
): Readonly<{ mark: Mark; word: string }> => {
  const { outcome } = traced;
  if (outcome === undefined) return { mark: 'waiting', word: 'asking DNS' };
  switch (outcome.kind) {
    case 'match':
      // What matched in an included record that did not give pass decided nothing here.
      if (context.evaluation !== undefined && !decidingPaths(context.evaluation.cause).includes(path))
        return { mark: 'no-match', word: `match, ${outcome.result}` };
      return { mark: outcome.result, word: outcome.result === 'pass' ? 'MATCH' : `MATCH ${outcome.result}` };
    case 'no-match':
      return { mark: 'no-match', word: 'no match' };
    case 'redirected':
      return { mark: outcome.result, word: outcome.result };
    case 'error': {
      // The same cause goes up through every include and redirect above the term that erred.
      const isHere = outcome.cause.path === path;
      return { mark: outcome.result, word: isHere ? errorWord(outcome.cause) : outcome.result };
    }
  }
};

const describeRecordState = (record: PolicyRecord): Readonly<{ mark: Mark; word: string }> | undefined => {
  if (record.kind === 'malformed') return { mark: 'trouble', word: 'bad name' };
  switch (record.selection.kind) {
    case 'no-record':
      return { mark: 'trouble', word: record.answer.outcome === 'name-error' ? 'NXDOMAIN' : 'no record' };
    case 'multiple-records':
      return { mark: 'trouble', word: 'several records' };
    case 'dns-trouble':
      return { mark: 'trouble', word: troubleWord(record.answer) };
    case 'record':
      return firstError(record.selection.record) === undefined
        ? undefined
        : { mark: 'trouble', word: 'syntax error' };
  }
};

/** What the published policy alone says of a term. */
const describePublished = (
  policyTerm: PolicyTerm,
  context: RowContext,
): Readonly<{ mark: Mark; word: string }> => {
  const { policy, nowMs } = context;
  const { term, target, dead } = policyTerm;
  if (term.kind === 'invalid') return { mark: 'trouble', word: 'syntax error' };
  if (dead === 'after-all') return { mark: 'unused', word: 'after all' };
  if (dead === 'redirect-with-all') return { mark: 'unused', word: 'ignored: all' };
  if (term.kind === 'modifier' && term.name === 'unknown') return { mark: 'unused', word: 'ignored' };
  const since = waitingSince(policyTerm, context);
  if (since !== undefined)
    return { mark: 'waiting', word: `waiting ${formatElapsed(Math.max(0, nowMs - since))}` };
  if (target.kind === 'unknown') return { mark: 'plain', word: 'needs a client' };
  const domain = ledToDomain(policyTerm);
  if (domain !== undefined) {
    const record = recordOf(policy, domain);
    if (record === undefined) return { mark: 'plain', word: '' };
    return describeRecordState(record) ?? { mark: 'plain', word: count(record.terms.length, 'term') };
  }
  const asked = context.costs.asked(policyTerm);
  const bad = asked.find(({ answer }) => answer !== undefined && isTrouble(answer.outcome));
  if (bad?.answer !== undefined) return { mark: 'trouble', word: troubleWord(bad.answer) };
  const exchanges = countExchanges(policy, policyTerm);
  if (exchanges > rfcLimits.mxNames) return { mark: 'trouble', word: `${exchanges} exchanges` };
  const addresses = asked.reduce(
    (sum, { answer, purpose }) =>
      purpose === 'address' || purpose === 'exchange-address' ? sum + (answer?.records.length ?? 0) : sum,
    0,
  );
  if (asked.length > 0 && asked.every(({ answer }) => answer !== undefined && answer.records.length === 0))
    return { mark: 'plain', word: 'void' };
  return {
    mark: 'plain',
    word: addresses > 0 ? count(addresses, 'address').replace('addresss', 'addresses') : '',
  };
};

const isTrouble = (outcome: string): boolean =>
  outcome !== 'records' && outcome !== 'no-data' && outcome !== 'name-error' && outcome !== 'unaskable';

const describeUnreached = (
  path: NodePath,
  term: PolicyTerm,
  context: RowContext,
): Readonly<{ mark: Mark; word: string }> => {
  const published = describePublished(term, context);
  if (published.mark === 'trouble' || published.mark === 'unused' || published.mark === 'waiting')
    return published;
  if (term.term.kind === 'modifier' && term.term.name === 'exp') return { mark: 'plain', word: '' };
  return context.evaluation === undefined
    ? { mark: 'plain', word: '' }
    : { mark: 'unused', word: unreachedWord(path, context) };
};

/** Why the check never came to a term: how it ended in the nearest record above that it did come to. */
const unreachedWord = (path: NodePath, { trace }: RowContext): string => {
  let record = parentPath(path);
  while (record !== '' && !trace?.records.has(record)) record = parentPath(record);
  const cause = trace?.records.get(record)?.cause;
  switch (cause?.kind) {
    case undefined:
    case 'no-match':
      return 'not reached';
    case 'match':
      return 'after the match';
    case 'too-many-lookups':
    case 'too-many-voids':
    case 'too-many-exchanges':
    case 'too-slow':
      return 'past the limit';
    default:
      return 'after the error';
  }
};

/** The word for a term that would have matched too, though another one decided. */
const alsoWord = (
  row: TreeRow & { kind: 'term' },
  word: string,
  { covering, evaluation }: RowContext,
): string => {
  if (covering?.has(row.term) !== true || evaluation === undefined) return word;
  if (evaluation.cause.kind === 'match' && decidingPaths(evaluation.cause).includes(row.path)) return word;
  const isDecided = evaluation.cause.kind === 'match';
  if (word === '') return isDecided ? 'also matches' : 'would match';
  return `${word}, ${isDecided ? 'also' : 'would match'}`;
};

const describeTerm = (row: TreeRow & { kind: 'term' }, context: RowContext): RowStatus => {
  const { term } = row;
  const traced = context.trace?.terms.get(row.path);
  const voids = traced?.asked.filter(({ isVoid }) => isVoid).length ?? 0;
  const elapsedMs = traced?.asked.reduce(
    (sum, { answer }) => sum + (answer?.origin.kind === 'server' ? answer.elapsedMs : 0),
    0,
  );
  const note = elapsedMs ? formatElapsed(elapsedMs) : '';
  if (traced !== undefined) {
    const cost = traced.lookupNumber === undefined ? '' : `#${traced.lookupNumber}`;
    const { mark, word } = describeTraced(row.path, traced, context);
    const voidWord = voids === 0 ? '' : voids === 1 ? ', void' : `, ${voids} voids`;
    return { mark, word: word + voidWord, cost, note };
  }
  const cost =
    spendsLookup(term.term) && term.dead === undefined ? formatCost(context.costs.whole(term)) : '';
  const state =
    context.trace === undefined
      ? describePublished(term, context)
      : describeUnreached(row.path, term, context);
  if (row.isLoop) return { mark: 'trouble', word: 'loop', cost, note };
  return { ...state, word: alsoWord(row, state.word, context), cost, note };
};

const describeRoot = (row: TreeRow & { kind: 'root' }, context: RowContext): RowStatus => {
  const { policy, evaluation, trace } = context;
  const answer =
    trace?.questions[0]?.answer ?? policy.answers.get(questionKey(recordQuestion(policy.root).question));
  const note = answer?.origin.kind === 'server' ? formatElapsed(answer.elapsedMs) : '';
  if (evaluation !== undefined) return { mark: evaluation.result, word: evaluation.result, cost: '', note };
  const record = recordOf(policy, row.domain);
  if (record === undefined) {
    const since = policy.pending.get(questionKey(recordQuestion(policy.root).question))?.sinceMs;
    if (since === undefined) return { mark: 'plain', word: '', cost: '', note };
    return {
      mark: 'waiting',
      word: `waiting ${formatElapsed(Math.max(0, context.nowMs - since))}`,
      cost: '',
      note,
    };
  }
  const cost = formatCost(context.costs.record(row.domain));
  return { ...(describeRecordState(record) ?? { mark: 'plain', word: '' }), cost, note };
};

/** What stands beside a row: its outcome in this check, or, without one, what the policy itself tells. */
export const describeRow = (row: TreeRow, context: RowContext): RowStatus => {
  switch (row.kind) {
    case 'root':
      return describeRoot(row, context);
    case 'term':
      return describeTerm(row, context);
    case 'removed':
      return { mark: 'removed', word: 'taken out', cost: '', note: '' };
    case 'lost':
      return { mark: 'removed', word: 'gone since', cost: '', note: '' };
  }
};
