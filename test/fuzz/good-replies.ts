import type { DnsQuestion } from '../../src/dns/resolver.ts';
import {
  type WireMessage,
  type WireRecord,
  type WrittenMessage,
  writeMessage,
} from '../helpers/compress-message.ts';

/** A reply that a server might well give, with ID 0, and the question that it answers. */
export type GoodReply = WrittenMessage & Readonly<{ what: string; question: DnsQuestion }>;

const CODES = { A: 1, NS: 2, CNAME: 5, SOA: 6, PTR: 12, MX: 15, TXT: 16, AAAA: 28, SPF: 99 } as const;

const word = (value: number): number[] => [value >> 8, value & 0xff];
const string = (text: string): number[] => [text.length, ...Buffer.from(text, 'latin1')];

const a = (name: string, last = 1): WireRecord => ({ name, type: CODES.A, data: [[192, 0, 2, last]] });
const aaaa = (name: string, last = 1): WireRecord => ({
  name,
  type: CODES.AAAA,
  data: [[0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, last]],
});
const txt = (name: string, ...strings: string[]): WireRecord => ({
  name,
  type: CODES.TXT,
  data: strings.map(string),
});
const mx = (name: string, preference: number, exchange: string): WireRecord => ({
  name,
  type: CODES.MX,
  data: [word(preference), { name: exchange }],
});
const to = (type: 'CNAME' | 'PTR' | 'NS', name: string, target: string): WireRecord => ({
  name,
  type: CODES[type],
  data: [{ name: target }],
});
const soa = (name: string): WireRecord => ({
  name,
  type: CODES.SOA,
  ttl: 3600,
  data: [
    { name: `ns1.${name}` },
    { name: `hostmaster.${name}` },
    [0x78, 0xa4, 0x12, 0x34, 0, 0, 0x1c, 0x20, 0, 0, 0xe, 0x10, 0, 9, 0x3a, 0x80, 0, 0, 1, 0x2c],
  ],
});
/** EDNS with options: code and octets. */
const opt = (...options: readonly (readonly [number, readonly number[]])[]): WireRecord => ({
  name: '',
  type: 41,
  classCode: 1232,
  ttl: 0,
  data: options.map(([code, octets]) => [...word(code), ...word(octets.length), ...octets]),
});
const extendedError = (code: number, text: string): readonly [number, readonly number[]] => [
  15,
  [...word(code), ...Buffer.from(text)],
];
const signature = (name: string, covered: number): WireRecord => ({
  name,
  type: 46,
  data: [word(covered), [13, 2], Array(12).fill(7), word(4711), { name: '' }, Array(64).fill(0xa5)],
});

const name = 'example.com';
const ask = (type: keyof typeof CODES, asked = name): DnsQuestion => ({ name: asked, type });
const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const NXDOMAIN = 0x8183;
const REVERSE = '25.2.0.192.in-addr.arpa';
const REVERSE_6 = `1.${'0.'.repeat(23)}8.b.d.0.1.0.0.2.ip6.arpa`;

type Row = readonly [what: string, question: DnsQuestion, message: Omit<WireMessage, 'question'>];

