import { domainToASCII, domainToUnicode } from 'node:url';
import { labelsOf, nameFromLabels, unaskableReason } from '../dns/domain-name.ts';
import type { DomainName } from '../dns/resolver.ts';
import { parseIp4 } from './ip-address.ts';

/** A name that check_host() can start from, or why there is none (RFC 7208 §4.3). */
export type InitialDomain =
  | Readonly<{ isValid: true; name: DomainName }>
  | Readonly<{ isValid: false; reason: string }>;

/** The DNS name that SPF text (a target-name, dots between labels, no escapes) stands for. */
export const domainNameFromText = (text: string): DomainName => nameFromLabels(text.split('.'));

/** The text of a DNS name as SPF uses it: labels joined by dots, nothing escaped. */
export const textFromDomainName = (name: DomainName): string => labelsOf(name).join('.');

/** The text without one trailing dot. */
export const withoutTrailingDot = (text: string): string => (text.endsWith('.') ? text.slice(0, -1) : text);

/** A name with its A-labels as U-labels (RFC 5890 §2.3.2.1), or as it was where they stand for none that lead back. */
export const toUnicodeDomain = (name: string): string => {
  if (!/(?:^|\.)xn--/i.test(name)) return name;
  const unicode = domainToUnicode(name);
  return unicode !== '' && domainToASCII(unicode) === name.toLowerCase() ? unicode : name;
};

/** The A-label form of a domain that a person or a mail named (RFC 8616 §4), empty where there is none; plain ASCII
 *  comes back as it was. */
export const toAsciiDomain = (domain: string): string => {
  if (/^[\x00-\x7f]*$/.test(domain)) return domain;
  // domainToASCII reads a URL's host: it decodes "%41", drops tabs, and stops at "/", "?", "#" and "\".
  return /[\x00-\x20#%/?\\\x7f]/.test(domain) ? '' : domainToASCII(domain);
};

/** What RFC 7208 §4.3 says of the domain given to check_host(). Any string may be given. */
export const readInitialDomain = (text: string): InitialDomain => {
  const invalid = (reason: string): InitialDomain => ({ isValid: false, reason });
  if (text === '') return invalid('it is empty');
  if (/^\[.*\]$/.test(text)) return invalid('it is an address literal, not a domain name');
  if (text === '.') return invalid('it is the root of DNS, not a mail domain');
  const ascii = withoutTrailingDot(toAsciiDomain(text));
  if (ascii === '') return invalid('it is no internationalised domain name');
  // domainToASCII reads full-width digits as an IPv4 literal; such an address is no domain either.
  if (parseIp4(ascii) !== undefined) return invalid('it is an IP address, not a domain name');
  if (/[\x00-\x20\x7f-\uffff]/.test(ascii)) return invalid('it contains a character that no host name has');
  const name = domainNameFromText(ascii);
  const reason = malformedReason(name);
  return reason === undefined ? { isValid: true, name } : invalid(reason);
};

/** Why RFC 7208 §4.3 calls a name malformed (its limits, or a single label), or undefined for one that can be
 *  evaluated. Targets of include and redirect are held to it too, after macro expansion. */
export const malformedReason = (name: DomainName): string | undefined => {
  const reason = unaskableReason(name);
  if (reason !== undefined) return `it has ${reason}`;
  if (labelsOf(name).length < 2) return 'it has one label only; a fully qualified name has two or more';
  return undefined;
};
