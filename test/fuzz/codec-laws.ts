import { deepEqual, equal, ok } from 'node:assert/strict';
import { decodeMessage } from '../../src/dns/decode-message.ts';
import { unaskableReason } from '../../src/dns/domain-name.ts';
import { readReply } from '../../src/dns/exchange.ts';
import { readAnswer } from '../../src/dns/read-answer.ts';
import { recordTypeCode } from '../../src/dns/record-type.ts';
import type { DnsQuestion, DnsRecord, DomainName } from '../../src/dns/resolver.ts';
import { type DnsMessage, wordAt } from '../../src/dns/wire-format.ts';
import { compareWithDnsPacket } from './dns-packet-oracle.ts';
import type { Packet } from './make-packet.ts';

/** How much a message may grow: a record of 14 octets has two names of 255 at most, whose octets may each be escaped;
 *  a question has one in 6. */
const mostGrowth = 90;
const problemRoom = 20 * 700;
const mostEntries = 4096;

const namesOf = (record: DnsRecord): DomainName[] => {
  switch (record.type) {
    case 'MX':
      return [record.name, record.exchange];
    case 'PTR':
    case 'CNAME':
    case 'NS':
      return [record.name, record.target];
    case 'SOA':
      return [record.name, record.mname, record.rname];
    default:
      return [record.name];
  }
};

const contentSize = (record: DnsRecord): number => {
  const names = namesOf(record).reduce((sum, name) => sum + name.length, 0);
  switch (record.type) {
    case 'TXT':
    case 'SPF':
      return names + record.strings.reduce((sum, string) => sum + 1 + string.length, 0);
    case 'A':
    case 'AAAA':
      return names + record.address.length;
    case 'other':
    case 'bad':
      return names + record.octets.length;
    default:
      return names;
  }
};

const recordsOf = ({ answers, authorities, additionals }: DnsMessage): DnsRecord[] => [
  ...answers,
  ...authorities,
  ...additionals,
];

const stringsOnWire = (strings: readonly string[]): Buffer =>
  Buffer.concat(strings.map((string) => Buffer.from([string.length, ...Buffer.from(string, 'latin1')])));

const growsNoMoreThanItMay = ({ octets }: Packet, message: DnsMessage): void => {
  const records = recordsOf(message);
  const entries = records.length + message.questions.length;
  ok(entries <= mostEntries, `${entries} entries`);
  ok(message.problems.length <= 20, `${message.problems.length} problems`);
  const size =
    records.reduce((sum, record) => sum + contentSize(record), 0) +
    message.questions.reduce((sum, { name }) => sum + name.length, 0) +
    message.problems.reduce((sum, problem) => sum + problem.length, 0) +
    (message.edns?.extendedErrors ?? []).reduce((sum, { text }) => sum + 8 + text.length, 0);
  const most = octets.length * mostGrowth + problemRoom;
  ok(size <= most, `${octets.length} octets became ${size} characters`);
};

const hasOnlyNamesThatDnsCanCarry = (_: Packet, message: DnsMessage): void => {
  for (const name of [...message.questions.map(({ name }) => name), ...recordsOf(message).flatMap(namesOf)]) {
    const reason = unaskableReason(name);
    ok(reason === undefined, `${JSON.stringify(name)} has ${reason}`);
  }
};

const hasOnlyTextsThatAreInIt = ({ octets }: Packet, message: DnsMessage): void => {
  for (const record of recordsOf(message)) {
    if (record.type !== 'TXT' && record.type !== 'SPF') continue;
    ok(record.strings.length > 0, 'a text without a string');
    const wire = stringsOnWire(record.strings);
    const framed = Buffer.concat([Buffer.from([wire.length >> 8, wire.length & 0xff]), wire]);
    ok(Buffer.from(octets).includes(framed), 'a text that is not in the message with its length before it');
  }
};

const afterName = (octets: Uint8Array, start: number): number => {
  let offset = start;
  for (;;) {
    const first = octets[offset] ?? 0;
    if (first >= 0xc0) return offset + 2;
    if (first === 0) return offset + 1;
    offset += 1 + first;
  }
};

