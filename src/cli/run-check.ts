import { type AnswerCache, createAnswerCache } from '../dns/answer-cache.ts';
import type { DnsAnswer, DnsQuestion, Resolver } from '../dns/resolver.ts';
import { walkPolicy } from '../policy/walk-policy.ts';
import type { AskedQuestion } from '../report/json-report.ts';
import { checkHost, type Evaluation } from '../spf/check-host.ts';
import type { CheckRequest } from '../spf/check-request.ts';
import { readInitialDomain } from '../spf/domain-name.ts';

/** Checks a client while the walk of the same policy runs ahead and has the answers ready; the walk ends with the
 *  check. */
const checkAhead = async (
  request: CheckRequest,
  { live, speculative }: AnswerCache,
  now: () => number,
): Promise<Evaluation> => {
  const controller = new AbortController();
  const initial = readInitialDomain(request.domain);
  const checked = checkHost(request, live);
  const walked = initial.isValid
    ? walkPolicy(initial.name, speculative, { request, signal: controller.signal, now })
    : Promise.resolve();
  // Once the check is done, nobody waits for the walk; until then, a fault of its own ends both.
  const evaluation = await Promise.race([checked, walked.then(() => checked)]);
  controller.abort(new Error('the check is done'));
  return evaluation;
};

/** The resolver, and the list of what it is asked, as it grows. */
const withList = (resolver: Resolver): Readonly<{ listed: Resolver; asked: readonly AskedQuestion[] }> => {
  const asked: { question: DnsQuestion; answer?: DnsAnswer }[] = [];
  const listed: Resolver = {
    resolve: async (question, signal) => {
      const entry: (typeof asked)[number] = { question };
      asked.push(entry);
      const answer = await resolver.resolve(question, signal);
      entry.answer = answer;
      return answer;
    },
  };
  return { listed, asked };
};

/** Checks one client over answers of its own. `resolver` in the result has them at hand; `asked` is all that DNS was
 *  asked. */
export const runCheck = async (
  request: CheckRequest,
  resolver: Resolver,
  now: () => number,
): Promise<Readonly<{ evaluation: Evaluation; resolver: Resolver; asked: readonly AskedQuestion[] }>> => {
  const { listed, asked } = withList(resolver);
  const cache = createAnswerCache(listed);
  return { evaluation: await checkAhead(request, cache, now), resolver: cache.live, asked };
};

/** Checks one client of several, over the answers of all. `asked` is what the walk wanted to know for it, whether or
 *  not the answer was at hand. */
export const runSharedCheck = async (
  request: CheckRequest,
  { live, speculative }: AnswerCache,
  now: () => number,
): Promise<Readonly<{ evaluation: Evaluation; asked: readonly AskedQuestion[] }>> => {
  const { listed, asked } = withList(speculative);
  return { evaluation: await checkAhead(request, { live, speculative: listed }, now), asked };
};
