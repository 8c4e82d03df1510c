import { setMaxListeners } from 'node:events';
import { type DnsAnswer, type DnsQuestion, isTransient, questionKey, type Resolver } from './resolver.ts';

/** Two views of the same answers. Equal questions in flight are one query, whichever view asks.
 *  A transient answer (timeout, SERVFAIL …) that the speculative view obtained never satisfies the live view, which
 *  asks again: a prefetch must not change a verdict. Every other answer is kept for as long as the cache lives. */
export type AnswerCache = Readonly<{ live: Resolver; speculative: Resolver }>;

type View = 'live' | 'speculative';

type Entry = {
  readonly answer: Promise<DnsAnswer>;
  readonly controller: AbortController;
  /** Live once a live caller has begun the query itself. */
  readonly begunBy: View;
  waiting: number;
  isSettled: boolean;
};

/** A cache over `resolver`. A query goes on until its answer comes or every caller that waits for it has aborted. */
export const createAnswerCache = (resolver: Resolver): AnswerCache => {
  const entries = new Map<string, Entry>();

  const begin = (key: string, question: DnsQuestion, begunBy: View, before?: DnsAnswer): Entry => {
    const controller = new AbortController();
    const asked = resolver.resolve(question, controller.signal);
    const answer = before === undefined ? asked : asked.then((latest) => withReasons(latest, before));
    const entry: Entry = { answer, controller, begunBy, waiting: 0, isSettled: false };
    entries.set(key, entry);
    const settle = () => {
      entry.isSettled = true;
    };
    answer.then(settle, settle);
    return entry;
  };

  const leave = (key: string, entry: Entry): void => {
    entry.waiting--;
    if (entry.waiting > 0 || entry.isSettled) return;
    if (entries.get(key) === entry) entries.delete(key);
    entry.controller.abort(new Error('no caller waits for this answer any more'));
  };

  const wait = (key: string, entry: Entry, signal: AbortSignal | undefined): Promise<DnsAnswer> => {
    entry.waiting++;
    if (signal === undefined) return entry.answer.finally(() => leave(key, entry));
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        leave(key, entry);
        reject(signal.reason);
      };
      // Many questions under one signal are no leak; Node would warn of the eleventh.
      setMaxListeners(0, signal);
      signal.addEventListener('abort', onAbort, { once: true });
      const done = () => {
        signal.removeEventListener('abort', onAbort);
        if (!signal.aborted) leave(key, entry);
      };
      entry.answer.then(
        (answer) => {
          done();
          resolve(answer);
        },
        (error) => {
          done();
          reject(error);
        },
      );
    });
  };

  const viewAs = (view: View): Resolver => ({
    resolve: async (question, signal) => {
      signal?.throwIfAborted();
      const key = questionKey(question);
      const entry = entries.get(key) ?? begin(key, question, view);
      let answer = await wait(key, entry, signal);
      if (view === 'live' && entry.begunBy === 'speculative' && isTransient(answer.outcome)) {
        const current = entries.get(key);
        const asked =
          current === undefined || current === entry ? begin(key, question, 'live', answer) : current;
        answer = await wait(key, asked, signal);
      }
      return answer.question === question ? answer : { ...answer, question };
    },
  });

  return { live: viewAs('live'), speculative: viewAs('speculative') };
};

/** The latest failure with the extended errors of the one before too: servers that remember a failure often tell less
 *  of it the second time. */
const withReasons = (latest: DnsAnswer, before: DnsAnswer): DnsAnswer => {
  if (latest.outcome !== 'server-failure' || before.outcome !== 'server-failure') return latest;
  const known = before.extendedErrors ?? [];
  const further = (latest.extendedErrors ?? []).filter(
    ({ code, text }) =>
      !known.some((reason) => reason.code === code && (text === '' || reason.text === text)),
  );
  const extendedErrors = [...known, ...further];
  return extendedErrors.length === 0 ? latest : { ...latest, extendedErrors };
};
