import { type Answer, encode, type OptAnswer } from 'dns-packet';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeMessage } from '../../src/dns/decode-message.ts';
import type { DnsRecord } from '../../src/dns/resolver.ts';
import type { DnsMessage } from '../../src/dns/wire-format.ts';
import { growthWhenQuadrupled } from '../helpers/growth.ts';
import { type Random, seededRandom } from '../helpers/seeded-random.ts';

const word = (value: number): number[] => [value >> 8, value & 0xff];
const name = (...labels: string[]): number[] => [
  ...labels.flatMap((label) => [label.length, ...ascii(label)]),
  0,
];
const ascii = (text: string): number[] => [...Buffer.from(text, 'latin1')];
const string = (text: string): number[] => [text.length, ...ascii(text)];
/** Three labels of 63 octets and one of this length. */
const longName = (last: number): number[] => name(...Array<string>(3).fill('a'.repeat(63)), 'a'.repeat(last));
const pointer = (offset: number): number[] => word(0xc000 | offset);

/** A record of class IN and TTL 60; `length` for a wrong RDLENGTH. */
const record = (owner: number[], type: number, data: number[], length = data.length): number[] => [
  ...owner,
  ...word(type),
  ...word(1),
  ...[0, 0, 0, 60],
  ...word(length),
  ...data,
];

/** A response without a question, so that the first answer is at offset 12. */
const response = (...answers: number[][]): Uint8Array =>
  Uint8Array.from([0, 7, 0x81, 0x80, 0, 0, ...word(answers.length), 0, 0, 0, 0, ...answers.flat()]);

const decoded = (octets: Uint8Array): DnsMessage => {
  const message = decodeMessage(octets);
  if (message === undefined) throw new Error('a message of 12 octets or more decodes');
  return message;
};

