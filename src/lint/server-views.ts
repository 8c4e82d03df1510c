import { isSameOrBelow } from '../dns/domain-name.ts';
import { type DnsAnswer, type DnsQuestion, questionKey } from '../dns/resolver.ts';
import { isSpfRecord } from '../spf/parse-record.ts';
import { isDnsTrouble } from '../spf/select-record.ts';
import type { LintFacts, LintRecord } from './collect-facts.ts';
import { quote } from './quote-text.ts';
import { textsOf } from './texts-of.ts';

/** What a server has of a record. `server`: as `192.0.2.53:53`; `isOwn`: it answers for the zone, and is no cache;
 *  `texts`: the SPF records, sorted; `words`: the same to stand in a sentence. */
export type ServerView = Readonly<{
  server: string;
  isOwn: boolean;
  texts: readonly string[];
  words: string;
  ttlSeconds?: number;
}>;

const viewOf = ({ origin, flags, ttlSeconds, ...answer }: DnsAnswer): ServerView[] => {
  if (origin.kind !== 'server') return [];
  const texts = textsOf({ ...answer, origin })
    .filter(isSpfRecord)
    .sort();
  return [
    {
      server: origin.server,
      isOwn: flags?.aa === true,
      texts,
      words: texts.length === 0 ? 'no SPF record' : texts.map(quote).join(' and '),
      ...(ttlSeconds === undefined ? {} : { ttlSeconds }),
    },
  ];
};

/** The records of the policy that the root's own administrator answers for. */
const ownRecords = ({ policy, records }: LintFacts): readonly LintRecord[] =>
  records.filter(({ domain, record }) => record.kind === 'read' && isSameOrBelow(domain, policy.root));

const questionOf = ({ domain }: LintRecord): DnsQuestion => ({ name: domain, type: 'TXT' });

/** What each server is to be asked for by itself. */
export const askForViews = (facts: LintFacts): readonly DnsQuestion[] => ownRecords(facts).map(questionOf);

/** What each of several servers has of the records of the root's own domain, by record; a server in trouble has no
 *  view. */
export const serverViews = (
  facts: LintFacts,
): readonly Readonly<{ record: LintRecord; views: readonly ServerView[] }>[] =>
  ownRecords(facts).map((record) => {
    const answers = facts.byServer.get(questionKey(questionOf(record))) ?? [];
    return { record, views: answers.filter((answer) => !isDnsTrouble(answer)).flatMap(viewOf) };
  });

/** The views that no view before them is like. */
export const distinctViews = (views: readonly ServerView[]): readonly ServerView[] =>
  [...new Map(views.toReversed().map((view) => [view.texts.join('\n'), view])).values()].reverse();
