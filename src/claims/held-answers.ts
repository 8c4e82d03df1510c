import { type DnsAnswer, questionKey, type Resolver } from '../dns/resolver.ts';

/** Answers that every try shares. `hasRefused`: whether a question went unasked, as there were too many. */
export type HeldAnswers = Resolver & Readonly<{ hasRefused: () => boolean }>;

/** A resolver that gives the known answers as they are, trouble included, asks each other question once, and asks no
 *  more than `most` of them: what goes beyond is `unreachable`. */
export const holdAnswers = (resolver: Resolver, known: readonly DnsAnswer[], most: number): HeldAnswers => {
  const answers = new Map<string, DnsAnswer | Promise<DnsAnswer>>(
    known.map((answer) => [questionKey(answer.question), answer]),
  );
  let asked = 0;
  let hasRefused = false;
  return {
    hasRefused: () => hasRefused,
    resolve: async (question, signal) => {
      signal?.throwIfAborted();
      const key = questionKey(question);
      const held = answers.get(key);
      if (held !== undefined) return { ...(await held), question };
      if (asked >= most) {
        hasRefused = true;
        return {
          question,
          outcome: 'unreachable',
          records: [],
          aliases: [],
          origin: { kind: 'none' },
          askedAtMs: 0,
          elapsedMs: 0,
          attempts: [],
        };
      }
      asked++;
      const answer = resolver.resolve(question, signal);
      answers.set(key, answer);
      return answer;
    },
  };
};
