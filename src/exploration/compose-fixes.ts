import { asciiLowerCase, type DomainName, type Resolver } from '../dns/resolver.ts';
import type { DomainFix } from '../lint/domain-fix.ts';
import type { Problem } from '../lint/problem.ts';
import { type Judgement, judgePolicy } from './judge-policy.ts';
import {
  compareJudgements,
  findRepair,
  type Proof,
  type ProofSubject,
  repairedResolver,
} from './prove-problems.ts';

/** A step of a composition. */
export type ComposedFix = Readonly<{ problem: Problem; fix: DomainFix }>;

/** Several repairs, one after the other. `records`: the new text of each domain that got one; `proof`: of all of them
 *  together; `applied` and `skipped`: each with its problem as it stood when its turn came. */
export type Composition = Readonly<{
  records: ReadonlyMap<DomainName, string>;
  applied: readonly ComposedFix[];
  skipped: readonly ComposedFix[];
  proof: Proof;
}>;

/** `isWanted`: which problems are to be repaired; `kinds`: which repairs may be made. */
export type CompositionOptions = Readonly<{
  isWanted?: (problem: Problem) => boolean;
  kinds?: readonly Proof['kind'][];
}>;

/** No record needs more. */
const mostSteps = 100;

const keyOf = ({ code }: Problem, { domain, replaced, record }: DomainFix): string =>
  JSON.stringify([code, asciiLowerCase(domain), replaced, record]);

/** Repairs what can be repaired: the first problem, then the first of those that are left, until there is none. Each
 *  repair is proven by itself where it is made, and all of them together against the policy as it was. */
export const composeFixes = async (
  subject: ProofSubject,
  given: Judgement,
  { isWanted = () => true, kinds = ['safe', 'purposeful'] }: CompositionOptions = {},
): Promise<Composition> => {
  const records = new Map<DomainName, string>();
  const applied: ComposedFix[] = [];
  const skipped = new Map<string, ComposedFix>();
  let current = given;
  let resolver: Resolver = subject.resolver;

  const takeStep = async (): Promise<boolean> => {
    for (const problem of current.problems) {
      if (!isWanted(problem)) continue;
      const fix = await findRepair(current, problem, { ...subject, resolver });
      if (fix === undefined || skipped.has(keyOf(problem, fix))) continue;
      const repaired = repairedResolver(current, resolver, [fix]);
      const after = await judgePolicy({ ...subject, resolver: repaired });
      if (!kinds.includes(compareJudgements(current, after, [problem.code]).kind)) {
        skipped.set(keyOf(problem, fix), { problem, fix });
        continue;
      }
      applied.push({ problem, fix });
      records.set(asciiLowerCase(fix.domain), fix.record);
      [current, resolver] = [after, repaired];
      return true;
    }
    return false;
  };

  while (applied.length + skipped.size < mostSteps && (await takeStep())) {
    // Each step looks at what the one before has left.
  }
  const codes = applied.map(({ problem }) => problem.code);
  return {
    records,
    applied,
    skipped: [...skipped.values()],
    proof: compareJudgements(given, current, codes),
  };
};
