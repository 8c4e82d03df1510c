import { countOf } from '../quote-text.ts';
import type { Finding, Rule } from '../rule.ts';
import { askForViews, distinctViews, type ServerView, serverViews } from '../server-views.ts';

const untilGone = ({ ttlSeconds }: ServerView): string =>
  ttlSeconds === undefined ? '' : `, for ${countOf(ttlSeconds, 'second')} at most`;

const isAlike = (one: ServerView, other: ServerView): boolean =>
  one.texts.join('\n') === other.texts.join('\n');

const describe = (views: readonly ServerView[]): string[] => {
  const own = distinctViews(views.filter(({ isOwn }) => isOwn));
  const caches = views.filter(({ isOwn }) => !isOwn);
  const [truth] = own;
  // Where the zone's own servers differ, no cache can be said to be behind.
  if (own.length > 1) return [];
  if (truth !== undefined)
    return distinctViews(caches.filter((cache) => !isAlike(cache, truth))).map(
      (cache) =>
        `${cache.server} still keeps ${cache.words}${untilGone(cache)}; ${truth.server} of the zone itself has ${truth.words}`,
    );
  const kept = distinctViews(caches);
  if (kept.length < 2) return [];
  const told = kept.slice(0, 3).map((cache) => `${cache.server} has ${cache.words}${untilGone(cache)}`);
  return [`the caches differ, so not all of them are up to date: ${told.join('; ')}`];
};

/** A cache has another record than the zone. */
export const resolverStale: Rule = {
  code: 'resolver-stale',
  severity: 'notice',
  reference: { rfc: 1034, section: '4.3.4' },
  page: {
    meaning:
      'Of several servers that were named, some have another SPF record than the zone itself, or than each other. They are caches that keep an answer for as long as its TTL says: after a change, receivers see the old record for that time.',
    example: 'A record was corrected a minute ago, and 9.9.9.9 keeps the broken one for 1,800 seconds more',
    mending: 'Wait until the time is over. Before a change, lower the TTL for as long as it lasted.',
  },
  asksEach: askForViews,
  find: (facts) =>
    serverViews(facts).flatMap(({ record, views }) =>
      describe(views).map((message): Finding => ({ record, message })),
    ),
};
