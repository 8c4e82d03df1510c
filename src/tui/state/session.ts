import type { Edits } from '../../exploration/edits.ts';
import type { Exploration, SideRequest } from '../../exploration/exploration.ts';
import {
  type ExplorationEvent,
  reduceExploration,
  startExploration,
} from '../../exploration/reduce-exploration.ts';
import type { ExplorationRun } from '../../exploration/run-exploration.ts';
import type { CheckRequest } from '../../spf/check-request.ts';

/** Where answers come from. `hasIncidents`: the embedded incidents are among them. `start` makes a run whose events go
 *  to `dispatch`. */
export type ScreenSource = Readonly<{
  label: string;
  hasIncidents: boolean;
  start: (dispatch: (event: ExplorationEvent) => void) => ExplorationRun;
}>;

/** What is checked: the client that is looked at, if there is one, and further ones. */
export type Checks = Readonly<{ request?: CheckRequest; sides: readonly SideRequest[] }>;

/** The exploration on the screen, and what may be done with it. */
export type Session = Readonly<{
  exploration: () => Exploration;
  source: () => ScreenSource;
  /** Explores a domain, with the answers at hand or anew. */
  open: (domain: string, checks: Checks, edits: Edits, source: ScreenSource, keepsAnswers: boolean) => void;
  /** The same domain over the answers at hand: other clients, other edits. */
  recheck: (checks: Checks, edits: Edits) => void;
  requery: () => void;
  goOn: () => void;
  resolve: ExplorationRun['resolve'];
  stop: () => void;
}>;

/** What a session needs from outside: ways to come back later, and once the frame at hand is drawn. `onTakenIn` gets
 *  the exploration from before and that of now, each time that another one is to be shown. */
export type SessionDeps = Readonly<{
  source: ScreenSource;
  now: () => number;
  delay: (callback: () => void, ms: number) => () => void;
  afterFrame: (callback: () => void) => void;
  onTakenIn: (before: Exploration, now: Exploration) => void;
}>;

/** A burst of answers is over when none came for so long, or when it has lasted so long, in milliseconds. */
const burstMs = { quiet: 12, most: 60 };

/** A session with nothing explored. */
export const createSession = (deps: SessionDeps): Session => {
  let exploration = startExploration('', undefined, deps.now());
  let source = deps.source;
  let run: ExplorationRun | undefined;

  // What begins once the frame at hand is drawn: what is wanted by then, not what was wanted first.
  let due: (() => void) | undefined;
  const explore = (domain: string, { request, sides }: Checks, edits: Edits): void =>
    void run?.explore(domain, request, { sides, edits });

  // Answers come in bursts. The screen takes them in when a burst is over, or has lasted: a frame in the middle of it
  // would hold up the answers behind, and their times would tell of the frame.
  let incoming = exploration;
  let cancelQuiet = (): void => {};
  let cancelLatest: (() => void) | undefined;
  const takeIn = (): void => {
    cancelQuiet();
    cancelLatest?.();
    cancelLatest = undefined;
    const before = exploration;
    exploration = incoming;
    deps.onTakenIn(before, exploration);
  };
  const receive = (event: ExplorationEvent): void => {
    incoming = reduceExploration(incoming, event);
    cancelQuiet();
    cancelQuiet = deps.delay(takeIn, burstMs.quiet);
    cancelLatest ??= deps.delay(takeIn, burstMs.most);
  };

  return {
    exploration: () => exploration,
    source: () => source,
    open: (domain, checks, edits, from, keepsAnswers) => {
      const { request } = checks;
      const { log } = incoming;
      if (run === undefined || !keepsAnswers || from !== source) {
        run?.stop();
        const begun = from.start((event) => {
          if (begun === run) receive(event);
        });
        run = begun;
        source = from;
        incoming = startExploration(domain, request, deps.now());
      } else incoming = { ...startExploration(domain, request, deps.now()), log };
      takeIn();
      due = () => explore(domain, checks, edits);
      // The frame comes first: drawing it would hold up the answers, and their times would tell of us, not of DNS.
      deps.afterFrame(() => {
        due?.();
        due = undefined;
      });
    },
    recheck: (checks, edits) => {
      const begin = (): void => explore(exploration.domain, checks, edits);
      if (due === undefined) begin();
      else due = begin;
    },
    requery: () => void run?.requery(),
    goOn: () => void run?.goOn(),
    resolve: (question, signal) =>
      run === undefined
        ? Promise.reject(new Error('nothing is explored yet'))
        : run.resolve(question, signal),
    stop: () => run?.stop(),
  };
};
