import { createAnswerCache } from '../../src/dns/answer-cache.ts';
import { judgePolicy } from '../../src/exploration/judge-policy.ts';
import { proveProblems } from '../../src/exploration/prove-problems.ts';
import { organisationalDomain } from '../../src/lint/organisational-domain.ts';
import { lintReport } from '../../src/report/lint-report.ts';
import { memoryResolver } from '../helpers/memory-resolver.ts';
import type { MemoryZone } from '../helpers/memory-zone.ts';
import { describeTimes, type Row } from './statistics.ts';

const rounds = 200;

/** Rounds that are not counted: the code is still being compiled. */
const warmUps = 50;

const includes = 9;

/** Sixty terms: nine includes with an all in the root's record, and networks below each of them. One has a slip that can
 *  be mended. */
const zone: MemoryZone = {
  'lint.test': `v=spf1 ${Array.from({ length: includes }, (_, i) => `include:i${i}.lint.test`).join(' ')} -all`,
  ...Object.fromEntries(
    Array.from({ length: includes }, (_, i) => [
      `i${i}.lint.test`,
      [
        'v=spf1',
        ...Array.from({ length: i < 5 ? 3 : 2 }, (_none, n) => `ip4:5.${i}.${16 * n}.0/20`),
        i === 0 ? 'ip4:5.0.0.7' : `ip6:2a01:4f8:${i}::/48`,
        `ip6:2a01:4f9:${i}::/48`,
        '~all',
      ].join(' '),
    ]),
  ),
};

const countTerms = (): number =>
  Object.values(zone).reduce((sum, record) => sum + `${record}`.split(' ').length - 1, 0);

/** What lint takes in its own code alone, the answers being at hand: the walk, the rules and the verdicts; then with the
 *  proofs of its repairs, and the report. */
export const measureLint = async (): Promise<Row[]> => {
  const { live } = createAnswerCache(memoryResolver(zone));
  const subject = { root: 'lint.test', resolver: live, organisationOf: organisationalDomain };
  const paint = (_mark: unknown, text: string): string => text;
  const looked: number[] = [];
  const whole: number[] = [];
  for (let round = -warmUps; round < rounds; round++) {
    const startMs = performance.now();
    const judgement = await judgePolicy(subject);
    const judgedMs = performance.now();
    const { proven } = await proveProblems(subject, judgement);
    const repairs = new Map(proven.map((one) => [one.problem, one]));
    const problems = judgement.problems.map((problem) => {
      const repair = repairs.get(problem);
      return repair === undefined ? { problem } : { problem, repair };
    });
    lintReport({ domain: 'lint.test', problems, notes: [] }, paint);
    if (round < 0) continue;
    looked.push(judgedMs - startMs);
    whole.push(performance.now() - startMs);
  }
  const about = `${countTerms()} terms over ${includes} includes, warm answers`;
  return [
    [`lint, ${about}`, describeTimes(looked), '20 ms'],
    ['the same, with the proof of a repair', describeTimes(whole), '20 ms'],
  ];
};
