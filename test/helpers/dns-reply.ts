import { type Answer, encode } from 'dns-packet';
import { labelsOf, nameFromLabels } from '../../src/dns/domain-name.ts';

/** A record of a reply, in dns-packet's words: `{type: 'TXT', data: ['v=spf1 ', '-all']}`. The owner is the question's
 *  name unless said otherwise. TXT strings are latin1, one character an octet. A Buffer is the data as it stands;
 *  only so can a type be given by its number. */
export type ReplyRecord = Readonly<
  { name?: string; ttl?: number; classCode?: number } & (
    | { type: 'A' | 'AAAA' | 'PTR' | 'CNAME' | 'NS'; data: string }
    | { type: 'TXT' | 'SPF'; data: string | readonly string[] }
    | { type: 'MX'; data: Readonly<{ preference: number; exchange: string }> }
    | { type: 'SOA'; data: Readonly<{ mname: string; rname: string; serial?: number; minimum?: number }> }
    | { type: keyof typeof TYPE_CODES | number; data: Buffer }
  )
>;

/** A reply: without more said, an empty NOERROR of a recursive server. EDNS is in it when it was in the query. */
export type ReplySpec = Readonly<{
  rcode?: keyof typeof RCODES | number;
  answers?: readonly ReplyRecord[];
  authorities?: readonly ReplyRecord[];
  aa?: boolean;
  ad?: boolean;
  ra?: boolean;
  tc?: boolean;
  extendedErrors?: readonly Readonly<{ code: number; text: string }>[];
  delayMs?: number;
}>;

/** A question as it came. `name` is a DomainName in the case it was asked in; `type` is `TYPE257` and the like
 *  when this server does not know it. `query` are all its octets. */
export type AskedQuestion = Readonly<{
  name: string;
  type: string;
  transport: 'udp' | 'tcp';
  id: number;
  edns: boolean;
  recursionDesired: boolean;
  authenticData: boolean;
  checkingDisabled: boolean;
  query: Buffer;
}>;

const TYPE_CODES = { A: 1, NS: 2, CNAME: 5, SOA: 6, PTR: 12, MX: 15, TXT: 16, AAAA: 28, SPF: 99 } as const;
const RCODES = {
  NOERROR: 0,
  FORMERR: 1,
  SERVFAIL: 2,
  NXDOMAIN: 3,
  NOTIMP: 4,
  REFUSED: 5,
  BADVERS: 16,
} as const;
const TYPE_OPT = 41;

const word = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff]);

const questionEnd = (query: Buffer): number => {
  let offset = 12;
  while (query[offset] !== 0) offset += 1 + query.readUInt8(offset);
  return offset + 5;
};

/** The question of a query, read without the code under test. */
export const readQuestion = (query: Buffer, transport: 'udp' | 'tcp'): AskedQuestion => {
  const end = questionEnd(query);
  const labels: string[] = [];
  for (let offset = 12; query[offset] !== 0; offset += 1 + query.readUInt8(offset)) {
    labels.push(query.toString('latin1', offset + 1, offset + 1 + query.readUInt8(offset)));
  }
  const code = query.readUInt16BE(end - 4);
  const flags = query.readUInt16BE(2);
  return {
    name: nameFromLabels(labels),
    type: Object.entries(TYPE_CODES).find(([, known]) => known === code)?.[0] ?? `TYPE${code}`,
    transport,
    id: query.readUInt16BE(0),
    edns: query.readUInt16BE(10) > 0,
    recursionDesired: (flags & 0x100) !== 0,
    authenticData: (flags & 0x20) !== 0,
    checkingDisabled: (flags & 0x10) !== 0,
    query,
  };
};

