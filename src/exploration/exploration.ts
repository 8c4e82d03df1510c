import type { DomainName } from '../dns/resolver.ts';
import type { Policy } from '../policy/policy.ts';
import type { Evaluation } from '../spf/check-host.ts';
import type { CheckRequest } from '../spf/check-request.ts';
import type { Diagnostic } from '../spf/diagnostic.ts';
import type { CheckTrace } from '../spf/trace.ts';
import type { DnsLog } from './dns-log.ts';
import type { Edits } from './edits.ts';

/** A check of the client: still running, with what it did so far, or done. */
export type CheckState =
  | Readonly<{ kind: 'running'; request: CheckRequest; trace: CheckTrace }>
  | Readonly<{ kind: 'done'; evaluation: Evaluation }>;

/** A corrected record, and what a check of the same client gave with it. */
export type ProvenFix = Readonly<{
  domain: DomainName;
  diagnostic: Diagnostic;
  record: string;
  evaluation: Evaluation;
}>;

/** A check besides the one that is looked at: of another client, or of the other identity. `key` is the asker's. */
export type SideRequest = Readonly<{ key: string; request: CheckRequest }>;

/** What a check besides gave. */
export type SideOutcome = Pick<Evaluation, 'request' | 'result' | 'cause' | 'tally'>;

/** One investigation: a domain, perhaps a client, and all that is known of them so far. `invalidReason`: why RFC
 *  7208 §4.3 has no check of the domain, so that nothing is asked. `startedAtMs`: of the newest run, by the clock of
 *  the walk. `sides`: the outcomes of the checks besides, by their keys. `edits`: the records that stand in for the
 *  published ones; while there are any, `published` is the same investigation without them. `log`: what DNS was asked,
 *  over all runs. */
export type Exploration = Readonly<{
  domain: string;
  invalidReason?: string;
  request?: CheckRequest;
  policy: Policy;
  check?: CheckState;
  fix?: ProvenFix;
  sides: ReadonlyMap<string, SideOutcome>;
  edits: Edits;
  published?: Exploration;
  log: DnsLog;
  startedAtMs: number;
}>;

/** The check's trace as far as it has come. */
export const traceOf = (exploration: Exploration): CheckTrace | undefined => {
  const { check } = exploration;
  return check === undefined ? undefined : check.kind === 'done' ? check.evaluation.trace : check.trace;
};

/** The check's outcome, once there is one. */
export const evaluationOf = (exploration: Exploration): Evaluation | undefined =>
  exploration.check?.kind === 'done' ? exploration.check.evaluation : undefined;
