import { parseJsonText } from './parse-json-text.ts';
import {
  type Check,
  fail,
  readArray,
  readInteger,
  readNumber,
  readObject,
  readOctets,
  readOneOf,
  readOptional,
  readText,
  ShapeError,
} from './read-shape.ts';
import type { DnsAnswer, DnsAttempt, DnsOrigin, DnsQuestion, DnsRecord } from './resolver.ts';
import type { Snapshot } from './snapshot.ts';
import { isIpv4Text, octetsFromIpv6Text } from './zone-file-address.ts';

/** What a file of ours begins with. */
const format = 'spfx-snapshot';

/** Rises when a field changes its meaning or goes. */
const version = 1;

/** Deeper than a snapshot is. */
const mostDepth = 12;

const types = ['A', 'AAAA', 'MX', 'TXT', 'PTR', 'CNAME', 'NS', 'SOA', 'SPF'] as const;

const outcomes = [
  'records',
  'no-data',
  'name-error',
  'server-failure',
  'refused',
  'timeout',
  'unreachable',
  'malformed',
  'unaskable',
] as const;

const toHex = (octets: Uint8Array): string =>
  [...octets].map((octet) => octet.toString(16).padStart(2, '0')).join('');

/** A file may have no more octets than this. */
export const mostSnapshotOctets = 32 * 1024 * 1024;

/** How every file of ours begins. */
export const snapshotBeginning = `{"format":"${format}"`;

/** Octets as hexadecimal digits; all else is JSON's own. */
const recordToJson = (record: DnsRecord): unknown =>
  'octets' in record ? { ...record, octets: toHex(record.octets) } : record;

