import { rfc7208 } from '../../spf/diagnostic.ts';
import { rfcLimits } from '../../spf/limits.ts';
import type { Rule } from '../rule.ts';

/** A check is near the time after which receivers give up. */
export const slowCheck: Rule = {
  code: 'slow-check',
  severity: 'warning',
  reference: rfc7208('4.6.4'),
  page: {
    meaning:
      'A receiver asks one question after the other, and may stop with temperror after 20 seconds in all. The answers of this check took at least half of that.',
    example: 'A record of ten includes, each on a name server that takes two seconds',
    mending:
      'Remove includes that no mail comes from, put the terms that match most mail first, and have slow name servers looked at.',
  },
  find: ({ evaluation, records: [root] }) => {
    if (evaluation === undefined || root === undefined) return [];
    const { elapsedMs } = evaluation.tally;
    if (elapsedMs < rfcLimits.elapsedMs / 2) return [];
    const seconds = Math.round(elapsedMs / 100) / 10;
    const isOver = elapsedMs > rfcLimits.elapsedMs;
    const message = `the answers of this check took ${seconds} seconds in all, of the ${rfcLimits.elapsedMs / 1000} that a receiver waits`;
    return [{ record: root, message, ...(isOver ? { severity: 'error' as const } : {}) }];
  },
};