describe('a record', () => {
  it.each<[string, number[], object]>([
    [
      'A',
      record(name('a'), 1, [192, 0, 2, 1]),
      { type: 'A', name: 'a', ttlSeconds: 60, address: '192.0.2.1' },
    ],
    [
      'AAAA',
      record([0], 28, [0x20, 1, 0xd, 0xb8, ...Array(11).fill(0), 1]),
      { type: 'AAAA', address: '2001:db8::1' },
    ],
    ['MX', record([0], 15, [0, 10, ...name('mx', 'b')]), { type: 'MX', preference: 10, exchange: 'mx.b' }],
    ['null MX', record([0], 15, [0, 0, 0]), { type: 'MX', preference: 0, exchange: '' }],
    [
      'TXT',
      record([0], 16, [...string('v=spf1 '), ...string('-all')]),
      { type: 'TXT', strings: ['v=spf1 ', '-all'] },
    ],
    [
      'TXT of any octets',
      record([0], 16, [...string('\0\xff'), 0]),
      { type: 'TXT', strings: ['\0\xff', ''] },
    ],
    ['SPF', record([0], 99, string('v=spf1')), { type: 'SPF', strings: ['v=spf1'] }],
    ['CNAME', record(name('a'), 5, [1, 98, ...pointer(12)]), { type: 'CNAME', target: 'b.a' }],
    [
      'PTR with a dot in a label',
      record([0], 12, name('a.b\\', 'c')),
      { type: 'PTR', target: 'a\\.b\\\\.c' },
    ],
    [
      'SOA',
      record([0], 6, [...name('ns'), ...name('root'), 0, 0, 1, 0, ...Array(12).fill(9), 0, 0, 0x0e, 0x10]),
      { type: 'SOA', mname: 'ns', rname: 'root', serial: 256, minimumSeconds: 3600 },
    ],
    ['of a type that spfx does not read', record([0], 257, [1, 2]), { type: 'other', typeCode: 257 }],
  ])('%s is decoded', (_, answer, expected) => {
    const message = decoded(response(answer));
    expect(message.answers).toEqual([expect.objectContaining(expected)]);
    expect(message).toMatchObject({ problems: [], hasAllAnswers: true });
  });

  it.each([
    ['0:0:0:0:0:0:0:0', '::'],
    ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
    ['1:0:0:2:3:0:0:4', '1::2:3:0:0:4'],
    ['0:0:1:0:0:0:0:10', '0:0:1::10'],
    ['10:0:0:0:0:0:0:0', '10::'],
    ['1:0:2:3:4:5:6:7', '1:0:2:3:4:5:6:7'],
    ['2001:db8:ab:c:d:e:f:0', '2001:db8:ab:c:d:e:f:0'],
  ])('AAAA of %s is written %s', (groups, address) => {
    const data = groups.split(':').flatMap((group) => word(Number.parseInt(group, 16)));
    expect(decoded(response(record([0], 28, data))).answers).toEqual([expect.objectContaining({ address })]);
  });

  it('holds a name of 255 octets', () => {
    const [answer] = decoded(response(record([0], 12, longName(61)))).answers;
    expect(answer).toMatchObject({ type: 'PTR', target: expect.stringMatching(/^(a{63}\.){3}a{61}$/) });
  });

  it.each([
    [127, { type: 'PTR', target: 'a' }],
    [128, { type: 'bad', problem: 'name of more than 127 compression pointers' }],
  ])('holds a name of %d compression pointers or not', (count, expected) => {
    // The data of the first record: a name, and pointers each to the one before.
    const pointers = Array.from({ length: count - 1 }, (_, index) =>
      pointer(index === 0 ? 23 : 24 + 2 * index),
    );
    const web = record([0], 99, [...name('a'), ...pointers.flat()]);
    const last = pointer(24 + 2 * (count - 1));
    expect(decoded(response(web, record([0], 12, last))).answers[1]).toMatchObject(expected);
  });

  it.each([
    [[0x7f, 0xff, 0xff, 0xff], 0x7fffffff],
    [[0x80, 0, 0, 0], 0],
    [[0x80, 0, 0, 60], 0],
  ])('of TTL %j has %d: 0 when the highest bit is set (RFC 2181 §8)', (ttlOctets, ttlSeconds) => {
    const answer = record([0], 1, [192, 0, 2, 1]);
    answer.splice(5, 4, ...ttlOctets);
    expect(decoded(response(answer)).answers[0]?.ttlSeconds).toBe(ttlSeconds);
  });

  it('of another class is not read as one of class IN', () => {
    const answer = record([0], 16, string('v=spf1 +all'));
    answer[4] = 3;
    expect(decoded(response(answer)).answers[0]).toMatchObject({ type: 'other', typeCode: 16 });
  });

  it.each<[string, number, number[], string]>([
    ['an A of five octets', 1, [192, 0, 2, 1, 9], '5 octets of address, not 4'],
    ['an AAAA of four octets', 28, [192, 0, 2, 1], '4 octets of address, not 16'],
    ['an MX without an exchange', 15, [0, 10], 'data ends before the name'],
    ['an MX with something after it', 15, [0, 10, 0, 7], 'octets left over after the data: 1'],
    [
      'an MX whose exchange runs out of its data',
      15,
      [0, 10, 1, 97],
      'octets missing at the end of the data: 1',
    ],
    ['a TXT without a string', 16, [], 'no string in it'],
    ['a TXT whose string runs out of its data', 16, [...string('a'), 5, 98], 'string 2 is cut short'],
    ['a CNAME without data', 5, [], 'data ends before the name'],
    ['an SOA without its numbers', 6, [0, 0, 1, 2, 3], 'octets missing at the end of the data: 17'],
    ['a PTR into the future', 12, pointer(900), 'compression pointer that does not point back'],
    ['a PTR that is a pointer to itself', 12, pointer(23), 'compression pointer that does not point back'],
    ['a PTR into itself', 12, [1, 97, ...pointer(23)], 'compression pointers in a loop'],
    ['a PTR of a reserved kind', 12, [0x41, 0], 'label of a reserved kind'],
    ['a PTR with a label of 64 octets', 12, [64, ...ascii('a'.repeat(64)), 0], 'label of a reserved kind'],
    ['a PTR of the other reserved kind', 12, [0x80, 12], 'label of a reserved kind'],
    ['a PTR of what is almost a pointer', 12, [0xbf, 12], 'label of a reserved kind'],
    ['a PTR of 256 octets', 12, longName(62), 'name of more than 255 octets'],
  ])('is bad when it is %s, and the next record is still read', (_, type, data, problem) => {
    const message = decoded(response(record([0], type, data), record([0], 1, [192, 0, 2, 1])));
    expect(message.answers).toMatchObject([
      { type: 'bad', typeCode: type, problem, octets: Uint8Array.from(data) },
      { type: 'A', address: '192.0.2.1' },
    ]);
    expect(message.hasAllAnswers).toBe(true);
    expect(message.problems).toEqual([expect.stringContaining(problem)]);
  });
});

