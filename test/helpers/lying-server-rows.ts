import type { DnsOutcome } from '../../src/dns/resolver.ts';
import type { SpfResult } from '../../src/spf/result.ts';
import { type AskedQuestion, encodeWhole, type ReplyRecord, type ReplySpec } from './dns-reply.ts';
import { framed, type Lies } from './lying-server.ts';

/** A lie that a server tells to the question for the policy of example.com, and what must become of it.
 *  `rfc`: what calls for it; RFC 7208 §4.4 makes temperror of every trouble, §4.5 none of no record.
 *  `seen`: what a reader of the answer must find, in any order. `udp`, `tcp`: the most queries there may be.
 *  `patienceMs`: the timeout of each exchange, without more said so long that only a stuck client gets there.
 *  `mostOctets`: the most that the answer may take in JSON. */
export type LieRow = Readonly<{
  what: string;
  rfc: string;
  lies: Lies;
  outcome: DnsOutcome;
  result: SpfResult;
  seen: readonly string[];
  udp: number;
  tcp?: number;
  patienceMs?: number;
  retries?: number;
  mostOctets?: number;
}>;

/** The domain of every row, and a client that its true policy lets pass and a forged one does not. */
export const liedAbout = { domain: 'example.com', ip: '192.0.2.1' } as const;

const policy: ReplyRecord = { type: 'TXT', data: 'v=spf1 ip4:192.0.2.0/24 -all' };
const forgedPolicy: ReplyRecord = { type: 'TXT', data: 'v=spf1 -all' };
const honest: ReplySpec = { answers: [policy] };
const forged: ReplySpec = { answers: [forgedPolicy] };

const spoilt = (
  octets: Buffer,
  ...changes: readonly (readonly [offset: number, value: number])[]
): Buffer => {
  const copy = Buffer.from(octets);
  for (const [offset, value] of changes) copy[offset] = value;
  return copy;
};
const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const alias = (name: string, target: string): ReplyRecord => ({ name, type: 'CNAME', data: target });
const hop = (name: string): number => Number(/^n(\d+)\./.exec(name)?.[1] ?? 0);
const octets = (...values: number[]): Buffer => Buffer.from(values);
const header = (asked: AskedQuestion, flags: number, counts: readonly number[] = [0, 0, 0, 0]): Buffer =>
  Buffer.from([asked.id, flags, ...counts].flatMap((value) => [value >> 8, value & 0xff]));

type Reply = (asked: AskedQuestion) => ReplySpec | Buffer;

/** Says these over UDP, one after the other. */
const says = (...replies: readonly Reply[]): Lies => ({
  udp: (asked, say) => {
    for (const reply of replies) say(reply(asked));
  },
});
const saying = (spec: ReplySpec): Lies => says(() => spec);
/** Truncates over UDP, and has TCP to itself. */
const onTcp = (tcp: NonNullable<Lies['tcp']>): Lies => ({ udp: (_, say) => say({ tc: true }), tcp });
const sayingOnTcp = (spec: ReplySpec): Lies =>
  onTcp((asked, connection) => connection.write(framed(encodeWhole(asked, spec))));

/** A forged reply with some of its octets changed, before an honest one; the question begins at octet 12. */
const disguised = (...changes: readonly (readonly [offset: number, value: number])[]): Lies =>
  says(
    (asked) => spoilt(encodeWhole(asked, forged), ...changes),
    () => honest,
  );

const temperror = 'RFC 7208 §4.4';
const passed = { outcome: 'records', result: 'pass', udp: 1 } as const;
const passedOnTcp = { ...passed, tcp: 1 } as const;
const timedOut = { outcome: 'timeout', result: 'temperror', udp: 1, patienceMs: 150 } as const;
const malformed = { outcome: 'malformed', result: 'temperror', udp: 1 } as const;
const failed = { outcome: 'server-failure', result: 'temperror' } as const;
const noRecord = { outcome: 'no-data', result: 'none', udp: 1 } as const;

