import { asciiLowerCase } from '../dns/resolver.ts';
import { formatElapsed, formatQuestion } from '../report/describe-answer.ts';
import { describeTrouble } from '../report/describe-trouble.ts';
import { rfcLimits } from '../spf/limits.ts';
import { isDnsTrouble } from '../spf/select-record.ts';
import type { Claim, LikelyCause } from './claim-comparison.ts';
import { quoteWords } from './quote-words.ts';

/** The question over which DNS failed, as Mail::SPF names it. */
const readFailedQuestion = (
  reason: string,
): Readonly<{ type: string; name: string; word: string }> | undefined => {
  const [, word = '', type = '', name = ''] =
    /(Time-out|'\w{1,20}' error) on DNS '(\w{1,9})' lookup of '([^']{1,253})'/.exec(reason) ?? [];
  return name === '' ? undefined : { word, type, name };
};

/** Longer than many receivers wait for an answer. */
const slowMs = 5000;

const findTroubleThen = ({ candidate, evaluation }: Claim): readonly LikelyCause[] => {
  const { questions } = evaluation.trace;
  const failed = readFailedQuestion(candidate.reason ?? '');
  const now = questions.find(
    ({ question }) =>
      question.type === failed?.type && asciiLowerCase(question.name) === failed.name.toLowerCase(),
  )?.answer;
  if (failed !== undefined && now !== undefined && !isDnsTrouble(now))
    return [
      {
        kind: 'dns-trouble-then',
        strength: 'stated',
        sentence: `DNS was in trouble then: the text says ${quoteWords(failed.word)} for ${formatQuestion(now.question)}, which is answered now.`,
        evidence: formatQuestion(now.question),
      },
    ];
  const slow = questions
    .flatMap(({ answer }) => answer ?? [])
    .reduce((slowest, { elapsedMs }) => Math.max(slowest, elapsedMs), 0);
  const troubled = questions.find(({ answer }) => answer !== undefined && isDnsTrouble(answer))?.answer;
  const state =
    troubled !== undefined
      ? `Now too: ${describeTrouble(troubled)}.`
      : slow > slowMs
        ? `The slowest answer takes ${formatElapsed(slow)} now, longer than many receivers wait.`
        : 'Every question of this check is answered now.';
  return [
    {
      kind: 'dns-trouble-then',
      strength: troubled !== undefined || slow > slowMs ? 'stated' : 'implied',
      sentence: `DNS was in trouble then: temperror means that the receiver got no answer in time. ${state}`,
      ...(troubled === undefined ? {} : { evidence: formatQuestion(troubled.question) }),
    },
  ];
};

const findTroubleNow = ({ candidate, evaluation }: Claim): readonly LikelyCause[] => {
  const { cause } = evaluation;
  const claimed = candidate.result ?? 'not-pass';
  const had =
    claimed === 'not-pass'
      ? 'the receiver may have had an answer'
      : `a receiver that gives ${claimed} had an answer`;
  if (cause.kind === 'dns-trouble')
    return [
      {
        kind: 'dns-trouble-now',
        strength: 'implied',
        sentence: `DNS is in trouble now, and ${had}: ${describeTrouble(cause.answer)}.`,
        evidence: formatQuestion(cause.answer.question),
      },
    ];
  if (cause.kind === 'too-slow')
    return [
      {
        kind: 'dns-trouble-now',
        strength: 'implied',
        sentence: `DNS takes more than ${formatElapsed(rfcLimits.elapsedMs)} over this check now, and ${had}.`,
      },
    ];
  return [];
};

/** Trouble of DNS, then or now, where one of the results is temperror. */
export const findTrouble = (claim: Claim): readonly LikelyCause[] => {
  if (claim.evaluation.result === 'temperror') return findTroubleNow(claim);
  return claim.candidate.result === 'temperror' ? findTroubleThen(claim) : [];
};
