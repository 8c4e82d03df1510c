import type { AnswerCache } from '../dns/answer-cache.ts';
import type { NamedClient } from '../exploration/named-client.ts';
import type { AskedQuestion } from '../report/json-report.ts';
import type { Evaluation } from '../spf/check-host.ts';
import { monotonicNow } from './clock.ts';
import { resultExitCodes } from './exit-codes.ts';
import type { ClientEntry } from './expand-clients.ts';
import { runSharedCheck } from './run-check.ts';
import { runInOrder } from './run-in-order.ts';

/** What became of a client of several. */
export type ClientOutcome =
  | Readonly<{
      kind: 'checked';
      client: NamedClient;
      evaluation: Evaluation;
      asked?: readonly AskedQuestion[];
      elapsedMs: number;
    }>
  | (ClientEntry & Readonly<{ kind: 'lost' }>);

const runEntry = async (entry: ClientEntry, cache: AnswerCache): Promise<ClientOutcome> => {
  if (entry.kind === 'lost') return entry;
  const startedAt = monotonicNow();
  const { evaluation, asked } = await runSharedCheck(entry.request, cache, monotonicNow);
  return {
    kind: 'checked',
    client: entry.client,
    evaluation,
    asked,
    elapsedMs: monotonicNow() - startedAt,
  };
};

/** Checks clients over the same answers, a few at a time, and gives what became of them in their order. */
export const runClients = (
  entries: readonly ClientEntry[],
  cache: AnswerCache,
): AsyncGenerator<ClientOutcome> => runInOrder(entries, (entry) => runEntry(entry, cache));

/** Whether a client got what was expected of it; undefined where nothing was. */
export const isAsExpected = (outcome: ClientOutcome): boolean | undefined => {
  const { expected } = outcome.client;
  if (expected === undefined) return undefined;
  return outcome.kind === 'checked' && outcome.evaluation.result === expected;
};

/** The exit code that one client of several stands for: 0 of one that got what was expected, or, with nothing expected,
 *  a pass; else its result's, and 1 for a pass that was not expected. */
export const outcomeExitCode = (outcome: ClientOutcome): number => {
  if (outcome.kind === 'lost') return outcome.code;
  const isWanted = isAsExpected(outcome);
  const code = resultExitCodes[outcome.evaluation.result];
  return isWanted === true ? 0 : isWanted === false ? code || resultExitCodes.fail : code;
};
