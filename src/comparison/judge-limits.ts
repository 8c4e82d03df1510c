import { findProblems } from '../lint/find-problems.ts';
import type { Severity } from '../lint/problem.ts';
import type { Policy } from '../policy/policy.ts';
import { costsOf } from '../policy/term-cost.ts';
import { describeTrouble } from '../report/describe-trouble.ts';
import { escapeOctets } from '../report/escape-text.ts';
import { formatLookups } from '../report/row-status.ts';
import type { TestOutcome } from '../report/test-report.ts';
import { isDnsTrouble } from '../spf/select-record.ts';

/** A limit's test, without the domain that it is about. */
export type LimitOutcome = Omit<TestOutcome, 'domain'>;

/** Why a policy is not wholly known, in a sentence that is safe to print; undefined where it is. */
export const describeGap = (policy: Policy): string | undefined => {
  const trouble = [...policy.answers.values()].find(isDnsTrouble);
  if (trouble !== undefined) return `${describeTrouble(trouble)}.`;
  const [cap] = policy.reachedCaps;
  return cap === undefined
    ? undefined
    : `The policy is too large to be read whole (${cap.limit} ${cap.kind}).`;
};

const judge = (name: string, seen: number, most: number, gap: string | undefined): LimitOutcome => {
  const isOver = seen > most;
  const verdict = isOver ? 'failed' : gap === undefined ? 'passed' : 'undecided';
  const actual = `${formatLookups(seen)}${gap === undefined ? '' : ' or more'}`;
  return {
    name: `${name}: at most ${most}`,
    verdict,
    expected: `at most ${most}`,
    actual,
    reason: isOver || gap === undefined ? `A check that nothing matches spends ${actual}.` : gap,
  };
};

/** Whether a policy keeps to a number of lookups, where nothing matches. */
export const judgeLookups = (policy: Policy, most: number): LimitOutcome =>
  judge('lookups', costsOf(policy).record(policy.root).lookups, most, describeGap(policy));

/** Whether a policy keeps to a number of void lookups, for clients of each family. */
export const judgeVoids = (policy: Policy, most: number): LimitOutcome => {
  const { ip4, ip6 } = costsOf(policy).record(policy.root).voids;
  return judge('voids', Math.max(ip4, ip6), most, describeGap(policy));
};

/** Whether a policy has no problems of the kind; those with a code of `ignore` aside. */
export const judgeProblems = (
  policy: Policy,
  wanted: 'no errors' | 'no warnings',
  ignore: readonly string[],
): LimitOutcome => {
  const severities: readonly Severity[] = wanted === 'no errors' ? ['error'] : ['error', 'warning'];
  const found = findProblems({ policy }).filter(
    ({ severity, code }) => severities.includes(severity) && !ignore.includes(code),
  );
  const gap = describeGap(policy);
  const most = 5;
  const listed = found
    .slice(0, most)
    .map(
      ({ severity, code, domain, message }) =>
        `${severity} ${code} in ${escapeOctets(domain)}: ${escapeOctets(message)}.`,
    );
  const more = found.length > most ? [`And ${found.length - most} more.`] : [];
  return {
    name: `problems: ${wanted}`,
    verdict: gap !== undefined ? 'undecided' : found.length === 0 ? 'passed' : 'failed',
    expected: wanted,
    actual:
      found.length === 0
        ? 'none'
        : found
            .map(({ code }) => code)
            .slice(0, most)
            .join(', '),
    reason: gap ?? [...listed, ...more].join(' '),
  };
};
