import type { IpAddress } from '../../spf/ip-address.ts';
import type { Statement } from '../candidate.ts';
import { domainOfMailbox, readAddress, readMailbox } from '../read-address.ts';
import { readResultWord } from '../result-word.ts';
import { readSpfSentence } from '../spf-sentence.ts';
import { type Piece, readPieces, unquote } from '../structured-text.ts';
import { mailFromOfSentence, readSpfPairs } from './received-spf.ts';

/** One result of the header: the method, its result, its properties in lower case, its comments in order. */
type MethodResult = Readonly<{
  method: string;
  result: string;
  properties: ReadonlyMap<string, string>;
  comments: readonly string[];
}>;

/** What an Authentication-Results header (RFC 8601), or one of its likes, says of SPF. No statement where it has no
 *  result of SPF. `authservId` is undefined where the writer left it out, as Microsoft does. */
export type AuthenticationResults = Readonly<{
  authservId: string | undefined;
  arcInstance: string | undefined;
  statements: readonly Statement[];
  /** The client, as a method beside SPF names it. */
  clientIp: IpAddress | undefined;
}>;

const splitSegments = (pieces: readonly Piece[]): Piece[][] => {
  const segments: Piece[][] = [[]];
  for (const piece of pieces)
    if (piece.kind === 'semicolon') segments.push([]);
    else segments.at(-1)?.push(piece);
  return segments;
};

/** The words of a segment, joined where RFC 8601 §2.2 lets white space and comments stand around "=", "/" and ".". */
const joinWords = (pieces: readonly Piece[]): string[] => {
  const words: string[] = [];
  let isOpen = false;
  for (const { kind, text } of pieces) {
    if (kind === 'comment') continue;
    const isLink = text === '=' || text === '/' || text === '.';
    const last = words.at(-1);
    if (last !== undefined && (isOpen || isLink || text.startsWith('=')))
      words[words.length - 1] = last + text;
    else words.push(text);
    // "spf= pass", but not "smtp.mail= smtp.helo=…": an empty value is one.
    isOpen = isLink || /^[a-z]+=$/i.test(text);
  }
  return words;
};

const readMethod = (segment: readonly Piece[]): MethodResult | undefined => {
  const [first = '', ...rest] = joinWords(segment);
  const equals = first.indexOf('=');
  if (equals === -1) return undefined;
  const properties = new Map<string, string>();
  for (const word of rest) {
    const at = word.indexOf('=');
    const key = word.slice(0, Math.max(at, 0)).toLowerCase();
    if (key !== '' && !properties.has(key)) properties.set(key, unquote(word.slice(at + 1)));
  }
  return {
    method: first.slice(0, equals).toLowerCase().split('/')[0] ?? '',
    result: first.slice(equals + 1),
    properties,
    comments: segment.flatMap(({ kind, text }) => (kind === 'comment' ? [text] : [])),
  };
};

const senderProperties: readonly string[] = [
  'smtp.mailfrom',
  'smtp.mail',
  'smtp.envelope-from',
  'envelope-from',
];
const addressProperties: readonly string[] = [
  'smtp.remote-ip',
  'smtp.client-ip',
  'policy.client-ip',
  'client-ip',
];

const firstOf = (properties: ReadonlyMap<string, string>, keys: readonly string[]): string | undefined => {
  const key = keys.find((name) => properties.has(name));
  return key === undefined ? undefined : properties.get(key);
};

/** The pairs that policyd-spf puts into a comment behind the properties. */
const pairsOfComments = (comments: readonly string[]): Statement => {
  const text = comments.find((comment) => comment.includes('client-ip='));
  return text === undefined ? {} : readSpfPairs(text);
};

const readSpf = (
  { result, properties, comments }: MethodResult,
  authservId: string | undefined,
  arcInstance: string | undefined,
): Statement => {
  const pairs = pairsOfComments(comments);
  const sentence = readSpfSentence(comments[0] ?? '');
  const sender = firstOf(properties, senderProperties);
  const helo = firstOf(properties, ['smtp.helo', 'smtp.ehlo']);
  const named = sender === undefined ? undefined : readMailbox(sender);
  const isOfHelo = helo !== undefined && named === undefined;
  const judged = mailFromOfSentence(isOfHelo ? undefined : (named ?? sentence.mailbox));
  return {
    clientIp:
      pairs.clientIp ?? readAddress(firstOf(properties, addressProperties) ?? '') ?? sentence.clientIp,
    helo: pairs.helo ?? (helo || undefined),
    mailFrom: pairs.mailFrom ?? judged.mailFrom,
    mailFromDomain: pairs.mailFrom === undefined ? judged.mailFromDomain : undefined,
    identity: isOfHelo ? 'helo' : named === undefined ? undefined : 'mailfrom',
    result: readResultWord(result),
    reason: properties.get('reason') ?? comments.find((comment) => !comment.includes('client-ip=')),
    receiver: pairs.receiver,
    facts: {
      authservId,
      arcInstance,
      bestGuess: sentence.isBestGuess ? 'true' : undefined,
      mechanism: sentence.mechanism,
      problem: sentence.problem,
    },
  };
};

/** A check that policyd-spf did not make: "none (SPF check N/A for local connections - client-ip=…)". */
const readSkipped = (segments: readonly (readonly Piece[])[]): Statement | undefined => {
  const comments = segments.flat().flatMap(({ kind, text }) => (kind === 'comment' ? [text] : []));
  const pairs = pairsOfComments(comments);
  if (pairs.clientIp === undefined) return undefined;
  return { ...pairs, reason: comments[0], facts: { skipped: 'true' } };
};

/** Reads the value of an Authentication-Results header, of its ARC form with `i=`, or of Microsoft's without an
 *  authserv-id. Only results that stand outside of comments count. */
export const readAuthenticationResults = (value: string): AuthenticationResults => {
  const segments = splitSegments(readPieces(value));
  const instance = /^i=(\d{1,3})$/i.exec(joinWords(segments[0] ?? [])[0] ?? '')?.[1];
  if (instance !== undefined) segments.shift();
  const [first = ''] = joinWords(segments[0] ?? []);
  const authservId = first === '' || first.includes('=') ? undefined : first;
  const methods = segments.flatMap((segment) => readMethod(segment) ?? []);
  const spf = methods
    .filter(({ method }) => method === 'spf')
    .map((each) => readSpf(each, authservId, instance));
  const skipped = methods.length === 0 ? readSkipped(segments) : undefined;
  const clientIp =
    spf.find((statement) => statement.clientIp !== undefined)?.clientIp ??
    methods
      .map(({ properties }) => readAddress(firstOf(properties, addressProperties) ?? ''))
      .find((address) => address !== undefined) ??
    // An address literal as HELO name is the client's own word: the last resort.
    spf.map(({ helo }) => readAddress(helo ?? '')).find((address) => address !== undefined);
  return {
    authservId,
    arcInstance: instance,
    clientIp,
    statements:
      skipped === undefined
        ? spf
        : [{ ...skipped, facts: { ...skipped.facts, authservId, arcInstance: instance } }],
  };
};

/** The domain that a statement judges for MAIL FROM, as far as it says. */
export const mailFromDomainOf = (statement: Statement): string | undefined =>
  statement.mailFromDomain ?? domainOfMailbox(statement.mailFrom ?? '');
