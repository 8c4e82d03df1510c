import { type DnsAnswer, type DnsQuestion, questionKey, type Resolver } from '../dns/resolver.ts';
import { collectFacts, type LintInput } from '../lint/collect-facts.ts';
import { rules } from '../lint/rule-table.ts';

/** So many servers are asked by themselves, and so many questions each, at most. */
const [mostServers, mostQuestions] = [8, 10];

/** Asks each of several servers what rules want to hear from every one, and gives the answers by question key, in the
 *  order of the servers; nothing where there is one server only. Rejects only with the reason of the signal. */
export const askEachServer = async (
  input: LintInput,
  servers: readonly Resolver[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, readonly DnsAnswer[]>> => {
  if (servers.length < 2) return new Map();
  const facts = collectFacts(input);
  const wanted = rules.flatMap(({ asksEach }) => asksEach?.(facts) ?? []);
  const questions = new Map(
    wanted.map((question): [string, DnsQuestion] => [questionKey(question), question]),
  );
  const answers = [...questions].slice(0, mostQuestions).map(async ([key, question]) => {
    const asked = servers.slice(0, mostServers).map((server) => server.resolve(question, signal));
    return [key, await Promise.all(asked)] as const;
  });
  return new Map(await Promise.all(answers));
};
