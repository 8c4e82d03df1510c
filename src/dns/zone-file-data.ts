import { nameReader } from './decode-name.ts';
import { decodeRecord, ttlFromWire } from './decode-record.ts';
import { recordTypeFromCode, recordTypeName } from './record-type.ts';
import type { DnsRecord, DomainName } from './resolver.ts';
import { CLASS_IN } from './wire-format.ts';
import { isIpv4Text, octetsFromIpv6Text } from './zone-file-address.ts';
import type { ZoneField } from './zone-file-entries.ts';
import { type FieldReader, quoteField } from './zone-file-fields.ts';
import { decodeCharacterString } from './zone-file-text.ts';

/** What is known of a record when its data is read. */
export type ZoneRecordHead = Readonly<{ name: DomainName; ttlSeconds: number; typeCode: number }>;

/** The record that the fields left in an entry make, or undefined when they were reported. The data of a type that
 *  spfx does not read isn't looked at: its octets are those of the text, fields parted by a space. */
export const readZoneData = (head: ZoneRecordHead, fields: FieldReader): DnsRecord | undefined => {
  const first = fields.peek();
  const record =
    first?.text === '\\#' && !first.isQuoted ? readGenericData(head, fields) : readOwnForm(head, fields);
  return fields.isDone() ? record : undefined;
};

const readOwnForm = ({ typeCode, ...owner }: ZoneRecordHead, fields: FieldReader): DnsRecord | undefined => {
  const type = recordTypeFromCode(typeCode);
  switch (type) {
    case 'A': {
      const field = fields.take('an IPv4 address');
      if (field === undefined) return undefined;
      if (isIpv4Text(field.text)) return { type, ...owner, address: field.text };
      return fields.fail(field, `${quoteField(field)} is here; an IPv4 address like 192.0.2.1 is expected`);
    }
    case 'AAAA': {
      const field = fields.take('an IPv6 address');
      if (field === undefined) return undefined;
      const octets = octetsFromIpv6Text(field.text);
      if (octets) return decodeOctets({ typeCode, ...owner }, octets);
      return fields.fail(field, `${quoteField(field)} is here; an IPv6 address like 2001:db8::1 is expected`);
    }
    case 'MX': {
      const preference = fields.takeInteger('a preference from 0 to 65535', 65_535);
      const exchange = fields.takeName('the name of an exchange');
      if (preference === undefined || exchange === undefined) return undefined;
      return { type, ...owner, preference, exchange };
    }
    case 'TXT':
    case 'SPF': {
      const strings = fields
        .takeRest('a string')
        ?.map((field) => fields.accept(field, decodeCharacterString(field.text)));
      return strings?.every((string) => string !== undefined) ? { type, ...owner, strings } : undefined;
    }
    case 'PTR':
    case 'CNAME':
    case 'NS': {
      const target = fields.takeName('a name');
      return target === undefined ? undefined : { type, ...owner, target };
    }
    case 'SOA': {
      const mname = fields.takeName('the name of the primary server');
      const rname = fields.takeName("the mailbox of the zone's keeper, as a name");
      const serial = fields.takeInteger('a serial number', 0xffffffff);
      for (const timer of ['refresh', 'retry', 'expire']) fields.takeSeconds(`the ${timer} time`);
      const minimum = fields.takeSeconds('the minimum TTL');
      if (mname === undefined || rname === undefined || serial === undefined || minimum === undefined)
        return undefined;
      return { type, ...owner, mname, rname, serial, minimumSeconds: ttlFromWire(minimum) };
    }
    case undefined: {
      const rest = fields.takeRest(`the data of a ${recordTypeName(typeCode)} record`);
      return rest && { type: 'other', ...owner, typeCode, octets: octetsOfText(rest) };
    }
    default:
      return type satisfies never;
  }
};

/** RFC 3597 §5: `\#`, the length, and the octets in hexadecimal, in as many fields as one likes. */
const readGenericData = (head: ZoneRecordHead, fields: FieldReader): DnsRecord | undefined => {
  const marker = fields.take('\\#');
  const length = fields.takeInteger('a length from 0 to 65535', 65_535);
  if (marker === undefined || length === undefined) return undefined;
  const digits = fields.peek() ? (fields.takeRest('octets') ?? []).map(({ text }) => text).join('') : '';
  if (/[^\da-f]/i.test(digits)) return fields.fail(marker, 'octets in hexadecimal, like 0a1b, are expected');
  if (digits.length !== 2 * length)
    return fields.fail(
      marker,
      `${digits.length} digits follow; ${2 * length} are expected for a length of ${length}`,
    );
  const record = decodeOctets(head, Uint8Array.from(Buffer.from(digits, 'hex')));
  return record.type === 'bad' ? fields.fail(marker, record.problem) : record;
};

const decodeOctets = (head: ZoneRecordHead, octets: Uint8Array): DnsRecord => {
  const text = Buffer.from(octets).toString('latin1');
  const message = { octets, text, nameAt: nameReader(octets, text) };
  return decodeRecord(message, { ...head, classCode: CLASS_IN, start: 0, end: octets.length });
};

const octetsOfText = (fields: readonly ZoneField[]): Uint8Array =>
  Uint8Array.from(Buffer.from(fields.map(({ text }) => text).join(' '), 'latin1'));
