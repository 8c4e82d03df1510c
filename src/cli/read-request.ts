import { escapeText } from '../report/escape-text.ts';
import { type CheckRequest, completeRequest, type RequestFields } from '../spf/check-request.ts';
import { withoutTrailingDot } from '../spf/domain-name.ts';
import { type IpAddress, parseIpAddress } from '../spf/ip-address.ts';
import { UsageError } from './usage-error.ts';

/** The address that a text names. `fail` gives what to throw where it names none, from what is wrong with it. */
export const readIp = (text: string, fail: (message: string) => Error): IpAddress => {
  const ip = parseIpAddress(text);
  if (ip !== undefined) return ip;
  const seen = escapeText(text);
  const [address = ''] = text.split('/');
  if (text.includes('/') && parseIpAddress(address) !== undefined)
    throw fail(`${seen} is a network; one address is wanted, such as ${address}`);
  if (/^\[.*\]$/.test(text) && parseIpAddress(text.slice(1, -1)) !== undefined)
    throw fail(`${seen}: leave the brackets out`);
  throw fail(`${seen} is no IP address; write it as 192.0.2.1 or 2001:db8::1`);
};

const failForIp = (message: string): UsageError => new UsageError(`--ip ${message}`);

/** The address of a mailbox as mail headers have it: `Bob <bob@a.example>`. Any other text is its own. */
const addressIn = (mailbox: string): string => /<([^<>]*)>\s*$/.exec(mailbox)?.[1]?.trim() ?? mailbox;

/** Whom and what a command line asks about. `domain` is undefined where nothing names one, `request` where there is
 *  no client. */
export type Subject = Readonly<{ domain?: string; request?: CheckRequest }>;

/** Puts the check's parameters together (RFC 7208 §4.1). `nowMs`: the time, for `%{t}`. */
export const readSubject = (fields: RequestFields & Readonly<{ ip?: string }>, nowMs: number): Subject => {
  const ip = fields.ip === undefined ? undefined : readIp(fields.ip, failForIp);
  const { domain, ...complete } = completeRequest({ ...fields, sender: addressIn(fields.sender ?? '') });
  // A dot behind DOMAIN says that it is whole; in an address, and at the end of a sentence, it has no place.
  const sender = withoutTrailingDot(complete.sender);
  const helo = fields.helo ? complete.helo : withoutTrailingDot(complete.helo);
  if (domain === undefined) {
    if (ip !== undefined) throw new UsageError('no domain to check; name a DOMAIN, a --sender or a --helo');
    return {};
  }
  if (ip === undefined) return { domain };
  // RFC 7208 §7.3: the receiving host's name, or "unknown" where it has none to tell.
  const request = { ip, domain, sender, helo, receiver: 'unknown', timeSeconds: Math.floor(nowMs / 1000) };
  return { domain, request };
};
