import type { IpAddress } from '../spf/ip-address.ts';
import { readAddress } from './read-address.ts';

/** What a receiver's sentence on its result says. `mailbox` is what was judged, a mailbox or a domain; empty where
 *  Google names none, which is how it writes the null reverse-path. */
export type SpfSentence = Readonly<{
  clientIp?: IpAddress | undefined;
  mailbox?: string | undefined;
  mechanism?: string | undefined;
  problem?: string | undefined;
  isBestGuess: boolean;
}>;

const mostCharacters = 4096;

/** Whether an address between these words is the client's: `designates IP as`, `use of IP as`, `IP is neither`,
 *  `fail for IP`, `sender IP is IP`. Others are servers that were asked, or terms of the record. */
const isClientPlace = (before: string, after: string): boolean =>
  /(?:^| )(?:designates|designate|use of|fail for|pass for|error for|for client|IP is)$/i.test(before) ||
  /^is (?:neither|authorized|not authorized|not allowed|permitted)\b/i.test(after);

const findClient = (words: readonly string[]): IpAddress | undefined => {
  for (const [index, word] of words.entries()) {
    const address = readAddress(word);
    if (
      address !== undefined &&
      isClientPlace(
        words.slice(Math.max(index - 2, 0), index).join(' '),
        words.slice(index + 1, index + 3).join(' '),
      )
    )
      return address;
  }
  return undefined;
};

const isDomainLike = (word: string): boolean => /^[^\s()<>,;]+\.[^\s()<>,;]+$/.test(word);

/** The word after `domain of`; the empty text where the sentence goes on at once. */
const findMailbox = (words: readonly string[]): string | undefined => {
  for (const [index, word] of words.entries()) {
    const next = words[index + 1]?.toLowerCase();
    const isSubject = word.toLowerCase() === 'domain' && next === 'of';
    if (isSubject) {
      const skip = words[index + 2]?.toLowerCase() === 'transitioning' ? 3 : 2;
      const found = words[index + skip];
      if (found === undefined || /^(?:designates|does)$/.test(found)) return '';
      return found.replace(/[:,]$/, '');
    }
    if (word === 'lookup' && next === 'of') return words[index + 2]?.replace(/[:,]$/, '');
    // Microsoft: "example.com does not designate permitted sender hosts".
    if (next === 'does' && words[index + 4] === 'permitted' && isDomainLike(word) && !word.endsWith(':'))
      return word;
  }
  return undefined;
};

/** What follows the mailbox and a colon: "lookup of a@example.com: include.example.com not found". */
const findProblem = (text: string): string | undefined => {
  const at = text.indexOf(' of ');
  const colon = at === -1 ? -1 : text.indexOf(': ', at);
  return colon === -1 || !/\b(?:error|invalid)\b/i.test(text.slice(0, at))
    ? undefined
    : text.slice(colon + 2).trim();
};

/** Reads the sentence that Google, Microsoft, Yahoo, pyspf, Mail::SPF, rspamd and others put into a comment. The name
 *  of the receiver before the first colon may be there or not. */
export const readSpfSentence = (comment: string): SpfSentence => {
  if (!comment.includes(' ')) return { isBestGuess: false };
  const text = comment.slice(0, mostCharacters);
  const words = text.split(/[ \t\r\n]+/).filter((word) => word !== '');
  return {
    clientIp: findClient(words),
    mailbox: findMailbox(words),
    mechanism: /\(mechanism '([^']{1,255})' matched\)/.exec(text)?.[1],
    problem: findProblem(text),
    isBestGuess: text.includes('best guess record'),
  };
};
