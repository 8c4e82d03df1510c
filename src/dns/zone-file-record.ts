import { ttlFromWire } from './decode-record.ts';
import { recordTypeFromCode } from './record-type.ts';
import type { DnsRecord, DomainName } from './resolver.ts';
import { readZoneData } from './zone-file-data.ts';
import type { ZoneEntry } from './zone-file-entries.ts';
import { type FieldReader, quoteField } from './zone-file-fields.ts';
import { typeCodeFromMnemonic } from './zone-file-types.ts';

/** What earlier entries leave to later ones. `ttl` is the same object for a file and the files that it includes. */
export type ZoneContext = {
  origin: DomainName | undefined;
  owner: DomainName | undefined;
  readonly ttl: { default: number | undefined; last: number | undefined };
};

// What nsd takes too; a few lines without SOA and $TTL are worth reading.
const TTL_OF_LAST_RESORT = 3600;

/** The record of an entry, or undefined when its problem was reported. Leaves owner, TTL and origin to the next. */
export const readZoneRecord = (
  { startsBlank }: Pick<ZoneEntry, 'startsBlank'>,
  fields: FieldReader,
  context: ZoneContext,
): DnsRecord | undefined => {
  if (!startsBlank) context.owner = fields.takeName('an owner') ?? context.owner;
  const first = fields.peek();
  const name = context.owner;
  if (name === undefined)
    return (
      first &&
      fields.fail(first, 'no record stands above whose owner this could be; a name or "@" is expected')
    );

  const ttlSeconds = readTtlAndClass(fields);
  const typeCode = readType(fields);
  if (typeCode === undefined) return undefined;
  if (ttlSeconds !== undefined) context.ttl.last = ttlSeconds;
  // The owner of the SOA was absolute if no origin was known.
  if (recordTypeFromCode(typeCode) === 'SOA') context.origin ??= name;

  const record = readZoneData({ name, typeCode, ttlSeconds: 0 }, fields);
  return record && { ...record, ttlSeconds: ttlSeconds ?? inheritTtl(record, context) };
};

/** RFC 1035 §5.1: either may be left out, and either may stand first. */
const readTtlAndClass = (fields: FieldReader): number | undefined => {
  let ttlSeconds: number | undefined;
  let hasClass = false;
  for (let field = fields.peek(); field !== undefined; field = fields.peek()) {
    if (ttlSeconds === undefined && /^\d/.test(field.text)) {
      const seconds = fields.takeSeconds('a TTL in seconds, or with units like 1h30m,');
      if (seconds === undefined) return undefined;
      ttlSeconds = ttlFromWire(seconds);
    } else if (!hasClass && /^(?:IN|CLASS1)$/i.test(field.text)) {
      fields.take('a class');
      hasClass = true;
    } else if (!hasClass && /^(?:CH|CS|HS|CLASS\d+)$/i.test(field.text))
      return fields.fail(field, `the class is ${field.text}; only IN is read`);
    else break;
  }
  return ttlSeconds;
};

const readType = (fields: FieldReader): number | undefined => {
  const field = fields.take('a record type');
  if (field === undefined) return undefined;
  return (
    typeCodeFromMnemonic(field.text) ??
    fields.fail(field, `${quoteField(field)} is here; a record type like TXT is expected`)
  );
};

/** RFC 2308 §4: `$TTL` before all. RFC 1035 §5.1: else the last one stated. Neither: the SOA's minimum from there on,
 *  as in BIND. */
const inheritTtl = (record: DnsRecord, { ttl }: ZoneContext): number => {
  if (record.type === 'SOA' && ttl.last === undefined) ttl.default ??= record.minimumSeconds;
  return ttl.default ?? ttl.last ?? TTL_OF_LAST_RESORT;
};
