import type { Resolver } from '../dns/resolver.ts';
import { proveFix } from '../exploration/prove-fix.ts';
import { describeClient, describeTally, type Paint, verdictLines } from '../report/text-report.ts';
import { describeVerdict } from '../report/verdict.ts';
import type { Evaluation } from '../spf/check-host.ts';

/** The report on one check: the verdict, its place, what to do, and who was checked. `resolver` has its answers at
 *  hand. Each line is safe to print. */
export const checkLines = async (
  evaluation: Evaluation,
  resolver: Resolver,
  paint: Paint,
): Promise<string[]> => [
  paint(evaluation.result, evaluation.result),
  ...verdictLines(describeVerdict(evaluation), evaluation, await proveFix(evaluation, resolver)),
  `${describeClient(evaluation.request)} ${describeTally(evaluation)}`,
];
