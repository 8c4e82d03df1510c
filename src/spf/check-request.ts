import { toAsciiDomain, withoutTrailingDot } from './domain-name.ts';
import type { IpAddress } from './ip-address.ts';

/** What check_host() is asked (RFC 7208 §4.1), complete: nothing is left to be filled in.
 *  `domain` may be any text; §4.3 decides whether it can be checked. `sender` always has a local-part and an `@`.
 *  `receiver` is the checking host's name, for `%{r}`; `timeSeconds` the time of the check since the epoch, for
 *  `%{t}`. */
export type CheckRequest = Readonly<{
  ip: IpAddress;
  domain: string;
  sender: string;
  helo: string;
  receiver: string;
  timeSeconds: number;
}>;

/** The local-part and the domain of a mailbox, apart. The last `@` divides; a missing or empty local-part is
 *  `postmaster` (RFC 7208 §4.3); angle brackets around the whole are dropped. */
export const splitMailbox = (mailbox: string): Readonly<{ localPart: string; domain: string }> => {
  const text = /^<(.*)>$/.exec(mailbox)?.[1] ?? mailbox;
  const at = text.lastIndexOf('@');
  return { localPart: text.slice(0, Math.max(at, 0)) || 'postmaster', domain: text.slice(at + 1) };
};

/** A check's parameters as a person gives them. An empty sender or HELO name is one that was not given; an empty
 *  domain is a domain, though one that can't be checked. */
export type RequestFields = Readonly<{ domain?: string; sender?: string; helo?: string }>;

/** The domain, sender and HELO name that a check starts from. No domain: the sender's, else the HELO name. No
 *  sender, or the null reverse-path `<>`: `postmaster` at the HELO name if that is where the domain came from, else
 *  at the domain (RFC 7208 §2.4). No HELO name: the domain. `domain` is undefined where nothing names one. */
export const completeRequest = (
  fields: RequestFields,
): Readonly<{ domain: string | undefined; sender: string; helo: string }> => {
  const helo = fields.helo ?? '';
  const mailbox = splitMailbox(fields.sender ?? '');
  const domain = fields.domain ?? (mailbox.domain || helo || undefined);
  const sender = `${mailbox.localPart}@${mailbox.domain || (domain ?? '')}`;
  return { domain, sender, helo: helo || (domain ?? '') };
};

/** The domain with U-labels as A-labels and no trailing dot, or as it was where that can't be done. */
export const normaliseDomain = (domain: string): string =>
  withoutTrailingDot(toAsciiDomain(domain) || domain);