const strangers: readonly LieRow[] = [
  {
    what: 'a wrong ID, then the truth',
    rfc: 'RFC 5452 §9.1',
    lies: says(
      (asked) => spoilt(encodeWhole(asked, forged), [0, (asked.id >> 8) ^ 1]),
      () => honest,
    ),
    ...passed,
    seen: ['1 reply with a wrong ID ignored'],
  },
  {
    what: 'a wrong ID, then nothing',
    rfc: `RFC 5452 §9.1, ${temperror}`,
    lies: says((asked) => spoilt(encodeWhole(asked, forged), [1, (asked.id & 0xff) ^ 1])),
    ...timedOut,
    seen: ['timeout', '1 reply with a wrong ID ignored'],
  },
  {
    what: 'another name in the question',
    rfc: 'RFC 5452 §9.1',
    lies: disguised([13, 'x'.charCodeAt(0)]),
    ...passed,
    seen: ['1 reply to another question ignored'],
  },
  {
    what: 'another type in the question',
    rfc: 'RFC 5452 §9.1',
    lies: disguised([26, 1]),
    ...passed,
    seen: ['1 reply to another question ignored'],
  },
  {
    what: 'another class in the question',
    rfc: 'RFC 5452 §9.1',
    lies: disguised([28, 3]),
    ...passed,
    seen: ['1 reply to another question ignored'],
  },
  {
    what: 'the question in another case',
    rfc: 'RFC 4343 §3',
    lies: says((asked) =>
      spoilt(encodeWhole(asked, honest), [13, 'E'.charCodeAt(0)], [18, 'L'.charCodeAt(0)]),
    ),
    ...passed,
    seen: ['"v=spf1 ip4:192.0.2.0/24 -all"'],
  },
  {
    what: 'no question',
    rfc: 'RFC 5452 §9.1',
    lies: says(
      (asked) => Buffer.concat([header(asked, 0x8180), encodeWhole(asked, forged).subarray(29)]),
      () => honest,
    ),
    ...passed,
    seen: ['1 reply without a question ignored'],
  },
  {
    what: 'two questions',
    rfc: 'RFC 9619 §4',
    lies: says(
      (asked) => {
        const whole = encodeWhole(asked, forged);
        return spoilt(Buffer.concat([whole.subarray(0, 29), whole.subarray(12)]), [5, 2]);
      },
      () => honest,
    ),
    ...passed,
    seen: ['1 reply with several questions ignored'],
  },
  {
    what: 'a query in the place of a reply',
    rfc: 'RFC 1035 §4.1.1',
    lies: disguised([2, 0x01]),
    ...passed,
    seen: ['1 reply that is a query ignored'],
  },
  {
    what: 'another opcode',
    rfc: 'RFC 1035 §4.1.1',
    lies: disguised([2, 0x81 | (5 << 3)]),
    ...passed,
    seen: ['1 reply of another opcode ignored'],
  },
  {
    what: 'a datagram of nothing, one octet, eleven octets',
    rfc: 'RFC 1035 §4.1.1',
    lies: says(
      () => octets(),
      () => octets(1),
      (asked) => header(asked, 0x8180).subarray(0, 11),
      () => honest,
    ),
    ...passed,
    seen: ['3 replies too short ignored'],
  },
  {
    what: 'a header alone',
    rfc: `RFC 5452 §9.1, ${temperror}`,
    lies: says((asked) => header(asked, 0x8180)),
    ...timedOut,
    seen: ['timeout', '1 reply without a question ignored'],
  },
  {
    what: 'a header alone that announces all it has not',
    rfc: `RFC 5452 §9.1, ${temperror}`,
    lies: says((asked) => header(asked, 0x8180, [1, 0xffff, 0xffff, 0xffff])),
    ...timedOut,
    seen: ['timeout', '1 reply without a question ignored'],
  },
  {
    what: 'a header alone that says SERVFAIL',
    rfc: temperror,
    lies: says((asked) => header(asked, 0x8182)),
    ...failed,
    // The second is without DNSSEC validation.
    udp: 2,
    seen: ['SERVFAIL'],
  },
  {
    what: 'a reply from another port',
    rfc: 'RFC 5452 §9.1',
    lies: {
      udp: (_, say, { anotherPort }) => {
        anotherPort(forged);
        setTimeout(say, 30, honest);
      },
    },
    ...passed,
    seen: ['"v=spf1 ip4:192.0.2.0/24 -all"'],
  },
  {
    what: 'a reply from another address',
    rfc: 'RFC 5452 §9.1',
    lies: {
      udp: (_, say, { anotherAddress }) => {
        anotherAddress(forged);
        setTimeout(say, 30, honest);
      },
    },
    ...passed,
    seen: ['"v=spf1 ip4:192.0.2.0/24 -all"'],
  },
  {
    what: 'replies from elsewhere alone',
    rfc: `RFC 5452 §9.1, ${temperror}`,
    lies: {
      udp: (_, _say, { anotherAddress, anotherPort }) => {
        anotherPort(honest);
        anotherAddress(honest);
      },
    },
    ...timedOut,
    seen: ['timeout'],
  },
  {
    what: '100,000 guesses at the ID, then the truth over TCP',
    rfc: 'RFC 5452 §9.1',
    lies: {
      udp: (asked, say) => {
        const octets = encodeWhole(asked, forged);
        let id = asked.id;
        const flood = (): void => {
          for (let left = 500; left > 0; left--) {
            id = (id + 1) & 0xffff;
            if (id === asked.id) id++;
            say(spoilt(octets, [0, id >> 8], [1, id & 0xff]));
          }
          if (--rounds > 0) setImmediate(flood);
        };
        let rounds = 200;
        flood();
      },
      tcp: (asked, connection) => connection.write(framed(encodeWhole(asked, honest))),
    },
    ...passedOnTcp,
    seen: ['20 replies with a wrong ID ignored', 'guess', 'tcp'],
  },
  {
    what: 'guesses at the ID, and no TCP',
    rfc: `RFC 5452 §9.1, ${temperror}`,
    lies: {
      udp: (asked, say) => {
        for (const guess of range(100))
          say(spoilt(encodeWhole(asked, forged), [1, (asked.id + 1 + guess) & 0xff]));
      },
    },
    outcome: 'unreachable',
    result: 'temperror',
    udp: 1,
    tcp: 1,
    seen: ['20 replies with a wrong ID ignored', 'connection reset'],
  },
];

