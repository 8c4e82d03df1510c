import { rfc7208 } from '../../spf/diagnostic.ts';
import { rfcLimits } from '../../spf/limits.ts';
import { nameDearest } from '../lookup-trip.ts';
import type { Rule } from '../rule.ts';

/** How many lookups are near the ten. */
const near = 8;

/** Nearly ten lookups where nothing matches. */
export const nearLookupLimit: Rule = {
  code: 'near-limit',
  severity: 'warning',
  reference: rfc7208('4.6.4'),
  page: {
    meaning:
      'A check may spend ten lookups, and this policy needs nearly that many when nothing matches. Included records change without notice: one more include in one of them, and the policy is permerror.',
    example: 'A record of four providers whose records include others',
    mending:
      'Make room before it is needed: remove includes that no mail comes from, and name networks instead of a and mx.',
  },
  find: (facts) => {
    const {
      costs,
      policy,
      records: [root],
    } = facts;
    const { lookups, isKnown } = costs.record(policy.root);
    if (root === undefined || lookups < near || lookups > rfcLimits.lookups) return [];
    const message = `a check that nothing matches needs ${lookups}${isKnown ? '' : ' or more'} of ${rfcLimits.lookups} lookups${nameDearest(facts)}`;
    return [{ record: root, message }];
  },
};
