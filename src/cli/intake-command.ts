import { missingFields } from '../intake/candidate.ts';
import type { GroupOrder } from '../intake/group-incidents.ts';
import { collectIncidents, type Incidents } from './collect-incidents.ts';
import { type CommandArguments, formatLines, optionValue, wantsColour } from './command-input.ts';
import { incidentLines } from './describe-incidents.ts';
import { candidateJson, groupJson, messageJson } from './incident-json.ts';
import { groupOrders } from './option-groups.ts';
import { ansiPaint, plainPaint } from './paint.ts';
import { readTexts } from './read-texts.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { toJsonLine } from './write-json.ts';

const pathsOf = ({ argument, further }: CommandArguments): readonly string[] => {
  if (argument !== undefined) return [argument, ...further];
  if (process.stdin.isTTY !== true) return ['-'];
  throw new UsageError('intake needs a FILE, or - for standard input');
};

const readOrder = (args: CommandArguments): GroupOrder =>
  groupOrders.find((order) => order === optionValue(args, 'sort')) ?? 'count';

/** Every check as it is found, in the order of the text. */
const printCandidates = async (
  args: CommandArguments,
  terminal: Terminal,
  paths: readonly string[],
): Promise<number> => {
  const { problemCode } = await readTexts(args, terminal, paths, async ({ candidates, messages }, path) => {
    const found = [
      ...messages.map((trace) => messageJson(trace, path)),
      ...candidates.map((candidate) => candidateJson(candidate, path)),
    ];
    await terminal.write(`${found.map(toJsonLine).join('\n')}\n`);
  });
  return problemCode ?? 0;
};

/** How to go on, where it can be typed: a name that a shell reads as it stands. */
const nextLines = (paths: readonly string[], { groups }: Incidents): readonly string[] => {
  const [path = ''] = paths;
  const canBeChecked = groups.some(({ candidate }) => missingFields(candidate).length === 0);
  if (paths.length > 1 || !/^[\w./][\w./-]*$/.test(path) || !canBeChecked) return [];
  const them = groups.length === 1 ? 'it' : 'them';
  return ['', `Next: spfx check --from-text ${path} checks ${them} again, by what DNS says now.`];
};

/** `spfx intake`: what texts say of SPF checks, nothing asked of DNS. Gives the exit code: 0 where something was
 *  found. */
export const intakeCommand = async (args: CommandArguments, terminal: Terminal): Promise<number> => {
  const paths = pathsOf(args);
  const asJson = args.switches.has('json');
  if (asJson && !args.values.has('sort') && !args.values.has('hop'))
    return printCandidates(args, terminal, paths);
  const incidents = await collectIncidents(args, terminal, paths, readOrder(args));
  const { groups, problemCode } = incidents;
  if (groups.length > 0) {
    const paint = wantsColour(args, terminal) ? ansiPaint : plainPaint;
    await terminal.write(
      asJson
        ? groups.map((group) => `${toJsonLine(groupJson(group))}\n`).join('')
        : formatLines([...incidentLines(incidents, paint), ...nextLines(paths, incidents)], args, terminal),
    );
  }
  return problemCode ?? 0;
};