const late = (): Lies => {
  let sayToTheFirst: (() => void) | undefined;
  return {
    udp: (_, say) => {
      if (sayToTheFirst === undefined) {
        sayToTheFirst = () => say(forged);
        return;
      }
      sayToTheFirst();
      sayToTheFirst = undefined;
      say(honest);
    },
  };
};

const times: readonly LieRow[] = [
  {
    what: 'nothing',
    rfc: temperror,
    lies: {},
    ...timedOut,
    udp: 3,
    retries: 2,
    seen: ['try 1: udp', 'try 3: udp', 'timeout'],
  },
  {
    what: 'a reply after the time is up, when the question is asked again',
    rfc: 'RFC 5452 §9.2',
    lies: late(),
    ...passed,
    udp: 2,
    retries: 1,
    patienceMs: 150,
    seen: ['timeout', 'NOERROR'],
  },
  {
    what: 'the truth, and then something else',
    rfc: 'RFC 5452 §9.1',
    lies: says(
      () => honest,
      () => forged,
    ),
    ...passed,
    seen: ['"v=spf1 ip4:192.0.2.0/24 -all"'],
  },
  {
    what: 'one alias after the other, each when the time is nearly up',
    rfc: `RFC 1034 §5.3.3 (a limit on the work), ${temperror}`,
    lies: {
      udp: (asked, say) =>
        void setTimeout(say, 150, {
          answers: [alias(asked.name, `n${hop(asked.name) + 1}.example`)],
        }),
    },
    outcome: 'timeout',
    result: 'temperror',
    udp: 4,
    patienceMs: 250,
    seen: ['CNAME n1.example', 'no time is left for this question'],
  },
];

