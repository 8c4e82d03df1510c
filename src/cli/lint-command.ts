import { createAnswerCache } from '../dns/answer-cache.ts';
import { isSameOrBelow } from '../dns/domain-name.ts';
import { asciiLowerCase, type DomainName } from '../dns/resolver.ts';
import { askOwners } from '../exploration/ask-owners.ts';
import { type Composition, composeFixes } from '../exploration/compose-fixes.ts';
import { type Judgement, judgePolicy } from '../exploration/judge-policy.ts';
import { type ProofSubject, proveProblems } from '../exploration/prove-problems.ts';
import type { OrganisationOf } from '../lint/collect-facts.ts';
import type { Problem, Severity } from '../lint/problem.ts';
import { findLookupBudget } from '../policy/lookup-budget.ts';
import { recordOf } from '../policy/policy-tree.ts';
import { defaultCaps } from '../policy/walk-policy.ts';
import { lintJson } from '../report/lint-json.ts';
import { describeCounts, lintReport } from '../report/lint-report.ts';
import { lintSarif } from '../report/lint-sarif.ts';
import type { Correction, LintedDomain } from '../report/linted-domain.ts';
import { describeCaps } from '../report/text-report.ts';
import type { CheckRequest } from '../spf/check-request.ts';
import { type CommandArguments, formatLines, optionValue, wantsColour } from './command-input.ts';
import { resultExitCodes } from './exit-codes.ts';
import { expandClients } from './expand-clients.ts';
import { ansiPaint, plainPaint } from './paint.ts';
import { readClients } from './read-clients.ts';
import {
  type LintSubjects,
  placeholder,
  placeKey,
  placeOfDomain,
  readLintSubjects,
} from './read-lint-subjects.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { writeJson } from './write-json.ts';

/** The codes of problems that another try may not find: DNS was in trouble. */
const troubleCodes: readonly string[] = ['dns-trouble', 'dnssec-bogus', 'tcp-blocked'];

const severities: readonly Severity[] = ['error', 'warning', 'notice'];

/** Where a record had no TTL to keep. */
const usualTtlSeconds = 3600;

const correctionOf = ({ records, applied, skipped, proof }: Composition, given: Judgement): Correction => ({
  records: [...records].map(([domain, record]) => {
    const published = recordOf(given.policy, domain);
    const text = published?.kind === 'read' ? published.answer.records : [];
    const repairs = applied.filter(({ fix }) => asciiLowerCase(fix.domain) === domain).length;
    const ttlSeconds = text.find(({ type, ttlSeconds: own }) => type === 'TXT' && own > 0)?.ttlSeconds;
    const corrected = { domain, record, repairs };
    return domain === placeholder ? corrected : { ...corrected, ttlSeconds: ttlSeconds ?? usualTtlSeconds };
  }),
  skipped,
  proof,
});

const clientsOf = async (args: CommandArguments, subjects: LintSubjects, domain: DomainName) => {
  const clients = await readClients(args);
  const cache = createAnswerCache(subjects.resolver);
  const entries = await expandClients(clients, domain, cache, Date.now());
  return {
    requests: entries.flatMap((entry): CheckRequest[] => (entry.kind === 'client' ? [entry.request] : [])),
    lost: entries.flatMap((entry) => (entry.kind === 'lost' ? [entry.problem] : [])),
  };
};

/** The domains of records that have problems and are another's. */
const othersOf = ({ policy, problems }: Judgement, organisationOf: OrganisationOf): DomainName[] => {
  const own = organisationOf(policy.root);
  return problems
    .map(({ domain }) => domain)
    .filter((domain) => !isSameOrBelow(domain, policy.root) && organisationOf(domain) !== own);
};

