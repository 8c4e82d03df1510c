import { createAnswerCache } from '../dns/answer-cache.ts';
import type { Resolver } from '../dns/resolver.ts';
import { readHostName } from '../exploration/client-addresses.ts';
import { collectFacts } from '../lint/collect-facts.ts';
import { judgeIpv6 } from '../lint/ipv6-health.ts';
import { findAuthorisedNetworks } from '../policy/authorised-networks.ts';
import { findVerdicts } from '../policy/find-verdicts.ts';
import type { Policy } from '../policy/policy.ts';
import { walkPolicy } from '../policy/walk-policy.ts';
import { escapeText } from '../report/escape-text.ts';
import { type Ipv6Report, ipv6Json, ipv6Report, type SendingHost } from '../report/ipv6-report.ts';
import { checkHost } from '../spf/check-host.ts';
import { monotonicNow } from './clock.ts';
import { type CommandArguments, dnsSourceOf, formatLines, wantsColour } from './command-input.ts';
import { resultExitCodes } from './exit-codes.ts';
import { expandClients } from './expand-clients.ts';
import { ansiPaint, plainPaint } from './paint.ts';
import { readDomain } from './read-lint-subjects.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { writeJson } from './write-json.ts';

/** What IPv6 addresses get that no term names, the commonest first. */
const resultsOfOthers = (policy: Policy): string[] => {
  const { rest } = findAuthorisedNetworks(findVerdicts(policy, 6), 6);
  const sorted = rest.toSorted((a, b) => (a.count > b.count ? -1 : 1));
  return [...new Set(sorted.map(({ result }) => result))];
};

const checkSender = async (
  host: string,
  domain: string,
  policy: Policy,
  resolver: Resolver,
): Promise<SendingHost> => {
  const client = { label: host, ip: host, helo: host, sender: '' };
  const entries = await expandClients([client], domain, createAnswerCache(resolver), Date.now());
  const evaluations: SendingHost['evaluations'][number][] = [];
  for (const entry of entries)
    if (entry.kind === 'client') evaluations.push(await checkHost(entry.request, resolver));
  return {
    host,
    evaluations,
    others: resultsOfOthers(policy),
    problems: entries.flatMap((entry) => (entry.kind === 'lost' ? [entry.problem] : [])),
  };
};

const verdictCodes = {
  pass: 0,
  fail: 1,
  unknown: resultExitCodes.temperror,
  none: resultExitCodes.none,
} as const;

/** `spfx ipv6`: whether mail over IPv6 would pass as mail over IPv4 does. Gives the exit code, that of the first domain
 *  that is not ready. */
export const ipv6Command = async (args: CommandArguments, terminal: Terminal): Promise<number> => {
  if (args.argument === undefined)
    throw new UsageError('ipv6 needs a DOMAIN or several; "spfx demo" lists examples');
  const domains = [args.argument, ...args.further].map(readDomain);
  const hosts = args.values.get('host') ?? [];
  for (const host of hosts)
    if (readHostName(host) === undefined)
      throw new UsageError(`--host ${escapeText(host)} is no host name, such as mail.example.com`);
  const { resolver } = await dnsSourceOf(args);
  const { live } = createAnswerCache(resolver);
  const paint = wantsColour(args, terminal) ? ansiPaint : plainPaint;
  const reports: Ipv6Report[] = [];
  for (const domain of domains) {
    const policy = await walkPolicy(domain, live, { now: monotonicNow });
    const senders: SendingHost[] = [];
    for (const host of hosts) senders.push(await checkSender(host, domain, policy, live));
    const report = { domain, health: judgeIpv6(collectFacts({ policy })), hosts: senders };
    reports.push(report);
    if (!args.switches.has('json'))
      await terminal.write(formatLines(ipv6Report(report, paint), args, terminal));
  }
  if (args.switches.has('json')) await writeJson(ipv6Json(reports), terminal.write);
  return reports.map(({ health }) => verdictCodes[health.verdict]).find((code) => code !== 0) ?? 0;
};
