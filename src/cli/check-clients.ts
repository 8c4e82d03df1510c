import { createAnswerCache } from '../dns/answer-cache.ts';
import { type CommandArguments, dnsSourceOf, formatLines, timeOf, wantsColour } from './command-input.ts';
import { clientJson, clientLine, columnsOf, summariseClients } from './describe-clients.ts';
import { expandClients } from './expand-clients.ts';
import { ansiPaint, plainPaint } from './paint.ts';
import { readClients } from './read-clients.ts';
import { isAsExpected, outcomeExitCode, runClients } from './run-clients.ts';
import type { Terminal } from './terminal.ts';
import { toJsonLine } from './write-json.ts';

/** `spfx check` of several clients: a line for each, as text or as JSON, as soon as its turn has come. Gives the exit
 *  code: that of the first client that did not get what was expected. */
export const checkClients = async (args: CommandArguments, terminal: Terminal): Promise<number> => {
  const clients = await readClients(args);
  const { resolver } = await dnsSourceOf(args);
  const cache = createAnswerCache(resolver);
  const entries = await expandClients(clients, args.argument, cache, timeOf(args));
  const columns = columnsOf(entries);
  const paint = wantsColour(args, terminal) ? ansiPaint : plainPaint;
  const asJson = args.switches.has('json');
  let exitCode = 0;
  let missed = 0;
  for await (const outcome of runClients(entries, cache)) {
    const line = asJson ? toJsonLine(clientJson(outcome)) : clientLine(outcome, columns, paint);
    await terminal.write(asJson ? `${line}\n` : formatLines([line], args, terminal));
    if (isAsExpected(outcome) === false) missed++;
    exitCode ||= outcomeExitCode(outcome);
  }
  if (!asJson) await terminal.write(formatLines([summariseClients(entries.length, missed)], args, terminal));
  return exitCode;
};
