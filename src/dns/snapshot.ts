import { setMaxListeners } from 'node:events';
import { type DnsAnswer, type DnsQuestion, questionKey, type Resolver } from './resolver.ts';

/** Every answer of a run, in the order in which they came. `source`: where they came from, in words; `takenAtMs`:
 *  milliseconds since the epoch. `domain`: what the run was about, where it was about one. */
export type Snapshot = Readonly<{
  takenAtMs: number;
  source: string;
  domain?: string;
  answers: readonly DnsAnswer[];
}>;

/** A resolver that keeps each answer it gives, in the order they came. */
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

/** So many turns may go by without a new question before an answer comes out of its recorded order. */
const mostIdleTurns = 3;

/** A question that waits for its turn. `place`: of its answer in the snapshot; Infinity of one that has none. */
type Waiting = { readonly place: number; readonly answer: () => void };

/** A list of places in the snapshot, and how many of them were given. */
type Places = { readonly places: number[]; given: number };

/** Answers as a snapshot has them, and in the order in which they came then, so that a run over it takes the same course.
 *  What was asked several times is answered in the same order, the last answer again and again. A question that is not
 *  in it is `unreachable`, of origin `snapshot`. `later`: has a function called in the next turn of the event loop. */
export const snapshotResolver = (
  { answers, takenAtMs }: Snapshot,
  later: (callback: () => void) => void,
): Resolver => {
  const byQuestion = new Map<string, Places>();
  for (const [place, { question }] of answers.entries()) {
    const key = questionKey(question);
    const known = byQuestion.get(key);
    if (known === undefined) byQuestion.set(key, { places: [place], given: 0 });
    else known.places.push(place);
  }
  const waiting = new Set<Waiting>();
  let next = 0;
  let idleTurns = 0;
  let isTurnDue = false;

  const take = (question: DnsQuestion): number => {
    const known = byQuestion.get(questionKey(question));
    const place = known?.places[known.given];
    if (known === undefined || place === undefined) return Number.POSITIVE_INFINITY;
    if (known.given < known.places.length - 1) known.given++;
    return place;
  };

  const findFirst = (): Waiting | undefined => {
    let first: Waiting | undefined;
    for (const one of waiting) if (first === undefined || one.place < first.place) first = one;
    return first;
  };

  const give = (one: Waiting): void => {
    waiting.delete(one);
    if (one.place >= next && one.place < answers.length) next = one.place + 1;
    idleTurns = 0;
    one.answer();
  };

  /** What no server was asked came within the turn in which it was asked. */
  const giveAtOnce = (): void => {
    const first = findFirst();
    if (first === undefined || first.place > next || answers[first.place]?.attempts.length !== 0) return;
    give(first);
    // Whoever waits for this one goes on before the next comes.
    queueMicrotask(giveAtOnce);
  };

  const turn = (): void => {
    isTurnDue = false;
    const first = findFirst();
    if (first === undefined) return;
    if (first.place <= next || idleTurns >= mostIdleTurns) give(first);
    else idleTurns++;
    queueMicrotask(giveAtOnce);
    planTurn();
  };

  const planTurn = (): void => {
    if (isTurnDue || waiting.size === 0) return;
    isTurnDue = true;
    later(turn);
  };

  return {
    resolve: (question, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(signal.reason);
          return;
        }
        const place = take(question);
        const onAbort = (): void => {
          waiting.delete(entry);
          reject(signal?.reason);
        };
        const entry: Waiting = {
          place,
          answer: () => {
            signal?.removeEventListener('abort', onAbort);
            const known = answers[place];
            resolve(
              known === undefined
                ? missingAnswer(question, takenAtMs)
                : { ...known, question, isReplayed: true },
            );
          },
        };
        if (signal !== undefined) {
          // Many questions under one signal are no leak; Node would warn of the eleventh.
          setMaxListeners(0, signal);
          signal.addEventListener('abort', onAbort, { once: true });
        }
        waiting.add(entry);
        idleTurns = 0;
        queueMicrotask(giveAtOnce);
        planTurn();
      }),
  };
};

const missingAnswer = (question: DnsQuestion, takenAtMs: number): DnsAnswer => ({
  question,
  outcome: 'unreachable',
  records: [],
  aliases: [],
  origin: { kind: 'snapshot' },
  askedAtMs: takenAtMs,
  elapsedMs: 0,
  attempts: [],
});