const ednsRows: readonly LieRow[] = [
  ...(['FORMERR', 'NOTIMP', 'BADVERS'] as const).map(
    (rcode): LieRow => ({
      what: `${rcode} to EDNS, then the truth`,
      rfc: 'RFC 6891 §6.1.3, §7',
      lies: says((asked) => (asked.edns ? { rcode } : honest)),
      ...passed,
      udp: 2,
      seen: ['edns-refused', `rcode ${{ FORMERR: 1, NOTIMP: 4, BADVERS: 16 }[rcode]}`],
    }),
  ),
  {
    what: 'FORMERR without a question to EDNS, then the truth',
    rfc: 'RFC 6891 §7',
    lies: says((asked) => (asked.edns ? header(asked, 0x8181) : honest)),
    ...passed,
    udp: 2,
    seen: ['edns-refused', 'rcode 1'],
  },
  {
    what: 'FORMERR to everything',
    rfc: temperror,
    lies: saying({ rcode: 'FORMERR' }),
    ...failed,
    udp: 2,
    seen: ['FORMERR', 'edns-refused', 'rcode 1'],
  },
  {
    what: 'FORMERR to EDNS, truncation, and FORMERR to everything over TCP',
    rfc: temperror,
    lies: {
      udp: (asked, say) => say(asked.edns ? { rcode: 'FORMERR' } : { tc: true }),
      tcp: (asked, connection) => connection.write(framed(encodeWhole(asked, { rcode: 'FORMERR' }))),
    },
    ...failed,
    udp: 2,
    tcp: 1,
    seen: ['edns-refused', 'truncated', 'rcode 1'],
  },
  {
    what: 'EDNS twice',
    rfc: 'RFC 6891 §6.1.1',
    lies: says((asked) => {
      const whole = encodeWhole(asked, honest);
      return spoilt(Buffer.concat([whole, whole.subarray(-11)]), [11, 2]);
    }),
    ...passed,
    seen: ['2 EDNS records, of which the first is taken'],
  },
  {
    what: 'EDNS whose options are cut short',
    rfc: 'RFC 6891 §6.1.2',
    lies: says((asked) => spoilt(encodeWhole(asked, honest), [encodeWhole(asked, honest).length - 1, 9])),
    ...passed,
    seen: ['EDNS record cut short by the end of the message'],
  },
  {
    what: 'more extended errors than anyone can read',
    rfc: 'RFC 8914 §2',
    lies: sayingOnTcp({
      ...honest,
      extendedErrors: range(10_000).map((index) => ({ code: index, text: '' })),
    }),
    ...passedOnTcp,
    seen: ['extended error 19', '10000 extended errors, of which the first 20 are read'],
  },
  {
    what: 'an extended error that would clear the screen',
    rfc: 'RFC 8914 §2',
    lies: saying({ ...honest, extendedErrors: [{ code: 0, text: '\x1b[2J\x9b31m\r\n' }] }),
    ...passed,
    seen: ['\\x1B[2J', '\\x0D\\x0A'],
  },
  {
    what: 'a datagram larger than the one that was asked for',
    rfc: 'RFC 6891 §6.2.3',
    lies: saying({
      answers: [
        policy,
        ...range(40).map((index): ReplyRecord => ({ type: 'TXT', data: `${index}`.repeat(99) })),
      ],
    }),
    ...passed,
    mostOctets: 20_000,
    seen: [' B', '"v=spf1 ip4:192.0.2.0/24 -all"'],
  },
];

