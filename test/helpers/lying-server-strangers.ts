import { encodeWhole } from './dns-reply.ts';
import { framed, type Lies } from './lying-server.ts';
import {
  alias,
  disguised,
  failed,
  forged,
  header,
  honest,
  hop,
  type LieRow,
  octets,
  passed,
  passedOnTcp,
  range,
  says,
  spoilt,
  temperror,
  timedOut,
} from './lying-server-row.ts';

/** Replies of those who were not asked, or to what was not asked. */
export const strangers: readonly LieRow[] = [
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

/** Replies at the wrong time. */
export const times: readonly LieRow[] = [
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
    lies: late,
    ...passed,
    udp: 2,
    retries: 1,
    patienceMs: 300,
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
        void setTimeout(say, 500, {
          answers: [alias(asked.name, `n${hop(asked.name) + 1}.example`)],
        }),
    },
    outcome: 'timeout',
    result: 'temperror',
    udp: 4,
    patienceMs: 800,
    seen: ['CNAME n1.example', 'no time is left for this question'],
  },
];
