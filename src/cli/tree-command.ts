import { setFlagsFromString } from 'node:v8';
import { type Exploration, evaluationOf } from '../exploration/exploration.ts';
import { reduceExploration, startExploration } from '../exploration/reduce-exploration.ts';
import { createExplorationRun } from '../exploration/run-exploration.ts';
import { recordOf } from '../policy/policy-tree.ts';
import { treeJson } from '../report/json-report.ts';
import { textReport } from '../report/text-report.ts';
import { monotonicNow } from './clock.ts';
import {
  type CommandArguments,
  dnsSourceOf,
  formatLines,
  glyphsFor,
  subjectOf,
  wantsColour,
} from './command-input.ts';
import { resultExitCodes } from './exit-codes.ts';
import { ansiPaint, plainPaint } from './paint.ts';
import type { Subject } from './read-request.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { writeJson } from './write-json.ts';

/** `spfx tree`: the plain report. Gives the exit code: the result's where there is a client, else whether there was a
 *  policy to draw. */
export const treeCommand = async (args: CommandArguments, terminal: Terminal): Promise<number> =>
  printReport(args, terminal, subjectOf(args, Date.now()));

/** Prints the plain report on a subject, however the command line came to it. */
export const printReport = async (
  args: CommandArguments,
  terminal: Terminal,
  { domain, request }: Subject,
): Promise<number> => {
  if (domain === undefined)
    throw new UsageError(`${args.command.name} needs a DOMAIN; "spfx demo" lists examples`);
  const source = await dnsSourceOf(args);
  // A report on a huge policy leaves much behind; V8 would let it grow to twice what is needed before it looks.
  setFlagsFromString('--heap-growing-percent=20');
  const startedAt = monotonicNow();
  let exploration = startExploration(domain, request, startedAt);
  let fault: unknown;
  const run = createExplorationRun({
    resolver: source.resolver,
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
  const evaluation = evaluationOf(exploration);
  if (args.switches.has('json')) {
    const json = treeJson(domain, exploration.policy, evaluation, monotonicNow() - startedAt);
    await writeJson(json, terminal.write);
  } else {
    const lines = textReport({
      domain,
      policy: exploration.policy,
      ...(evaluation === undefined ? {} : { evaluation }),
      ...(exploration.fix === undefined ? {} : { fix: exploration.fix }),
      nowMs: monotonicNow(),
      glyphs: glyphsFor(args, terminal),
      paint: wantsColour(args, terminal) ? ansiPaint : plainPaint,
    });
    await terminal.write(formatLines(lines, args, terminal));
  }
  return evaluation === undefined ? drawnExitCode(exploration) : resultExitCodes[evaluation.result];
};

/** Without a client: 0 where the tree could be drawn, else the result that every client would get. */
const drawnExitCode = ({ policy }: Exploration): number => {
  const root = recordOf(policy, policy.root);
  if (root?.kind !== 'read') return resultExitCodes.none;
  switch (root.selection.kind) {
    case 'record':
      return 0;
    case 'no-record':
      return resultExitCodes.none;
    case 'multiple-records':
      return resultExitCodes.permerror;
    case 'dns-trouble':
      return resultExitCodes.temperror;
  }
};
