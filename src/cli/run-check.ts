import { createAnswerCache } from '../dns/answer-cache.ts';
import type { DnsAnswer, DnsQuestion, Resolver } from '../dns/resolver.ts';
import { walkPolicy } from '../policy/walk-policy.ts';
import type { AskedQuestion } from '../report/json-report.ts';
import { checkHost, type Evaluation } from '../spf/check-host.ts';
import type { CheckRequest } from '../spf/check-request.ts';
import { readInitialDomain } from '../spf/domain-name.ts';

/** Checks a client while the walk of the same policy runs ahead and has the answers ready; the walk ends with the
 *  check. `resolver` in the result has the answers at hand; `asked` is all that DNS was asked, for either. */
export const runCheck = async (
  request: CheckRequest,
  resolver: Resolver,
  now: () => number,
): Promise<Readonly<{ evaluation: Evaluation; resolver: Resolver; asked: readonly AskedQuestion[] }>> => {
  const asked: { question: DnsQuestion; answer?: DnsAnswer }[] = [];
  const { live, speculative } = createAnswerCache({
    resolve: async (question, signal) => {
      const entry: (typeof asked)[number] = { question };
      asked.push(entry);
      const answer = await resolver.resolve(question, signal);
      entry.answer = answer;
      return answer;
    },
  });
  const controller = new AbortController();
  const initial = readInitialDomain(request.domain);
  const checked = checkHost(request, live);
  const walked = initial.isValid
    ? walkPolicy(initial.name, speculative, { request, signal: controller.signal, now })
    : Promise.resolve();
  // Once the check is done, nobody waits for the walk; until then, a fault of its own ends both.
  const evaluation = await Promise.race([checked, walked.then(() => checked)]);
  controller.abort(new Error('the check is done'));
  return { evaluation, resolver: live, asked };
};