/** How many octets of data a record of this kind has; undefined where its names may be compressed. */
const dataLength = (record: DnsRecord): number | undefined => {
  switch (record.type) {
    case 'A':
      return 4;
    case 'AAAA':
      return 16;
    case 'TXT':
    case 'SPF':
      return stringsOnWire(record.strings).length;
    case 'other':
      return record.octets.length;
    default:
      return undefined;
  }
};

const hasRecordsThatFillTheirData = ({ octets }: Packet, message: DnsMessage): void => {
  if (message.problems.length > 0 || message.edns !== undefined) return;
  let offset = 12;
  for (const _ of message.questions) offset = afterName(octets, offset) + 4;
  for (const record of recordsOf(message)) {
    const start = afterName(octets, offset) + 10;
    const length = wordAt(octets, start - 2);
    equal(length, dataLength(record) ?? length, `${length} octets of ${record.type} data`);
    offset = start + length;
  }
  equal(offset, octets.length);
};

const givesRecordsOfTheQuestionOnly = ({ question }: Packet, message: DnsMessage): void => {
  const reading = readAnswer(message, question, []);
  if (reading.kind !== 'records') return;
  equal(message.rcode, 0);
  ok(message.hasAllAnswers, 'records from an answer section that is cut short');
  ok(reading.records.length > 0, 'no records');
  const owner = (reading.aliases.at(-1) ?? question.name).toLowerCase();
  for (const record of reading.records) {
    equal(record.type, question.type);
    equal(record.name.toLowerCase(), owner);
  }
};

const agreesWithDnsPacket =
  (count: (comparison: string) => void) =>
  ({ octets }: Packet, message: DnsMessage): void => {
    if (message.problems.length > 0) {
      count('has problems');
      return;
    }
    const comparison = compareWithDnsPacket(message, octets);
    count(typeof comparison === 'object' ? 'different' : comparison);
    if (typeof comparison === 'object') deepEqual(comparison.ours, comparison.theirs);
  };

const takesOnlyItsOwnReply = ({ octets, question }: Packet, message: DnsMessage): void => {
  const reply = readReply(octets, message.id, question);
  const other = readReply(octets, message.id ^ 1, question);
  equal(typeof other, 'string');
  if (typeof reply === 'string') return;
  // QR set and opcode QUERY, and the question, if there is one, is ours.
  equal(wordAt(octets, 2) & 0xf800, 0x8000);
  const [echo, ...more] = reply.questions;
  equal(more.length, 0);
  if (echo === undefined) ok(reply.rcode !== 0 && reply.rcode !== 3, 'an answer to no question');
  else equal(echo.typeCode, recordTypeCode(question.type));
};

/** What holds for any octets. Each throws where it does not. `count` is told of every comparison with dns-packet. */
export const codecLaws = (
  count: (comparison: string) => void,
): Readonly<Record<string, (packet: Packet, message: DnsMessage) => void>> => ({
  'no message grows out of proportion': growsNoMoreThanItMay,
  'every name is one that DNS can carry': hasOnlyNamesThatDnsCanCarry,
  'every text stands in the message as a whole': hasOnlyTextsThatAreInIt,
  'every record fills its data, and the records fill the message': hasRecordsThatFillTheirData,
  'an answer has records of the name and type that were asked for alone': givesRecordsOfTheQuestionOnly,
  'where nothing is wrong with a message, dns-packet reads the same': agreesWithDnsPacket(count),
  'a reply is taken for its own query alone': takesOnlyItsOwnReply,
});

/** Everything that the client does with the octets of a datagram. */
export const readAll = (octets: Uint8Array, question: DnsQuestion): void => {
  const message = decodeMessage(octets);
  if (message !== undefined) readAnswer(message, question, []);
};

/** The least of several times that reading took, in milliseconds, by the clock or the processor: the machine may be busy
 *  with other things. */
export const timeReading = ({ octets, question }: Packet, tries: number): number => {
  let least = Number.POSITIVE_INFINITY;
  for (let left = tries; left > 0; left--) {
    const startMs = performance.now();
    const start = process.cpuUsage();
    readAll(octets, question);
    const { user, system } = process.cpuUsage(start);
    least = Math.min(least, performance.now() - startMs, (user + system) / 1000);
  }
  return least;
};