const toAscii = (json: string): string =>
  json.replace(
    /[\x7f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** A snapshot as JSON in pure ASCII, an answer a line, with a line break at the end. Text from DNS has one character
 *  (U+0000 to U+00FF) for each octet. Undefined where it would be longer than `mostSnapshotOctets`. */
export const formatSnapshot = ({ takenAtMs, source, domain, answers }: Snapshot): string | undefined => {
  const head = {
    format,
    version,
    takenAt: new Date(takenAtMs).toISOString(),
    source,
    ...(domain === undefined ? {} : { domain }),
  };
  const lines = [`${toAscii(JSON.stringify(head)).slice(0, -1)},"answers":[`];
  let length = 0;
  for (const [index, { isReplayed, ...answer }] of answers.entries()) {
    const line = toAscii(JSON.stringify({ ...answer, records: answer.records.map(recordToJson) }));
    length += line.length + 2;
    if (length > mostSnapshotOctets - 64 * 1024) return undefined;
    lines.push(index === answers.length - 1 ? line : `${line},`);
  }
  lines.push(']}\n');
  return lines.join('\n');
};

const readQuestion: Check<DnsQuestion> = (value, place) => {
  const object = readObject(value, place);
  return {
    name: readOctets(object.name, `${place}.name`),
    type: readOneOf(types)(object.type, `${place}.type`),
  };
};

const readHex: Check<Uint8Array> = (value, place) => {
  const text = readText(value, place);
  if (!/^(?:[0-9a-f]{2})*$/.test(text)) fail(place, 'hexadecimal digits');
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
};

const isIpv6Text = (text: string): boolean => octetsFromIpv6Text(text) !== undefined;

const readAddress =
  (isAddress: (text: string) => boolean, example: string): Check<string> =>
  (value, place) => {
    const text = readText(value, place);
    return isAddress(text) ? text : fail(place, `an address as ${example}`);
  };

const readRecord: Check<DnsRecord> = (value, place) => {
  const object = readObject(value, place);
  const at = (field: string): string => `${place}.${field}`;
  const head = {
    name: readOctets(object.name, at('name')),
    ttlSeconds: readInteger(object.ttlSeconds, at('ttlSeconds')),
  };
  const octets = (field: string): string => readOctets(object[field], at(field));
  const integer = (field: string): number => readInteger(object[field], at(field));
  const type = readOneOf([...types, 'other', 'bad'] as const)(object.type, at('type'));
  switch (type) {
    case 'A':
      return { ...head, type, address: readAddress(isIpv4Text, '192.0.2.1')(object.address, at('address')) };
    case 'AAAA':
      return {
        ...head,
        type,
        address: readAddress(isIpv6Text, '2001:db8::1')(object.address, at('address')),
      };
    case 'MX':
      return { ...head, type, preference: integer('preference'), exchange: octets('exchange') };
    case 'TXT':
    case 'SPF':
      return { ...head, type, strings: readArray(readOctets)(object.strings, at('strings')) };
    case 'PTR':
    case 'CNAME':
    case 'NS':
      return { ...head, type, target: octets('target') };
    case 'SOA':
      return {
        ...head,
        type,
        mname: octets('mname'),
        rname: octets('rname'),
        serial: integer('serial'),
        minimumSeconds: integer('minimumSeconds'),
      };
    case 'other':
      return { ...head, type, typeCode: integer('typeCode'), octets: readHex(object.octets, at('octets')) };
    case 'bad':
      return {
        ...head,
        type,
        typeCode: integer('typeCode'),
        octets: readHex(object.octets, at('octets')),
        problem: readText(object.problem, at('problem')),
      };
  }
};

const transports = ['udp', 'tcp'] as const;

const readOrigin: Check<DnsOrigin> = (value, place) => {
  const object = readObject(value, place);
  const kind = readOneOf(['server', 'zone', 'overlay', 'none', 'snapshot'] as const)(
    object.kind,
    `${place}.kind`,
  );
  if (kind === 'zone') return { kind, file: readText(object.file, `${place}.file`) };
  if (kind !== 'server') return { kind };
  return {
    kind,
    server: readText(object.server, `${place}.server`),
    transport: readOneOf(transports)(object.transport, `${place}.transport`),
  };
};

const readAttempt: Check<DnsAttempt> = (value, place) => {
  const object = readObject(value, place);
  return {
    server: readText(object.server, `${place}.server`),
    transport: readOneOf(transports)(object.transport, `${place}.transport`),
    outcome: readOneOf([...outcomes, 'truncated', 'edns-refused'] as const)(
      object.outcome,
      `${place}.outcome`,
    ),
    elapsedMs: readNumber(object.elapsedMs, `${place}.elapsedMs`),
    ...readOptional('detail', readText)(object, place),
  };
};

const readFlag: Check<boolean> = (value, place) =>
  typeof value === 'boolean' ? value : fail(place, 'true or false');

const readFlags: Check<NonNullable<DnsAnswer['flags']>> = (value, place) => {
  const object = readObject(value, place);
  return {
    aa: readFlag(object.aa, `${place}.aa`),
    tc: readFlag(object.tc, `${place}.tc`),
    ra: readFlag(object.ra, `${place}.ra`),
    ad: readFlag(object.ad, `${place}.ad`),
  };
};

const readExtendedError: Check<Readonly<{ code: number; text: string }>> = (value, place) => {
  const object = readObject(value, place);
  return { code: readInteger(object.code, `${place}.code`), text: readText(object.text, `${place}.text`) };
};

const readAnswer: Check<DnsAnswer> = (value, place) => {
  const object = readObject(value, place);
  const outcome = readOneOf(outcomes)(object.outcome, `${place}.outcome`);
  const records = readArray(readRecord)(object.records, `${place}.records`);
  if ((outcome === 'records') !== records.length > 0)
    fail(`${place}.records`, 'records where the outcome is "records", and none where it is not');
  return {
    question: readQuestion(object.question, `${place}.question`),
    outcome,
    records,
    aliases: readArray(readOctets)(object.aliases, `${place}.aliases`),
    ...readOptional('rcode', readInteger)(object, place),
    ...readOptional('flags', readFlags)(object, place),
    ...readOptional('extendedErrors', readArray(readExtendedError))(object, place),
    ...readOptional('withoutValidation', readOneOf(outcomes.filter((one) => one !== 'unaskable')))(
      object,
      place,
    ),
    ...readOptional('ttlSeconds', readInteger)(object, place),
    ...readOptional('sizeOctets', readInteger)(object, place),
    ...readOptional('problems', readArray(readText))(object, place),
    origin: readOrigin(object.origin, `${place}.origin`),
    askedAtMs: readNumber(object.askedAtMs, `${place}.askedAtMs`),
    elapsedMs: readNumber(object.elapsedMs, `${place}.elapsedMs`),
    attempts: readArray(readAttempt)(object.attempts, `${place}.attempts`),
  };
};

const readTime: Check<number> = (value, place) => {
  const text = readText(value, place);
  const ms = Date.parse(text);
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text) && !Number.isNaN(ms);
  return isTime ? ms : fail(place, 'a time as 2026-01-31T12:00:00.000Z');
};

/** A snapshot from the text of its file, or what is wrong with that and where: nothing of a broken one is used. */
export const parseSnapshot = (text: string): Snapshot | Readonly<{ problem: string }> => {
  const parsed = parseJsonText(text, mostDepth);
  if ('problem' in parsed) return parsed;
  try {
    const object = readObject(parsed.value, 'the file');
    if (object.format !== format)
      return { problem: `it is no snapshot of spfx: it has no "format": "${format}"` };
    if (object.version !== version) {
      const seen = typeof object.version === 'number' ? `version ${object.version}` : 'no version';
      return { problem: `it has ${seen}; this spfx reads version ${version}` };
    }
    return {
      takenAtMs: readTime(object.takenAt, 'takenAt'),
      source: readText(object.source, 'source'),
      ...readOptional('domain', readText)(object, ''),
      answers: readArray(readAnswer)(object.answers, 'answers'),
    };
  } catch (error) {
    if (error instanceof ShapeError) return { problem: error.message };
    throw error;
  }
};
