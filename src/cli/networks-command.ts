import { createAnswerCache } from '../dns/answer-cache.ts';
import type { DomainName } from '../dns/resolver.ts';
import { coverageOf } from '../policy/address-coverage.ts';
import { findAuthorisedNetworks } from '../policy/authorised-networks.ts';
import { findVerdicts } from '../policy/find-verdicts.ts';
import { matchingPaths } from '../policy/matching-paths.ts';
import type { Policy } from '../policy/policy.ts';
import { domainsAlong, termAt } from '../policy/policy-tree.ts';
import { walkPolicy } from '../policy/walk-policy.ts';
import type { ContainedAddress, ListedPolicy } from '../report/listed-networks.ts';
import { networksCsv, networksJson } from '../report/networks-data.ts';
import { networksReport } from '../report/networks-report.ts';
import { checkHost, type Evaluation } from '../spf/check-host.ts';
import { monotonicNow } from './clock.ts';
import { type CommandArguments, dnsSourceOf, formatLines, optionValue } from './command-input.ts';
import { policyExitCode } from './policy-exit-code.ts';
import { readDomain } from './read-lint-subjects.ts';
import { readIp, readSubject } from './read-request.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { writeJson } from './write-json.ts';

/** So many places of terms that match one address are told. */
const mostPlaces = 100;

const findContained = (policy: Policy, evaluation: Evaluation): ContainedAddress => {
  const coverage = coverageOf(policy, evaluation.request.ip);
  const { paths } = matchingPaths(policy, (term) => coverage.has(term), mostPlaces);
  return {
    evaluation,
    covering: paths.flatMap((path) => {
      const policyTerm = termAt(policy, path);
      const covering = policyTerm && coverage.get(policyTerm);
      const domain = domainsAlong(policy, path).at(-1);
      if (policyTerm === undefined || covering === undefined || domain === undefined) return [];
      return [{ path, domain, policyTerm, covering }];
    }),
  };
};

/** `spfx networks`: all addresses that a policy speaks of. Gives the exit code: whether there is a policy. */
export const networksCommand = async (args: CommandArguments, terminal: Terminal): Promise<number> => {
  const { argument } = args;
  if (argument === undefined) throw new UsageError('networks needs a DOMAIN; "spfx demo" lists examples');
  const [json, csv] = [args.switches.has('json'), args.switches.has('csv')];
  if (json && csv) throw new UsageError('--json and --csv are two forms of output; name one');
  const domain: DomainName = readDomain(argument);
  const contains = optionValue(args, 'contains');
  const ip =
    contains === undefined ? undefined : readIp(contains, (text) => new UsageError(`--contains ${text}`));
  const { resolver } = await dnsSourceOf(args);
  const { live } = createAnswerCache(resolver);
  const policy = await walkPolicy(domain, live, { now: monotonicNow });
  const found = ([4, 6] as const).map((family) => ({ family, ...findVerdicts(policy, family) }));
  const places = new Map(found.flatMap(({ unlisted }) => unlisted.map((one) => [one.path, one] as const)));
  const { request } =
    contains === undefined || ip === undefined
      ? {}
      : readSubject({ ip: contains, domain: argument }, Date.now());
  const listed: ListedPolicy = {
    domain,
    policy,
    families: found.map(({ family, ...verdicts }) => ({
      networks: findAuthorisedNetworks(verdicts, family),
      verdicts: verdicts.verdicts,
    })),
    unlisted: [...places.values()],
    ...(request === undefined ? {} : { contained: findContained(policy, await checkHost(request, live)) }),
  };
  if (json) await writeJson(networksJson(listed), terminal.write);
  else await terminal.write(formatLines(csv ? networksCsv(listed) : networksReport(listed), args, terminal));
  return policyExitCode(policy);
};
