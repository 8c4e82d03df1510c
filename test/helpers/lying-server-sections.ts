import { encodeWhole, type ReplyRecord } from './dns-reply.ts';
import {
  failed,
  forged,
  forgedPolicy,
  honest,
  type LieRow,
  malformed,
  noRecord,
  octets,
  passed,
  policy,
  saying,
  says,
  spoilt,
  temperror,
} from './lying-server-row.ts';

const bad = (type: ReplyRecord['type'], name?: string): ReplyRecord => ({
  // A record given by octets may be of any type.
  type: type as 'TXT',
  data: octets(9),
  ...(name !== undefined && { name }),
});

/** Records that do not belong where they stand. */
export const sectionRows: readonly LieRow[] = [
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
    rfc: 'RFC 2181 §5, RFC 7208 §4.5',
    lies: saying({ answers: [policy, { ...policy, ttl: 60 }] }),
    outcome: 'records',
    result: 'permerror',
    udp: 1,
    seen: ['TXT records that stand there twice: 1'],
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

/** Response codes, with a policy beside them. */
export const codeRows: readonly LieRow[] = [
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
