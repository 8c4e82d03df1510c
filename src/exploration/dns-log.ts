import type { DnsAnswer, DnsQuestion, Resolver } from '../dns/resolver.ts';

/** A question that was handed to DNS. `atMs` and `answeredAtMs`: by the clock of the walk. `isCalledOff`: nobody waited
 *  for the answer any more. Numbers rise from 1. */
export type DnsLogEntry = Readonly<{
  number: number;
  question: DnsQuestion;
  atMs: number;
  answer?: DnsAnswer;
  answeredAtMs?: number;
  isCalledOff?: boolean;
}>;

/** What became of a question. */
export type DnsLogEvent =
  | Readonly<{ kind: 'asked'; number: number; question: DnsQuestion; atMs: number }>
  | Readonly<{ kind: 'answered'; number: number; answer: DnsAnswer; atMs: number }>
  | Readonly<{ kind: 'called-off'; number: number }>;

/** All questions in the order they were asked; `forgotten`: how many older ones gave way. */
export type DnsLog = Readonly<{ entries: readonly DnsLogEntry[]; forgotten: number }>;

/** Nothing was asked yet. */
export const emptyLog: DnsLog = { entries: [], forgotten: 0 };

/** Six walks of the walk's own 300 questions; an answer may have 64 kB. */
const mostEntries = 2000;

/** The log after some more events. */
export const foldLog = ({ entries, forgotten }: DnsLog, events: readonly DnsLogEvent[]): DnsLog => {
  const next = [...entries];
  const first = next[0]?.number ?? events[0]?.number ?? 1;
  for (const event of events) {
    if (event.kind === 'asked') {
      const { number, question, atMs } = event;
      next.push({ number, question, atMs });
      continue;
    }
    const at = event.number - first;
    const entry = next[at];
    if (entry === undefined) continue;
    next[at] =
      event.kind === 'answered'
        ? { ...entry, answer: event.answer, answeredAtMs: event.atMs }
        : { ...entry, isCalledOff: true };
  }
  const excess = Math.max(0, next.length - mostEntries);
  return { entries: next.slice(excess), forgotten: forgotten + excess };
};

/** A resolver that tells of every question that goes through it. */
export const loggingResolver = (
  resolver: Resolver,
  tell: (event: DnsLogEvent) => void,
  now: () => number,
): Resolver => {
  let asked = 0;
  return {
    resolve: async (question, signal) => {
      const number = ++asked;
      tell({ kind: 'asked', number, question, atMs: now() });
      try {
        const answer = await resolver.resolve(question, signal);
        tell({ kind: 'answered', number, answer, atMs: now() });
        return answer;
      } catch (error) {
        tell({ kind: 'called-off', number });
        throw error;
      }
    },
  };
};
