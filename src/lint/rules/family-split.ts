import { rfc7208 } from '../../spf/diagnostic.ts';
import { rfcLimits } from '../../spf/limits.ts';
import type { Rule } from '../rule.ts';
import { countVoids, nameVoids } from '../void-terms.ts';

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
    // Who lists IPv6 networks means to send from there.
    const isMeant = facts.live.some(
      ({ term }) => term.kind === 'directive' && term.mechanism.name === `ip${family}`,
    );
    const message = `for an IPv${family} client that nothing matches there are ${Math.max(ip4, ip6)} void lookups, and ${most} are allowed: ${nameVoids(facts, family)}`;
    return [{ record: root, message, ...(isMeant ? { severity: 'error' as const } : {}) }];
  },
};
