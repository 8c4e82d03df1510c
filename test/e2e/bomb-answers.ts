import type { AskedQuestion, ReplyRecord } from '../helpers/dns-reply.ts';
import type { Reply } from '../helpers/loopback-server.ts';

/** A policy that wants to hurt its reader. `asks`: how many questions a check of the client has;
 *  `caps`: which of the walk's caps end it, if any. `sender`: where the local-part matters. */
export type Bomb = Readonly<{
  name: string;
  domain: string;
  answer: (question: AskedQuestion) => Reply;
  result: 'pass' | 'fail' | 'softfail' | 'neutral' | 'permerror' | 'temperror' | 'none';
  cause: string;
  asks: number;
  caps?: readonly ('queries' | 'depth' | 'terms' | 'octets')[];
  sender?: string;
  args?: readonly string[];
}>;

/** The client of every bomb. */
export const bombClient = '192.0.2.1';

/** DNS over TCP carries no more in one message; some of it is not text. */
const mostOctets = 64_800;

type Zone = (name: string, type: string) => readonly ReplyRecord[] | string | undefined;

/** A server over a function: a text is a TXT record of the name, undefined that there is no such name. */
export const serve =
  (zone: Zone) =>
  ({ name, type }: AskedQuestion): Reply => {
    const found = zone(name.toLowerCase(), type);
    if (found === undefined) return { rcode: 'NXDOMAIN' };
    if (typeof found !== 'string') return { answers: found };
    return type === 'TXT' ? { answers: [{ type: 'TXT', data: found }] } : {};
  };

/** So many terms. */
export const times = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join(' ');

/** As many terms as one answer carries. */
export const fill = (make: (index: number) => string, end: string): string => {
  const terms = ['v=spf1'];
  for (let [index, length] = [0, 7 + end.length]; ; index++) {
    const term = make(index);
    // A string of TXT has 255 octets, and one more for its length.
    length += term.length + 1;
    if (length * (256 / 255) > mostOctets) return [...terms, end].join(' ');
    terms.push(term);
  }
};

/** The first number in a name. */
export const numberOf = (name: string): number => Number(/\d+/.exec(name)?.[0] ?? 0);

/** So many A records. */
export const addresses = (count: number): ReplyRecord[] =>
  Array.from({ length: count }, (_, index) => ({ type: 'A', data: `10.1.${index >> 8}.${index & 255}` }));

/** So many MX records with exchanges below a name. */
export const exchanges = (count: number, name: string): ReplyRecord[] =>
  Array.from({ length: count }, (_, index) => ({
    type: 'MX',
    data: { preference: 10, exchange: `${index}.${name}` },
  }));
