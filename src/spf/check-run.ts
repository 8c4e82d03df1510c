import { type DnsAnswer, type DomainName, questionKey, type Resolver } from '../dns/resolver.ts';
import type { CheckRequest } from './check-request.ts';
import type { Limits, LimitTally } from './limits.ts';
import type { Term } from './record.ts';
import type { Span } from './span.ts';
import type { KnownAnswer, PlannedQuestion } from './term-questions.ts';
import type { NodePath, ResultCause, TraceEvent } from './trace.ts';

// Distributes over the union, so that each event keeps its own fields.
type WithoutPlace<Event> = Event extends unknown ? Omit<Event, 'path' | 'tally'> : never;

/** A trace event before it is told where and at what tally it happened. */
export type TraceStep = WithoutPlace<TraceEvent>;

/** Whether an answer may be spent as a void lookup. Explanations and the addresses that validate a client's names
 *  are exempt (RFC 7208 §4.6.4 counts what terms ask for). */
export type VoidCounting = 'counts-voids' | 'exempt';

/** The counters, the trace and the way to DNS of one check. */
export type CheckRun = Readonly<{
  request: CheckRequest;
  limits: Limits;
  known: KnownAnswer;
  events: readonly TraceEvent[];
  emit: (path: NodePath, step: TraceStep) => void;
  tally: () => LimitTally;
  /** Spends one of the lookups; false once more than the limit are spent. */
  spendLookup: () => boolean;
  ask: (path: NodePath, planned: PlannedQuestion, counting: VoidCounting) => Promise<DnsAnswer>;
}>;

/** A check that has not spent anything yet. */
export const startRun = (
  request: CheckRequest,
  resolver: Resolver,
  limits: Limits,
  emitEvent?: (event: TraceEvent) => void,
  signal?: AbortSignal,
): CheckRun => {
  let tally: LimitTally = { lookups: 0, voidLookups: 0, elapsedMs: 0 };
  const events: TraceEvent[] = [];
  const answers = new Map<string, DnsAnswer>();

  const emit = (path: NodePath, step: TraceStep): void => {
    // A step and a place make an event; the compiler does not put a distributed Omit together again.
    const event = { ...step, path, tally } as TraceEvent;
    events.push(event);
    emitEvent?.(event);
  };

  return {
    request,
    limits,
    events,
    emit,
    known: (question) => answers.get(questionKey(question)),
    tally: () => tally,
    spendLookup: () => {
      tally = { ...tally, lookups: tally.lookups + 1 };
      return tally.lookups <= limits.lookups;
    },
    ask: async (path, { question, purpose }, counting) => {
      emit(path, { kind: 'dns-asked', question, purpose });
      const answer = await resolver.resolve(question, signal);
      const key = questionKey(question);
      // A receiver's own cache answers a question that it asked before, so its time is spent once.
      const elapsedMs = answers.has(key) ? 0 : answer.elapsedMs;
      answers.set(key, answer);
      // RFC 7208 §4.6.4: void is a property of the answer, wherever it came from.
      const isVoid =
        counting === 'counts-voids' && (answer.outcome === 'no-data' || answer.outcome === 'name-error');
      tally = {
        ...tally,
        voidLookups: tally.voidLookups + (isVoid ? 1 : 0),
        elapsedMs: tally.elapsedMs + elapsedMs,
      };
      emit(path, { kind: 'dns-answered', question, purpose, answer, isVoid });
      return answer;
    },
  };
};

/** The limit that the answers consumed so far exceed, and what it makes of the check (RFC 7208 §4.6.4). */
export const findExceededLimit = (
  run: CheckRun,
  place: Readonly<{ path: NodePath; domain: DomainName; span?: Span; term?: Term }>,
): Readonly<{ result: 'permerror' | 'temperror'; cause: ResultCause }> | undefined => {
  const { voidLookups, elapsedMs } = run.tally();
  if (voidLookups > run.limits.voidLookups)
    return {
      result: 'permerror',
      cause: { ...place, kind: 'too-many-voids', limit: run.limits.voidLookups },
    };
  if (elapsedMs > run.limits.elapsedMs)
    return { result: 'temperror', cause: { ...place, kind: 'too-slow', limitMs: run.limits.elapsedMs } };
  return undefined;
};
