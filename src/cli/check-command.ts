import { checkJson } from '../report/json-report.ts';
import { checkLines } from './check-lines.ts';
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
  if (args.values.has('from-text')) return (await import('./check-text.ts')).checkText(args, terminal);
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
    await terminal.write(formatLines(await checkLines(evaluation, resolver, paint), args, terminal));
  }
  return resultExitCodes[evaluation.result];
};
