import type { DomainFix } from '../lint/domain-fix.ts';
import type { Problem } from '../lint/problem.ts';
import type { RecordOwner } from '../lint/record-owners.ts';
import type { LookupBudget } from '../policy/lookup-budget.ts';
import type { RepairProof } from './describe-repair.ts';

/** A line of a file, from 1. */
export type FileLine = Readonly<{ file: string; line: number }>;

/** A problem as it is reported: where its record stands, if a file has it; whose record it is, where it is not the
 *  domain's own; and the repair that is offered. */
export type LintedProblem = Readonly<{
  problem: Problem;
  place?: FileLine;
  owner?: RecordOwner;
  repair?: Readonly<{ fix: DomainFix; proof: RepairProof }>;
}>;

/** A record in its corrected form; `repairs`: how many made it. Without `ttlSeconds` it stands at no domain. */
export type CorrectedRecord = Readonly<{
  domain: string;
  record: string;
  ttlSeconds?: number;
  repairs: number;
}>;

/** What was corrected of a policy, all of it proven together. `skipped`: repairs that would have changed what they
 *  should not. */
export type Correction = Readonly<{
  records: readonly CorrectedRecord[];
  skipped: readonly Readonly<{ problem: Problem; fix: DomainFix }>[];
  proof: RepairProof;
}>;

/** What was found about one domain. `place`: where its own record stands, if a file has it; `budget`: of a policy near or
 *  over the limit on lookups; `notes`: sentences of the same, safe to print. */
export type LintedDomain = Readonly<{
  domain: string;
  place?: FileLine;
  problems: readonly LintedProblem[];
  budget?: LookupBudget;
  notes: readonly string[];
  correction?: Correction;
}>;
