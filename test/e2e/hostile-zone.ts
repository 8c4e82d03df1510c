// Domains whose every text, name and error means to do something to a terminal.
import type { ReplyRecord } from '../helpers/dns-reply.ts';
import { asText, hostilePieces } from '../helpers/hostile-text.ts';
import { type Handler, type LoopbackServer, startLoopbackServer } from '../helpers/loopback-server.ts';

/** The client whose names are hostile. */
export const hostileClient = '192.0.2.1';

/** `broken`: terms that are none. `odd`: a record that is one, over hostile names and errors. `none`: other texts.
 *  `said`: an explanation made from the sender. */
export const hostileDomains = {
  broken: 'broken.test',
  odd: 'odd.test',
  none: 'none.test',
  said: 'said.test',
} as const;

const pieces = hostilePieces.map(({ octets }) => octets);

/** A piece as one label; dots and backslashes in it are octets like any other. */
const labelOf = (piece: string): string => piece.replace(/[.\\]/g, '\\$&');

/** A term for each piece, its number in front, so that it can be found on the screen. */
export const brokenTerms: readonly string[] = pieces.map(
  (piece, index) => `n${index}-${piece.replaceAll(' ', '_')}`,
);

const exchangesEach = 10;
const exchangeNames = Array.from({ length: 4 }, (_, index) => `m${index}`);

const text = (data: string): ReplyRecord => ({ type: 'TXT', data });

const exchangesOf = (index: number): ReplyRecord[] =>
  pieces.slice(index * exchangesEach, (index + 1) * exchangesEach).map((piece, place) => ({
    type: 'MX',
    data: { preference: place, exchange: `${labelOf(piece)}.mx.test` },
  }));

/** An alias through the pieces, and an address at its end. */
const aliasChain = (): ReplyRecord[] => {
  const names = ['alias.odd.test', ...pieces.slice(26, 40).map((piece) => `${labelOf(piece)}.alias.test`)];
  const aliases = names
    .slice(1)
    .map((name, index): ReplyRecord => ({ name: names[index] ?? '', type: 'CNAME', data: name }));
  return [...aliases, { name: names.at(-1) ?? '', type: 'A', data: '203.0.113.9' }];
};

const texts: Readonly<Record<string, readonly string[]>> = {
  'broken.test': [`v=spf1 ${brokenTerms.join(' ')} -all`],
  'odd.test': [
    `v=spf1 a:alias.odd.test ${exchangeNames.map((name) => `mx:${name}.odd.test`).join(' ')} ptr:odd.test exists:%{l}.e.test include:fail.test -all`,
  ],
  'none.test': [...pieces, `v=spf1\t${pieces.join('')}`],
  'said.test': ['v=spf1 -all exp=why.said.test'],
  'why.said.test': ['from %{s} helo %{h} at %{i}'],
};

const answer: Handler = ({ name, type }) => {
  const lower = name.toLowerCase();
  const found = type === 'TXT' ? texts[lower] : undefined;
  if (found !== undefined) return { answers: found.map(text) };
  if (lower === 'fail.test')
    return {
      rcode: 'SERVFAIL',
      extendedErrors: hostilePieces.map((piece, code) => ({ code, text: asText(piece) })),
    };
  if (type === 'PTR')
    return {
      answers: pieces.map((piece): ReplyRecord => ({ type: 'PTR', data: `${labelOf(piece)}.odd.test` })),
    };
  const exchange = /^m(\d)\.odd\.test$/.exec(lower);
  if (type === 'MX' && exchange !== null) return { answers: exchangesOf(Number(exchange[1])) };
  if (type === 'A' && lower === 'alias.odd.test') return { answers: aliasChain() };
  if (type === 'A' && !lower.endsWith('.e.test')) return { answers: [{ type: 'A', data: '203.0.113.9' }] };
  const soa: ReplyRecord = {
    name: 'test',
    type: 'SOA',
    data: { mname: 'ns.test', rname: 'hostmaster.test' },
  };
  return { rcode: 'NXDOMAIN', authorities: [soa] };
};

/** Serves the domains. */
export const startHostileServer = (): Promise<LoopbackServer> => startLoopbackServer(answer);