describe('a message', () => {
  it('of less than a header is none', () => {
    expect(decodeMessage(new Uint8Array(11))).toBeUndefined();
    expect(decodeMessage(new Uint8Array(12))).toMatchObject({ id: 0, isResponse: false, problems: [] });
  });

  it('shows its ID, flags and rcode', () => {
    const octets = Uint8Array.from([0xab, 0xcd, 0x87, 0xa3, 0, 0, 0, 0, 0, 0, 0, 0]);
    const flags = { aa: true, tc: true, ra: true, ad: true };
    expect(decodeMessage(octets)).toMatchObject({ id: 0xabcd, isResponse: true, opcode: 0, rcode: 3, flags });
    octets[2] = 0xaf;
    expect(decodeMessage(octets)).toMatchObject({ isResponse: true, opcode: 5, flags });
  });

  it.each<[string, number]>([
    ['in its text', 3],
    ['before its length', 25],
  ])('cut %s never gives a TXT record', (_, octetsCut) => {
    const whole = response(
      record([0], 1, [192, 0, 2, 1]),
      record([0], 16, string('v=spf1 ip4:192.0.2.0/24')),
    );
    const message = decoded(whole.subarray(0, whole.length - octetsCut));
    expect(message.answers.filter((answer) => answer.type === 'TXT')).toEqual([]);
    expect(message.answers[0]).toMatchObject({ type: 'A' });
    expect(message.hasAllAnswers).toBe(false);
    expect(message.problems).not.toEqual([]);
  });

  it.each([
    ['cut in a pointer', [0xc0], 'name cut short by the end of the message'],
    ['cut after a name', [0, 0, 16], 'cut short by the end of the message'],
    ['of a reserved kind', [0x41, 0], 'label of a reserved kind'],
  ])('whose question or first record is %s has neither', (_, octets, problem) => {
    const header = [0, 7, 0x81, 0x80];
    const question = Uint8Array.from([...header, 0, 1, 0, 0, 0, 0, 0, 0, ...octets]);
    expect(decoded(question)).toMatchObject({ questions: [], problems: [`question 1 of 1: ${problem}`] });
    const answer = Uint8Array.from([...header, 0, 0, 0, 1, 0, 0, 0, 0, ...octets]);
    expect(decoded(answer)).toMatchObject({ answers: [], problems: [`answer 1 of 1: ${problem}`] });
  });

  it('that announces more records than it has says so', () => {
    const octets = response(record([0], 1, [192, 0, 2, 1]));
    octets[7] = 9;
    const problems = ['answer 2 of 9: name cut short by the end of the message'];
    expect(decoded(octets)).toMatchObject({ hasAllAnswers: false, problems, answers: [{ type: 'A' }] });
  });

  it('with octets after its end says so', () => {
    expect(decoded(Uint8Array.from([...response(), 1, 2]))).toMatchObject({
      problems: ['2 octets after the last record'],
      hasAllAnswers: true,
    });
  });

  it('is read up to 4096 records, which a hostile one alone can have', () => {
    const octets = new Uint8Array(65_535);
    octets.fill(0xff, 6, 8);
    const message = decoded(octets);
    expect(message.answers).toHaveLength(4096);
    expect(message).toMatchObject({
      hasAllAnswers: false,
      problems: ['answer 4097 of 65535: only 4096 entries are read'],
    });
  });

  it('lists no more than 20 problems', () => {
    expect(decoded(response(...Array(50).fill(record([0], 1, [])))).problems).toHaveLength(20);
  });

  /** An EDNS record alone; `length` for a wrong RDLENGTH. */
  const edns = (options: number[], length = options.length): Uint8Array =>
    Uint8Array.from([0, 7, 0x81, 0x80, 0, 0, 0, 0, 0, 0, 0, 1, ...record([0], 41, options, length)]);

  it.each<[string, Uint8Array, string]>([
    ['before its options', edns([], 6), 'EDNS record cut short by the end of the message'],
    ['in its options', edns([0, 15, 0, 2, 0], 6), 'EDNS record cut short by the end of the message'],
    ['in an option', edns([0, 15, 0, 9, 0, 7]), 'EDNS option cut short'],
    ['in the code of an error', edns([0, 15, 0, 1, 7]), 'EDNS extended error without a code'],
  ])('says so when EDNS is cut %s', (_, octets, problem) => {
    expect(decoded(octets)).toMatchObject({
      problems: expect.arrayContaining([problem]),
      edns: { extendedErrors: [] },
    });
  });

  it('takes the version from EDNS', () => {
    const octets = edns([]);
    // The root's octet, type and class stand before the extended rcode, and that before the version.
    octets[12 + 1 + 2 + 2 + 1] = 1;
    expect(decoded(octets)).toMatchObject({ rcode: 0, edns: { version: 1 } });
  });

  it('takes an option without data', () => {
    expect(decoded(edns([0, 10, 0, 0])).problems).toEqual([]);
  });

  it('drops one NUL at the end of an error text, and no other', () => {
    expect(decoded(edns([0, 15, 0, 5, 0, 7, ...ascii('a\0b')])).edns?.extendedErrors).toEqual([
      { code: 7, text: 'a\0b' },
    ]);
    expect(decoded(edns([0, 15, 0, 5, 0, 7, ...ascii('a\0\0')])).edns?.extendedErrors).toEqual([
      { code: 7, text: 'a\0' },
    ]);
  });

  it('finds EDNS among other additional records, and only there', () => {
    const address = record(name('a'), 1, [192, 0, 2, 1]);
    const opt = record([0], 41, [0, 15, 0, 2, 0, 7]);
    const message = (...additionals: number[][]): DnsMessage =>
      decoded(
        Uint8Array.from([
          0,
          7,
          0x81,
          0x80,
          0,
          0,
          0,
          0,
          0,
          0,
          ...word(additionals.length),
          ...additionals.flat(),
        ]),
      );
    expect(message(address, opt)).toMatchObject({
      additionals: [{ type: 'A', address: '192.0.2.1' }],
      edns: { extendedErrors: [{ code: 7, text: '' }] },
      problems: [],
    });
    expect(message(address).edns).toBeUndefined();
  });

  it('lists no more than 20 extended errors', () => {
    const message = decoded(edns(Array(50).fill([0, 15, 0, 2, 0, 7]).flat()));
    expect(message.edns?.extendedErrors).toEqual(Array(20).fill({ code: 7, text: '' }));
    expect(message.problems).toEqual(['50 extended errors, of which the first 20 are read']);
  });

  it('takes the extended rcode and errors from EDNS', () => {
    const options = [
      { code: 15, data: Buffer.from([0, 7, ...Buffer.from('signature expiré\0')]) },
      { code: 10, data: Buffer.alloc(8) },
      { code: 15, data: Buffer.from([0, 18]) },
    ];
    // dns-packet encodes any option code; its types know but a few.
    const opt = {
      type: 'OPT',
      name: '.',
      udpPayloadSize: 4096,
      extendedRcode: 1,
      ednsVersion: 0,
      flags: 0,
      options,
    };
    const octets = encode({ type: 'response', flags: 0, additionals: [opt as unknown as OptAnswer] });
    expect(decoded(octets)).toMatchObject({
      rcode: 16,
      additionals: [],
      problems: [],
      edns: {
        version: 0,
        udpPayloadOctets: 4096,
        extendedErrors: [
          { code: 7, text: 'signature expiré' },
          { code: 18, text: '' },
        ],
      },
    });
  });
});

