import { rfc7208 } from '../../spf/diagnostic.ts';
import { rfcLimits } from '../../spf/limits.ts';
import type { Rule } from '../rule.ts';
import { countVoids, nameVoids } from '../void-terms.ts';

/** Two void lookups where nothing matches. */
export const nearVoidLimit: Rule = {
  code: 'near-void-limit',
  severity: 'warning',
  reference: rfc7208('4.6.4'),
  page: {
    meaning:
      'Two void lookups are allowed, and this policy has them when nothing matches. The next name that goes away makes it permerror. For IPv6 clients an a or mx without AAAA records is void.',
    example: 'v=spf1 a:old1.example.com a:old2.example.com -all, where neither exists',
    mending: 'Remove the terms whose names have no records.',
  },
  find: (facts) => {
    const [root] = facts.records;
    const ip4 = countVoids(facts, 4);
    const ip6 = countVoids(facts, 6);
    const most = Math.max(ip4 ?? 0, ip6 ?? 0);
    if (root === undefined || most !== rfcLimits.voidLookups) return [];
    const family = ip4 === most ? 4 : 6;
    // Hosts without IPv6 are usual, and no mail comes from there over IPv6.
    const isUsual = family === 6 && ip4 !== undefined;
    const whose = ip4 === ip6 ? '' : ` for an IPv${family} client`;
    const message = `a check that nothing matches has ${most} of ${rfcLimits.voidLookups} void lookups${whose}: ${nameVoids(facts, family)}`;
    return [{ record: root, message, ...(isUsual ? { severity: 'notice' as const } : {}) }];
  },
};
