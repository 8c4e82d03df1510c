import { countAddresses, intersectRanges, rangeOfNetwork, uniteRanges } from '../../policy/address-ranges.ts';
import { findVerdicts } from '../../policy/find-verdicts.ts';
import { rfc7208 } from '../../spf/diagnostic.ts';
import type { IpFamily } from '../../spf/ip-address.ts';
import { rfcLimits } from '../../spf/limits.ts';
import type { LintFacts } from '../collect-facts.ts';
import type { Rule } from '../rule.ts';
import { countVoids, nameVoids } from '../void-terms.ts';

/** How many addresses of the family that terms would let pass get permerror instead. */
const countLost = ({ policy }: LintFacts, family: IpFamily): bigint => {
  const { placed, verdicts } = findVerdicts(policy, family);
  const meant = uniteRanges(
    placed.flatMap(({ networks, result }) => (result === 'pass' ? networks.map(rangeOfNetwork) : [])),
  );
  const errors = verdicts.filter(({ result }) => result === 'permerror');
  return countAddresses(intersectRanges(errors, meant));
};

/** One family of addresses has too many void lookups, and the other has not. */
export const familySplit: Rule = {
  code: 'family-split',
  severity: 'warning',
  reference: rfc7208('5'),
  page: {
    meaning:
      "a and mx ask for addresses of the client's own family. Hosts with A records only are void lookups for an IPv6 client: with more than two of them the same record is permerror over IPv6 and well over IPv4. Receivers differ here; some count a whole mx as one lookup.",
    example: 'v=spf1 mx ~all, with four exchanges of which three have no AAAA record',
    mending: 'Name the hosts that send by ip4 and ip6, or give them addresses of both families.',
  },
  find: (facts) => {
    const [root] = facts.records;
    const [ip4, ip6] = [countVoids(facts, 4), countVoids(facts, 6)];
    if (root === undefined || ip4 === undefined || ip6 === undefined) return [];
    const most = rfcLimits.voidLookups;
    if (ip4 > most === ip6 > most) return [];
    const family = ip4 > most ? 4 : 6;
    const lost = countLost(facts, family);
    const message = `for an IPv${family} client that nothing matches there are ${Math.max(ip4, ip6)} void lookups, and ${most} are allowed: ${nameVoids(facts, family)}`;
    if (lost === 0n) return [{ record: root, message }];
    const whose =
      lost === 1n
        ? '1 address that a term names gets'
        : `${lost > 65_536n ? 'many' : lost} addresses that terms name get`;
    return [{ record: root, severity: 'error', message: `${message}; ${whose} permerror for it` }];
  },
};
