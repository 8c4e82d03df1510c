import { setMaxListeners } from 'node:events';
import type { DnsAnswer, DnsOutcome, DnsQuestion, Resolver } from '../../src/dns/resolver.ts';

/** A question that waits for the test to answer it. `isAborted`: nobody waits for it any more. */
export type OpenQuestion = Readonly<{
  question: DnsQuestion;
  answer: (given?: Partial<DnsAnswer>) => Promise<void>;
  isAborted: () => boolean;
}>;

/** An answer made for a test. */
export const answerOf = (question: DnsQuestion, given: Partial<DnsAnswer> = {}): DnsAnswer => {
  const outcome: DnsOutcome = given.outcome ?? (given.records === undefined ? 'no-data' : 'records');
  return {
    question,
    outcome,
    records: [],
    aliases: [],
    origin: { kind: 'none' },
    askedAtMs: 0,
    elapsedMs: 0,
    attempts: [],
    ...given,
  };
};

/** Lets everything go on that waits for nothing but its turn. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A resolver whose answers the test gives, in any order. It rejects with the signal's reason, as a Resolver does. */
export const manualResolver = () => {
  const questions: OpenQuestion[] = [];
  const resolver: Resolver = {
    resolve: (question, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        if (signal !== undefined) {
          setMaxListeners(0, signal);
          signal.addEventListener('abort', () => reject(signal.reason), { once: true });
        }
        questions.push({
          question,
          answer: (given) => {
            resolve(answerOf(question, given));
            return settle();
          },
          isAborted: () => signal?.aborted ?? false,
        });
      }),
  };
  return {
    ...resolver,
    questions: questions as readonly OpenQuestion[],
    /** The nth question that came, from 0. */
    at: (index: number): OpenQuestion => {
      const found = questions[index];
      if (found === undefined) throw new Error(`only ${questions.length} questions were asked`);
      return found;
    },
    /** What was asked, as `TXT example.com`. */
    asked: (): string[] => questions.map(({ question }) => `${question.type} ${question.name}`),
  };
};