const lintDomain = async (
  args: CommandArguments,
  subjects: LintSubjects,
  domain: DomainName,
): Promise<LintedDomain> => {
  const { requests, lost } = await clientsOf(args, subjects, domain);
  const heads = new Set(subjects.domains.map(asciiLowerCase));
  // Of several domains, each is told of its own record, wherever others include it.
  const isTold = (problem: Problem): boolean =>
    asciiLowerCase(problem.domain) === asciiLowerCase(domain) || !heads.has(asciiLowerCase(problem.domain));
  const caps = subjects.isOwnTextOnly ? { caps: { ...defaultCaps, queries: 1 } } : {};
  const organisationOf =
    subjects.isOwnTextOnly || args.switches.has('no-probes')
      ? undefined
      : (await import('../lint/organisational-domain.ts')).organisationalDomain;
  const subject: ProofSubject = {
    root: domain,
    resolver: subjects.resolver,
    requests,
    servers: subjects.servers,
    ...caps,
    ...(organisationOf === undefined ? {} : { organisationOf }),
  };
  const { judgement, proven } = await proveProblems(subject, await judgePolicy(subject));
  const repairs = new Map(proven.map((one) => [one.problem, one]));
  const correction = args.switches.has('fix')
    ? await composeFixes(subject, judgement, {
        // The records of others are theirs to correct; a lookup too many is mended in one's own, wherever it is spent.
        isWanted: (problem) =>
          isTold(problem) && (isSameOrBelow(problem.domain, domain) || problem.code === 'too-many-lookups'),
      })
    : undefined;
  const owners =
    organisationOf === undefined
      ? undefined
      : await askOwners(othersOf(judgement, organisationOf), subjects.resolver, organisationOf);
  const place = placeOfDomain(subjects, domain);
  const budget = findLookupBudget(judgement.policy, judgement.costs);
  return {
    domain,
    ...(place === undefined ? {} : { place }),
    ...(budget === undefined ? {} : { budget }),
    problems: judgement.problems.filter(isTold).map((problem) => {
      const place = subjects.places.get(placeKey(problem.domain, problem.text ?? ''));
      const repair = repairs.get(problem);
      const owner = owners?.get(asciiLowerCase(problem.domain));
      return {
        problem,
        ...(place === undefined ? {} : { place }),
        ...(owner === undefined ? {} : { owner }),
        ...(repair === undefined ? {} : { repair }),
      };
    }),
    notes: [...subjects.notes, ...(subjects.isOwnTextOnly ? [] : describeCaps(judgement.policy)), ...lost],
    ...(correction === undefined ? {} : { correction: correctionOf(correction, judgement) }),
  };
};

/** 1 where there are findings to mind, 5 where DNS was in trouble, else 0. */
const exitCodeOf = (problems: readonly Problem[], failOn: Severity): number => {
  const minded = severities.slice(0, severities.indexOf(failOn) + 1);
  const isTrouble = ({ code }: Problem) => troubleCodes.includes(code);
  if (problems.some((problem) => minded.includes(problem.severity) && !isTrouble(problem))) return 1;
  return problems.some(isTrouble) ? resultExitCodes.temperror : 0;
};

/** `spfx lint`: what is wrong with policies. Gives the exit code. */
export const lintCommand = async (
  args: CommandArguments,
  terminal: Terminal,
  version: string,
): Promise<number> => {
  const [json, sarif] = [args.switches.has('json'), args.switches.has('sarif')];
  if (json && sarif) throw new UsageError('--json and --sarif are two forms of output; name one');
  const subjects = await readLintSubjects(args);
  const paint = wantsColour(args, terminal) ? ansiPaint : plainPaint;
  const linted: LintedDomain[] = [];
  for (const domain of subjects.domains) {
    const found = await lintDomain(args, subjects, domain);
    linted.push(found);
    if (json || sarif) continue;
    const gap = linted.length > 1 ? [''] : [];
    await terminal.write(formatLines([...gap, ...lintReport(found, paint)], args, terminal));
  }
  const problems = linted.flatMap((found) => found.problems.map(({ problem }) => problem));
  if (json) await writeJson(lintJson(linted), terminal.write);
  else if (sarif) await writeJson(lintSarif(linted, version), terminal.write);
  else if (linted.length > 1)
    await terminal.write(
      formatLines(['', `${linted.length} domains: ${describeCounts(problems)}`], args, terminal),
    );
  // The table of options lets nothing else through.
  return exitCodeOf(problems, (optionValue(args, 'fail-on') ?? 'error') as Severity);
};
