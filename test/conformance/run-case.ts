import type { Resolver } from '../../src/dns/resolver.ts';
import { checkHost } from '../../src/spf/check-host.ts';
import { completeRequest } from '../../src/spf/check-request.ts';
import type { SuiteCase } from './suite.ts';

/** What became of one case. `got` and `expected` are for people; `questions` as `TXT example.com: records`. */
export type CaseOutcome = Readonly<{
  passed: boolean;
  result: string;
  expected: string;
  got: string;
  questions: readonly string[];
}>;

const describeExplanation = (explanation: string | null | undefined): string =>
  explanation === null || explanation === undefined ? 'no explanation' : JSON.stringify(explanation);

/** Runs a case: the sender's domain is checked, or the HELO name where there is no sender. */
export const runCase = async (suiteCase: SuiteCase, resolver: Resolver): Promise<CaseOutcome> => {
  const { domain, sender, helo } = completeRequest({ sender: suiteCase.mailfrom, helo: suiteCase.helo });
  const { result, explanation, trace } = await checkHost(
    {
      ip: suiteCase.host,
      domain: domain ?? '',
      sender,
      helo,
      receiver: 'receiver.example.org',
      timeSeconds: 1_000_000_000,
    },
    resolver,
  );
  // A case may accept several results; its explanation is for a fail.
  const isExplained =
    suiteCase.explanation === undefined ||
    result !== 'fail' ||
    (explanation ?? null) === suiteCase.explanation;
  const withExplanation = suiteCase.explanation !== undefined;
  return {
    passed: suiteCase.results.includes(result) && isExplained,
    result,
    expected:
      suiteCase.results.join(' or ') +
      (withExplanation ? `, ${describeExplanation(suiteCase.explanation)}` : ''),
    got: result + (withExplanation ? `, ${describeExplanation(explanation)}` : ''),
    questions: trace.questions.map(
      ({ question, answer }) => `${question.type} ${question.name}: ${answer?.outcome ?? 'no answer'}`,
    ),
  };
};
