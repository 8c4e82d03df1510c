import type { Agreement, ClaimComparison } from '../claims/claim-comparison.ts';
import { comparisonJson } from '../claims/claim-json.ts';
import { describeClaim } from '../claims/describe-claim.ts';
import { claimWord } from '../claims/result-match.ts';
import type { IncidentGroup } from '../intake/group-incidents.ts';
import { shortenQuotations } from '../report/escape-text.ts';
import { checkJson, schemaVersion } from '../report/json-report.ts';
import type { Paint } from '../report/text-report.ts';
import { describeVerdict } from '../report/verdict.ts';
import { clientWord, describeMissing, domainWord, shortPlace } from './describe-candidate.ts';
import { countOf, markOfClaim } from './describe-incidents.ts';
import { candidateJson } from './incident-json.ts';
import { type IncidentOutcome, variesWith } from './run-incidents.ts';

const agreementWords: Readonly<Record<Agreement, string>> = {
  differs: 'DIFFERS',
  same: 'same',
  compatible: 'may fit',
  'no-claim': 'no claim',
};

const widestClient = 39;
const widestDomain = 40;
const widestPlace = 30;
const agreementWidth = 8;
const resultWidth = 9;

/** The widths of the columns, known before the first check is done. */
export type CheckedColumns = Readonly<{ client: number; domain: number; count: number; place: number }>;

const cellsOf = ({ candidate, source, domain, count }: IncidentGroup) => ({
  client: clientWord(candidate),
  domain: domainWord(domain) + (candidate.identity === 'helo' ? ' (HELO)' : ''),
  count: String(count),
  place: shortPlace(source, candidate.place),
});

/** The columns that the lines of these checks stand in. */
export const checkedColumns = (groups: readonly IncidentGroup[]): CheckedColumns => {
  const widest = { client: 6, domain: 6, count: 5, place: 8 };
  for (const group of groups) {
    const { client, domain, count, place } = cellsOf(group);
    widest.client = Math.max(widest.client, Math.min(client.length, widestClient));
    widest.domain = Math.max(widest.domain, Math.min(domain.length, widestDomain));
    widest.count = Math.max(widest.count, count.length);
    widest.place = Math.max(widest.place, Math.min(place.length, widestPlace));
  }
  return widest;
};

const placed = (cells: Readonly<Record<keyof CheckedColumns, string>>, columns: CheckedColumns): string[] => [
  cells.client.padEnd(columns.client),
  cells.domain.padEnd(columns.domain),
  cells.count.padEnd(columns.count),
  cells.place.padEnd(columns.place),
];

/** The names of the columns. */
export const checkedHead = (columns: CheckedColumns): string =>
  [
    ''.padEnd(agreementWidth),
    'claimed'.padEnd(resultWidth),
    'now'.padEnd(resultWidth),
    ...placed({ client: 'client', domain: 'domain', count: 'count', place: 'first at' }, columns),
    'why',
  ].join('  ');

const variation = (outcome: IncidentOutcome & { kind: 'checked' }): string[] => {
  const varies = variesWith(outcome.group, outcome.evaluation);
  return varies === undefined
    ? []
    : [`The record asks for the ${varies}, and others in the text have another: their result may differ.`];
};

/** Why the results may differ: the cause with the strongest evidence. */
const causeLines = ({ causes }: ClaimComparison): string[] => {
  const [strongest] = causes;
  if (strongest === undefined) return [];
  const more = causes.length === 1 ? '' : ` (${countOf(causes.length - 1, 'further cause')}: --json)`;
  return [`${strongest.sentence}${more}`];
};

/** A check in a line, the claimed result beside ours, and lines below on what differs; each safe to print. */
export const checkedRows = (
  outcome: IncidentOutcome,
  columns: CheckedColumns,
  paint: Paint,
): readonly string[] => {
  const { group } = outcome;
  const cells = placed(cellsOf(group), columns);
  const claimed = paint(markOfClaim(group.candidate), claimWord(group.candidate.result).padEnd(resultWidth));
  if (outcome.kind === 'lacking')
    return [
      [
        paint('trouble', 'missing'.padEnd(agreementWidth)),
        claimed,
        '-'.padEnd(resultWidth),
        ...cells,
        `The text does not say ${describeMissing(group.candidate)}.`,
      ].join('  '),
    ];
  const { evaluation, comparison } = outcome;
  const word = agreementWords[comparison.agreement].padEnd(agreementWidth);
  const verdict = describeVerdict(evaluation);
  return [
    [
      paint(comparison.agreement === 'differs' ? 'trouble' : 'plain', word),
      claimed,
      paint(evaluation.result, evaluation.result.padEnd(resultWidth)),
      ...cells,
      `${shortenQuotations(verdict.sentence)}  [${verdict.reference}]`,
    ].join('  '),
    ...[...causeLines(comparison), ...variation(outcome)].map(
      (line) => `${' '.repeat(agreementWidth)}  ${line}`,
    ),
  ];
};

/** What the text claims, beside the result of the one check that it speaks of, and why they may differ. */
export const claimLines = (outcome: IncidentOutcome & { kind: 'checked' }): string[] => [
  ...describeClaim(outcome.comparison, outcome.group.candidate, outcome.evaluation),
  ...variation(outcome),
];

/** The last line: how many agree, and how many do not. */
export const summariseChecked = (outcomes: ReadonlyMap<Agreement | 'lacking', number>): string => {
  const [same, differs, compatible, silent, lacking] = (
    ['same', 'differs', 'compatible', 'no-claim', 'lacking'] as const
  ).map((name) => outcomes.get(name) ?? 0);
  const total = [...outcomes.values()].reduce((sum, count) => sum + count, 0);
  const parts = [
    [differs, differs === 1 ? 'differs from the claim' : 'differ from the claim'],
    [same, 'as claimed'],
    [compatible, 'may fit the claim'],
    [silent, 'without a claimed result'],
    [lacking, "can't be checked"],
  ].flatMap(([count, words]) => (count ? [`${count} ${words}`] : []));
  return `${countOf(total, 'check')}: ${parts.join(', ')}.`;
};

/** The object on a check: that of `check --json`, with what the text says as `claim`, how both agree, and how often it was
 *  seen; of one that lacks something, `result` null and the `problem`. */
export const checkedJson = (outcome: IncidentOutcome): unknown => {
  const { group } = outcome;
  const claim = { claim: candidateJson(group.candidate, group.source), count: group.count };
  if (outcome.kind === 'lacking')
    return {
      schemaVersion,
      ...claim,
      agreement: null,
      causes: [],
      result: null,
      problem: `The text does not say ${describeMissing(group.candidate)}.`,
    };
  const { evaluation, elapsedMs, asked, comparison } = outcome;
  // checkJson gives an object.
  const check = checkJson(evaluation, elapsedMs, asked) as object;
  return {
    ...claim,
    ...comparisonJson(comparison),
    variesWith: variesWith(group, evaluation) ?? null,
    ...check,
  };
};
