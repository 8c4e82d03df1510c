import { type IpAddress, parseIpAddress } from '../spf/ip-address.ts';

/** The longest text of an address with brackets, a prefix and a port: what is longer is none. */
const mostCharacters = 64;

const plainPattern = /^[\dA-Fa-f]*[.:][\dA-Fa-f.:]*$/;

const zero = 0x30;
const dot = 0x2e;

/** Four decimal octets without leading zeros, as nearly every log has them, looked at letter by letter: a log has
 *  millions of them. Undefined for all else. */
const readIp4 = (word: string): IpAddress | undefined => {
  const octets = [0, 0, 0, 0];
  let at = 0;
  for (let octet = 0; octet < 4; octet++) {
    const start = at;
    let value = 0;
    for (; at < word.length && at < start + 4; at++) {
      const digit = word.charCodeAt(at) - zero;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    const digits = at - start;
    if (digits === 0 || value > 255 || (digits > 1 && word.charCodeAt(start) === zero)) return undefined;
    if (octet < 3 && word.charCodeAt(at++) !== dot) return undefined;
    octets[octet] = value;
  }
  return at === word.length ? { family: 4, octets } : undefined;
};

/** The IP address that a word names, in the dress that mail gives it: in brackets, with `IPv6:` before it, a port
 *  after it, or punctuation behind it. Undefined for anything else. */
export const readAddress = (word: string): IpAddress | undefined => {
  if (word.length < 2 || word.length > mostCharacters) return undefined;
  // Nearly every address is dressed in nothing, and nearly every word is none: neither takes more than a look.
  const usual = readIp4(word);
  if (usual !== undefined) return usual;
  const plain = plainPattern.test(word) ? parseIpAddress(word) : undefined;
  if (plain !== undefined || !/\d|::/.test(word)) return plain;
  const bracketed = /^\[([^\]]*)\]/.exec(word)?.[1];
  const bare = (bracketed ?? word).replace(/^IPv6:/i, '').replace(/[.,:;)\]]{1,3}$/, '');
  // 192.0.2.1:4227, as ecelerity writes it inside the brackets.
  return parseIpAddress(bare) ?? parseIpAddress(/^([\d.]+):\d{1,5}$/.exec(bare)?.[1] ?? '');
};

/** A mailbox without the angle brackets around it; `<>` is the null reverse-path, the empty text. */
export const readMailbox = (text: string): string => {
  const trimmed = text.trim();
  return trimmed.startsWith('<') && trimmed.endsWith('>') ? trimmed.slice(1, -1) : trimmed;
};

/** The part after the last `@`, or undefined where there is none. */
export const domainOfMailbox = (mailbox: string): string | undefined => {
  const at = mailbox.lastIndexOf('@');
  return at === -1 ? undefined : mailbox.slice(at + 1);
};

/** A name that a receiver gives for itself, or undefined where it says that it has none. */
export const readReceiver = (text: string | undefined): string | undefined =>
  text === undefined || text === '' || /^<?unknown>?$/i.test(text) ? undefined : text;
