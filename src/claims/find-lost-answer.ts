import { questionKey, type Resolver } from '../dns/resolver.ts';
import { formatQuestion } from '../report/describe-answer.ts';
import type { Claim, LikelyCause } from './claim-comparison.ts';
import { programOf } from './find-reading.ts';
import type { HeldAnswers } from './held-answers.ts';
import { judgeByReading } from './reading.ts';
import { readings } from './reading-table.ts';
import { isAsClaimed } from './result-match.ts';

/** Questions of a check that are supposed to have failed, one by one. */
const mostTried = 20;

const withFailure = (resolver: Resolver, failedKey: string): Resolver => ({
  resolve: async (question, signal) => {
    const answer = await resolver.resolve(question, signal);
    return questionKey(question) === failedKey
      ? { ...answer, outcome: 'server-failure', records: [] }
      : answer;
  },
});

/** A program that takes a failure of DNS for no data gives another result than temperror when DNS was in trouble. Of a text
 *  that has the words of such a one: the first question of the check whose failure would give the claimed result. */
export const findLostAnswer = async (
  { candidate, request, evaluation }: Claim,
  resolver: HeldAnswers,
  signal?: AbortSignal,
): Promise<readonly LikelyCause[]> => {
  const { result: claimed } = candidate;
  const reading = readings.find(({ name }) => name === 'trouble-is-no-data');
  const program = programOf(candidate);
  const named = reading?.programs.find((each) => each.split(' ')[0] === program);
  if (claimed === undefined || reading === undefined || named === undefined) return [];
  const answered = evaluation.trace.questions.flatMap(({ answer }) =>
    answer?.outcome === 'records' ? [answer.question] : [],
  );
  const questions = new Map(answered.map((question) => [questionKey(question), question]));
  for (const [key, question] of [...questions].slice(0, mostTried)) {
    const result = await judgeByReading(reading, request, withFailure(resolver, key), signal);
    if (resolver.hasRefused()) return [];
    if (!isAsClaimed(claimed, result)) continue;
    return [
      {
        kind: 'dns-trouble-then',
        strength: 'possible',
        sentence: `DNS may have been in trouble then: ${named}, whose words these are, takes a failure for no data, and gives ${result} where ${formatQuestion(question)} fails.`,
        evidence: formatQuestion(question),
        result,
      },
    ];
  }
  return [];
};
