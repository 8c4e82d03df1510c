import { isSameOrBelow } from './domain-name.ts';
import { recordTypeCode } from './record-type.ts';
import {
  asciiLowerCase,
  type DnsQuestion,
  type DnsRecord,
  type DomainName,
  type RecordType,
} from './resolver.ts';
import { type DnsMessage, RCODE } from './wire-format.ts';

/** The outcomes after which another server, or another try, may do better. */
export type TroubleOutcome = 'server-failure' | 'refused' | 'timeout' | 'unreachable' | 'malformed';

/** What a reply says to a question. `aliases` are the targets that it led through, in order.
 *  `alias-leads-on`: the last alias is the name to ask next, as the reply tells nothing of it. */
export type AnswerReading =
  | (Aliased & Readonly<{ kind: 'records'; records: readonly DnsRecord[] }>)
  | (Aliased & Readonly<{ kind: 'no-data' | 'name-error' | 'alias-leads-on' }>)
  | Readonly<{ kind: 'trouble'; outcome: TroubleOutcome; detail?: string | undefined }>;

type Aliased = Readonly<{
  aliases: readonly DomainName[];
  ttlSeconds: number | undefined;
  problems: readonly string[];
}>;

// RFC 1034 §5.2.2 wants chains followed and loops found, but sets no limit; resolvers stop at 8 to 16.
const MAX_ALIASES = 16;

/** Reads the reply to a question. `passed`: the names whose aliases, in earlier replies, led to its name. */
export const readAnswer = (
  message: DnsMessage,
  question: DnsQuestion,
  passed: readonly DomainName[],
): AnswerReading => {
  const { rcode } = message;
  if (rcode !== RCODE.noError && rcode !== RCODE.nameError) return readError(message);
  if (!message.hasAllAnswers) return trouble('malformed', 'answer section cut short');

  const chain = followAliases(message, question, passed);
  const { aliases, name, end } = chain;
  if (end === 'limit') return trouble('server-failure', `more than ${MAX_ALIASES} aliases`);
  if (end === 'bad') return trouble('malformed', `the alias of ${name} can't be read`);
  const problems = [...chain.problems];
  const reading = { aliases, problems, ttlSeconds: least(chain.ttls) };
  if (end === 'loop') return { kind: 'no-data', ...reading };

  const soa = message.authorities.find((record) => record.type === 'SOA' && isSameOrBelow(name, record.name));
  // RFC 2308 §5: how long a negative answer holds.
  const negativeTtls = soa?.type === 'SOA' ? [soa.ttlSeconds, soa.minimumSeconds] : [];
  const negative = { ...reading, ttlSeconds: least([...chain.ttls, ...negativeTtls]) };
  // RFC 6604 §3: the code tells of the end of the chain.
  if (rcode === RCODE.nameError) {
    problems.push(...remark('records of a name that does not exist', chain.records.length));
    return { kind: 'name-error', ...negative };
  }

  const records = chain.records.filter((record) => isOfType(record, question.type));
  const bad = records.filter((record) => record.type === 'bad').length;
  // What can't be read might be the record that decides, so what can be read decides nothing.
  if (bad > 0)
    return trouble('malformed', `${bad} of ${records.length} ${question.type} records can't be read`);
  // RFC 2181 §5 has servers leave out the second of two equal records. Who gets both counts both, as others do.
  const repeated = records.length - new Set(records.map(identityOf)).size;
  problems.push(
    ...(repeated > 0 ? [`${question.type} records that stand there twice: ${repeated}`] : []),
    ...remark(`${question.type} records of another class`, countForeign(chain.records, question.type)),
  );
  if (records.length > 0) {
    const ttlSeconds = least([...chain.ttls, ...records.map((record) => record.ttlSeconds)]);
    return { kind: 'records', records, ...reading, ttlSeconds };
  }
  const misplaced = [...message.authorities, ...message.additionals].filter(
    (record) => record.type === question.type && asciiLowerCase(record.name) === asciiLowerCase(name),
  );
  // RFC 2181 §5.4.1: what stands there is the least to be trusted.
  problems.push(...remark(`${question.type} records outside the answer section`, misplaced.length));
  if (soa !== undefined) return { kind: 'no-data', ...negative };
  if (aliases.length > 0) return { kind: 'alias-leads-on', ...reading };
  if (isReferral(message)) return trouble('refused', 'referral to other servers');
  return { kind: 'no-data', ...negative };
};