const tcpRows: readonly LieRow[] = [
  {
    what: 'forged records in a truncated reply, and the truth over TCP',
    rfc: 'RFC 2181 §9',
    lies: {
      udp: (_, say) => say({ ...forged, tc: true }),
      tcp: (asked, connection) => connection.write(framed(encodeWhole(asked, honest))),
    },
    ...passedOnTcp,
    seen: ['truncated', '"v=spf1 ip4:192.0.2.0/24 -all"'],
  },
  {
    what: 'truncation for ever',
    rfc: `RFC 2181 §9, ${temperror}`,
    lies: sayingOnTcp({ ...honest, tc: true }),
    ...malformed,
    tcp: 1,
    seen: ['try 1: udp', 'truncated', 'truncated over TCP'],
  },
  {
    what: 'the truth over TCP, octet by octet',
    rfc: 'RFC 7766 §8',
    lies: onTcp((asked, connection) => {
      const [...rest] = framed(encodeWhole(asked, honest));
      const next = (): void => {
        const octet = rest.shift();
        if (octet !== undefined) connection.write(Buffer.of(octet), () => setImmediate(next));
      };
      next();
    }),
    ...passedOnTcp,
    seen: ['truncated', 'tcp'],
  },
  {
    what: 'an octet now and then over TCP, each in time',
    rfc: `RFC 7766 §6.2.3, ${temperror}`,
    lies: onTcp((asked, connection) => {
      const [...rest] = framed(encodeWhole(asked, honest));
      const timer = setInterval(() => {
        const octet = rest.shift();
        if (octet === undefined || connection.destroyed) clearInterval(timer);
        else connection.write(Buffer.of(octet));
      }, 60);
    }),
    ...timedOut,
    patienceMs: 300,
    tcp: 1,
    seen: ['timeout', 'octets came'],
  },
  ...(
    [
      ['half a reply over TCP, then the end', true, malformed, 'connection closed: 40 of 83 octets came'],
      ['half a reply over TCP, then silence', false, timedOut, '40 of 83 octets came'],
    ] as const
  ).map(
    ([what, ends, become, told]): LieRow => ({
      what,
      rfc: temperror,
      lies: onTcp((asked, connection) => {
        connection.write(framed(encodeWhole(asked, honest)).subarray(0, 40));
        if (ends) connection.end();
      }),
      ...become,
      tcp: 1,
      seen: [told],
    }),
  ),
  ...[0, 1, 11].map(
    (length): LieRow => ({
      what: `a length of ${length} over TCP`,
      rfc: `RFC 7766 §8, ${temperror}`,
      lies: onTcp((asked, connection) => connection.write(framed(encodeWhole(asked, honest), length))),
      ...malformed,
      tcp: 1,
      seen: ['reply too short'],
    }),
  ),
  {
    what: 'a length of 65535 over TCP, and less than that',
    rfc: `RFC 7766 §8, ${temperror}`,
    lies: onTcp((asked, connection) => connection.write(framed(encodeWhole(asked, honest), 65_535))),
    ...timedOut,
    tcp: 1,
    seen: ['timeout', '83 of 65537 octets came'],
  },
  {
    what: 'a length over TCP that cuts the record',
    rfc: `RFC 7766 §8, ${temperror}`,
    lies: onTcp((asked, connection) => {
      const whole = encodeWhole(asked, honest);
      connection.write(framed(whole, whole.length - 13));
    }),
    ...malformed,
    tcp: 1,
    seen: ['answer section cut short'],
  },
  {
    what: 'the truth over TCP, and more behind it',
    rfc: 'RFC 7766 §6.2.1',
    lies: onTcp((asked, connection) => {
      const [first, second] = [honest, forged].map((spec) => framed(encodeWhole(asked, spec)));
      connection.write(Buffer.concat([first ?? [], second ?? []].map((part) => Uint8Array.from(part))));
    }),
    ...passedOnTcp,
    seen: ['octets after the reply ignored', '"v=spf1 ip4:192.0.2.0/24 -all"'],
  },
  {
    what: 'octets without end over TCP',
    rfc: `RFC 7766 §8, ${temperror}`,
    lies: onTcp((_, connection) => {
      const pour = (): void => {
        while (!connection.destroyed && connection.write(Buffer.alloc(65_536, 0xff)));
        connection.once('drain', pour);
      };
      pour();
    }),
    ...malformed,
    tcp: 1,
    seen: ['reply with a wrong ID'],
  },
  {
    what: 'another ID over TCP',
    rfc: `RFC 7766 §7, ${temperror}`,
    lies: onTcp((asked, connection) =>
      connection.write(framed(spoilt(encodeWhole(asked, forged), [0, (asked.id >> 8) ^ 1]))),
    ),
    ...malformed,
    tcp: 1,
    seen: ['reply with a wrong ID'],
  },
  {
    what: 'nothing over TCP',
    rfc: temperror,
    lies: onTcp(() => {}),
    ...timedOut,
    tcp: 1,
    seen: ['truncated', 'timeout', 'no reply'],
  },
  {
    what: 'the end of the connection at once',
    rfc: temperror,
    lies: onTcp((_, connection) => connection.end()),
    outcome: 'unreachable',
    result: 'temperror',
    udp: 1,
    tcp: 1,
    seen: ['connection closed without a reply'],
  },
  {
    what: 'truncation, and a reset of each connection, with tries left',
    rfc: temperror,
    lies: { udp: (_, say) => say({ tc: true }) },
    outcome: 'unreachable',
    result: 'temperror',
    udp: 3,
    tcp: 3,
    retries: 2,
    seen: ['connection reset', 'try 6: tcp'],
  },
];

const mostText = `v=spf1 ${'ip4:198.51.100.1 '.repeat(3700)}ip4:192.0.2.1 -all`;

const sizeRows: readonly LieRow[] = [
  {
    what: 'a policy of 64 kB',
    rfc: 'RFC 7208 §3.3',
    lies: sayingOnTcp({ answers: [{ type: 'TXT', data: mostText }] }),
    ...passedOnTcp,
    mostOctets: 300_000,
    seen: ['ip4:192.0.2.1 -all'],
  },
  {
    what: '3,700 texts and the policy',
    rfc: 'RFC 7208 §4.5',
    lies: sayingOnTcp({
      answers: [...range(3700).map((index): ReplyRecord => ({ type: 'TXT', data: String(index) })), policy],
    }),
    ...passedOnTcp,
    mostOctets: 600_000,
    seen: ['"v=spf1 ip4:192.0.2.0/24 -all"'],
  },
  {
    what: 'the policy and 5,000 more records than are read',
    rfc: `RFC 7208 §4.5 (a record that is not read may be a second policy), ${temperror}`,
    lies: sayingOnTcp({
      answers: [
        policy,
        ...range(5000).map((): ReplyRecord => ({ name: '', type: 10, data: Buffer.alloc(0) })),
        policy,
      ],
    }),
    ...malformed,
    tcp: 1,
    seen: ['answer 4096 of 5002: only 4096 entries are read', 'answer section cut short'],
  },
  {
    what: 'names of 255 octets for each of 4,000 records',
    rfc: 'RFC 1035 §4.1.4',
    lies: sayingOnTcp({
      answers: [
        policy,
        {
          type: 10,
          name: [63, 63, 63, 61].map((length) => 'x'.repeat(length)).join('.'),
          data: Buffer.alloc(0),
        },
        ...range(4000).map((): ReplyRecord => ({ type: 'CNAME', name: '', data: octets(0xc0, 82) })),
      ],
    }),
    ...passedOnTcp,
    seen: ['answer records of other names ignored: 4001'],
  },
];

