import { emptyPolicy, foldWalk, type Policy, type PolicyRecord, type WalkEvent } from '../policy/policy.ts';
import { walkContext } from '../policy/walk-policy.ts';
import type { Evaluation } from '../spf/check-host.ts';
import type { CheckRequest } from '../spf/check-request.ts';
import { domainNameFromText, readInitialDomain } from '../spf/domain-name.ts';
import { foldTrace } from '../spf/fold-trace.ts';
import type { TraceEvent } from '../spf/trace.ts';
import { type DnsLogEvent, emptyLog, foldLog } from './dns-log.ts';
import { type Edits, noEdits } from './edits.ts';
import type { Exploration, ProvenFix, SideOutcome } from './exploration.ts';

/** What happens to an exploration. `started` begins a run anew; `request` is then what is checked from now on.
 *  `checking` gives all events of the running check so far. `published`: what happens to the same investigation without
 *  the edits. */
export type ExplorationEvent =
  | Readonly<{ kind: 'started'; domain: string; request?: CheckRequest; edits: Edits; atMs: number }>
  | Readonly<{ kind: 'published'; event: ExplorationEvent }>
  | Readonly<{ kind: 'logged'; events: readonly DnsLogEvent[] }>
  | Readonly<{ kind: 'side-checked'; outcomes: readonly (readonly [key: string, SideOutcome])[] }>
  | Readonly<{ kind: 'walked'; events: readonly WalkEvent[] }>
  | Readonly<{ kind: 'checking'; events: readonly TraceEvent[] }>
  | Readonly<{ kind: 'checked'; evaluation: Evaluation }>
  | Readonly<{ kind: 'fix-proven'; fix: ProvenFix }>;

/** The policy of a domain that nobody asks for. */
const malformedPolicy = (policy: Policy, reason: string): Policy => {
  const record: PolicyRecord = { kind: 'malformed', domain: policy.root, reason, terms: [] };
  return foldWalk(policy, [{ kind: 'record-read', record }, { kind: 'finished' }]);
};

/** An exploration of which nothing is known yet. */
export const startExploration = (
  domain: string,
  request: CheckRequest | undefined,
  startedAtMs: number,
): Exploration => {
  const initial = readInitialDomain(domain);
  const root = initial.isValid ? initial.name : domainNameFromText(domain);
  const policy = emptyPolicy(root, walkContext(request));
  return {
    domain,
    ...(initial.isValid ? {} : { invalidReason: initial.reason }),
    ...(request === undefined ? {} : { request, check: { kind: 'running', request, trace: foldTrace([]) } }),
    policy: initial.isValid ? policy : malformedPolicy(policy, initial.reason),
    sides: new Map(),
    edits: noEdits,
    log: emptyLog,
    startedAtMs,
  };
};

/** The exploration at the start of another run: the log goes on, and what was found without edits is kept beside. */
const restart = (
  before: Exploration,
  { domain, request, edits, atMs }: ExplorationEvent & { kind: 'started' },
): Exploration => {
  const started = { ...startExploration(domain, request, atMs), edits, log: before.log };
  if (edits.size === 0) return started;
  const isSame = before.domain === domain;
  const published = before.edits.size === 0 ? before : before.published;
  return isSame && published !== undefined ? { ...started, published } : started;
};

/** The exploration after an event. */
export const reduceExploration = (exploration: Exploration, event: ExplorationEvent): Exploration => {
  switch (event.kind) {
    case 'started':
      return restart(exploration, event);
    case 'published': {
      const { published = startExploration(exploration.domain, undefined, exploration.startedAtMs) } =
        exploration;
      return { ...exploration, published: reduceExploration(published, event.event) };
    }
    case 'logged':
      return { ...exploration, log: foldLog(exploration.log, event.events) };
    case 'side-checked':
      return { ...exploration, sides: new Map([...exploration.sides, ...event.outcomes]) };
    case 'walked':
      return { ...exploration, policy: foldWalk(exploration.policy, event.events) };
    case 'checking': {
      const { check } = exploration;
      if (check?.kind !== 'running') return exploration;
      return { ...exploration, check: { ...check, trace: foldTrace(event.events) } };
    }
    case 'checked':
      return { ...exploration, check: { kind: 'done', evaluation: event.evaluation } };
    case 'fix-proven':
      return { ...exploration, fix: event.fix };
  }
};
