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
  lies: Lies | (() => Lies);
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

/** The true policy. */
export const policy: ReplyRecord = { type: 'TXT', data: 'v=spf1 ip4:192.0.2.0/24 -all' };
/** What a forger says instead. */
export const forgedPolicy: ReplyRecord = { type: 'TXT', data: 'v=spf1 -all' };
/** A reply with the true policy. */
export const honest: ReplySpec = { answers: [policy] };
/** A reply with the forged one. */
export const forged: ReplySpec = { answers: [forgedPolicy] };

/** A copy of the octets with some of them changed. */
export const spoilt = (
  octets: Buffer,
  ...changes: readonly (readonly [offset: number, value: number])[]
): Buffer => {
  const copy = Buffer.from(octets);
  for (const [offset, value] of changes) copy[offset] = value;
  return copy;
};
/** The numbers from 0 up to a count. */
export const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
/** A CNAME record. */
export const alias = (name: string, target: string): ReplyRecord => ({ name, type: 'CNAME', data: target });
/** How far down a chain of aliases a name stands: 3 of `n3.example`. */
export const hop = (name: string): number => Number(/^n(\d+)\./.exec(name)?.[1] ?? 0);
/** Octets. */
export const octets = (...values: number[]): Buffer => Buffer.from(values);
/** A header with the ID of the query. */
export const header = (
  asked: AskedQuestion,
  flags: number,
  counts: readonly number[] = [0, 0, 0, 0],
): Buffer => Buffer.from([asked.id, flags, ...counts].flatMap((value) => [value >> 8, value & 0xff]));

/** What is said to a question. */
export type Reply = (asked: AskedQuestion) => ReplySpec | Buffer;

/** Says these over UDP, one after the other. */
export const says = (...replies: readonly Reply[]): Lies => ({
  udp: (asked, say) => {
    for (const reply of replies) say(reply(asked));
  },
});
/** Says this over UDP. */
export const saying = (spec: ReplySpec): Lies => says(() => spec);
/** Truncates over UDP, and has TCP to itself. */
export const onTcp = (tcp: NonNullable<Lies['tcp']>): Lies => ({ udp: (_, say) => say({ tc: true }), tcp });
/** Truncates over UDP, and says this over TCP. */
export const sayingOnTcp = (spec: ReplySpec): Lies =>
  onTcp((asked, connection) => connection.write(framed(encodeWhole(asked, spec))));

/** A forged reply with some of its octets changed, before an honest one; the question begins at octet 12. */
export const disguised = (...changes: readonly (readonly [offset: number, value: number])[]): Lies =>
  says(
    (asked) => spoilt(encodeWhole(asked, forged), ...changes),
    () => honest,
  );

/** What makes temperror of every trouble. */
export const temperror = 'RFC 7208 §4.4';
/** The truth came through. */
export const passed = { outcome: 'records', result: 'pass', udp: 1 } as const;
/** The same over TCP. */
export const passedOnTcp = { ...passed, tcp: 1 } as const;
/** Nothing came through in time. */
export const timedOut = { outcome: 'timeout', result: 'temperror', udp: 1, patienceMs: 300 } as const;
/** What came is not usable. */
export const malformed = { outcome: 'malformed', result: 'temperror', udp: 1 } as const;
/** The server failed. */
export const failed = { outcome: 'server-failure', result: 'temperror' } as const;
/** There is no record. */
export const noRecord = { outcome: 'no-data', result: 'none', udp: 1 } as const;