const trouble = (outcome: TroubleOutcome, detail?: string): AnswerReading => ({
  kind: 'trouble',
  outcome,
  detail,
});

/** The trouble that the response code of a message tells of. */
const readError = ({ rcode, answers }: DnsMessage): AnswerReading => {
  const isNamed = rcode === RCODE.refused || rcode === RCODE.serverFailure;
  const details = [
    ...(isNamed ? [] : [`rcode ${rcode}`]),
    ...remark('answer records beside the error', answers.length),
  ];
  const outcome = rcode === RCODE.refused ? 'refused' : 'server-failure';
  return trouble(outcome, details.length === 0 ? undefined : details.join('; '));
};

/** What of a reply is passed over, if anything is. */
const remark = (what: string, count: number): string[] => (count === 0 ? [] : [`${what} ignored: ${count}`]);

/** The same text for records of one owner and type that say the same; a hostile message has thousands of them. */
const identityOf = (record: DnsRecord): string => {
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return record.address;
    case 'MX':
      return `${record.preference} ${asciiLowerCase(record.exchange)}`;
    case 'PTR':
    case 'CNAME':
    case 'NS':
      return asciiLowerCase(record.target);
    default:
      return JSON.stringify({ ...record, name: '', ttlSeconds: 0 });
  }
};

/** How many are of this type but not of class IN: types that spfx reads are `other` only for their class. */
const countForeign = (records: readonly DnsRecord[], type: RecordType): number =>
  records.filter((record) => record.type === 'other' && record.typeCode === recordTypeCode(type)).length;

const least = (ttls: readonly number[]): number | undefined =>
  ttls.length === 0 ? undefined : Math.min(...ttls);

/** Whether it is a record of this type, were it a bad one. */
const isOfType = (record: DnsRecord, type: RecordType): boolean =>
  record.type === type || (record.type === 'bad' && record.typeCode === recordTypeCode(type));

// RFC 2308 §2.2: NS records without SOA send us to other servers, from one that neither owns nor looks up the name.
const isReferral = ({ flags, authorities }: DnsMessage): boolean =>
  !flags.aa && !flags.ra && authorities.some((record) => record.type === 'NS');

type Chain = Readonly<{
  /** Where the chain ends in this message, and the records that the answer section has there. */
  name: DomainName;
  records: readonly DnsRecord[];
  end: 'found' | 'loop' | 'limit' | 'bad';
  aliases: readonly DomainName[];
  ttls: readonly number[];
  problems: readonly string[];
}>;

/** Follows the aliases of the question's name; the records may stand in any order. */
const followAliases = (message: DnsMessage, question: DnsQuestion, passed: readonly DomainName[]): Chain => {
  const byOwner = groupByOwner(message.answers);
  const met = new Set([...passed, question.name].map(asciiLowerCase));
  const aliases: DomainName[] = [];
  const ttls: number[] = [];
  const problems: string[] = [];
  let name = question.name;
  let taken = 0;
  for (;;) {
    const records = byOwner.get(asciiLowerCase(name)) ?? [];
    taken += records.length;
    const ended = (end: Chain['end']): Chain => {
      const strangers = message.answers.length - taken;
      if (end === 'found') problems.push(...remark('answer records of other names', strangers));
      return { name, records, end, aliases, ttls, problems };
    };
    const cnames = records.filter((record) => isOfType(record, 'CNAME'));
    const [cname] = cnames;
    const hasAnswer = records.some((record) => isOfType(record, question.type));
    if (cname === undefined || hasAnswer) return ended('found');
    if (cname.type !== 'CNAME') return ended('bad');
    // RFC 2181 §10.1: a name has one canonical name.
    if (cnames.length > 1) problems.push(`${cnames.length} aliases of ${name}; the first is followed`);
    name = cname.target;
    aliases.push(name);
    ttls.push(cname.ttlSeconds);
    if (met.has(asciiLowerCase(name))) {
      problems.push('the aliases form a loop');
      return ended('loop');
    }
    met.add(asciiLowerCase(name));
    if (passed.length + aliases.length > MAX_ALIASES) return ended('limit');
  }
};

const groupByOwner = (records: readonly DnsRecord[]): ReadonlyMap<string, readonly DnsRecord[]> => {
  const groups = new Map<string, DnsRecord[]>();
  for (const record of records) {
    const owner = asciiLowerCase(record.name);
    const group = groups.get(owner);
    if (group === undefined) groups.set(owner, [record]);
    else group.push(record);
  }
  return groups;
};
