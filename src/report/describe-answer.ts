import type { DnsAnswer, DnsAttempt, DnsQuestion, DnsRecord } from '../dns/resolver.ts';
import { escapeOctets, escapeText } from './escape-text.ts';
import { describeExtendedError } from './extended-errors.ts';

const rcodeNames = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED'];

/** The name of a response code (RFC 1035 §4.1.1), or `RCODE n`. */
export const formatRcode = (rcode: number): string => rcodeNames[rcode] ?? `RCODE ${rcode}`;

/** A question as people write it: `TXT example.com`. The root is `.`. */
export const formatQuestion = (question: DnsQuestion): string =>
  `${question.type} ${escapeOctets(question.name) || '.'}`;

/** Milliseconds for people: `0.4 ms`, `23 ms`, `1.5 s`. */
export const formatElapsed = (elapsedMs: number): string => {
  if (elapsedMs >= 1000) return `${(elapsedMs / 1000).toFixed(1)} s`;
  return elapsedMs < 10 && elapsedMs > 0 ? `${elapsedMs.toFixed(1)} ms` : `${Math.round(elapsedMs)} ms`;
};

/** The outcome in the field's word: a response code's name where a server gave one. */
export const formatOutcome = (answer: DnsAnswer): string => {
  switch (answer.outcome) {
    case 'records':
      return 'NOERROR';
    case 'no-data':
      return 'NODATA';
    case 'name-error':
      return 'NXDOMAIN';
    case 'server-failure':
    case 'refused':
      return answer.rcode === undefined ? 'SERVFAIL' : formatRcode(answer.rcode);
    default:
      return answer.outcome;
  }
};

/** Where an answer came from: `udp 192.0.2.53:53`, `zone example.zone`. */
export const formatOrigin = (answer: DnsAnswer): string => {
  const { origin } = answer;
  switch (origin.kind) {
    case 'server':
      return `${origin.transport} ${escapeText(origin.server)}`;
    case 'zone':
      return `zone ${escapeText(origin.file)}`;
    case 'overlay':
      return 'edited record';
    case 'snapshot':
      return 'not in the snapshot';
    case 'none':
      return answer.attempts.length === 0 ? 'not asked' : '';
  }
};

// A server may deny without the SOA record that says for how long (RFC 2308 §2.2).
const describeTtl = ({ ttlSeconds, outcome, origin }: DnsAnswer): string => {
  if (ttlSeconds !== undefined) return `ttl ${ttlSeconds}`;
  return origin.kind === 'server' && (outcome === 'no-data' || outcome === 'name-error') ? 'ttl unknown' : '';
};

/** One line about an answer: outcome, time, TTL, origin, size, flags. */
export const describeAnswer = (answer: DnsAnswer): string => {
  const { flags } = answer;
  const flagText = [flags?.aa && 'aa', flags?.ad && 'ad', flags?.tc && 'tc'].filter(Boolean).join(' ');
  return [
    formatOutcome(answer),
    answer.origin.kind === 'server' || answer.outcome === 'timeout' ? formatElapsed(answer.elapsedMs) : '',
    describeTtl(answer),
    formatOrigin(answer),
    answer.sizeOctets === undefined ? '' : `${answer.sizeOctets} B`,
    flagText,
  ]
    .filter((part) => part !== '')
    .join('  ');
};

const quoteString = (octets: string): string => `"${octets.replace(/["\\]/g, '\\$&')}"`;

/** A string of a TXT record, quoted as in a zone file and made safe to print. */
export const formatString = (octets: string): string => escapeOctets(quoteString(octets));

/** A record's data as a zone file has it, but with each octet as it is: for programs, not for terminals. */
export const recordData = (record: DnsRecord): string => {
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return record.address;
    case 'MX':
      return `${record.preference} ${record.exchange || '.'}`;
    case 'TXT':
    case 'SPF':
      return record.strings.map(quoteString).join(' ');
    case 'PTR':
    case 'CNAME':
    case 'NS':
      return record.target || '.';
    case 'SOA':
      return `${record.mname || '.'} ${record.rname || '.'} ${record.serial}`;
    case 'other':
      return `type ${record.typeCode}, ${record.octets.length} octets`;
    case 'bad':
      return `does not decode: ${record.problem}`;
  }
};

/** A record's data as a zone file has it, made safe to print. */
export const formatRecordData = (record: DnsRecord): string => escapeOctets(recordData(record));

/** One line about one try at one server. */
export const describeAttempt = (attempt: DnsAttempt): string =>
  [
    attempt.transport,
    escapeText(attempt.server),
    attempt.outcome,
    formatElapsed(attempt.elapsedMs),
    attempt.detail === undefined ? '' : `(${escapeText(attempt.detail)})`,
  ]
    .filter((part) => part !== '')
    .join(' ');

/** Whether an attempt tells more than the answer that it gave. */
const isTelling = ({ outcome, detail }: DnsAttempt): boolean => outcome !== 'records' || detail !== undefined;

/** Everything to know about an answer, in lines: the summary, aliases, records, extended errors (RFC 8914),
 *  problems, and the attempts where there were several or one that was odd. */
export const listAnswer = (answer: DnsAnswer): string[] => [
  ...answer.aliases.map((alias) => `CNAME ${escapeOctets(alias) || '.'}`),
  ...answer.records.map(formatRecordData),
  ...(answer.extendedErrors ?? []).map(describeExtendedError),
  ...(answer.problems ?? []).map((problem) => `note: ${escapeText(problem)}`),
  ...(answer.attempts.length > 1 || answer.attempts.some(isTelling)
    ? answer.attempts.map((attempt, index) => `try ${index + 1}: ${describeAttempt(attempt)}`)
    : []),
];
