import { stat } from 'node:fs/promises';
import { type ClientVerdict, type ComparedSide, comparePolicies } from '../comparison/compare-policies.ts';
import { comparisonJson, describeComparison } from '../comparison/describe-comparison.ts';
import { createAnswerCache } from '../dns/answer-cache.ts';
import type { NamedClient } from '../exploration/named-client.ts';
import { walkPolicy } from '../policy/walk-policy.ts';
import { escapeText } from '../report/escape-text.ts';
import { describeVerdict } from '../report/verdict.ts';
import { readInitialDomain } from '../spf/domain-name.ts';
import type { DnsSource } from './build-resolver.ts';
import { monotonicNow } from './clock.ts';
import { type CommandArguments, dnsSourceOf, formatLines } from './command-input.ts';
import { expandClients } from './expand-clients.ts';
import { readClients } from './read-clients.ts';
import { type ClientOutcome, runClients } from './run-clients.ts';
import { replayedSource } from './run-with-snapshot.ts';
import { readSnapshotFile } from './snapshot-file.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { writeJson } from './write-json.ts';

/** One of the two things to compare, as the command line names it. `nowMs`: the time of its checks. */
type Operand = Readonly<{ domain: string; source: DnsSource; nowMs: number }>;

const isFile = async (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => !found.isDirectory(),
    () => false,
  );

/** A snapshot, `SNAPSHOT#DOMAIN`, or a domain in DNS. What names a file that is there is that file. */
const readOperand = async (word: string, live: () => Promise<DnsSource>): Promise<Operand> => {
  const hash = word.lastIndexOf('#');
  const isWhole = await isFile(word);
  const path = isWhole || hash === -1 ? word : word.slice(0, hash);
  if (isWhole || (hash !== -1 && (await isFile(path)))) {
    const snapshot = await readSnapshotFile(path, escapeText(path));
    const domain = isWhole ? snapshot.domain : word.slice(hash + 1);
    if (domain === undefined || domain === '')
      throw new UsageError(`${escapeText(path)} names no domain; name it: ${escapeText(path)}#DOMAIN`);
    return { domain, source: replayedSource(snapshot), nowMs: snapshot.takenAtMs };
  }
  if (hash !== -1 || /[/\\]|\.json$/.test(word))
    throw new UsageError(`${escapeText(path)}: there is no such file; a snapshot or a domain is wanted`);
  return { domain: word, source: await live(), nowMs: Date.now() };
};

const verdictOf = (outcome: ClientOutcome): ClientVerdict => {
  const { label, ip } = outcome.client;
  if (outcome.kind === 'lost') return { label, ip, reason: outcome.problem };
  const { evaluation } = outcome;
  return { label, ip, result: evaluation.result, reason: describeVerdict(evaluation).sentence };
};

const readSide = async (
  { domain, source, nowMs }: Operand,
  clients: readonly NamedClient[],
): Promise<ComparedSide> => {
  const initial = readInitialDomain(domain);
  if (!initial.isValid) throw new UsageError(`"${escapeText(domain)}" cannot be checked: ${initial.reason}`);
  const cache = createAnswerCache(source.resolver);
  const policy = await walkPolicy(initial.name, cache.speculative, { now: monotonicNow });
  const verdicts: ClientVerdict[] = [];
  for await (const outcome of runClients(await expandClients(clients, domain, cache, nowMs), cache))
    verdicts.push(verdictOf(outcome));
  return { policy, verdicts };
};

/** `spfx diff`: what differs between two policies. Gives the exit code: 0 where nothing does, else 1. */
export const diffCommand = async (args: CommandArguments, terminal: Terminal): Promise<number> => {
  const {
    argument,
    further: [second],
  } = args;
  if (argument === undefined || second === undefined)
    throw new UsageError('diff needs two: snapshots (FILE or FILE#DOMAIN) or domains');
  const clients = await readClients(args);
  // One source for both, so that a zone file is read once.
  let opened: Promise<DnsSource> | undefined;
  const live = (): Promise<DnsSource> => {
    opened ??= dnsSourceOf(args);
    return opened;
  };
  const operands = [await readOperand(argument, live), await readOperand(second, live)] as const;
  const [before, after] = [await readSide(operands[0], clients), await readSide(operands[1], clients)];
  const comparison = comparePolicies(before, after);
  if (args.switches.has('json')) {
    const named = operands.map(({ domain, source }) => ({ domain, source: source.label }));
    await writeJson(comparisonJson(comparison, [named[0], named[1]]), terminal.write);
  } else {
    const [first, other] = operands.map(({ domain, source }) => `${domain}, ${source.label}`);
    const lines = describeComparison(comparison, [first ?? '', other ?? '']);
    await terminal.write(formatLines(lines, args, terminal));
  }
  return comparison.isSame ? 0 : 1;
};
