import type { ClaimComparison } from '../claims/claim-comparison.ts';
import { compareClaim } from '../claims/compare-claim.ts';
import type { AnswerCache } from '../dns/answer-cache.ts';
import { checkOf } from '../intake/check-of.ts';
import type { IncidentGroup } from '../intake/group-incidents.ts';
import type { AskedQuestion } from '../report/json-report.ts';
import type { Evaluation } from '../spf/check-host.ts';
import { monotonicNow } from './clock.ts';
import { resultExitCodes } from './exit-codes.ts';
import { runSharedCheck } from './run-check.ts';
import { runInOrder } from './run-in-order.ts';

/** What became of a check that a text speaks of. `lacking`: the text does not say enough for it. */
export type IncidentOutcome =
  | Readonly<{
      kind: 'checked';
      group: IncidentGroup;
      evaluation: Evaluation;
      comparison: ClaimComparison;
      asked: readonly AskedQuestion[];
      elapsedMs: number;
    }>
  | Readonly<{ kind: 'lacking'; group: IncidentGroup }>;

const runIncident = async (
  group: IncidentGroup,
  cache: AnswerCache,
  nowMs: number,
): Promise<IncidentOutcome> => {
  const { candidate } = group;
  const request = checkOf(candidate, nowMs);
  if (request === undefined) return { kind: 'lacking', group };
  const startedAt = monotonicNow();
  const { evaluation, asked } = await runSharedCheck(request, cache, monotonicNow);
  const elapsedMs = monotonicNow() - startedAt;
  const comparison = await compareClaim({ candidate, request, evaluation }, cache.live, { nowMs });
  return { kind: 'checked', group, evaluation, comparison, asked, elapsedMs };
};

/** Makes the checks that texts speak of again, over the same answers, a few at a time, and gives what became of them in
 *  their order. */
export const runIncidents = (
  groups: readonly IncidentGroup[],
  cache: AnswerCache,
  nowMs: number,
): AsyncGenerator<IncidentOutcome> => runInOrder(groups, (group) => runIncident(group, cache, nowMs));

/** The exit code that a check stands for: its result's; undefined for one that could not be made. */
export const incidentExitCode = (outcome: IncidentOutcome): number | undefined =>
  outcome.kind === 'lacking' ? undefined : resultExitCodes[outcome.evaluation.result];

/** Which of the others in a group may get another result: the records that were read ask for what is theirs alone.
 *  Undefined where all get the same. */
export const variesWith = (
  group: IncidentGroup,
  { trace }: Evaluation,
): 'sender' | 'HELO name' | undefined => {
  const uses = (pattern: RegExp): boolean =>
    [...trace.terms.values()].some(({ term }) => !/^exp=/i.test(term.text) && pattern.test(term.text));
  if (group.hasOtherSenders && uses(/%\{[ls]/i)) return 'sender';
  return group.hasOtherHelos && uses(/%\{h/i) ? 'HELO name' : undefined;
};
