import { type DnsAnswer, questionKey, type Resolver } from './resolver.ts';

/** Every answer of a run, in the order in which they came. `source`: where they came from, in words; `takenAtMs`:
 *  milliseconds since the epoch. `domain`: what the run was about, where it was about one. */
export type Snapshot = Readonly<{
  takenAtMs: number;
  source: string;
  domain?: string;
  answers: readonly DnsAnswer[];
}>;

/** A resolver that keeps each answer it gives. */
export type Recorder = Readonly<{ resolver: Resolver; answers: () => readonly DnsAnswer[] }>;

/** Hands every question on, and keeps the answer. */
export const recordAnswers = (resolver: Resolver): Recorder => {
  const answers: DnsAnswer[] = [];
  return {
    resolver: {
      resolve: async (question, signal) => {
        const answer = await resolver.resolve(question, signal);
        answers.push(answer);
        return answer;
      },
    },
    answers: () => answers,
  };
};

/** Answers as a snapshot has it: what was asked several times is answered in the same order, the last answer again and
 *  again. A question that is not in it is `unreachable`, of origin `snapshot`. */
export const snapshotResolver = ({ answers, takenAtMs }: Snapshot): Resolver => {
  const byQuestion = new Map<string, DnsAnswer[]>();
  for (const answer of answers) {
    const key = questionKey(answer.question);
    byQuestion.set(key, [...(byQuestion.get(key) ?? []), answer]);
  }
  return {
    resolve: async (question, signal) => {
      signal?.throwIfAborted();
      const known = byQuestion.get(questionKey(question));
      const answer = known !== undefined && known.length > 1 ? known.shift() : known?.[0];
      if (answer !== undefined) return { ...answer, question };
      return {
        question,
        outcome: 'unreachable',
        records: [],
        aliases: [],
        origin: { kind: 'snapshot' },
        askedAtMs: takenAtMs,
        elapsedMs: 0,
        attempts: [],
      };
    },
  };
};
