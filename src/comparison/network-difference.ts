import {
  type AddressRanges,
  networksOfRange,
  subtractRanges,
  uniteRanges,
} from '../policy/address-ranges.ts';
import { findVerdicts } from '../policy/find-verdicts.ts';
import type { Policy } from '../policy/policy.ts';
import { formatIpNetwork, type IpFamily, type IpNetwork } from '../spf/ip-address.ts';

const families: readonly IpFamily[] = [4, 6];

/** The addresses of a family that a check lets pass, by first match and within the limits; and those of which it can't be
 *  told: a client decides, or answers are missing, as a snapshot does not have them. */
const judgeFamily = (
  policy: Policy,
  family: IpFamily,
): Readonly<{ passing: AddressRanges; untold: AddressRanges }> => {
  const { verdicts } = findVerdicts(policy, family);
  const isCut = [...policy.answers.values()].some(({ origin }) => origin.kind === 'snapshot');
  return {
    passing: uniteRanges(verdicts.filter(({ result }) => result === 'pass')),
    untold: uniteRanges(
      verdicts.filter(({ result }) => result === 'unknown' || (isCut && result === 'temperror')),
    ),
  };
};

const networksOf = (ranges: AddressRanges, family: IpFamily): IpNetwork[] =>
  ranges.flatMap((range) => networksOfRange(range, family));

/** The networks that a policy lets pass, as far as they can be told without a client: exactly those of which a check gives
 *  pass. In numeric order, IPv4 first. */
export const passingNetworks = (policy: Policy): readonly IpNetwork[] =>
  families.flatMap((family) => networksOf(judgeFamily(policy, family).passing, family));

/** The addresses that only one of two policies lets pass, as networks (`192.0.2.0/24`) in numeric order, IPv4 first. What
 *  can't be told of the other policy is no difference. */
export const compareNetworks = (
  before: Policy,
  after: Policy,
): Readonly<{ added: readonly string[]; removed: readonly string[] }> => {
  const [added, removed]: [string[], string[]] = [[], []];
  for (const family of families) {
    const [then, now] = [judgeFamily(before, family), judgeFamily(after, family)];
    const minus = (some: typeof then, others: typeof then): string[] =>
      networksOf(subtractRanges(subtractRanges(some.passing, others.passing), others.untold), family).map(
        formatIpNetwork,
      );
    added.push(...minus(now, then));
    removed.push(...minus(then, now));
  }
  return { added, removed };
};