/** A reply whose one answer is these octets. */
const rawAnswer =
  (...answer: number[]): Reply =>
  (asked) =>
    Buffer.concat([spoilt(encodeWhole({ ...asked, edns: false }, {}), [7, 1]), Buffer.from(answer)]);

const nextAlias = ({ name }: AskedQuestion): ReplySpec => ({
  answers: [alias(name, `n${hop(name) + 1}.example`)],
});

const resettingFirst = (): Lies => {
  const met = new Set<string>();
  return {
    udp: (asked, say) => say(asked.edns ? { rcode: 'FORMERR' } : { tc: true }),
    tcp: (asked, connection) => {
      if (met.delete(asked.name)) connection.write(framed(encodeWhole(asked, nextAlias(asked))));
      else {
        met.add(asked.name);
        connection.resetAndDestroy();
      }
    },
  };
};

const nameRows: readonly LieRow[] = [
  {
    what: 'an owner that points at itself',
    rfc: `RFC 1035 §4.1.4, ${temperror}`,
    lies: says(rawAnswer(0xc0, 29, 0, 16, 0, 1, 0, 0, 0, 9, 0, 2, 1, 97)),
    ...malformed,
    seen: ['answer 1 of 1: compression pointer that does not point back', 'answer section cut short'],
  },
  {
    what: 'an owner that points into a loop',
    rfc: `RFC 1035 §4.1.4, ${temperror}`,
    lies: says(rawAnswer(1, 97, 0xc0, 29, 0, 16, 0, 1, 0, 0, 0, 9, 0, 2, 1, 97)),
    ...malformed,
    seen: ['answer 1 of 1: compression pointers in a loop'],
  },
  {
    what: 'an alias whose target is a loop of pointers',
    rfc: `RFC 1035 §4.1.4, ${temperror}`,
    lies: says(rawAnswer(0xc0, 12, 0, 5, 0, 1, 0, 0, 0, 9, 0, 4, 1, 97, 0xc0, 41)),
    ...malformed,
    seen: ['compression pointers in a loop', "the alias of example.com can't be read"],
  },
  {
    what: 'an alias to itself',
    rfc: 'RFC 1034 §5.2.2; no data, as test/conformance/interpretations.ts chooses',
    lies: saying({ answers: [alias('example.com', 'Example.com')] }),
    ...noRecord,
    seen: ['the aliases form a loop'],
  },
  {
    what: 'aliases in a loop over messages',
    rfc: 'RFC 1034 §5.2.2; no data, as test/conformance/interpretations.ts chooses',
    lies: says(({ name }) => ({ answers: [alias(name, `n${(hop(name) + 1) % 5}.example`)] })),
    ...noRecord,
    udp: 6,
    seen: ['the aliases form a loop', 'CNAME n4.example'],
  },
  {
    what: 'sixteen aliases, one a message, then the truth',
    rfc: 'RFC 1034 §5.2.2',
    lies: says(({ name }) =>
      hop(name) === 16 ? honest : { answers: [alias(name, `n${hop(name) + 1}.example`)] },
    ),
    ...passed,
    udp: 17,
    seen: ['CNAME n16.example', 'try 17: udp'],
  },
  {
    what: 'fifty aliases, one a message',
    rfc: `RFC 1034 §5.2.2 (a limit on the work), ${temperror}`,
    lies: says(({ name }) => ({ answers: [alias(name, `n${hop(name) + 1}.example`)] })),
    ...failed,
    udp: 17,
    seen: ['more than 16 aliases'],
  },
  {
    what: 'fifty aliases in one message, and a policy at their end',
    rfc: `RFC 1034 §5.2.2 (a limit on the work), ${temperror}`,
    lies: saying({
      answers: [
        alias('example.com', 'n1.example'),
        ...range(50).map((index) => alias(`n${index + 1}.example`, `n${index + 2}.example`)),
        { ...policy, name: 'n51.example' },
      ],
    }),
    ...failed,
    udp: 1,
    seen: ['more than 16 aliases'],
  },
  {
    what: 'aliases without end, each behind FORMERR, truncation and TCP',
    rfc: `RFC 1034 §5.3.3 (a limit on the work), ${temperror}`,
    lies: {
      udp: (asked, say) => say(asked.edns ? { rcode: 'FORMERR' } : { tc: true }),
      tcp: (asked, connection) => connection.write(framed(encodeWhole(asked, nextAlias(asked)))),
    },
    ...failed,
    udp: 34,
    tcp: 17,
    mostOctets: 20_000,
    seen: ['more than 16 aliases', 'try 51: tcp'],
  },
  {
    what: 'the same, each connection reset once before',
    rfc: `RFC 1034 §5.3.3 (a limit on the work), ${temperror}`,
    lies: resettingFirst(),
    ...failed,
    udp: 68,
    tcp: 34,
    retries: 1,
    mostOctets: 40_000,
    seen: ['more than 16 aliases', 'connection reset', 'try 102: tcp'],
  },
  {
    what: 'an alias to the root',
    rfc: 'RFC 1034 §3.6.2',
    lies: says(({ name }) => ({ answers: [name === '' ? { ...policy, name } : alias(name, '')] })),
    ...passed,
    udp: 2,
    seen: ['CNAME .', 'asking on for'],
  },
  {
    what: 'two aliases of one name',
    rfc: 'RFC 2181 §10.1',
    lies: saying({
      answers: [
        alias('example.com', 'a.example'),
        alias('example.com', 'b.example'),
        { ...policy, name: 'a.example' },
        { ...forgedPolicy, name: 'b.example' },
      ],
    }),
    ...passed,
    seen: ['2 aliases of example.com; the first is followed', 'answer records of other names ignored: 1'],
  },
];

