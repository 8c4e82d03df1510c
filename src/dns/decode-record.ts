import type { NameReading } from './decode-name.ts';
import { recordTypeFromCode } from './record-type.ts';
import type { DnsRecord, DomainName, RecordType } from './resolver.ts';
import { CLASS_IN, longAt, wordAt } from './wire-format.ts';

/** A message being read: its octets, the same as latin1 text, and its names by offset. */
export type MessageReader = Readonly<{
  octets: Uint8Array;
  text: string;
  nameAt: (offset: number) => NameReading;
}>;

/** A record before its data is read: the data are the octets from `start` up to `end`, which may lie past the end
 *  of the message. */
export type RecordFrame = Readonly<{
  name: DomainName;
  typeCode: number;
  classCode: number;
  ttlSeconds: number;
  start: number;
  end: number;
}>;

const CUT = 'cut short by the end of the message';

/** The record in a frame. The data must fill the frame exactly, and the frame must be in the message as a whole:
 *  else the record is `bad`, so that a text which was cut short is never taken for what its owner published. */
export const decodeRecord = (message: MessageReader, frame: RecordFrame): DnsRecord => {
  const { name, ttlSeconds, typeCode, start, end } = frame;
  const raw = { name, ttlSeconds, typeCode, octets: message.octets.slice(start, end) };
  if (end > message.octets.length) return { type: 'bad', ...raw, problem: CUT };
  const type = recordTypeFromCode(typeCode);
  if (type === undefined || frame.classCode !== CLASS_IN) return { type: 'other', ...raw };
  const decoded = decodeData(message, type, frame);
  return typeof decoded === 'string' ? { type: 'bad', ...raw, problem: decoded } : decoded;
};

/** The record, or the problem with its data. */
const decodeData = (message: MessageReader, type: RecordType, frame: RecordFrame): DnsRecord | string => {
  const { octets } = message;
  const { name, ttlSeconds, start, end } = frame;
  const owner = { name, ttlSeconds };
  const length = end - start;
  switch (type) {
    case 'A':
      if (length !== 4) return `${length} octets of address, not 4`;
      return { type, ...owner, address: octets.subarray(start, end).join('.') };
    case 'AAAA':
      if (length !== 16) return `${length} octets of address, not 16`;
      return { type, ...owner, address: formatIpv6(octets, start) };
    case 'MX': {
      const names = readNames(message, 1, start + 2, end, 0);
      if (typeof names === 'string') return names;
      return { type, ...owner, preference: wordAt(octets, start), exchange: names[0] ?? '' };
    }
    case 'TXT':
    case 'SPF': {
      const strings = readStrings(message, start, end);
      return typeof strings === 'string' ? strings : { type, ...owner, strings };
    }
    case 'PTR':
    case 'CNAME':
    case 'NS': {
      const names = readNames(message, 1, start, end, 0);
      return typeof names === 'string' ? names : { type, ...owner, target: names[0] ?? '' };
    }
    case 'SOA': {
      const names = readNames(message, 2, start, end, SOA_NUMBERS_OCTETS);
      if (typeof names === 'string') return names;
      const serial = longAt(octets, end - SOA_NUMBERS_OCTETS);
      const minimumSeconds = ttlFromWire(longAt(octets, end - 4));
      return { type, ...owner, mname: names[0] ?? '', rname: names[1] ?? '', serial, minimumSeconds };
    }
    default:
      return type satisfies never;
  }
};

// RFC 1035 §3.3.13: serial, refresh, retry, expire, minimum.
const SOA_NUMBERS_OCTETS = 20;

/** The names that stand one after the other from `start`, with exactly `tailOctets` between them and `end`. */
const readNames = (
  message: MessageReader,
  count: number,
  start: number,
  end: number,
  tailOctets: number,
): DomainName[] | string => {
  const names: DomainName[] = [];
  let offset = start;
  while (names.length < count) {
    if (offset >= end) return 'data ends before the name';
    const reading = message.nameAt(offset);
    if (reading.kind === 'problem') return reading.problem;
    names.push(reading.name);
    offset = reading.end;
  }
  const missing = offset + tailOctets - end;
  if (missing > 0) return `octets missing at the end of the data: ${missing}`;
  return missing < 0 ? `octets left over after the data: ${-missing}` : names;
};

// RFC 1035 §3.3.14: one or more strings, each led by its length.
const readStrings = ({ octets, text }: MessageReader, start: number, end: number): string[] | string => {
  if (start === end) return 'no string in it';
  const strings: string[] = [];
  let offset = start;
  while (offset < end) {
    const next = offset + 1 + (octets[offset] ?? 0);
    if (next > end) return `string ${strings.length + 1} is cut short`;
    strings.push(text.slice(offset + 1, next));
    offset = next;
  }
  return strings;
};

/** The TTL that a 32-bit number stands for: 0 when its highest bit is set (RFC 2181 §8). */
export const ttlFromWire = (value: number): number => (value > 0x7fffffff ? 0 : value);

// RFC 5952 §4: lower case, no leading zeros, the first of the longest runs of zero groups as `::`.
const formatIpv6 = (octets: Uint8Array, start: number): string => {
  const groups = Array.from({ length: 8 }, (_, index) => wordAt(octets, start + 2 * index).toString(16));
  const text = groups.join(':');
  let longest = { index: 0, length: 0 };
  for (const { 0: run, index } of text.matchAll(/\b0(?::0)+\b/g)) {
    if (run.length > longest.length) longest = { index, length: run.length };
  }
  if (longest.length === 0) return text;
  const before = text.slice(0, longest.index).replace(/:$/, '');
  const after = text.slice(longest.index + longest.length).replace(/^:/, '');
  return `${before}::${after}`;
};