const chars = 'abcxyzABC019-_:/ *';
const label = fc.string({ unit: fc.constantFrom(...chars), minLength: 1, maxLength: 20 });
const domain = fc.array(label, { minLength: 1, maxLength: 8 }).map((labels) => labels.join('.'));
const ttl = fc.nat(0x7fffffff);
const text = fc.uint8Array({ maxLength: 255 }).map((octets) => Buffer.from(octets));
const pair = fc.oneof<fc.Arbitrary<readonly [Answer, DnsRecord]>[]>(
  fc.tuple(domain, ttl, fc.ipV4()).map(([owner, seconds, data]) => [
    { type: 'A', name: owner, ttl: seconds, data },
    { type: 'A', name: owner, ttlSeconds: seconds, address: data },
  ]),
  fc.tuple(domain, ttl, fc.nat(0xffff), domain).map(([owner, seconds, preference, exchange]) => [
    { type: 'MX', name: owner, ttl: seconds, data: { preference, exchange } },
    { type: 'MX', name: owner, ttlSeconds: seconds, preference, exchange },
  ]),
  fc.tuple(domain, ttl, domain).map(([owner, seconds, target]) => [
    { type: 'PTR', name: owner, ttl: seconds, data: target },
    { type: 'PTR', name: owner, ttlSeconds: seconds, target },
  ]),
  fc.tuple(domain, ttl, fc.array(text, { minLength: 1, maxLength: 4 })).map(([owner, seconds, data]) => [
    { type: 'TXT', name: owner, ttl: seconds, data },
    { type: 'TXT', name: owner, ttlSeconds: seconds, strings: data.map((part) => part.toString('latin1')) },
  ]),
);

