import type { Candidate } from '../intake/candidate.ts';
import { escapeOctets, shortenQuotations } from '../report/escape-text.ts';
import type { Claim, LikelyCause } from './claim-comparison.ts';
import type { PublishedRecords } from './collect-records.ts';
import { formatMoment } from './format-moment.ts';
import { lacksNamedTerm, namedTerms } from './named-terms.ts';
import { quoteWords } from './quote-words.ts';
import { spfTextsOf } from './reread-answers.ts';

type Found = readonly LikelyCause[];

/** Terms that the text names and no record has. */
const findLostTerms = ({ candidate }: Claim, { records, isWhole }: PublishedRecords): Found =>
  namedTerms(candidate)
    .filter((named) => isWhole && lacksNamedTerm(records, named))
    .map(({ text, role }) => ({
      kind: 'record-changed',
      strength: 'stated',
      sentence: shortenQuotations(
        `The record has changed: the text names "${quoteWords(text)}" as ${role === 'match' ? 'what matched' : 'the term at fault'}, and no record on the way has it now.`,
      ),
      evidence: quoteWords(text),
    }));

/** What the words of the text say of whole records: a name without one, and that there were several. */
const readProblems = ({
  reason = '',
  facts,
}: Candidate): Readonly<{ missing: string | undefined; several: string | undefined }> => {
  const words = `${reason} ${facts?.problem ?? ''}`;
  return {
    missing:
      /(?:^|[\s:])([A-Za-z0-9_.-]{1,253}\.[A-Za-z0-9-]{1,63}) not found\b/.exec(words)?.[1] ??
      /\bNo valid SPF record for included domain: ([\x21-\x7e]{1,253})/i.exec(words)?.[1],
    several:
      /\bTwo or more type \w{3} spf records found\b|\bRedundant applicable\b|\bmultiple (?:applicable )?SPF records\b/i.exec(
        words,
      )?.[0],
  };
};

/** Whether a text says anything that the published records can contradict. */
export const namesRecords = (candidate: Candidate): boolean => {
  const { missing, several } = readProblems(candidate);
  return namedTerms(candidate).length > 0 || missing !== undefined || several !== undefined;
};

/** Names that the text says to have no record, or several, where DNS says otherwise now. */
const findLostProblems = (
  { candidate }: Claim,
  { records, answers, isWhole }: PublishedRecords,
): readonly LikelyCause[] => {
  const { missing, several } = readProblems(candidate);
  const found: LikelyCause[] = [];
  const answer = answers.get((missing ?? '').toLowerCase().replace(/\.$/, ''));
  if (missing !== undefined && answer !== undefined && spfTextsOf(answer).length > 0)
    found.push({
      kind: 'record-changed',
      strength: 'stated',
      sentence: `A record is there now that was not: the text says that ${quoteWords(missing)} was not found, and it publishes one.`,
      evidence: quoteWords(missing),
    });
  const isOneEach = [...answers.values()].every((each) => spfTextsOf(each).length < 2);
  if (several !== undefined && isWhole && records.length > 0 && isOneEach)
    found.push({
      kind: 'record-changed',
      strength: 'stated',
      sentence:
        'The records have changed: the text speaks of several at one name, and no name has more than one now.',
      evidence: quoteWords(several),
    });
  return found;
};

/** What the results themselves say: all but none need a record, and none needs that there is none. */
const findAppearance = ({ candidate, evaluation, request }: Claim): Found => {
  const { result: claimed, facts } = candidate;
  const { result: ours, cause } = evaluation;
  const domain = quoteWords(request.domain);
  const needsRecord = claimed === 'pass' || claimed === 'fail' || claimed === 'softfail';
  if (needsRecord && ours === 'none' && cause.kind === 'no-record' && facts?.bestGuess !== 'true')
    return [
      {
        kind: 'record-changed',
        strength: 'implied',
        sentence: `The record has gone: a ${claimed} needs one, and ${domain} publishes none now.`,
      },
    ];
  if (claimed === 'none' && ours !== 'none' && ours !== 'temperror')
    return [
      {
        kind: 'record-changed',
        strength: 'implied',
        sentence: `The record is new, or the receiver could not see it: none means that it found no record at ${domain}, which publishes one now.`,
      },
    ];
  return [];
};

/** Whether the record may be another one by now: its TTL, counted from the claimed time, is over. */
const findExpiry = ({ candidate, evaluation }: Claim, nowMs: number): Found => {
  const atMs = candidate.time?.atMs;
  const answer = evaluation.trace.questions.find(({ purpose }) => purpose === 'record')?.answer;
  const ttlMs = (answer?.ttlSeconds ?? 0) * 1000;
  if (atMs === undefined || answer === undefined || answer.ttlSeconds === undefined) return [];
  // What a snapshot holds was seen when it was recorded.
  const seenAtMs = answer.isReplayed ? answer.askedAtMs : nowMs;
  if (atMs + ttlMs >= seenAtMs) return [];
  return [
    {
      kind: 'record-may-have-changed',
      strength: 'possible',
      sentence: `The record may have changed since ${formatMoment(atMs)}: its TTL is ${answer.ttlSeconds} seconds.`,
      evidence: `TTL ${answer.ttlSeconds} of ${escapeOctets(answer.question.name)}`,
    },
  ];
};

/** Signs that a record is another one than it was. `published`: where `namesRecords`. */
export const findRecordChange = (
  claim: Claim,
  published: PublishedRecords | undefined,
  nowMs: number,
): Found => [
  ...(published === undefined
    ? []
    : [...findLostTerms(claim, published), ...findLostProblems(claim, published)]),
  ...findAppearance(claim),
  ...findExpiry(claim, nowMs),
];