const everyday: readonly Row[] = [
  [
    'a policy in two strings',
    ask('TXT'),
    { answers: [txt(name, 'v=spf1 mx a:mail.', 'example.com -all')], additionals: [opt()] },
  ],
  [
    'several texts',
    ask('TXT'),
    { answers: [txt(name, 'google-site-verification=x'), txt(name, 'v=spf1 -all'), txt(name, '')] },
  ],
  ['texts of any octets', ask('TXT'), { answers: [txt(name, '\0\xff\x80"\\'), txt(name, '', 'a', '')] }],
  [
    'exchanges and their addresses',
    ask('MX'),
    {
      answers: [
        mx(name, 10, 'mx1.example.com'),
        mx(name, 20, 'mx2.example.com'),
        mx(name, 30, 'mx.example.net'),
      ],
      additionals: [a('mx1.example.com'), aaaa('mx2.example.com'), opt()],
    },
  ],
  ['no exchange (RFC 7505)', ask('MX'), { answers: [mx(name, 0, '')] }],
  ['addresses', ask('A'), { answers: range(6).map((last) => a(name, last)), additionals: [opt()] }],
  ['IPv6 addresses', ask('AAAA'), { answers: range(3).map((last) => aaaa(name, last)) }],
  [
    'names of a client',
    ask('PTR', REVERSE),
    { answers: [to('PTR', REVERSE, 'mail.example.com'), to('PTR', REVERSE, name)] },
  ],
  [
    'the name of an IPv6 client',
    ask('PTR', REVERSE_6),
    { answers: [to('PTR', REVERSE_6, 'mail.example.com')] },
  ],
  [
    'aliases to an address',
    ask('A', 'www.example.com'),
    {
      answers: [
        to('CNAME', 'www.example.com', 'web.example.net'),
        to('CNAME', 'web.example.net', 'x.cdn.example.net'),
        to('CNAME', 'x.cdn.example.net', 'y.cdn.example.net'),
        a('y.cdn.example.net'),
      ],
      additionals: [opt()],
    },
  ],
  [
    'aliases from behind',
    ask('TXT', 'a.example.com'),
    {
      answers: [
        txt('c.example.com', 'v=spf1 -all'),
        to('CNAME', 'b.example.com', 'C.example.com'),
        to('CNAME', 'a.example.com', 'b.EXAMPLE.com'),
      ],
    },
  ],
  [
    'an alias that leads on',
    ask('TXT', 'a.example.com'),
    { answers: [to('CNAME', 'a.example.com', 'spf.example.net')] },
  ],
  [
    'aliases in a loop',
    ask('TXT', 'a.example.com'),
    {
      answers: [to('CNAME', 'a.example.com', 'b.example.com'), to('CNAME', 'b.example.com', 'a.example.com')],
    },
  ],
  ['no data', ask('AAAA'), { authorities: [soa(name)], additionals: [opt()] }],
  [
    'no such name',
    ask('TXT', 'nowhere.example.com'),
    { flags: NXDOMAIN, authorities: [soa(name)], additionals: [opt()] },
  ],
  [
    'an alias to no name',
    ask('A', 'old.example.com'),
    {
      flags: NXDOMAIN,
      answers: [to('CNAME', 'old.example.com', 'gone.example.net')],
      authorities: [soa('example.net')],
    },
  ],
  [
    'a failure with extended errors',
    ask('TXT'),
    {
      flags: 0x8182,
      additionals: [
        opt([10, Array(16).fill(3)], extendedError(7, 'signature expired\0'), extendedError(22, '')),
      ],
    },
  ],
  [
    'a referral',
    ask('TXT', 'a.b.example.com'),
    {
      flags: 0x8000,
      authorities: [
        to('NS', 'b.example.com', 'ns1.b.example.com'),
        to('NS', 'b.example.com', 'ns2.b.example.com'),
      ],
      additionals: [a('ns1.b.example.com'), aaaa('ns2.b.example.com')],
    },
  ],
  [
    'a signed answer',
    ask('TXT'),
    { flags: 0x81a0, answers: [txt(name, 'v=spf1 -all'), signature(name, CODES.TXT)], additionals: [opt()] },
  ],
  ['the old record type', ask('SPF'), { answers: [{ ...txt(name, 'v=spf1 -all'), type: CODES.SPF }] }],
  [
    'dots inside of labels',
    ask('PTR', REVERSE),
    { answers: [to('PTR', REVERSE, 'a\\.b\\\\.c d.\xe9.example.com')] },
  ],
  [
    'a name at the limit',
    ask('MX'),
    {
      answers: [
        mx(name, 1, `${'x'.repeat(63)}.${'y'.repeat(63)}.${'z'.repeat(63)}.${'w'.repeat(49)}.${name}`),
      ],
    },
  ],
  ['a refusal', ask('TXT'), { flags: 0x8185, additionals: [opt(extendedError(18, 'not for you'))] }],
];

const large: readonly Row[] = [
  [
    'a text of 4 kB',
    ask('TXT'),
    { answers: [txt(name, ...range(16).map((index) => String(index % 10).repeat(255)))] },
  ],
  [
    'a text of 64 kB',
    ask('TXT'),
    { answers: [txt(name, ...range(250).map(() => 'ip4:192.0.2.1 '.repeat(18)))] },
  ],
  [
    '300 addresses',
    ask('A'),
    { answers: range(300).map((index) => a(name, index & 255)), additionals: [opt()] },
  ],
  ['4,000 addresses', ask('A'), { answers: range(4000).map((index) => a(name, index & 255)) }],
  [
    '200 exchanges',
    ask('MX'),
    { answers: range(200).map((index) => mx(name, index, `mx${index}.example.com`)) },
  ],
  [
    '10,000 extended errors',
    ask('TXT'),
    { flags: 0x8182, additionals: [opt(...range(10_000).map(() => extendedError(7, '')))] },
  ],
];

const written = ([what, question, message]: Row): GoodReply => ({
  what,
  question,
  ...writeMessage({ ...message, question: { name: question.name, type: CODES[question.type] } }),
});

/** Replies of everyday size. */
export const everydayReplies: readonly GoodReply[] = everyday.map(written);

/** Replies for TCP. */
export const largeReplies: readonly GoodReply[] = large.map(written);
