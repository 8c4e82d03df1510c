import {
  describeGap,
  judgeLookups,
  judgeProblems,
  judgeVoids,
  type LimitOutcome,
} from '../comparison/judge-limits.ts';
import { passingNetworks } from '../comparison/network-difference.ts';
import { type AnswerCache, createAnswerCache } from '../dns/answer-cache.ts';
import type { Resolver } from '../dns/resolver.ts';
import type { Policy } from '../policy/policy.ts';
import { walkPolicy } from '../policy/walk-policy.ts';
import { escapeText, shortenQuotations } from '../report/escape-text.ts';
import { junitLines, type TestOutcome, tapLines } from '../report/test-report.ts';
import { describeVerdict } from '../report/verdict.ts';
import { readInitialDomain } from '../spf/domain-name.ts';
import { formatIpAddress } from '../spf/ip-address.ts';
import { monotonicNow } from './clock.ts';
import { type CommandArguments, dnsSourceOf, formatLines, timeOf } from './command-input.ts';
import { resultExitCodes } from './exit-codes.ts';
import { expandClients } from './expand-clients.ts';
import { type DomainTests, readTestFile } from './read-test-file.ts';
import { rememberAnswers } from './remember-answers.ts';
import { type ClientOutcome, isAsExpected, runClients } from './run-clients.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const judgeClient = (outcome: ClientOutcome): LimitOutcome => {
  const { label, ip, expected } = outcome.client;
  const who = escapeText(label.includes(ip) ? label : `${label} ${ip}`);
  const name = `${who} gets ${expected ?? 'any result'}`;
  const wanted = expected === undefined ? {} : { expected };
  if (outcome.kind === 'lost') {
    const verdict = outcome.code === resultExitCodes.temperror ? 'undecided' : 'failed';
    return { name, verdict, ...wanted, actual: 'unknown', reason: outcome.problem };
  }
  const { evaluation } = outcome;
  // Whoever expects trouble of DNS has it.
  const isTrouble = evaluation.result === 'temperror' && expected !== 'temperror';
  return {
    name,
    verdict: isTrouble ? 'undecided' : isAsExpected(outcome) === false ? 'failed' : 'passed',
    ...wanted,
    actual: evaluation.result,
    reason: shortenQuotations(describeVerdict(evaluation).sentence),
  };
};

/** So many IPv6 networks are tried, by their first address. */
const mostTried = 8;

const judgeIpv6 = async (
  domain: string,
  policy: Policy,
  cache: AnswerCache,
  nowMs: number,
): Promise<LimitOutcome> => {
  const networks = passingNetworks(policy).filter(({ address }) => address.family === 6);
  const clients = networks.slice(0, mostTried).map(({ address }) => {
    const ip = formatIpAddress(address);
    return { label: ip, ip, helo: '', sender: '' };
  });
  const name = 'ipv6: pass';
  const wanted = { expected: 'a pass for an IPv6 address' };
  for await (const outcome of runClients(await expandClients(clients, domain, cache, nowMs), cache))
    if (outcome.kind === 'checked' && outcome.evaluation.result === 'pass')
      return { name, verdict: 'passed', ...wanted, reason: `${outcome.client.ip} passes.` };
  const gap = describeGap(policy);
  return {
    name,
    verdict: gap === undefined ? 'failed' : 'undecided',
    ...wanted,
    actual: 'none',
    reason: gap ?? 'No ip6, and no AAAA record of an a or mx, lets an IPv6 address pass.',
  };
};

const testDomain = async (
  { domain, clients, limits }: DomainTests,
  resolver: Resolver,
  nowMs: number,
): Promise<TestOutcome[]> => {
  const initial = readInitialDomain(domain);
  // The file was read: its domains are names.
  if (!initial.isValid) throw new Error(`${domain}: ${initial.reason}`);
  const cache = createAnswerCache(resolver);
  const policy = await walkPolicy(initial.name, cache.speculative, { now: monotonicNow });
  const outcomes: LimitOutcome[] = [];
  for await (const outcome of runClients(await expandClients(clients, domain, cache, nowMs), cache))
    outcomes.push(judgeClient(outcome));
  const { lookups, voids, ipv6, problems, ignore } = limits;
  if (lookups !== undefined) outcomes.push(judgeLookups(policy, lookups));
  if (voids !== undefined) outcomes.push(judgeVoids(policy, voids));
  if (ipv6 !== undefined) outcomes.push(await judgeIpv6(domain, policy, cache, nowMs));
  if (problems !== undefined) outcomes.push(judgeProblems(policy, problems, ignore));
  return outcomes.map((outcome) => ({ domain: escapeText(domain), ...outcome }));
};

/** `spfx test`: whether domains keep to what a file says. Gives the exit code: 1 where a test failed, else that of
 *  temperror where one could not be decided, else 0. */
export const testCommand = async (args: CommandArguments, terminal: Terminal): Promise<number> => {
  if (args.argument === undefined)
    throw new UsageError('test needs a FILE of tests; "spfx man" describes it');
  const tests = await readTestFile(args.argument);
  const source = await dnsSourceOf(args);
  const resolver = rememberAnswers(source.resolver);
  const outcomes: TestOutcome[] = [];
  for (const domain of tests) outcomes.push(...(await testDomain(domain, resolver, timeOf(args))));
  const lines = args.switches.has('junit') ? junitLines(outcomes) : tapLines(outcomes);
  await terminal.write(formatLines(lines, args, terminal));
  if (outcomes.some(({ verdict }) => verdict === 'failed')) return 1;
  return outcomes.some(({ verdict }) => verdict === 'undecided') ? resultExitCodes.temperror : 0;
};
