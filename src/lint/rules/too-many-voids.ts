import { rfc7208 } from '../../spf/diagnostic.ts';
import { rfcLimits } from '../../spf/limits.ts';
import type { Rule } from '../rule.ts';
import { countVoids, nameVoids } from '../void-terms.ts';

/** More than two void lookups where nothing matches. */
export const tooManyVoids: Rule = {
  code: 'too-many-voids',
  severity: 'error',
  reference: rfc7208('4.6.4'),
  page: {
    meaning:
      'A lookup is void when DNS has no such name or no such data. RFC 7208 advises receivers to stop with permerror after more than two of them in one check.',
    example:
      'v=spf1 a:old1.example.com a:old2.example.com a:old3.example.com -all, where none of these exists any more',
    mending: 'Remove the terms whose names have no records, or correct the names.',
  },
  find: (facts) => {
    const [root] = facts.records;
    const counts = ([4, 6] as const).flatMap((family) => {
      const voids = countVoids(facts, family);
      return voids === undefined ? [] : [{ family, voids }];
    });
    const [first] = counts;
    // Where one family alone is over, `family-split` says so.
    if (root === undefined || first === undefined) return [];
    if (counts.some(({ voids }) => voids <= rfcLimits.voidLookups)) return [];
    const message = `a check that nothing matches has ${first.voids} void lookups and may have ${rfcLimits.voidLookups}: ${nameVoids(facts, first.family)}`;
    return [{ record: root, message }];
  },
};
