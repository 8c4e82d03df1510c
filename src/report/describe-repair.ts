import type { Problem, Severity } from '../lint/problem.ts';
import type { VerdictChange } from '../policy/compare-verdicts.ts';
import type { Cost } from '../policy/term-cost.ts';
import type { Evaluation } from '../spf/check-host.ts';
import { formatIpAddress } from '../spf/ip-address.ts';

/** What was judged of a policy: its problems, what a check of it costs at most, and the clients. */
export type JudgedPolicy = Readonly<{
  problems: readonly Problem[];
  cost: Cost;
  evaluations: readonly Pick<Evaluation, 'request' | 'result'>[];
}>;

/** What a repair was proven to do. `safe`: no client that was judged without error gets another result; `purposeful`:
 *  some do, as the page of the rule says. */
export type RepairProof = Readonly<{
  kind: 'safe' | 'purposeful' | 'refused';
  before: JudgedPolicy;
  after: JudgedPolicy;
  ip4: VerdictChange;
  ip6: VerdictChange;
}>;

/** A number of addresses, to be read: in digits, or as a power of two. */
export const formatAddressCount = (count: bigint): string => {
  if (count < 10_000_000_000n) return String(count);
  const bits = count.toString(2).length - 1;
  return count === 1n << BigInt(bits) ? `2^${bits}` : `over 2^${bits}`;
};

/** How many problems there are of a severity, those that are not listed too. */
export const countProblems = (problems: readonly Problem[], severity: Severity): number =>
  problems
    .filter((problem) => problem.severity === severity)
    .reduce((sum, { leftOut }) => sum + (leftOut ?? 1), 0);

const changeOf = (what: string, before: number | string, after: number | string): string =>
  before === after ? `${what} ${after}` : `${what} ${before} -> ${after}`;

const lookupsText = ({ lookups }: Cost): string => (Number.isFinite(lookups) ? String(lookups) : 'endless');

const addressesText = (family: string, { widened, narrowed }: VerdictChange): string[] => [
  ...(widened === 0n
    ? []
    : [
        `${formatAddressCount(widened)} more ${family} ${widened === 1n ? 'address passes' : 'addresses pass'}`,
      ]),
  ...(narrowed === 0n
    ? []
    : [
        `${formatAddressCount(narrowed)} ${family} ${narrowed === 1n ? 'address no longer passes' : 'addresses no longer pass'}`,
      ]),
];

/** What a repair does, in short clauses that are safe to print. */
export const describeProofOf = ({ kind, before, after, ip4, ip6 }: RepairProof): string[] => {
  const clients = before.evaluations.flatMap(({ request, result }, index) => {
    const now = after.evaluations[index]?.result;
    return now === undefined ? [] : [`${formatIpAddress(request.ip)} ${changeOf('gets', result, now)}`];
  });
  const addresses = [...addressesText('IPv4', ip4), ...addressesText('IPv6', ip6)];
  const judged =
    kind === 'safe'
      ? 'no client that was judged without error gets another result'
      : 'it gives clients another result, which is its purpose (see "spfx explain")';
  return [
    ...clients,
    addresses.length === 0 ? 'the same addresses pass' : addresses.join(', '),
    judged,
    [
      changeOf('errors', countProblems(before.problems, 'error'), countProblems(after.problems, 'error')),
      changeOf(
        'warnings',
        countProblems(before.problems, 'warning'),
        countProblems(after.problems, 'warning'),
      ),
      changeOf('lookups at most', lookupsText(before.cost), lookupsText(after.cost)),
      changeOf(
        'void lookups at most',
        Math.max(before.cost.voids.ip4, before.cost.voids.ip6),
        Math.max(after.cost.voids.ip4, after.cost.voids.ip6),
      ),
    ].join(', '),
  ];
};
