import { encodeWhole, type ReplyRecord } from './dns-reply.ts';
import { framed } from './lying-server.ts';
import {
  failed,
  forged,
  header,
  honest,
  type LieRow,
  malformed,
  onTcp,
  passed,
  passedOnTcp,
  policy,
  range,
  saying,
  sayingOnTcp,
  says,
  spoilt,
  temperror,
  timedOut,
} from './lying-server-row.ts';

/** What servers do with EDNS. */
export const ednsRows: readonly LieRow[] = [
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

/** Truncation, and what may come over a connection. */
export const tcpRows: readonly LieRow[] = [
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
      }, 100);
    }),
    ...timedOut,
    patienceMs: 800,
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
