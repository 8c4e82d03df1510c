import { asciiLowerCase, type DomainName, questionKey } from '../dns/resolver.ts';
import type { Policy } from '../policy/policy.ts';
import { costsOf, type PolicyCosts } from '../policy/term-cost.ts';
import type { Evaluation } from '../spf/check-host.ts';
import type { CheckRequest } from '../spf/check-request.ts';
import { formatIpAddress } from '../spf/ip-address.ts';
import type { NodePath } from '../spf/trace.ts';
import { describeAnswer, formatQuestion, listAnswer } from './describe-answer.ts';
import { escapeOctets, escapeText, shortenQuotations } from './escape-text.ts';
import { excerptPlace } from './excerpt-place.ts';
import type { Glyphs } from './glyphs.ts';
import { describeRow, type Mark, type RowContext } from './row-status.ts';
import { rowText, treeRows } from './tree-rows.ts';
import { describePolicy, describeVerdict, type Place, type Verdict } from './verdict.ts';

/** Puts a colour for `mark` on a text, or nothing at all. */
export type Paint = (mark: Mark, text: string) => string;

/** A corrected record and what a check gave with it. */
export type FixReport = Readonly<{ domain: string; record: string; evaluation: Evaluation }>;

/** What a report is made from. `evaluation`: of the client, if one was named. */
export type TextReportInput = Readonly<{
  domain: string;
  policy: Policy;
  evaluation?: Evaluation;
  fix?: FixReport;
  nowMs: number;
  glyphs: Glyphs;
  paint: Paint;
}>;

/** Who sends, in one line: `Client 192.0.2.1, helo a.example, from b@a.example.` */
export const describeClient = (request: CheckRequest): string =>
  `Client ${formatIpAddress(request.ip)}, helo ${escapeText(request.helo)}, from ${escapeText(request.sender)}.`;

/** What a check spent: `Lookups 4 of 10, void lookups 0 of 2.` */
export const describeTally = ({ tally }: Evaluation): string =>
  `Lookups ${tally.lookups} of 10, void lookups ${tally.voidLookups} of 2.`;

/** A record, or the part of a long one around the piece that decided, with a caret under that piece. */
const placeLines = (place: Place): string[] => {
  const excerpt = excerptPlace(place, 76, '...');
  return [`  ${excerpt.text}`, `  ${' '.repeat(excerpt.start)}^ column ${place.column}`];
};

/** What a fix would give, and for whom. */
export const describeProof = ({ evaluation }: FixReport): string => {
  const by = evaluation.cause.kind === 'match' ? ` by ${escapeOctets(evaluation.cause.term.text)}` : '';
  return `would give ${formatIpAddress(evaluation.request.ip)} ${evaluation.result}${by}`;
};

/** More than any SMTP reply has room for (RFC 5321 §4.5.3.1.5: 512 octets a line). */
const mostExplanation = 2000;

const cutExplanation = (text: string): string =>
  text.length <= mostExplanation
    ? text
    : `${text.slice(0, mostExplanation)}... (${text.length} characters; --json has them all)`;

/** The sentences of a verdict: the answer, its place, what to do. */
export const verdictLines = (
  verdict: Verdict,
  evaluation: Evaluation,
  fix: FixReport | undefined,
): string[] => [
  `${shortenQuotations(verdict.sentence)}  [${verdict.reference}]`,
  ...(verdict.place === undefined ? [] : placeLines(verdict.place)),
  ...(evaluation.explanation === undefined
    ? []
    : [`The domain explains: ${cutExplanation(escapeText(evaluation.explanation))}`]),
  ...(fix === undefined ? [] : [`Fix: ${escapeOctets(fix.record)}`, `     ${describeProof(fix)}`]),
  ...(fix !== undefined || verdict.nextStep === undefined ? [] : [`Next: ${verdict.nextStep}`]),
];

const treeLines = (context: RowContext, glyphs: Glyphs, paint: Paint): string[] => {
  const rows = treeRows(context.policy, { isOpen: openOnce() }).map((row) => {
    const status = describeRow(row, context);
    const indent = '  '.repeat(row.depth);
    return { left: `${indent}${glyphs.marks[status.mark]} ${rowText(row)}`, status };
  });
  // No spread: a policy may have more rows than a call may have arguments.
  const width = rows.reduce((widest, { left }) => Math.min(64, Math.max(widest, left.length)), 0);
  return rows.map(({ left, status }) => {
    const columns = [left.padEnd(width), status.cost.padStart(3), status.word, status.note];
    return paint(status.mark, columns.join('  ').trimEnd());
  });
};

/** Opens the record of each domain where it first stands, so that a report is no longer than the policy. */
const openOnce = () => {
  const opened = new Set<DomainName>();
  return (_path: NodePath, _depth: number, leadsTo: DomainName): boolean => {
    const key = asciiLowerCase(leadsTo);
    const isFirst = !opened.has(key);
    opened.add(key);
    return isFirst;
  };
};

const answerLines = (policy: Policy, evaluation: Evaluation | undefined): string[] => {
  const answers = new Map(policy.answers);
  for (const { question, answer } of evaluation?.trace.questions ?? [])
    if (answer !== undefined) answers.set(questionKey(question), answer);
  return [...answers.values()].flatMap((answer) => [
    `${formatQuestion(answer.question)}  ${describeAnswer(answer)}`,
    ...listAnswer(answer).map((line) => `    ${line}`),
  ]);
};

/** Says which cap ended the walk early, and how to go on. */
export const describeCaps = (policy: Policy): string[] =>
  policy.reachedCaps.map(({ kind, limit }) => {
    const place =
      kind === 'depth' ? `depth ${limit}` : `${limit} ${kind === 'octets' ? 'octets of answers' : kind}`;
    return `The walk stopped at ${place}: what lies beyond is not shown.`;
  });

/** The whole report: answer, evidence, next step, then the tree and every DNS answer. Lines without line breaks,
 *  safe to print, no longer cut to any width. */
export const textReport = (input: TextReportInput): string[] => {
  const { domain, policy, evaluation, fix, nowMs, glyphs, paint } = input;
  const costs = costsOf(policy);
  const context: RowContext = {
    policy,
    costs,
    nowMs,
    ...(evaluation === undefined ? {} : { evaluation, trace: evaluation.trace }),
  };
  const head =
    evaluation === undefined
      ? policyHead(domain, policy, costs, paint)
      : checkHead(domain, evaluation, fix, paint);
  return [
    ...head,
    ...describeCaps(policy),
    '',
    'Policy',
    ...treeLines(context, glyphs, paint).map((line) => `  ${line}`),
    '',
    'DNS',
    ...answerLines(policy, evaluation).map((line) => `  ${line}`),
  ];
};

const policyHead = (domain: string, policy: Policy, costs: PolicyCosts, paint: Paint): string[] => {
  const { word, sentence, nextStep } = describePolicy(policy, costs);
  return [
    `${escapeText(domain)}  ${paint(word === 'policy' ? 'plain' : 'trouble', word)}`,
    sentence,
    ...(nextStep === undefined ? [] : [`Next: ${nextStep}`]),
  ];
};

const checkHead = (
  domain: string,
  evaluation: Evaluation,
  fix: FixReport | undefined,
  paint: Paint,
): string[] => [
  `${escapeText(domain)}  ${paint(evaluation.result, evaluation.result)}`,
  ...verdictLines(describeVerdict(evaluation), evaluation, fix),
  `${describeClient(evaluation.request)} ${describeTally(evaluation)}`,
];
