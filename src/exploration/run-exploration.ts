import { type AnswerCache, createAnswerCache } from '../dns/answer-cache.ts';
import type { Resolver } from '../dns/resolver.ts';
import type { WalkEvent } from '../policy/policy.ts';
import { defaultCaps, type WalkCaps, walkPolicy } from '../policy/walk-policy.ts';
import { checkHost } from '../spf/check-host.ts';
import type { CheckRequest } from '../spf/check-request.ts';
import { readInitialDomain } from '../spf/domain-name.ts';
import type { TraceEvent } from '../spf/trace.ts';
import { proveFix } from './prove-fix.ts';
import type { ExplorationEvent } from './reduce-exploration.ts';

/** What an exploration needs from outside. `later` calls back once the events at hand have been taken in; a burst of
 *  DNS answers then is one event. `now` gives milliseconds from any start: the wall clock may jump while a question is
 *  out. */
export type ExplorationDeps = Readonly<{
  resolver: Resolver;
  dispatch: (event: ExplorationEvent) => void;
  fail: (error: unknown) => void;
  later: (callback: () => void) => void;
  now: () => number;
}>;

/** A live investigation. Each call ends the run before it; its events no longer arrive. */
export type ExplorationRun = Readonly<{
  /** Walks the domain's policy and, with a request, checks it, over the answers at hand. Resolves at the end of the
   *  run, or when another one takes its place. */
  explore: (domain: string, request?: CheckRequest) => Promise<void>;
  /** The same again over fresh answers. */
  requery: () => Promise<void>;
  /** The same again with room for as many queries, and octets, more as the walk's caps. */
  goOn: () => Promise<void>;
  stop: () => void;
}>;

/** One run: what ends it, and whether another one has taken its place. */
type Run = Readonly<{ signal: AbortSignal; isCurrent: () => boolean }>;

/** Gathers what comes in until the next turn, then hands it on in one piece. */
const batch = <Item>(later: (callback: () => void) => void, flush: (items: readonly Item[]) => void) => {
  let items: Item[] = [];
  return (item: Item): void => {
    if (items.length === 0)
      later(() => {
        const whole = items;
        items = [];
        flush(whole);
      });
    items.push(item);
  };
};

/** Starts with nothing asked; `explore` begins. */
export const createExplorationRun = (deps: ExplorationDeps): ExplorationRun => {
  let cache: AnswerCache = createAnswerCache(deps.resolver);
  let caps: WalkCaps = defaultCaps;
  let controller = new AbortController();
  let current: Readonly<{ domain: string; request?: CheckRequest }> | undefined;

  const walk = async (
    domain: string,
    request: CheckRequest | undefined,
    { signal, isCurrent }: Run,
  ): Promise<void> => {
    const initial = readInitialDomain(domain);
    if (!initial.isValid) return;
    const emit = batch<WalkEvent>(deps.later, (events) => {
      if (isCurrent()) deps.dispatch({ kind: 'walked', events });
    });
    const options = { caps, emit, signal, now: deps.now };
    await walkPolicy(
      initial.name,
      cache.speculative,
      request === undefined ? options : { ...options, request },
    );
  };

  const check = async (request: CheckRequest, { signal, isCurrent }: Run): Promise<void> => {
    const events: TraceEvent[] = [];
    let isDone = false;
    const report = batch<TraceEvent>(deps.later, () => {
      if (isCurrent() && !isDone) deps.dispatch({ kind: 'checking', events });
    });
    const emit = (event: TraceEvent): void => {
      events.push(event);
      // Terms that ask nothing pass in no time; only DNS is worth a look in between.
      if (event.kind === 'dns-asked' || event.kind === 'dns-answered') report(event);
    };
    const { live } = cache;
    const evaluation = await checkHost(request, live, { emit, signal });
    isDone = true;
    // A check that had no more to ask comes to its end in spite of the signal.
    if (!isCurrent()) return;
    deps.dispatch({ kind: 'checked', evaluation });
    const fix = await proveFix(evaluation, live, signal);
    if (fix !== undefined && isCurrent()) deps.dispatch({ kind: 'fix-proven', fix });
  };

  const explore = async (domain: string, request?: CheckRequest): Promise<void> => {
    const previous = controller;
    const own = new AbortController();
    controller = own;
    const run: Run = { signal: own.signal, isCurrent: () => controller === own && !own.signal.aborted };
    current = request === undefined ? { domain } : { domain, request };
    deps.dispatch({ kind: 'started', ...current, atMs: deps.now() });
    const runs = [walk(domain, request, run), ...(request === undefined ? [] : [check(request, run)])];
    // Only now: what the run before is still asking and this one wants too, it has joined by then.
    deps.later(() => previous.abort(new Error('another run took its place')));
    for (const outcome of await Promise.allSettled(runs))
      if (outcome.status === 'rejected' && run.isCurrent()) deps.fail(outcome.reason);
  };

  const again = (): Promise<void> =>
    current === undefined ? Promise.resolve() : explore(current.domain, current.request);

  return {
    explore: (domain, request) => {
      caps = defaultCaps;
      return explore(domain, request);
    },
    requery: () => {
      cache = createAnswerCache(deps.resolver);
      return again();
    },
    goOn: () => {
      caps = {
        ...caps,
        queries: caps.queries + defaultCaps.queries,
        octets: caps.octets + defaultCaps.octets,
      };
      return again();
    },
    stop: () => controller.abort(new Error('the exploration was stopped')),
  };
};
