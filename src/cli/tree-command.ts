import { setFlagsFromString } from 'node:v8';
import { createAnswerCache } from '../dns/answer-cache.ts';
import type { Resolver } from '../dns/resolver.ts';
import { type Exploration, evaluationOf } from '../exploration/exploration.ts';
import { reduceExploration, startExploration } from '../exploration/reduce-exploration.ts';
import { createExplorationRun } from '../exploration/run-exploration.ts';
import { treeJson } from '../report/json-report.ts';
import { textReport } from '../report/text-report.ts';
import type { CheckRequest } from '../spf/check-request.ts';
import { monotonicNow } from './clock.ts';
import {
  type CommandArguments,
  dnsSourceOf,
  formatLines,
  glyphsFor,
  namesSeveral,
  optionValue,
  subjectOf,
  timeOf,
  wantsColour,
} from './command-input.ts';
import { clientJson, clientLines } from './describe-clients.ts';
import { resultExitCodes } from './exit-codes.ts';
import { expandClients } from './expand-clients.ts';
import { ansiPaint, plainPaint } from './paint.ts';
import { policyExitCode } from './policy-exit-code.ts';
import { readClients } from './read-clients.ts';
import { readSubject, type Subject } from './read-request.ts';
import { rememberAnswers } from './remember-answers.ts';
import { type ClientOutcome, outcomeExitCode, runClients } from './run-clients.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { writeJson } from './write-json.ts';
import { writePicture } from './write-picture.ts';

/** `spfx tree`: the plain report. Gives the exit code: the result's where there is a client, else whether there was a
 *  policy to draw. */
export const treeCommand = async (args: CommandArguments, terminal: Terminal): Promise<number> =>
  printReport(args, terminal, subjectOf(args, timeOf(args)));

/** Prints the plain report on a subject, however the command line came to it. Where the command line may name several
 *  clients, the report is on the first of them, and their verdicts follow it. */
export const printReport = async (
  args: CommandArguments,
  terminal: Terminal,
  subject: Subject,
): Promise<number> => {
  const clients = namesSeveral(args) ? await readClients(args) : [];
  const [head] = clients;
  const domain =
    subject.domain ?? (head && readSubject({ helo: head.helo, sender: head.sender }, timeOf(args)).domain);
  if (domain === undefined)
    throw new UsageError(`${args.command.name} needs a DOMAIN; "spfx demo" lists examples`);
  const source = await dnsSourceOf(args);
  // A report on a huge policy leaves much behind; V8 would let it grow to twice what is needed before it looks.
  setFlagsFromString('--heap-growing-percent=20');
  const startedAt = monotonicNow();
  const resolver = clients.length === 0 ? source.resolver : rememberAnswers(source.resolver);
  const cache = createAnswerCache(resolver);
  const entries = await expandClients(clients, args.argument, cache, timeOf(args));
  const first = entries.findIndex(({ kind }) => kind === 'client');
  const entry = entries[first];
  const request = entry?.kind === 'client' ? entry.request : subject.request;
  const exploration = await explore(resolver, domain, request, startedAt);
  const evaluation = evaluationOf(exploration);
  if (optionValue(args, 'record') !== undefined) await recordOwners(exploration, source.resolver);
  const outcomes: ClientOutcome[] = [];
  for await (const outcome of runClients(
    entries.filter((_, index) => index !== first),
    cache,
  ))
    outcomes.push(outcome);
  if (entry?.kind === 'client' && evaluation !== undefined)
    outcomes.splice(first, 0, {
      ...entry,
      kind: 'checked',
      evaluation,
      elapsedMs: monotonicNow() - startedAt,
    });
  const picture = optionValue(args, 'svg');
  if (picture !== undefined) {
    const { drawTreePicture } = await import('./draw-picture.ts');
    await writePicture(picture, drawTreePicture(exploration, source.label, args, terminal));
  }
  if (args.switches.has('json')) {
    const json = treeJson(domain, exploration.policy, evaluation, monotonicNow() - startedAt);
    // treeJson gives an object.
    const whole = entries.length === 0 ? json : { ...(json as object), clients: outcomes.map(clientJson) };
    await writeJson(whole, terminal.write);
  } else {
    const paint = wantsColour(args, terminal) ? ansiPaint : plainPaint;
    const lines = textReport({
      domain,
      policy: exploration.policy,
      ...(evaluation === undefined ? {} : { evaluation }),
      ...(exploration.fix === undefined ? {} : { fix: exploration.fix }),
      nowMs: monotonicNow(),
      glyphs: glyphsFor(args, terminal),
      paint,
    });
    const table = clientLines(entries, outcomes, paint);
    await terminal.write(formatLines([...lines, ...table], args, terminal));
  }
  if (outcomes.length > 0) return outcomes.map(outcomeExitCode).find((code) => code !== 0) ?? 0;
  return evaluation === undefined ? policyExitCode(exploration.policy) : resultExitCodes[evaluation.result];
};

/** Asks whose the records are, which the explorer tells of a snapshot as it does of live DNS. */
const recordOwners = async ({ policy }: Exploration, resolver: Resolver): Promise<void> => {
  const { askOwners, recordDomains } = await import('../exploration/ask-owners.ts');
  const { organisationalDomain } = await import('../lint/organisational-domain.ts');
  await askOwners(recordDomains(policy), resolver, organisationalDomain);
};

/** A whole run: the walk to its end, and the check if there is a client. */
const explore = async (
  resolver: Resolver,
  domain: string,
  request: CheckRequest | undefined,
  startedAt: number,
): Promise<Exploration> => {
  let exploration = startExploration(domain, request, startedAt);
  let fault: unknown;
  const run = createExplorationRun({
    resolver,
    dispatch: (event) => {
      exploration = reduceExploration(exploration, event);
    },
    fail: (error) => {
      fault = error;
    },
    later: queueMicrotask,
    now: monotonicNow,
  });
  await run.explore(domain, request);
  if (fault !== undefined) throw fault;
  return exploration;
};
