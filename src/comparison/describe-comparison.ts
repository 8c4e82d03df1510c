import { formatProblemReference, type Problem } from '../lint/problem.ts';
import { formatOutcome, formatQuestion, formatRecordData, recordData } from '../report/describe-answer.ts';
import { escapeOctets, escapeText, shortenQuotations } from '../report/escape-text.ts';
import { formatLookups } from '../report/row-status.ts';
import type { AnswerChange, Comparison, RecordChange, Spending, VerdictChange } from './compare-policies.ts';
import type { TermChange } from './compare-terms.ts';

const describeTerm = (change: TermChange): string => {
  switch (change.kind) {
    case 'added':
      return `  added    term ${change.to}: ${escapeOctets(change.after)}`;
    case 'removed':
      return `  removed  term ${change.from}: ${escapeOctets(change.before)}`;
    case 'changed':
      return `  changed  term ${change.to}: ${escapeOctets(change.before)} is now ${escapeOctets(change.after)}`;
    case 'moved':
      return `  moved    term ${change.from} is now term ${change.to}: ${escapeOctets(change.before)}`;
  }
};

const signed = (sign: string, text: string | undefined): string[] =>
  text === undefined ? [] : [`  ${sign} ${text}`];

const recordLines = ({ domain, before, after, terms }: RecordChange): string[] => [
  `Record of ${escapeOctets(domain)}${before === undefined ? ', which only the second leads to' : after === undefined ? ', which only the first leads to' : ''}`,
  ...signed('-', before && escapeOctets(before.text)),
  ...signed('+', after && escapeOctets(after.text)),
  ...terms.map(describeTerm),
];

const verdictLines = ({ before, after }: VerdictChange): string[] => [
  `  ${escapeText(after.label.includes(after.ip) ? after.label : `${after.label} ${after.ip}`)}: ${before.result ?? 'unknown'} is now ${after.result ?? 'unknown'}`,
  `    - ${shortenQuotations(before.reason)}`,
  `    + ${shortenQuotations(after.reason)}`,
];

const describeProblem = ({ severity, code, domain, message, reference }: Problem): string =>
  `${severity} ${code} in ${escapeOctets(domain)}: ${escapeOctets(message)}  [${formatProblemReference(reference)}]`;

const describeSpending = ({ lookups, voids }: Spending): string =>
  `${formatLookups(lookups)} of 10 lookups, ${voids.ip4} of 2 voids over IPv4, ${voids.ip6} over IPv6`;

const answerLines = ({ before, after }: AnswerChange): string[] => {
  const question = (after ?? before)?.question;
  const data = (answer: AnswerChange['after']): string[] => [
    ...(answer?.aliases ?? []).map((alias) => `CNAME ${escapeOctets(alias) || '.'}`),
    ...(answer?.records ?? []).map(formatRecordData),
  ];
  const [was, is] = [data(before), data(after)];
  const words = [before, after].map((answer) => (answer === undefined ? 'not asked' : formatOutcome(answer)));
  return [
    `  ${question === undefined ? '' : formatQuestion(question)}: ${words[0] === words[1] ? words[0] : words.join(' is now ')}`,
    ...was.filter((line) => !is.includes(line)).map((line) => `    - ${line}`),
    ...is.filter((line) => !was.includes(line)).map((line) => `    + ${line}`),
  ];
};

const titled = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [title, ...lines, ''];

/** All that differs, in lines that are safe to print, under the names of the two sides. */
export const describeComparison = (
  comparison: Comparison,
  [first, second]: readonly [first: string, second: string],
): string[] => {
  const { records, networks, spending, verdicts, problems, answers, unknown } = comparison;
  const left =
    unknown.length === 0
      ? []
      : [
          `Not compared, as a snapshot has no answer: ${unknown.slice(0, 5).map(formatQuestion).join(', ')}${unknown.length > 5 ? ` and ${unknown.length - 5} more` : ''}.`,
        ];
  return [
    `- ${escapeText(first)}`,
    `+ ${escapeText(second)}`,
    '',
    ...records.flatMap((record) => [...recordLines(record), '']),
    ...titled('Networks that pass', [
      ...networks.removed.flatMap((network) => signed('-', network)),
      ...networks.added.flatMap((network) => signed('+', network)),
    ]),
    ...titled('Clients', verdicts.flatMap(verdictLines)),
    ...titled(
      'If nothing matches',
      spending === undefined
        ? []
        : [
            ...signed('-', describeSpending(spending.before)),
            ...signed('+', describeSpending(spending.after)),
          ],
    ),
    ...titled('Problems', [
      ...problems.removed.flatMap((problem) => signed('-', describeProblem(problem))),
      ...problems.added.flatMap((problem) => signed('+', describeProblem(problem))),
    ]),
    ...titled('Answers', answers.flatMap(answerLines)),
    ...left,
    comparison.isSame ? 'They are the same.' : 'They differ.',
  ];
};

const answerJson = (answer: AnswerChange['after']): unknown =>
  answer === undefined
    ? null
    : {
        outcome: answer.outcome,
        aliases: answer.aliases,
        data: answer.records.map(recordData),
      };

const spendingJson = ({ lookups, voids }: Spending): unknown => ({
  lookups: Number.isFinite(lookups) ? lookups : null,
  voidLookups: voids,
});

const problemJson = ({ code, severity, domain, message }: Problem): unknown => ({
  code,
  severity,
  domain,
  message,
});

/** The object that `diff --json` prints. */
export const comparisonJson = (
  comparison: Comparison,
  sides: readonly [first: unknown, second: unknown],
): unknown => ({
  schemaVersion: 1,
  isSame: comparison.isSame,
  before: sides[0],
  after: sides[1],
  records: comparison.records.map(({ domain, before, after, terms }) => ({
    domain,
    before: before?.text ?? null,
    after: after?.text ?? null,
    terms,
  })),
  networks: comparison.networks,
  spending: comparison.spending
    ? { before: spendingJson(comparison.spending.before), after: spendingJson(comparison.spending.after) }
    : null,
  clients: comparison.verdicts,
  problems: {
    added: comparison.problems.added.map(problemJson),
    removed: comparison.problems.removed.map(problemJson),
  },
  answers: comparison.answers.map(({ before, after }) => ({
    question: (after ?? before)?.question ?? null,
    before: answerJson(before),
    after: answerJson(after),
  })),
  notCompared: comparison.unknown,
});
