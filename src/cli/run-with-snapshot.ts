import { recordAnswers, type Snapshot, snapshotResolver } from '../dns/snapshot.ts';
import { escapeText } from '../report/escape-text.ts';
import type { DnsSource } from './build-resolver.ts';
import { type CommandArguments, formatLines, optionValue } from './command-input.ts';
import { internalExitCode } from './exit-codes.ts';
import { dnsOptions } from './option-groups.ts';
import { findRecordPath, readSnapshotFile, writeSnapshotFile } from './snapshot-file.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

type Run = (args: CommandArguments) => Promise<number>;

/** A source has any length in a file of somebody else's. */
const mostLabel = 80;

/** Where answers come from when a snapshot is replayed: `snapshot of 2026-11-22 18:30 UTC (127.0.0.1:53)`. Safe to
 *  print. */
export const replayedSource = (snapshot: Snapshot): DnsSource => {
  const { takenAtMs, source } = snapshot;
  const time = new Date(takenAtMs).toISOString().slice(0, 16).replace('T', ' ');
  const from = source.length > mostLabel ? `${source.slice(0, mostLabel)}...` : source;
  return {
    resolver: snapshotResolver(snapshot, setImmediate),
    label: `snapshot of ${time} UTC (${escapeText(from)})`,
  };
};

/** Throws where the command line says where to ask DNS, though nothing is asked. */
const refuseDnsOptions = ({ values, switches }: CommandArguments): void => {
  const stray = dnsOptions.find(({ name }) => values.has(name) || switches.has(name));
  if (stray !== undefined)
    throw new UsageError(`--replay answers from the snapshot alone; leave --${stray.name} out`);
};

const namesDomain = ({ command, argument, values }: CommandArguments): boolean =>
  command.argumentNames !== 'host' ||
  argument !== undefined ||
  ['sender', 'helo', 'client', 'clients', 'from-text'].some((name) => values.has(name));

const replay = async (args: CommandArguments, path: string, run: Run): Promise<number> => {
  refuseDnsOptions(args);
  const snapshot = await readSnapshotFile(path, `--replay ${escapeText(path)}`);
  const { takenAtMs, domain } = snapshot;
  return run({
    ...args,
    ...(domain === undefined || namesDomain(args) ? {} : { argument: domain }),
    snapshotRun: { nowMs: takenAtMs, openSource: async () => replayedSource(snapshot) },
  });
};

const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const record = async (
  args: CommandArguments,
  path: string,
  terminal: Terminal,
  run: Run,
): Promise<number> => {
  const realPath = await findRecordPath(path);
  const takenAtMs = Date.now();
  let source = '';
  let answers: Snapshot['answers'] = [];
  const openSource = async (open: () => Promise<DnsSource>): Promise<DnsSource> => {
    const { resolver, label } = await open();
    const recorder = recordAnswers(resolver);
    source = label;
    answers = recorder.answers();
    return { resolver: recorder.resolver, label };
  };
  /** Whether the snapshot was written; if not, it was told. */
  const write = async (): Promise<boolean> => {
    const domain = args.argument ?? answers.find(({ question }) => question.type === 'TXT')?.question.name;
    const problem = await writeSnapshotFile(realPath, {
      takenAtMs,
      source,
      ...(domain === undefined ? {} : { domain }),
      answers,
    });
    if (problem === undefined) return true;
    const line = `spfx: --record ${escapeText(path)}: ${problem}; no snapshot was written`;
    await terminal.writeTrouble(formatLines([line], args, terminal));
    return false;
  };
  // What was answered until then is evidence too. Sent once more, the signal has its usual effect.
  let isEnding = false;
  const onEnding = (signal: NodeJS.Signals): void => {
    if (isEnding) return;
    isEnding = true;
    // Caught until then, or others who listen (Ink) would take themselves for the last and end the process.
    void write().finally(() => {
      stopCatching();
      process.kill(process.pid, signal);
    });
  };
  const stopCatching = (): void => {
    for (const signal of endings) process.off(signal, onEnding);
  };
  for (const signal of endings) process.on(signal, onEnding);
  try {
    const code = await run({ ...args, snapshotRun: { nowMs: takenAtMs, openSource } });
    return (await write()) ? code : internalExitCode;
  } finally {
    stopCatching();
  }
};

/** Carries a command out with its answers recorded into the file of `--record`, or taken from that of `--replay`. Gives
 *  the exit code: the command's own, unless the file could not be written. */
export const runWithSnapshot = (args: CommandArguments, terminal: Terminal, run: Run): Promise<number> => {
  const replayed = optionValue(args, 'replay');
  // Of lint, it is the text of a record.
  const recorded = args.command.name === 'lint' ? undefined : optionValue(args, 'record');
  if (recorded !== undefined && replayed !== undefined)
    throw new UsageError('--record and --replay exclude each other: a snapshot is there already');
  if (replayed !== undefined) return replay(args, replayed, run);
  return recorded === undefined ? run(args) : record(args, recorded, terminal, run);
};
