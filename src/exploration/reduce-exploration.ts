import { emptyPolicy, foldWalk, type Policy, type PolicyRecord, type WalkEvent } from '../policy/policy.ts';
import { walkContext } from '../policy/walk-policy.ts';
import type { Evaluation } from '../spf/check-host.ts';
import type { CheckRequest } from '../spf/check-request.ts';
import { domainNameFromText, readInitialDomain } from '../spf/domain-name.ts';
import { foldTrace } from '../spf/fold-trace.ts';
import type { TraceEvent } from '../spf/trace.ts';
import type { Exploration, ProvenFix } from './exploration.ts';

/** What happens to an exploration. `started` begins a run anew; `request` is then what is checked from now on.
 *  `checking` gives all events of the running check so far. */
export type ExplorationEvent =
  | Readonly<{ kind: 'started'; domain: string; request?: CheckRequest; atMs: number }>
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
    startedAtMs,
  };
};

/** The exploration after an event. */
export const reduceExploration = (exploration: Exploration, event: ExplorationEvent): Exploration => {
  switch (event.kind) {
    case 'started':
      return startExploration(event.domain, event.request, event.atMs);
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
