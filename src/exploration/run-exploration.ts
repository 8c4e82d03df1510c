import { type AnswerCache, createAnswerCache } from '../dns/answer-cache.ts';
import type { Resolver } from '../dns/resolver.ts';
import type { WalkEvent } from '../policy/policy.ts';
import { defaultCaps, type WalkCaps, walkPolicy } from '../policy/walk-policy.ts';
import { checkHost } from '../spf/check-host.ts';
import type { CheckRequest } from '../spf/check-request.ts';
import { readInitialDomain } from '../spf/domain-name.ts';
import type { TraceEvent } from '../spf/trace.ts';
import { type DnsLogEvent, loggingResolver } from './dns-log.ts';
import { type Edits, editedResolver, noEdits } from './edits.ts';
import type { SideOutcome, SideRequest } from './exploration.ts';
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

/** What is investigated besides a domain and a client: further checks of the same policy's answers, and records that
 *  stand in for the published ones. */
export type ExplorationExtras = Readonly<{ sides?: readonly SideRequest[]; edits?: Edits }>;

/** A live investigation. Each call ends the run before it; its events no longer arrive. */
export type ExplorationRun = Readonly<{
  /** Walks the domain's policy and, with a request, checks it, over the answers at hand. With edits, the same without
   *  them too, to compare. Resolves at the end of the run, or when another one takes its place. */
  explore: (domain: string, request?: CheckRequest, extras?: ExplorationExtras) => Promise<void>;
  /** The same again over fresh answers. */
  requery: () => Promise<void>;
  /** The same again with room for as many queries, and octets, more as the walk's caps. */
  goOn: () => Promise<void>;
  /** Where the run's answers come from, and are kept. */
  resolve: Resolver['resolve'];
  stop: () => void;
}>;

/** What a run is about. */
type Subject = Readonly<{
  domain: string;
  request?: CheckRequest;
  sides: readonly SideRequest[];
  edits: Edits;
}>;

/** One run: what ends it, and whether another one has taken its place. */
type Run = Readonly<{ signal: AbortSignal; isCurrent: () => boolean }>;

type Dispatch = ExplorationDeps['dispatch'];

