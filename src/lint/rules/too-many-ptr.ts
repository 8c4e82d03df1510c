import { rfc7208 } from '../../spf/diagnostic.ts';
import { rfcLimits } from '../../spf/limits.ts';
import type { Rule } from '../rule.ts';

/** The client has more names than a check looks at. */
export const tooManyPtr: Rule = {
  code: 'too-many-ptr',
  severity: 'notice',
  reference: rfc7208('4.6.4'),
  page: {
    meaning:
      'A check looks at the first ten names of a client and ignores the others. DNS gives them in any order, so a ptr may match today and not tomorrow.',
    example: 'v=spf1 ptr -all, and a client with twelve PTR records',
    mending: 'Do without ptr, or give the client one name.',
  },
  find: ({ live, costs }) =>
    live.flatMap(({ record, index, policyTerm, term }) => {
      if (term.kind !== 'directive' || term.mechanism.name !== 'ptr') return [];
      const names =
        costs.asked(policyTerm).find(({ purpose }) => purpose === 'names')?.answer?.records.length ?? 0;
      if (names <= rfcLimits.ptrNames) return [];
      return [
        {
          record,
          index,
          message: `the client has ${names} names, of which a check looks at ${rfcLimits.ptrNames}`,
        },
      ];
    }),
};
