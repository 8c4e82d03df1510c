import { type Exploration, evaluationOf, traceOf } from '../../exploration/exploration.ts';
import { costsOf } from '../../policy/term-cost.ts';
import { formatQuestion } from '../../report/describe-answer.ts';
import { count } from '../../report/describe-cause.ts';
import { escapeOctets, escapeText, shortenQuotations } from '../../report/escape-text.ts';
import { describeRow, type RowContext } from '../../report/row-status.ts';
import { describeCaps, describeClient, describeProof, describeTally } from '../../report/text-report.ts';
import { rowText, type TreeRow } from '../../report/tree-rows.ts';
import { describePolicy, describeVerdict } from '../../report/verdict.ts';
import type { Evaluation } from '../../spf/check-host.ts';

/** What rows are described from, at a time by the clock of the walk. */
export const contextOf = (exploration: Exploration, nowMs: number): RowContext => {
  const evaluation = evaluationOf(exploration);
  const trace = traceOf(exploration);
  return {
    policy: exploration.policy,
    costs: costsOf(exploration.policy),
    nowMs,
    ...(trace === undefined ? {} : { trace }),
    ...(evaluation === undefined ? {} : { evaluation }),
  };
};

const subjectOf = (row: TreeRow): string =>
  row.kind === 'root' ? `The record of ${escapeOctets(row.domain)}` : rowText(row);

/** `#3` is the third lookup of the check, `+2` what the term would add; a `?` says that more is not known yet. */
const costWords = (cost: string): string => {
  if (cost === '') return '';
  if (cost.startsWith('#')) return `lookup ${cost.slice(1)}`;
  const number = cost.slice(1).replace('?', '');
  const lookups = number === '∞' ? 'lookups without end' : count(Number(number), 'lookup');
  return `adds ${lookups}${cost.endsWith('?') ? ' or more' : ''}`;
};

const outcomeWords = (row: TreeRow, context: RowContext): string => {
  const { word, cost, note } = describeRow(row, context);
  return [word, costWords(cost), note].filter((part) => part !== '').join(', ');
};

const joinWords = (text: string, words: string): string => (words === '' ? text : `${text}: ${words}`);

/** A row in a sentence: what it says, then its place among `total` rows. `index` counts from 0. */
export const describePlainRow = (row: TreeRow, index: number, total: number, context: RowContext): string => {
  const state = row.isExpandable ? (row.isOpen ? ', open' : ', closed') : '';
  return `${joinWords(subjectOf(row), outcomeWords(row, context))}. Row ${index + 1} of ${total}, level ${row.depth}${state}.`;
};

/** More rows than anybody listens to. */
const mostRows = 200;

/** The rows with their numbers, a line each, indented by their level. */
export const listPlainRows = (rows: readonly TreeRow[], context: RowContext): string[] => {
  const lines = rows.slice(0, mostRows).map((row, index) => {
    const closed = row.isExpandable && !row.isOpen ? ' (closed)' : '';
    return `${'  '.repeat(row.depth)}${index + 1}. ${joinWords(subjectOf(row), outcomeWords(row, context))}${closed}`;
  });
  const left = rows.length - lines.length;
  return left === 0 ? lines : [...lines, `${count(left, 'further row')}: "go ${mostRows + 1}" leads there.`];
};

/** More than any SMTP reply has room for (RFC 5321 §4.5.3.1.5: 512 octets a line). */
const mostExplanation = 2000;

const verdictSentences = (exploration: Exploration, evaluation: Evaluation): string[] => {
  const verdict = describeVerdict(evaluation);
  const { place } = verdict;
  const { fix } = exploration;
  return [
    `${shortenQuotations(verdict.sentence)} ${verdict.reference}.`,
    ...(place === undefined
      ? []
      : [
          `The record of ${place.domain}: ${place.text}`,
          `The place: column ${place.column}, ${place.text.slice(place.start, place.end)}`,
        ]),
    ...(evaluation.explanation === undefined
      ? []
      : [`The domain explains: ${escapeText(evaluation.explanation.slice(0, mostExplanation))}`]),
    ...(fix === undefined ? [] : describePlainFix(exploration)),
    ...(fix !== undefined || verdict.nextStep === undefined ? [] : [`Next: ${verdict.nextStep}`]),
    `${describeClient(evaluation.request)} ${describeTally(evaluation)}`,
  ];
};

/** A corrected record and what it was proven to give; nothing where there is none. */
export const describePlainFix = ({ fix }: Exploration): string[] =>
  fix === undefined
    ? []
    : [`A record that mends it: ${escapeOctets(fix.record)}`, `It ${describeProof(fix)}.`];

/** What is asked right now: of the check where there is a client, else of the walk. */
const describeWaiting = (exploration: Exploration): string => {
  const open =
    exploration.check === undefined
      ? exploration.policy.pending.values().next().value?.question
      : traceOf(exploration)?.questions.findLast(({ answer }) => answer === undefined)?.question;
  return open === undefined ? '' : ` Waiting for ${formatQuestion(open)}.`;
};

/** The answer as far as it is known: the verdict on the client, or, without one, how the policy stands. */
export const describePlainAnswer = (exploration: Exploration): string[] => {
  const { policy, invalidReason, request } = exploration;
  const domain = escapeText(exploration.domain);
  const evaluation = evaluationOf(exploration);
  if (request !== undefined)
    return evaluation === undefined
      ? [`${domain}: the check is not done yet.${describeWaiting(exploration)}`]
      : [
          `${domain}: ${evaluation.result}.`,
          ...verdictSentences(exploration, evaluation),
          ...describeCaps(policy),
        ];
  if (invalidReason !== undefined) return [`"${domain}" cannot be checked: ${invalidReason}.`];
  if (!policy.isComplete) return [`${domain}: the policy is not read yet.${describeWaiting(exploration)}`];
  const { word, sentence, nextStep } = describePolicy(policy, costsOf(policy));
  return [
    word === 'policy' ? `The policy of ${domain} is read.` : `${domain}: ${word}.`,
    sentence,
    ...(nextStep === undefined ? [] : [`Next: ${nextStep}`]),
    ...describeCaps(policy),
  ];
};
