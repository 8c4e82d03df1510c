import { isDeepStrictEqual } from 'node:util';
import { type Answer, decode } from 'dns-packet';
import { labelsOf } from '../../src/dns/domain-name.ts';
import { recordTypeName } from '../../src/dns/record-type.ts';
import type { DnsRecord, DomainName } from '../../src/dns/resolver.ts';
import type { DnsMessage } from '../../src/dns/wire-format.ts';

/** Where dns-packet is known to be wrong or to say less, so that there is nothing to compare. Where it reads names as
 *  UTF-8 and joins labels with bare dots, ours are turned into the same before they are compared. */
export const knownFaults = [
  // RDLENGTH, which it ignores for most types: it loses its place after data of a type or class that we leave alone.
  'it reads data of a type or class that spfx leaves undecoded, past its length',
  'an OPT record outside the additional section',
] as const;

type KnownFault = (typeof knownFaults)[number];

/** What the comparison gave: `refused` of a message that dns-packet does not decode. */
export type Comparison = 'equal' | 'refused' | KnownFault | Readonly<{ ours: unknown; theirs: unknown }>;

const asTheyWrite = (name: DomainName): string =>
  name === ''
    ? '.'
    : labelsOf(name)
        .map((label) => Buffer.from(label, 'latin1').toString('utf8'))
        .join('.');

/** In the SOA it escapes the dots of the mail address as well. */
const asTheyWriteMail = (name: DomainName): string =>
  labelsOf(name)
    .map((label) => Buffer.from(label, 'latin1').toString('utf8').replaceAll('.', '\\.'))
    .join('.') || '.';

/** IPv6 addresses are written in several ways; the URL parser has one. */
const canonicalIp6 = (address: string): string => new URL(`http://[${address}]/`).hostname;

const splitStrings = (octets: Buffer): string[] => {
  const strings: string[] = [];
  for (let offset = 0; offset < octets.length; offset += 1 + octets.readUInt8(offset))
    strings.push(octets.toString('latin1', offset + 1, offset + 1 + octets.readUInt8(offset)));
  return strings;
};

const dataOfOurs = (record: DnsRecord): unknown => {
  switch (record.type) {
    case 'A':
      return record.address;
    case 'AAAA':
      return canonicalIp6(record.address);
    case 'TXT':
    case 'SPF':
      return record.strings;
    case 'MX':
      return [record.preference, asTheyWrite(record.exchange)];
    case 'PTR':
    case 'CNAME':
    case 'NS':
      return asTheyWrite(record.target);
    case 'SOA':
      return [asTheyWrite(record.mname), asTheyWriteMail(record.rname), record.serial, record.minimumSeconds];
    default:
      throw new Error(`a message without problems that is compared has no ${record.type} record`);
  }
};

const ttlOf = (raw: number): number => (raw > 0x7fffffff ? 0 : raw);

// Its types say less than it gives: SPF data is a Buffer, and every record has a TTL.
const dataOfTheirs = (answer: Answer): unknown => {
  const { type, data } = answer as { type: string; data: unknown };
  switch (type) {
    case 'AAAA':
      return canonicalIp6(data as string);
    case 'TXT':
      return (data as Buffer[]).map((string) => string.toString('latin1'));
    case 'SPF':
      return splitStrings(data as Buffer);
    case 'MX': {
      const { preference, exchange } = data as { preference: number; exchange: string };
      return [preference, exchange];
    }
    case 'SOA': {
      const soa = data as { mname: string; rname: string; serial: number; minimum: number };
      return [soa.mname, soa.rname, soa.serial, ttlOf(soa.minimum)];
    }
    default:
      return data;
  }
};

const summariseOurs = (message: DnsMessage): unknown => ({
  id: message.id,
  flags: message.flags,
  questions: message.questions.map(({ name, typeCode }) => [asTheyWrite(name), recordTypeName(typeCode)]),
  sections: [message.answers, message.authorities, message.additionals].map((records) =>
    records.map((record) => [record.type, asTheyWrite(record.name), record.ttlSeconds, dataOfOurs(record)]),
  ),
});

const summariseTheirs = (octets: Uint8Array): unknown => {
  const message = decode(Buffer.from(octets));
  const {
    flag_aa: aa,
    flag_tc: tc,
    flag_ra: ra,
    flag_ad: ad,
  } = message as unknown as Record<string, unknown>;
  const { answers = [], authorities = [], additionals = [], questions = [] } = message;
  return {
    id: message.id,
    flags: { aa, tc, ra, ad },
    questions: questions.map(({ name, type }) => [name, type]),
    sections: [answers, authorities, additionals.filter(({ type }) => type !== 'OPT')].map((records) =>
      records.map((record) => [
        record.type,
        record.name,
        ttlOf((record as { ttl: number }).ttl),
        dataOfTheirs(record),
      ]),
    ),
  };
};

const ourTypes = new Set(['A', 'AAAA', 'MX', 'TXT', 'PTR', 'CNAME', 'NS', 'SOA', 'SPF']);

/** Compares a message in which we find no problem with what dns-packet makes of the octets. */
export const compareWithDnsPacket = (message: DnsMessage, octets: Uint8Array): Comparison => {
  const records = [...message.answers, ...message.authorities, ...message.additionals];
  if (records.some((record) => record.type === 'other' && record.typeCode === 41)) return knownFaults[1];
  if (records.some((record) => record.type === 'other')) return knownFaults[0];
  let theirs: unknown;
  try {
    theirs = summariseTheirs(octets);
  } catch {
    return 'refused';
  }
  // It has names of its own for types that we know by number.
  const questions = message.questions.filter(({ typeCode }) => !ourTypes.has(recordTypeName(typeCode)));
  if (questions.length > 0) return 'equal';
  const ours = summariseOurs(message);
  return isDeepStrictEqual(ours, theirs) ? 'equal' : { ours, theirs };
};
