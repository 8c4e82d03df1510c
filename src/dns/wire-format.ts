import type { DnsFlags, DnsRecord, DomainName } from './resolver.ts';

/** The octets of a message header (RFC 1035 §4.1.1). */
export const HEADER_OCTETS = 12;

/** The bits of the header's second word. */
export const FLAG_BITS = {
  isResponse: 0x8000,
  aa: 0x0400,
  tc: 0x0200,
  rd: 0x0100,
  ra: 0x0080,
  ad: 0x0020,
  cd: 0x0010,
} as const;

/** The only kind of query that spfx sends (RFC 1035 §4.1.1). */
export const OPCODE_QUERY = 0;

/** The Internet class, the only one whose data spfx reads. */
export const CLASS_IN = 1;

/** The type of the EDNS pseudo-record (RFC 6891 §6.1). */
export const TYPE_OPT = 41;

/** The UDP reply size that EDNS offers: fits in one IPv6 packet of 1280 octets, so that nothing is fragmented. */
export const UDP_PAYLOAD_OCTETS = 1232;

/** The response codes that decide what happens next (RFC 1035 §4.1.1, RFC 6891 §9). */
export const RCODE = {
  noError: 0,
  formatError: 1,
  serverFailure: 2,
  nameError: 3,
  notImplemented: 4,
  refused: 5,
  badVersion: 16,
} as const;

/** A question as a message carries it: of any type and class. */
export type WireQuestion = Readonly<{ name: DomainName; typeCode: number; classCode: number }>;

/** What the EDNS record of a message says (RFC 6891). `extendedErrors` are those of RFC 8914, in wire order. */
export type EdnsData = Readonly<{
  version: number;
  udpPayloadOctets: number;
  extendedErrors: readonly Readonly<{ code: number; text: string }>[];
}>;

/** A DNS message, as far as it could be read.
 *  `rcode` has the extended bits from EDNS. `additionals` are without the EDNS record. A record that does not
 *  decode is `bad`; one of another class than IN is `other`, as its data has another meaning. `problems` are
 *  English phrases. `hasAllAnswers`: every record that the header announces for the answer section is there to its
 *  last octet; when false, nothing may be concluded from what is missing. */
export type DnsMessage = Readonly<{
  id: number;
  isResponse: boolean;
  opcode: number;
  flags: DnsFlags;
  rcode: number;
  questions: readonly WireQuestion[];
  answers: readonly DnsRecord[];
  hasAllAnswers: boolean;
  authorities: readonly DnsRecord[];
  additionals: readonly DnsRecord[];
  edns?: EdnsData;
  problems: readonly string[];
}>;

/** The big-endian 16-bit number at an offset; octets past the end count as 0. */
export const wordAt = (octets: Uint8Array, offset: number): number =>
  ((octets[offset] ?? 0) << 8) | (octets[offset + 1] ?? 0);

/** The big-endian 32-bit number at an offset; octets past the end count as 0. */
export const longAt = (octets: Uint8Array, offset: number): number =>
  wordAt(octets, offset) * 0x10000 + wordAt(octets, offset + 2);