const bad = (type: ReplyRecord['type'], name?: string): ReplyRecord => ({
  // A record given by octets may be of any type.
  type: type as 'TXT',
  data: octets(9),
  ...(name !== undefined && { name }),
});

const sectionRows: readonly LieRow[] = [
  {
    what: 'records of other names alone',
    rfc: 'RFC 7208 §4.5',
    lies: saying({
      answers: [
        { ...forgedPolicy, name: 'example.net' },
        { ...forgedPolicy, name: 'a.example.com' },
      ],
    }),
    ...noRecord,
    seen: ['answer records of other names ignored: 2'],
  },
  {
    what: 'records of other names beside the truth',
    rfc: 'RFC 7208 §4.5',
    lies: saying({ answers: [{ ...forgedPolicy, name: 'example.net' }, policy] }),
    ...passed,
    seen: ['answer records of other names ignored: 1'],
  },
  {
    what: 'a broken text beside the truth',
    rfc: `RFC 7208 §4.5 (it may be a second policy), ${temperror}`,
    lies: saying({ answers: [policy, bad('TXT')] }),
    ...malformed,
    seen: ["1 of 2 TXT records can't be read", 'string 1 is cut short'],
  },
  {
    what: 'broken records of other types and names beside the truth',
    rfc: 'RFC 7208 §4.5',
    lies: saying({ answers: [bad('A'), policy, bad('TXT', 'example.net')] }),
    ...passed,
    seen: [
      'A record of example.com: 1 octets of address, not 4',
      'TXT record of example.net: string 1 is cut short',
      'answer records of other names ignored: 1',
    ],
  },
  {
    what: 'a broken record in the authority section beside the truth',
    rfc: 'RFC 7208 §4.5',
    lies: saying({ ...honest, authorities: [bad('SOA'), bad('TXT')] }),
    ...passed,
    seen: ['SOA record of example.com', 'TXT record of example.com: string 1 is cut short'],
  },
  {
    what: 'a policy in the authority section alone',
    rfc: 'RFC 1034 §4.3.1, RFC 2181 §5.4.1',
    lies: saying({ authorities: [forgedPolicy] }),
    ...noRecord,
    seen: ['TXT records outside the answer section ignored: 1'],
  },
  {
    what: 'a policy in the additional section alone',
    rfc: 'RFC 2181 §5.4.1',
    lies: says((asked) => {
      const whole = encodeWhole({ ...asked, edns: false }, forged);
      return spoilt(whole, [7, 0], [11, 1]);
    }),
    ...noRecord,
    seen: ['TXT records outside the answer section ignored: 1'],
  },
  {
    what: 'a record that no section announces',
    rfc: 'RFC 1035 §4.1.1',
    lies: says((asked) => spoilt(encodeWhole({ ...asked, edns: false }, forged), [7, 0])),
    ...noRecord,
    seen: ['24 octets after the last record'],
  },
  {
    what: 'more records announced than there are',
    rfc: `RFC 1035 §4.1.1, ${temperror}`,
    lies: says((asked) => spoilt(encodeWhole({ ...asked, edns: false }, honest), [7, 2])),
    ...malformed,
    seen: ['answer 2 of 2: name cut short by the end of the message', 'answer section cut short'],
  },
  {
    what: 'records of another class alone',
    rfc: 'RFC 1035 §3.2.4',
    lies: saying({ answers: [{ ...forgedPolicy, classCode: 3 }] }),
    ...noRecord,
    seen: ['TXT records of another class ignored: 1'],
  },
  {
    what: 'records of another class beside the truth',
    rfc: 'RFC 1035 §3.2.4',
    lies: saying({ answers: [{ ...forgedPolicy, classCode: 255 }, policy] }),
    ...passed,
    seen: ['TXT records of another class ignored: 1'],
  },
  {
    what: 'the same policy twice',
    rfc: 'RFC 2181 §5',
    lies: saying({ answers: [policy, { ...policy, ttl: 60 }] }),
    ...passed,
    seen: ['TXT records that stand there twice ignored: 1'],
  },
  {
    what: 'two policies',
    rfc: 'RFC 7208 §4.5',
    lies: saying({ answers: [policy, forgedPolicy] }),
    outcome: 'records',
    result: 'permerror',
    udp: 1,
    seen: ['"v=spf1 ip4:192.0.2.0/24 -all"', '"v=spf1 -all"'],
  },
  {
    what: 'a referral',
    rfc: `RFC 2308 §2.2, ${temperror}`,
    lies: saying({ ra: false, authorities: [{ name: 'com', type: 'NS', data: 'ns.example' }] }),
    outcome: 'refused',
    result: 'temperror',
    udp: 1,
    seen: ['referral to other servers'],
  },
  ...(
    [
      [0, 'ttl 0'],
      [0x7fffffff, 'ttl 2147483647'],
      [0x80000000, 'ttl 0'],
      [0xffffffff, 'ttl 0'],
    ] as const
  ).map(
    ([ttl, told]): LieRow => ({
      what: `a TTL of ${ttl}`,
      rfc: 'RFC 2181 §8',
      lies: saying({ answers: [{ ...policy, ttl }] }),
      ...passed,
      seen: [told],
    }),
  ),
];

