import { asciiLowerCase, type DnsAnswer, questionKey, type Resolver } from '../dns/resolver.ts';
import { formatQuestion, recordData } from '../report/describe-answer.ts';
import { escapeOctets, shortenQuotations } from '../report/escape-text.ts';
import { checkHost, type Evaluation } from '../spf/check-host.ts';
import type { Claim, LikelyCause } from './claim-comparison.ts';
import { spfTextsOf } from './reread-answers.ts';
import { isAsClaimed } from './result-match.ts';

const answersOf = ({ trace }: Evaluation): readonly DnsAnswer[] =>
  trace.questions.flatMap(({ answer }) => answer ?? []);

const saidBy = ({ outcome, aliases, records }: DnsAnswer): string =>
  JSON.stringify([outcome, aliases.map(asciiLowerCase), records.map(recordData).sort()]);

/** The first answer that said something else then; records before all else. */
const findChange = (
  then: Evaluation,
  now: Evaluation,
): Readonly<{ sentence: string; evidence: string }> | undefined => {
  const later = new Map(answersOf(now).map((answer) => [questionKey(answer.question), answer]));
  const changed = answersOf(then).filter((answer) => {
    const other = later.get(questionKey(answer.question));
    return other !== undefined && saidBy(other) !== saidBy(answer);
  });
  const record = changed.find((answer) => answer.question.type === 'TXT');
  const first = record ?? changed[0];
  if (first === undefined) return undefined;
  const texts = spfTextsOf(first).map(escapeOctets);
  const question = formatQuestion(first.question);
  const text = texts.join(' | ');
  if (first.question.type !== 'TXT' || text === '')
    return { sentence: `${question} is answered in another way now.`, evidence: question };
  return {
    sentence: shortenQuotations(`The record of ${escapeOctets(first.question.name)} was "${text}".`),
    evidence: text,
  };
};

/** What answers of an earlier time give: the cause where that is the claimed result. */
export const findOlderAnswers = async (
  { candidate, request, evaluation }: Claim,
  earlier: Resolver,
  signal?: AbortSignal,
): Promise<readonly LikelyCause[]> => {
  if (candidate.result === undefined) return [];
  const older = await checkHost(request, earlier, signal === undefined ? {} : { signal });
  // What a snapshot does not have, it says nothing of.
  const isKnown = answersOf(older).every(({ origin }) => origin.kind !== 'snapshot');
  if (!isKnown || !isAsClaimed(candidate.result, older.result)) return [];
  const change = findChange(older, evaluation);
  return [
    {
      kind: 'answers-changed',
      strength: 'shown',
      sentence: `DNS has changed: the older answers give ${older.result}${older.result === candidate.result ? ', as claimed' : ''}.${change === undefined ? '' : ` ${change.sentence}`}`,
      ...(change === undefined ? {} : { evidence: change.evidence }),
      result: older.result,
    },
  ];
};
