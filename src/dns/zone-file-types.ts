import { recordTypeCode } from './record-type.ts';
import type { RecordType } from './resolver.ts';

/** The code of a type as a master file names it, in any case, or as `TYPEnnn` (RFC 3597 §5); undefined when the text
 *  names no type of data. */
export const typeCodeFromMnemonic = (mnemonic: string): number | undefined => {
  const upper = mnemonic.toUpperCase();
  const generic = /^TYPE(\d{1,5})$/.exec(upper);
  if (generic === null) return CODES.get(upper);
  const code = Number(generic[1]);
  return code > 0 && code <= 65_535 ? code : undefined;
};

const READ_TYPES: readonly RecordType[] = ['A', 'AAAA', 'MX', 'TXT', 'PTR', 'CNAME', 'NS', 'SOA', 'SPF'];

// IANA's "Resource Record (RR) TYPEs", those that a zone may hold: no type is only for questions or for messages.
const OTHER_TYPES: readonly (readonly [string, number])[] = [
  ['MD', 3],
  ['MF', 4],
  ['MB', 7],
  ['MG', 8],
  ['MR', 9],
  ['NULL', 10],
  ['WKS', 11],
  ['HINFO', 13],
  ['MINFO', 14],
  ['RP', 17],
  ['AFSDB', 18],
  ['X25', 19],
  ['ISDN', 20],
  ['RT', 21],
  ['NSAP', 22],
  ['NSAP-PTR', 23],
  ['SIG', 24],
  ['KEY', 25],
  ['PX', 26],
  ['GPOS', 27],
  ['LOC', 29],
  ['NXT', 30],
  ['SRV', 33],
  ['NAPTR', 35],
  ['KX', 36],
  ['CERT', 37],
  ['A6', 38],
  ['DNAME', 39],
  ['APL', 42],
  ['DS', 43],
  ['SSHFP', 44],
  ['IPSECKEY', 45],
  ['RRSIG', 46],
  ['NSEC', 47],
  ['DNSKEY', 48],
  ['DHCID', 49],
  ['NSEC3', 50],
  ['NSEC3PARAM', 51],
  ['TLSA', 52],
  ['SMIMEA', 53],
  ['HIP', 55],
  ['NINFO', 56],
  ['RKEY', 57],
  ['TALINK', 58],
  ['CDS', 59],
  ['CDNSKEY', 60],
  ['OPENPGPKEY', 61],
  ['CSYNC', 62],
  ['ZONEMD', 63],
  ['SVCB', 64],
  ['HTTPS', 65],
  ['DSYNC', 66],
  ['NID', 104],
  ['L32', 105],
  ['L64', 106],
  ['LP', 107],
  ['EUI48', 108],
  ['EUI64', 109],
  ['URI', 256],
  ['CAA', 257],
  ['AVC', 258],
  ['DOA', 259],
  ['AMTRELAY', 260],
  ['RESINFO', 261],
  ['WALLET', 262],
  ['TA', 32768],
  ['DLV', 32769],
];

const CODES = new Map<string, number>([
  ...READ_TYPES.map((type) => [type, recordTypeCode(type)] as const),
  ...OTHER_TYPES,
]);
