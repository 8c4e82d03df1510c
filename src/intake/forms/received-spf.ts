import type { Statement } from '../candidate.ts';
import { found, type LineReading, missed } from '../form.ts';
import { domainOfMailbox, readAddress, readMailbox, readReceiver } from '../read-address.ts';
import { readIdentityWord, readResultWord } from '../result-word.ts';
import { readSpfSentence } from '../spf-sentence.ts';
import { readPairs, readPairsOf, readPieces, unquote } from '../structured-text.ts';

/** What `key=value` pairs of SPF say (RFC 7208 §9.1), of Received-SPF as of a policy server's log. */
export const readSpfPairs = (text: string): Statement => statementOfPairs(readPairs(text));

const statementOfPairs = (pairs: ReadonlyMap<string, string>): Statement => {
  const sender = pairs.get('envelope-from');
  return {
    clientIp: readAddress(pairs.get('client-ip') ?? ''),
    helo: pairs.get('helo') || undefined,
    mailFrom: sender === undefined ? undefined : readMailbox(sender),
    identity: readIdentityWord(pairs.get('identity') ?? ''),
    receiver: readReceiver(pairs.get('receiver')),
    facts: { mechanism: pairs.get('mechanism'), problem: pairs.get('problem') },
  };
};

/** What a mailbox or domain in a receiver's sentence says of the MAIL FROM identity. */
export const mailFromOfSentence = (mailbox: string | undefined): Statement =>
  mailbox === undefined
    ? {}
    : mailbox === '' || mailbox.includes('@')
      ? { mailFrom: mailbox }
      : { mailFromDomain: mailbox };

/** Google judges the HELO name of a mail without a sender as postmaster@HELO, and writes only that. */
const guessHelo = (mailbox: string | undefined, isBestGuess: boolean): Statement =>
  isBestGuess && mailbox?.toLowerCase().startsWith('postmaster@')
    ? { helo: domainOfMailbox(mailbox), identity: 'helo', doubtful: ['identity'] }
    : {};

/** Reads the value of a Received-SPF header (RFC 7208 §9.1, RFC 4408 §7): a result, perhaps a comment in the receiver's
 *  words, perhaps pairs. Pairs win over the comment. */
export const readReceivedSpf = (value: string): LineReading => {
  const pieces = readPieces(value);
  const word = pieces[0]?.kind === 'word' ? pieces[0].text : '';
  const result = readResultWord(word);
  if (result === undefined)
    return missed('It has the name of a Received-SPF header, but does not start with a result.');
  const comment = pieces[1]?.kind === 'comment' ? pieces[1].text : undefined;
  const sentence = readSpfSentence(comment ?? '');
  const pairs = statementOfPairs(readPairsOf(pieces));
  const identity = pairs.identity ?? readIdentityWord(comment ?? '');
  const isOfHelo = identity === 'helo';
  const judged = isOfHelo || pairs.mailFrom !== undefined ? pairs : mailFromOfSentence(sentence.mailbox);
  const guessed =
    pairs.helo === undefined && pairs.mailFrom === undefined
      ? guessHelo(sentence.mailbox, sentence.isBestGuess)
      : pairs;
  return found({
    mailFrom: judged.mailFrom,
    mailFromDomain: judged.mailFromDomain,
    helo: guessed.helo,
    identity: identity ?? guessed.identity,
    doubtful: identity === undefined ? guessed.doubtful : undefined,
    clientIp: pairs.clientIp ?? sentence.clientIp,
    result,
    reason: comment === undefined ? undefined : unquote(comment),
    receiver: pairs.receiver,
    facts: {
      mechanism: pairs.facts?.mechanism ?? sentence.mechanism,
      problem: pairs.facts?.problem ?? sentence.problem,
      bestGuess: sentence.isBestGuess ? 'true' : undefined,
    },
  });
};
