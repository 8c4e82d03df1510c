import { type AskedQuestion, encodeWhole, type ReplyRecord, type ReplySpec } from './dns-reply.ts';
import { framed, type Lies } from './lying-server.ts';
import {
  alias,
  failed,
  forgedPolicy,
  honest,
  hop,
  type LieRow,
  malformed,
  noRecord,
  octets,
  passed,
  passedOnTcp,
  policy,
  type Reply,
  range,
  saying,
  sayingOnTcp,
  says,
  spoilt,
  temperror,
} from './lying-server-row.ts';

const mostText = `v=spf1 ${'ip4:198.51.100.1 '.repeat(3700)}ip4:192.0.2.1 -all`;

/** Messages of the largest size. */
export const sizeRows: readonly LieRow[] = [
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

/** Pointers and aliases that lead nowhere. */
export const nameRows: readonly LieRow[] = [
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
    lies: resettingFirst,
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
