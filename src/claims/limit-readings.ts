import type { DnsAnswer } from '../dns/resolver.ts';
import type { Evaluation } from '../spf/check-host.ts';
import { rfcLimits } from '../spf/limits.ts';
import { exchangesOf } from '../spf/term-questions.ts';
import {
  type Asked,
  countLookupsByRecord,
  countQuestions,
  countVoids,
  countVoidsOfClientNames,
} from './count-otherwise.ts';
import type { Reading } from './reading.ts';
import { changeAnswers } from './reread-answers.ts';

/** More than any check has void lookups. */
const unlimited = 100_000;

/** Far beyond what any receiver allows; records that lead to one another for ever end here. */
const mostLookups = 100;

const endsBy =
  (...kinds: readonly Evaluation['cause']['kind'][]) =>
  ({ cause }: Evaluation): boolean =>
    kinds.includes(cause.kind);

const hasAsked =
  (isIt: (asked: Asked) => boolean) =>
  ({ trace }: Evaluation): boolean =>
    trace.questions.some(isIt);

const isExchange = ({ purpose }: Asked): boolean => purpose === 'exchange-address';

const isOfClientName = ({ purpose, answer }: Asked): boolean =>
  purpose === 'name-address' && (answer?.outcome === 'no-data' || answer?.outcome === 'name-error');

const hasAliases = ({ answer }: Asked): boolean => (answer?.aliases.length ?? 0) > 0;

/** The exchanges that a check comes to before the twelfth: the eleventh ends it. */
const keepFirstExchanges = (answer: DnsAnswer): DnsAnswer => {
  const kept = new Set(exchangesOf(answer).slice(0, rfcLimits.mxNames + 1));
  const records = answer.records.filter((record) => record.type !== 'MX' || kept.has(record.exchange));
  return answer.question.type === 'MX' && answer.outcome === 'records'
    ? { ...answer, records: records.slice(0, rfcLimits.mxNames + 1) }
    : answer;
};

/** Ways to count what RFC 7208 §4.6.4 limits. */
export const limitReadings: readonly Reading[] = [
  {
    name: 'no-void-limit',
    habit: 'sets no limit for void lookups, as RFC 4408 did not',
    section: '4.6.4',
    programs: ['libspf2 1.2.10'],
    isSeen: true,
    canMatter: endsBy('too-many-voids'),
    limits: { voidLookups: unlimited },
  },
  {
    name: 'alias-is-no-void',
    habit: 'counts no void lookup for a name that has an alias but no data',
    section: '4.6.4',
    programs: ['Mail::SPF 2.9.0', 'mailauth 4.13'],
    isSeen: true,
    canMatter: (evaluation) =>
      evaluation.cause.kind === 'too-many-voids' &&
      evaluation.trace.questions.some((asked) => asked.isVoid && hasAliases(asked)),
    limits: { voidLookups: unlimited },
    judge: countVoids((asked) => (asked.isVoid && !hasAliases(asked) ? 1 : 0)),
  },
  {
    name: 'exchanges-have-voids-of-their-own',
    habit: 'counts the void lookups of the exchanges of each mx apart from all others',
    section: '4.6.4',
    programs: ['mailauth 4.13'],
    isSeen: true,
    canMatter: (evaluation) =>
      evaluation.cause.kind === 'too-many-voids' &&
      evaluation.trace.questions.some((asked) => asked.isVoid && isExchange(asked)),
    limits: { voidLookups: unlimited },
    judge: countVoids(
      ({ isVoid }) => (isVoid ? 1 : 0),
      (asked) => (isExchange(asked) ? asked.path : ''),
    ),
  },
  {
    name: 'client-names-count-as-voids',
    habit: "counts the client's own names that have no address as void lookups",
    section: '4.6.4',
    programs: ['Mail::SPF 2.9.0'],
    isSeen: true,
    canMatter: hasAsked(isOfClientName),
    limits: { voidLookups: unlimited },
    judge: countVoids((asked) => (asked.isVoid || isOfClientName(asked) ? 1 : 0)),
  },
  {
    name: 'all-client-names-count-as-voids',
    habit: 'asks for the addresses of all names of the client, and counts those without one as void lookups',
    section: '4.6.4',
    programs: ['pyspf 2.0.14'],
    isSeen: true,
    canMatter: hasAsked(({ purpose, answer }) => purpose === 'names' && answer?.outcome === 'records'),
    limits: { voidLookups: unlimited },
    judge: countVoidsOfClientNames,
  },
  {
    name: 'aliases-count-as-voids',
    habit: 'counts each alias on the way to no data as a void lookup of its own',
    section: '4.6.4',
    programs: ['pyspf 2.0.14'],
    isSeen: true,
    canMatter: hasAsked((asked) => asked.isVoid && hasAliases(asked)),
    limits: { voidLookups: unlimited },
    judge: countVoids(({ isVoid, answer }) => (isVoid ? 1 + (answer?.aliases.length ?? 0) : 0)),
  },
  {
    name: 'lookups-count-by-record',
    habit:
      'counts the lookups of each record by itself, and ends a check only before the term behind the eleventh',
    section: '4.6.4',
    programs: ['libspf2 1.2.10'],
    isSeen: true,
    canMatter: endsBy('too-many-lookups'),
    limits: { lookups: mostLookups },
    judge: countLookupsByRecord,
  },
  {
    name: 'more-lookups',
    habit: 'lets a record ask far more often than ten times',
    section: '4.6.4',
    programs: ['rspamd (30 questions)', 'mailauth before its limit was 10 (50 lookups)'],
    isSeen: false,
    canMatter: endsBy('too-many-lookups'),
    limits: { lookups: 50 },
  },
  {
    name: 'exchanges-count-as-lookups',
    habit: 'counts each exchange of an mx as one of the ten lookups',
    section: '4.6.4',
    programs: ['mail-auth of Stalwart before July 2024'],
    isSeen: false,
    canMatter: hasAsked(isExchange),
    judge: countQuestions(isExchange, rfcLimits.lookups, ({ tally }) => tally.lookups),
  },
  {
    name: 'exchanges-count-when-tried',
    habit: 'minds the limit of ten exchanges only when the eleventh is its turn',
    section: '4.6.4',
    programs: ['mailauth 4.13', 'libspf2 1.2.10'],
    isSeen: true,
    canMatter: endsBy('too-many-exchanges'),
    limits: { mxNames: rfcLimits.mxNames + 1 },
    through: changeAnswers(keepFirstExchanges),
    judge: countQuestions(
      isExchange,
      rfcLimits.mxNames,
      () => 0,
      ({ path }) => path,
    ),
  },
  {
    name: 'first-ten-exchanges',
    habit: 'looks at the first ten exchanges of an mx and passes over the others',
    section: '4.6.4',
    programs: ['Mail::SPF 2.9.0'],
    isSeen: true,
    canMatter: endsBy('too-many-exchanges'),
    through: changeAnswers((answer) =>
      answer.question.type === 'MX' && answer.outcome === 'records'
        ? { ...answer, records: answer.records.slice(0, rfcLimits.mxNames) }
        : answer,
    ),
  },
  {
    name: 'no-time-limit',
    habit: 'waits for DNS longer than 20 seconds in all',
    section: '4.6.4',
    programs: [],
    isSeen: false,
    canMatter: endsBy('too-slow'),
    limits: { elapsedMs: Number.POSITIVE_INFINITY },
  },
];
