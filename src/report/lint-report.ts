import { formatProblemReference, type Problem, type Severity } from '../lint/problem.ts';
import type { RecordOwner } from '../lint/record-owners.ts';
import { budgetLines } from './budget-report.ts';
import { count } from './describe-cause.ts';
import { countProblems, describeProofOf } from './describe-repair.ts';
import { escapedIndex, escapeOctets, escapeText } from './escape-text.ts';
import { excerptPlace } from './excerpt-place.ts';
import type { Correction, LintedDomain, LintedProblem } from './linted-domain.ts';
import type { Mark } from './row-status.ts';
import type { Paint } from './text-report.ts';
import { formatPlainRecord, formatZoneRecord } from './zone-text.ts';

/** The widest excerpt of a record. */
const excerptWidth = 76;

const marks: Readonly<Record<Severity, Mark>> = { error: 'fail', warning: 'softfail', notice: 'neutral' };

/** How many errors, warnings and notices there are, in words. */
export const describeCounts = (problems: readonly Problem[]): string => {
  const parts = (['error', 'warning', 'notice'] as const).flatMap((severity) => {
    const number = countProblems(problems, severity);
    return number === 0 ? [] : [count(number, severity)];
  });
  return parts.length === 0 ? 'nothing to mend' : parts.join(', ');
};

/** A record around a span, with carets under it. Lines that are safe to print. */
export const excerptLines = ({ text, span }: Pick<Problem, 'text' | 'span'>): string[] => {
  if (text === undefined || span === undefined) return [];
  const place = {
    text: escapeOctets(text),
    start: escapedIndex(text, span.start),
    end: escapedIndex(text, span.end),
  };
  const excerpt = excerptPlace(place, excerptWidth, '...');
  const width = Math.max(1, Math.min(excerpt.end, excerpt.text.length) - excerpt.start);
  return [excerpt.text, `${' '.repeat(excerpt.start)}${'^'.repeat(width)}`];
};

/** Whom to tell, in parentheses. */
const ownerText = (owner: RecordOwner | undefined): string => {
  const parts = [owner?.provider, owner?.contact].flatMap((part) =>
    part === undefined ? [] : [escapeOctets(part)],
  );
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
};

const problemLines = (
  root: string,
  { problem, place, owner, repair }: LintedProblem,
  paint: Paint,
): string[] => {
  const { code, severity, domain, message, reference, path, isProbed } = problem;
  const where = place === undefined ? '' : `${escapeText(place.file)}:${place.line}: `;
  const whose =
    domain.toLowerCase() === root.toLowerCase() ? '' : `in ${escapeOctets(domain)}${ownerText(owner)}, `;
  const at = path === undefined || path === '' ? '' : `term ${path}, `;
  return [
    `${where}${paint(marks[severity], severity)} ${code}: ${escapeOctets(message)}  [${whose}${at}${escapeText(formatProblemReference(reference))}${isProbed === true ? ', probed' : ''}]`,
    ...excerptLines(problem).map((line) => `    ${line}`),
    ...(repair === undefined
      ? []
      : [
          `  fix: ${escapeOctets(repair.fix.label)}`,
          `    ${formatPlainRecord(repair.fix.record)}`,
          ...describeProofOf(repair.proof).map((line) => `    ${line}`),
        ]),
  ];
};

/** The corrected records, ready to be pasted, and what they were proven to do. */
export const correctionLines = ({ records, skipped, proof }: Correction): string[] => [
  ...records.flatMap(({ domain, record, ttlSeconds, repairs }) => [
    `Corrected record${ttlSeconds === undefined ? '' : ` of ${escapeOctets(domain)}`} (${count(repairs, 'repair')}):`,
    `  ${formatPlainRecord(record)}`,
    ...(ttlSeconds === undefined ? [] : formatZoneRecord(domain, ttlSeconds, record).split('\n')).map(
      (line) => `  ${line}`,
    ),
  ]),
  ...(records.length === 0
    ? ['Nothing is corrected: no problem has a repair that may be made here.']
    : ['Proven over the same answers:', ...describeProofOf(proof).map((line) => `  ${line}`)]),
  ...skipped.map(
    ({ problem, fix }) =>
      `Not made, as it would change other verdicts or lead into other trouble: ${escapeOctets(fix.label)} (${problem.code}, ${escapeOctets(problem.domain)})`,
  ),
];

/** What is to be said of one domain: the counts, each problem with its place and its repair, then the notes and what was
 *  corrected. Lines without line breaks, safe to print. */
export const lintReport = (
  { domain, problems, budget, notes, correction }: LintedDomain,
  paint: Paint,
): string[] => [
  `${escapeOctets(domain)}  ${describeCounts(problems.map(({ problem }) => problem))}`,
  ...problems.flatMap((problem) => problemLines(domain, problem, paint)),
  ...(budget === undefined ? [] : budgetLines(budget)),
  ...notes,
  ...(correction === undefined || problems.length === 0 ? [] : ['', ...correctionLines(correction)]),
];
