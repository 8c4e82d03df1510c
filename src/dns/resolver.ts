/** The types of DNS data that spfx asks for or shows; the numbers are in `record-type.ts`. */
export type RecordType = 'A' | 'AAAA' | 'MX' | 'TXT' | 'PTR' | 'CNAME' | 'NS' | 'SOA' | 'SPF';

/** A domain name as text: labels joined by `.`, no trailing dot, the root is the empty string.
 *  One character is one octet (latin1). Inside a label `.` is written `\.` and `\` is written `\\`;
 *  no other character is escaped. Made and taken apart by `domain-name.ts`. */
export type DomainName = string;

/** What is asked of DNS; the class is always IN. */
export type DnsQuestion = Readonly<{ name: DomainName; type: RecordType }>;

type RecordHead<Type extends string> = Readonly<{ type: Type; name: DomainName; ttlSeconds: number }>;

/** One resource record, decoded. TXT strings are latin1: one character is one octet. A record of a type that
 *  spfx does not read is `other`; one whose data does not decode is `bad`: both keep their octets. */
export type DnsRecord =
  | (RecordHead<'A' | 'AAAA'> & Readonly<{ address: string }>)
  | (RecordHead<'MX'> & Readonly<{ preference: number; exchange: DomainName }>)
  | (RecordHead<'TXT' | 'SPF'> & Readonly<{ strings: readonly string[] }>)
  | (RecordHead<'PTR' | 'CNAME' | 'NS'> & Readonly<{ target: DomainName }>)
  | (RecordHead<'SOA'> &
      Readonly<{ mname: DomainName; rname: DomainName; serial: number; minimumSeconds: number }>)
  | (RecordHead<'other'> & Readonly<{ typeCode: number; octets: Uint8Array }>)
  | (RecordHead<'bad'> & Readonly<{ typeCode: number; octets: Uint8Array; problem: string }>);

/** What became of a question. `no-data` and `name-error` (NXDOMAIN) are the two void outcomes of RFC 7208 §4.6.4.
 *  `unaskable`: the name breaks the limits of RFC 1035 (63 octets a label, 255 a name, no empty label), so that no
 *  query was sent. `malformed`: a server answered, but not with a usable DNS message. */
export type DnsOutcome =
  | 'records'
  | 'no-data'
  | 'name-error'
  | 'server-failure'
  | 'refused'
  | 'timeout'
  | 'unreachable'
  | 'malformed'
  | 'unaskable';

/** How a message travels. */
export type Transport = 'udp' | 'tcp';

/** One exchange with one server, or the try at it. `detail` is a short English phrase for what went wrong or was
 *  odd ("connection refused", "truncated", "2 replies with a wrong ID ignored"). */
export type DnsAttempt = Readonly<{
  server: string;
  transport: Transport;
  outcome: DnsOutcome | 'truncated' | 'edns-refused';
  elapsedMs: number;
  detail?: string;
}>;

/** Where an answer came from. `overlay`: from an edited record; `none`: no usable reply came, or nothing
 *  was sent; `snapshot`: the snapshot that is replayed does not have it. */
export type DnsOrigin =
  | Readonly<{ kind: 'server'; server: string; transport: Transport }>
  | Readonly<{ kind: 'zone'; file: string }>
  | Readonly<{ kind: 'overlay' }>
  | Readonly<{ kind: 'snapshot' }>
  | Readonly<{ kind: 'none' }>;

/** Flags of a reply: authoritative, truncated, recursion available, authenticated (RFC 1035 §4.1.1, RFC
 *  4035 §3.2.3). */
export type DnsFlags = Readonly<{ aa: boolean; tc: boolean; ra: boolean; ad: boolean }>;

/** The answer to one question, trouble included.
 *  `records`: those of the asked type at the end of the alias chain, in wire order; not empty if and only if the
 *  outcome is `records`. `aliases`: the CNAME chain followed, as target names in order. `problems`: what was wrong
 *  with a message that could still be read. `ttlSeconds`: the least TTL of records and aliases, or of the negative
 *  answer (RFC 2308 §5). `sizeOctets`: of the reply message. `server` origins print as `192.0.2.53:53`,
 *  `[2001:db8::53]:53`. */
export type DnsAnswer = Readonly<{
  question: DnsQuestion;
  outcome: DnsOutcome;
  records: readonly DnsRecord[];
  aliases: readonly DomainName[];
  rcode?: number;
  flags?: DnsFlags;
  extendedErrors?: readonly Readonly<{ code: number; text: string }>[];
  /** What became of the question when a server that failed (SERVFAIL) was asked again without DNSSEC validation:
   *  data, or word that there is none, if the signatures alone were found wrong; else the trouble goes deeper. */
  withoutValidation?: Exclude<DnsOutcome, 'unaskable'>;
  ttlSeconds?: number;
  sizeOctets?: number;
  problems?: readonly string[];
  origin: DnsOrigin;
  /** Milliseconds since the epoch. */
  askedAtMs: number;
  elapsedMs: number;
  attempts: readonly DnsAttempt[];
  /** From a snapshot: its times are those of the recording, and its TTL stands as it stood then. */
  isReplayed?: true;
}>;

/** Answers questions. Trouble is an answer: the promise never rejects, except with the signal's own reason. */
export type Resolver = Readonly<{
  resolve: (question: DnsQuestion, signal?: AbortSignal) => Promise<DnsAnswer>;
}>;

/** The same text for questions that DNS holds equal: names compare without case (RFC 4343). */
export const questionKey = (question: DnsQuestion): string =>
  `${question.type} ${asciiLowerCase(question.name)}`;

/** The text with A to Z in lower case and every other character, octets over 127 too, as it was. */
export const asciiLowerCase = (text: string): string => text.replace(/[A-Z]+/g, (part) => part.toLowerCase());

/** True of an answer that another try may change; such an answer is never shared with the check (see
 *  `answer-cache.ts`). */
export const isTransient = (outcome: DnsOutcome): boolean =>
  outcome === 'server-failure' ||
  outcome === 'refused' ||
  outcome === 'timeout' ||
  outcome === 'unreachable' ||
  outcome === 'malformed';