/** So many further checks at once: each asks DNS one question at a time. */
const sideChecksAtOnce = 4;

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
  let isStopped = false;
  const log = batch<DnsLogEvent>(deps.later, (events) => {
    if (!isStopped) deps.dispatch({ kind: 'logged', events });
  });
  const resolver = loggingResolver(deps.resolver, log, deps.now);
  let cache: AnswerCache = createAnswerCache(resolver);
  let caps: WalkCaps = defaultCaps;
  let controller = new AbortController();
  let current: Subject | undefined;
  /** What was last gone through to its end without edits, over which answers. */
  let published: Readonly<{ about: string; cache: AnswerCache; caps: WalkCaps }> | undefined;

  const walk = async (
    { domain, request }: Subject,
    answers: AnswerCache,
    { signal, isCurrent }: Run,
    dispatch: Dispatch,
  ): Promise<void> => {
    const initial = readInitialDomain(domain);
    if (!initial.isValid) return;
    const emit = batch<WalkEvent>(deps.later, (events) => {
      if (isCurrent()) dispatch({ kind: 'walked', events });
    });
    const options = { caps, emit, signal, now: deps.now };
    await walkPolicy(
      initial.name,
      answers.speculative,
      request === undefined ? options : { ...options, request },
    );
  };

  const check = async (
    request: CheckRequest,
    { live }: AnswerCache,
    { signal, isCurrent }: Run,
    dispatch: Dispatch,
  ): Promise<void> => {
    const events: TraceEvent[] = [];
    let isDone = false;
    const report = batch<TraceEvent>(deps.later, () => {
      if (isCurrent() && !isDone) dispatch({ kind: 'checking', events });
    });
    const emit = (event: TraceEvent): void => {
      events.push(event);
      // Terms that ask nothing pass in no time; only DNS is worth a look in between.
      if (event.kind === 'dns-asked' || event.kind === 'dns-answered') report(event);
    };
    const evaluation = await checkHost(request, live, { emit, signal });
    isDone = true;
    // A check that had no more to ask comes to its end in spite of the signal.
    if (!isCurrent()) return;
    dispatch({ kind: 'checked', evaluation });
    const fix = await proveFix(evaluation, live, signal);
    if (fix !== undefined && isCurrent()) dispatch({ kind: 'fix-proven', fix });
  };

  const checkSides = async (
    sides: readonly SideRequest[],
    { live }: AnswerCache,
    { signal, isCurrent }: Run,
    dispatch: Dispatch,
  ): Promise<void> => {
    const tell = batch<readonly [string, SideOutcome]>(deps.later, (outcomes) => {
      if (isCurrent()) dispatch({ kind: 'side-checked', outcomes });
    });
    const left = sides.values();
    const work = async (): Promise<void> => {
      for (const { key, request } of left) {
        const { result, cause, tally } = await checkHost(request, live, { signal });
        tell([key, { request, result, cause, tally }]);
      }
    };
    await Promise.all(Array.from({ length: sideChecksAtOnce }, work));
  };

  /** The walk and the checks over one set of answers. The client that is looked at goes first. */
  const pass = async (
    subject: Subject,
    answers: AnswerCache,
    run: Run,
    dispatch: Dispatch,
  ): Promise<void> => {
    const { request, sides } = subject;
    const checks = async (): Promise<void> => {
      if (request !== undefined) await check(request, answers, run, dispatch);
      await checkSides(sides, answers, run, dispatch);
    };
    const outcomes = await Promise.allSettled([walk(subject, answers, run, dispatch), checks()]);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected' && run.isCurrent()) deps.fail(outcome.reason);
  };

  const begin = async (subject: Subject): Promise<void> => {
    const previous = controller;
    const own = new AbortController();
    controller = own;
    const run: Run = { signal: own.signal, isCurrent: () => controller === own && !own.signal.aborted };
    current = subject;
    const { edits, sides: _, ...about } = subject;
    // The second of a check makes no other policy, nor another verdict (RFC 7208 §7.2: `t` stands in exp alone).
    const key = JSON.stringify([about, subject.sides], (name, value) =>
      name === 'timeSeconds' ? undefined : value,
    );
    const plain: Subject = { ...subject, edits: noEdits };
    const passPublished = async (dispatch: Dispatch): Promise<void> => {
      const [over, within] = [cache, caps];
      // What was gone through before gives way to this, even if this never comes to its end.
      published = undefined;
      dispatch({ kind: 'started', ...about, edits: noEdits, atMs: deps.now() });
      await pass(plain, over, run, dispatch);
      if (run.isCurrent()) published = { about: key, cache: over, caps: within };
    };
    const passes: Promise<void>[] = [];
    if (edits.size === 0) passes.push(passPublished(deps.dispatch));
    else {
      deps.dispatch({ kind: 'started', ...about, edits, atMs: deps.now() });
      const answers = {
        live: editedResolver(cache.live, edits),
        speculative: editedResolver(cache.speculative, edits),
      };
      passes.push(pass(subject, answers, run, deps.dispatch));
      const isKnown = published?.about === key && published.cache === cache && published.caps === caps;
      if (!isKnown) passes.push(passPublished((event) => deps.dispatch({ kind: 'published', event })));
    }
    // Only now: what the run before is still asking and this one wants too, it has joined by then.
    deps.later(() => previous.abort(new Error('another run took its place')));
    await Promise.all(passes);
  };

  const again = (): Promise<void> => (current === undefined ? Promise.resolve() : begin(current));

  return {
    explore: (domain, request, { sides = [], edits = noEdits } = {}) => {
      // The same policy is read as far as it was; another one begins with the caps of a first walk.
      if (current?.domain !== domain) caps = defaultCaps;
      return begin({ domain, ...(request === undefined ? {} : { request }), sides, edits });
    },
    requery: () => {
      cache = createAnswerCache(resolver);
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
    resolve: (question, signal) => cache.live.resolve(question, signal),
    stop: () => {
      isStopped = true;
      controller.abort(new Error('the exploration was stopped'));
    },
  };
};
