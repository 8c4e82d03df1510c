import { asciiLowerCase } from '../../dns/resolver.ts';
import { type Exploration, evaluationOf } from '../../exploration/exploration.ts';
import type { Problem } from '../../lint/problem.ts';
import type { Findings } from './screen-model.ts';

/** The problem of too many lookups, where the answer names terms as the way out that can all go from their record without
 *  taking a verdict from anybody: a repair that may be tried at once. */
export const offeredCut = (
  exploration: Exploration,
  { budget }: Findings,
  problems: readonly Problem[],
): Problem | undefined => {
  if (budget?.isHarmless !== true || exploration.fix !== undefined) return undefined;
  const isAnswer =
    exploration.request === undefined || evaluationOf(exploration)?.cause.kind === 'too-many-lookups';
  const domains = new Set(budget.cheapest.map(({ domain }) => asciiLowerCase(domain)));
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [problem] = errors;
  const isAlone = errors.every(({ code }) => code === 'too-many-lookups');
  return isAnswer && isAlone && domains.size === 1 ? problem : undefined;
};
