import { proveFix } from '../exploration/prove-fix.ts';
import { checkJson } from '../report/json-report.ts';
import { describeClient, describeTally, verdictLines } from '../report/text-report.ts';
import { describeVerdict } from '../report/verdict.ts';
import { monotonicNow } from './clock.ts';
import {
  type CommandArguments,
  dnsSourceOf,
  formatLines,
  namesSeveral,
  subjectOf,
  timeOf,
  wantsColour,
} from './command-input.ts';
import { resultExitCodes } from './exit-codes.ts';
import { ansiPaint, plainPaint } from './paint.ts';
import { runCheck } from './run-check.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { writeJson } from './write-json.ts';

/** `spfx check`: the verdict on one client, or on several. Gives the exit code. */
export const checkCommand = async (args: CommandArguments, terminal: Terminal): Promise<number> => {
  if (namesSeveral(args)) return (await import('./check-clients.ts')).checkClients(args, terminal);
  const { request } = subjectOf(args, timeOf(args));
  if (request === undefined) throw new UsageError('check needs a client: --ip ADDRESS');
  const source = await dnsSourceOf(args);
  const startedAt = monotonicNow();
  const { evaluation, resolver, asked } = await runCheck(request, source.resolver, monotonicNow);
  if (args.switches.has('json')) {
    await writeJson(checkJson(evaluation, monotonicNow() - startedAt, asked), terminal.write);
  } else {
    const paint = wantsColour(args, terminal) ? ansiPaint : plainPaint;
    const fix = await proveFix(evaluation, resolver);
    const lines = [
      paint(evaluation.result, evaluation.result),
      ...verdictLines(describeVerdict(evaluation), evaluation, fix),
      `${describeClient(request)} ${describeTally(evaluation)}`,
    ];
    await terminal.write(formatLines(lines, args, terminal));
  }
  return resultExitCodes[evaluation.result];
};
