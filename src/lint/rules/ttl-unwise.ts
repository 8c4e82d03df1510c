import type { Rule } from '../rule.ts';

const daySeconds = 86_400;

/** The record is kept in caches for a very short or a very long time. */
export const ttlUnwise: Rule = {
  code: 'ttl-unwise',
  severity: 'notice',
  reference: { source: 'practice' },
  page: {
    meaning:
      'The TTL says how long caches keep the record. Under a minute, nearly every mail makes receivers ask anew; over a day, a mistake takes that long to be gone from all caches.',
    example: 'A TTL of 604800: a correction is seen by everyone after a week',
    mending: 'An hour (3600) suits most records. Lower it before a change and raise it again after.',
  },
  find: ({ records }) =>
    records.flatMap((record) => {
      if (record.record.kind !== 'read' || record.published === undefined || !record.decides) return [];
      const { ttlSeconds, flags, origin } = record.record.answer;
      if (ttlSeconds === undefined) return [];
      // A cache counts down: only whoever has the zone tells a low TTL.
      const isOwn = origin.kind === 'zone' || flags?.aa === true;
      if (ttlSeconds > daySeconds)
        return [{ record, message: `caches keep the record for ${ttlSeconds} seconds, more than a day` }];
      return isOwn && ttlSeconds < 60
        ? [{ record, message: `caches keep the record for ${ttlSeconds} seconds only` }]
        : [];
    }),
};