/** The reply as it is sent: over UDP, when it is larger than the query allows, empty with TC. */
export const encodeReply = (question: AskedQuestion, spec: ReplySpec): Buffer => {
  const full = encodeWhole(question, spec);
  // The UDP size stands in the place of the class of the EDNS record, which begins right after the question.
  const room = question.edns ? question.query.readUInt16BE(questionEnd(question.query) + 3) : 512;
  if (question.transport === 'tcp' || full.length <= room) return full;
  return encodeWhole(question, { ...spec, answers: [], authorities: [], tc: true });
};

/** The reply to a question, for a handler that wants to spoil it before it is sent. */
export const encodeWhole = (question: AskedQuestion, spec: ReplySpec): Buffer => {
  const { answers = [], authorities = [], extendedErrors = [] } = spec;
  const rcode = typeof spec.rcode === 'number' ? spec.rcode : RCODES[spec.rcode ?? 'NOERROR'];
  const flags =
    0x8000 |
    (spec.aa ? 0x400 : 0) |
    (spec.tc ? 0x200 : 0) |
    (question.recursionDesired ? 0x100 : 0) |
    ((spec.ra ?? true) ? 0x80 : 0) |
    (spec.ad ? 0x20 : 0) |
    (rcode & 0x0f);
  const options = extendedErrors.map(({ code, text }) => {
    const data = Buffer.concat([word(code), Buffer.from(text)]);
    return Buffer.concat([word(15), word(data.length), data]);
  });
  const optData = Buffer.concat(options);
  const opt = Buffer.from([
    0,
    0,
    TYPE_OPT,
    4,
    208,
    rcode >> 4,
    0,
    0,
    0,
    optData.length >> 8,
    optData.length & 0xff,
  ]);
  return Buffer.concat([
    ...[question.id, flags, 1, answers.length, authorities.length, question.edns ? 1 : 0].map(word),
    question.query.subarray(12, questionEnd(question.query)),
    ...[...answers, ...authorities].map((record) => encodeRecord(question.name, record)),
    ...(question.edns ? [opt, optData] : []),
  ]);
};

const encodeRecord = (questionName: string, record: ReplyRecord): Buffer => {
  const ttl = Buffer.alloc(4);
  ttl.writeUInt32BE(record.ttl ?? 300);
  const code = typeof record.type === 'number' ? record.type : TYPE_CODES[record.type];
  // A pointer to the question, as real servers have it.
  const owner =
    record.name === undefined || record.name === questionName ? word(0xc00c) : encodeName(record.name);
  const data = encodeData(record);
  return Buffer.concat([owner, word(code), word(record.classCode ?? 1), ttl, word(data.length), data]);
};

const encodeName = (name: string): Buffer =>
  Buffer.concat([
    ...labelsOf(name).map((label) =>
      Buffer.concat([Buffer.from([label.length]), Buffer.from(label, 'latin1')]),
    ),
    Buffer.alloc(1),
  ]);

const encodeData = (record: ReplyRecord): Buffer => {
  if (Buffer.isBuffer(record.data)) return record.data;
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return encodeByDnsPacket({ type: record.type, name: '.', data: record.data });
    case 'SOA':
      return encodeByDnsPacket({ type: record.type, name: '.', data: record.data });
    case 'PTR':
    case 'CNAME':
    case 'NS':
      return encodeName(record.data);
    case 'MX':
      return Buffer.concat([word(record.data.preference), encodeName(record.data.exchange)]);
    case 'TXT':
    case 'SPF': {
      const strings = typeof record.data === 'string' ? splitText(record.data) : record.data;
      return Buffer.concat(
        strings.map((string) => Buffer.from([string.length, ...Buffer.from(string, 'latin1')])),
      );
    }
    default:
      throw new TypeError(`data of type ${record.type} must be a Buffer`);
  }
};

/** A text as one string, or as many as it takes when it is over 255 octets. */
const splitText = (text: string): string[] => text.match(/.{1,255}/gs) ?? [''];

// Before the data: a header, the root as owner, and ten octets up to the length.
const encodeByDnsPacket = (answer: Answer): Buffer =>
  encode({ type: 'response', answers: [answer] }).subarray(12 + 1 + 10);