describe('every message that dns-packet makes', () => {
  it('decodes to what it was made of', () => {
    fc.assert(
      fc.property(
        fc.array(pair, { maxLength: 12 }),
        fc.array(pair, { maxLength: 3 }),
        (answers, authorities) => {
          const octets = encode({
            type: 'response',
            questions: [{ type: 'TXT', name: 'a.b' }],
            answers: answers.map(([given]) => given),
            authorities: authorities.map(([given]) => given),
          });
          expect(decoded(octets)).toMatchObject({
            questions: [{ name: 'a.b', typeCode: 16, classCode: 1 }],
            answers: answers.map(([, expected]) => expected),
            authorities: authorities.map(([, expected]) => expected),
            problems: [],
          });
        },
      ),
    );
  });
});

describe('a hostile message', () => {
  type Link = (offset: number, base: number, random: Random) => number[];

  /** A TXT record full of compression pointers, a quarter of the message, and SOA records whose names start all over
   *  it. */
  const weave = (size: number, link: Link): Uint8Array => {
    const random = seededRandom(1035);
    const base = 12 + 11;
    const web = [0];
    const starts = [base];
    while (web.length < size / 4) {
      starts.push(base + web.length);
      web.push(...link(base + web.length, base, random));
    }
    const anywhere = (): number[] => pointer(starts[random(starts.length)] ?? base);
    const soa = (): number[] => record([0], 6, [...anywhere(), ...anywhere(), ...Array(20).fill(0)]);
    return response(record([0], 16, web), ...Array.from({ length: size / 46 }, soa));
  };

  it.each<[string, (size: number) => Uint8Array]>([
    [
      'one chain of pointers',
      (size) => weave(size, (offset, base) => pointer(offset === base + 1 ? base : offset - 2)),
    ],
    [
      'a tree of pointers',
      (size) =>
        weave(size, (offset, base, random) =>
          pointer(offset === base + 1 ? base : base + 1 + 2 * random((offset - base - 1) / 2)),
        ),
    ],
    [
      'a chain of labels and pointers',
      (size) =>
        weave(size, (offset, base) => [1, 97, ...pointer((offset - base) % 480 < 4 ? base : offset - 4)]),
    ],
    [
      'an endless chain of labels and pointers',
      (size) => weave(size, (offset) => [1, 97, ...pointer(Math.max(offset - 4, 23))]),
    ],
    ['short labels', (size) => weave(size, () => [1, 97])],
    ['nothing but labels', (size) => new Uint8Array(size).fill(1)],
    ['nothing but pointers', (size) => new Uint8Array(size).fill(0xc0)],
    ['nothing but empty names', (size) => new Uint8Array(size).fill(0xff, 4, 8)],
    ['nothing but empty strings', (size) => response(record([0], 16, Array(size).fill(0)))],
  ])('of %s takes no more than linear time, up to the largest there is', (_, make) => {
    expect(growthWhenQuadrupled(16_000, make, decodeMessage)).toBeLessThan(10);
  });
});