const codeRows: readonly LieRow[] = [
  {
    what: 'NXDOMAIN with the policy',
    rfc: 'RFC 2308 §2.1, RFC 7208 §4.5',
    lies: saying({ ...forged, rcode: 'NXDOMAIN' }),
    outcome: 'name-error',
    result: 'none',
    udp: 1,
    seen: ['NXDOMAIN', 'records of a name that does not exist ignored: 1'],
  },
  {
    what: 'REFUSED with the policy',
    rfc: temperror,
    lies: saying({ ...forged, rcode: 'REFUSED' }),
    outcome: 'refused',
    result: 'temperror',
    udp: 1,
    seen: ['REFUSED', 'answer records beside the error ignored: 1'],
  },
  {
    what: 'SERVFAIL with the policy',
    rfc: temperror,
    lies: saying({ ...forged, rcode: 'SERVFAIL' }),
    ...failed,
    udp: 2,
    seen: ['SERVFAIL', 'answer records beside the error ignored: 1'],
  },
  // BADVERS and the two before it that EDNS is refused with are rows above.
  ...[6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 17, 22, 23, 24, 3841, 4095].map(
    (rcode): LieRow => ({
      what: `rcode ${rcode} with the policy`,
      rfc: `${temperror} ("some other error")`,
      lies: saying({ ...forged, rcode }),
      ...failed,
      udp: 1,
      seen: [`RCODE ${rcode}`, `rcode ${rcode}`, 'answer records beside the error ignored: 1'],
    }),
  ),
];

/** Every lie, by what it is about. */
export const lieRows: Readonly<Record<string, readonly LieRow[]>> = {
  'who answers': strangers,
  'when it answers': times,
  EDNS: ednsRows,
  TCP: tcpRows,
  size: sizeRows,
  'names and aliases': nameRows,
  'records and sections': sectionRows,
  'response codes': codeRows,
};
