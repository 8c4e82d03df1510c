import { formatProblemReference, type Problem } from '../lint/problem.ts';
import type { VerdictChange } from '../policy/compare-verdicts.ts';
import { formatIpAddress } from '../spf/ip-address.ts';
import { budgetJson } from './budget-report.ts';
import { countProblems, type JudgedPolicy, type RepairProof } from './describe-repair.ts';
import { schemaVersion } from './json-report.ts';
import type { LintedDomain, LintedProblem } from './linted-domain.ts';
import { formatZoneRecord } from './zone-text.ts';

const countsJson = (problems: readonly Problem[]) => ({
  error: countProblems(problems, 'error'),
  warning: countProblems(problems, 'warning'),
  notice: countProblems(problems, 'notice'),
});

const judgedJson = ({ problems, cost, evaluations }: JudgedPolicy) => ({
  counts: countsJson(problems),
  lookups: Number.isFinite(cost.lookups) ? cost.lookups : null,
  voidLookups: cost.voids,
  clients: evaluations.map(({ request, result }) => ({ ip: formatIpAddress(request.ip), result })),
});

/** Numbers of addresses are decimal text: JSON's numbers are too small for IPv6. */
const changeJson = ({ widened, narrowed }: VerdictChange) => ({
  widened: String(widened),
  narrowed: String(narrowed),
});

const proofJson = ({ kind, before, after, ip4, ip6 }: RepairProof) => ({
  kind,
  before: judgedJson(before),
  after: judgedJson(after),
  addresses: { ip4: changeJson(ip4), ip6: changeJson(ip6) },
});

const problemJson = ({ problem, place, owner, repair }: LintedProblem) => ({
  code: problem.code,
  severity: problem.severity,
  domain: problem.domain,
  path: problem.path ?? null,
  file: place?.file ?? null,
  line: place?.line ?? null,
  text: problem.text ?? null,
  span: problem.span === undefined ? null : [problem.span.start, problem.span.end],
  message: problem.message,
  reference: formatProblemReference(problem.reference),
  leftOut: problem.leftOut ?? 0,
  isProbed: problem.isProbed ?? false,
  owner: owner ?? null,
  fix:
    repair === undefined
      ? null
      : {
          label: repair.fix.label,
          domain: repair.fix.domain,
          replaced: repair.fix.replaced,
          record: repair.fix.record,
          proof: proofJson(repair.proof),
        },
});

/** The object that `lint --json` prints; plain data, DNS text one character an octet. */
export const lintJson = (domains: readonly LintedDomain[]) => ({
  schemaVersion,
  counts: countsJson(domains.flatMap(({ problems }) => problems.map(({ problem }) => problem))),
  domains: domains.map(({ domain, problems, budget, notes, correction }) => ({
    domain,
    counts: countsJson(problems.map(({ problem }) => problem)),
    problems: problems.map(problemJson),
    budget: budget === undefined ? null : budgetJson(budget),
    notes,
    corrected:
      correction === undefined
        ? null
        : {
            records: correction.records.map(({ domain: name, record, ttlSeconds, repairs }) => ({
              domain: name,
              record,
              zone: ttlSeconds === undefined ? null : formatZoneRecord(name, ttlSeconds, record),
              repairs,
            })),
            skipped: correction.skipped.map(({ problem, fix }) => ({
              code: problem.code,
              domain: problem.domain,
              label: fix.label,
            })),
            proof: proofJson(correction.proof),
          },
  })),
});
