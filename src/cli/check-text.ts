import type { Agreement } from '../claims/claim-comparison.ts';
import { type AnswerCache, createAnswerCache } from '../dns/answer-cache.ts';
import type { IncidentGroup } from '../intake/group-incidents.ts';
import { checkLines } from './check-lines.ts';
import type { Incidents } from './collect-incidents.ts';
import { type CommandArguments, dnsSourceOf, formatLines, timeOf, wantsColour } from './command-input.ts';
import { candidateLines } from './describe-candidate.ts';
import {
  checkedColumns,
  checkedHead,
  checkedJson,
  checkedRows,
  claimLines,
  summariseChecked,
} from './describe-checked.ts';
import { countOf, forgottenLines, messageLines } from './describe-incidents.ts';
import { dataExitCode } from './exit-codes.ts';
import { ansiPaint, plainPaint } from './paint.ts';
import { type IncidentOutcome, incidentExitCode, runIncidents } from './run-incidents.ts';
import { selectIncidents } from './select-incidents.ts';
import { createProgress } from './show-progress.ts';
import type { Terminal } from './terminal.ts';
import { toJsonLine } from './write-json.ts';

/** Checks that are made in one run: their answers are all kept until its end. */
const mostChecks = 5000;

/** What was read, and the report of `spfx check`. */
const singleLines = async (
  outcome: IncidentOutcome,
  { messages }: Incidents,
  cache: AnswerCache,
  paint: typeof plainPaint,
): Promise<string[]> => {
  const { group } = outcome;
  const read = [
    `Read from the text${group.count === 1 ? '' : `, of ${countOf(group.count, 'mail')}`}:`,
    ...candidateLines(group.candidate, group.source),
    ...messages.flatMap((message, index) => messageLines(message, index, messages.length)),
    '',
  ];
  if (outcome.kind === 'lacking') return read.slice(0, -1);
  const [result = '', ...report] = await checkLines(outcome.evaluation, cache.live, paint);
  return [...read, result, ...claimLines(outcome), ...report];
};

/** `spfx check --from-text`: makes the checks that a text speaks of again: a report on one, or a line for each of
 *  several, as text or as JSON, as soon as its turn has come. Gives the exit code: that of the first that is no pass. */
export const checkText = async (args: CommandArguments, terminal: Terminal): Promise<number> => {
  const incidents = await selectIncidents(args, terminal);
  const groups = incidents.groups.slice(0, mostChecks);
  if (groups.length === 0) return incidents.problemCode ?? dataExitCode;
  const cache = createAnswerCache((await dnsSourceOf(args)).resolver);
  const columns = checkedColumns(groups);
  const paint = wantsColour(args, terminal) ? ansiPaint : plainPaint;
  const asJson = args.switches.has('json');
  const print = (lines: readonly string[]): Promise<void> =>
    terminal.write(formatLines(lines, args, terminal));
  const progress = createProgress(terminal);
  const counts = new Map<Agreement | 'lacking', number>();
  const codes: (number | undefined)[] = [];
  if (!asJson && groups.length > 1) await print([checkedHead(columns)]);
  for await (const outcome of runIncidents(groups, cache, timeOf(args))) {
    await progress.clear();
    if (asJson) await terminal.write(`${toJsonLine(checkedJson(outcome))}\n`);
    else if (groups.length === 1) await print(await singleLines(outcome, incidents, cache, paint));
    else await print(checkedRows(outcome, columns, paint));
    const kind = outcome.kind === 'lacking' ? 'lacking' : outcome.comparison.agreement;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    codes.push(incidentExitCode(outcome));
    progress.show(() => `${codes.length} of ${countOf(groups.length, 'check')} made`);
  }
  await progress.clear();
  const notes = [...forgottenLines(incidents), ...leftOutLines(incidents.groups, groups)];
  if (!asJson && groups.length > 1) await print([summariseChecked(counts), ...notes]);
  else if (notes.length > 0) await terminal.writeTrouble(formatLines(notes, args, terminal));
  const made = codes.filter((code) => code !== undefined);
  return made.find((code) => code !== 0) ?? (made.length === 0 ? dataExitCode : (incidents.problemCode ?? 0));
};

const leftOutLines = (all: readonly IncidentGroup[], checked: readonly IncidentGroup[]): string[] =>
  all.length === checked.length
    ? []
    : [
        `The ${checked.length} most frequent were checked; ${all.length - checked.length} others were not: name a DOMAIN for its own.`,
      ];
