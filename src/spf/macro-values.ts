import type { DomainName } from '../dns/resolver.ts';
import { type CheckRequest, normaliseDomain, splitMailbox } from './check-request.ts';
import { textFromDomainName } from './domain-name.ts';
import { lettersOf, type MacroValues, macroIpText } from './expand-macro.ts';
import { formatIpAddress } from './ip-address.ts';
import type { MacroString } from './record.ts';

// Macros put octets into names, so what a person or a mail wrote goes in as UTF-8 (RFC 8616 §4, RFC 6531).
const octetsOf = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** What the macro letters stand for in a check, at one domain (RFC 7208 §7.2). `validatedName` is the text of
 *  `%{p}`. */
export const macroValues = (
  request: CheckRequest,
  domain: DomainName,
  validatedName: string,
): MacroValues => {
  const { localPart, domain: senderDomain } = splitMailbox(request.sender);
  const localOctets = octetsOf(localPart);
  const domainOctets = octetsOf(normaliseDomain(senderDomain));
  return {
    s: `${localOctets}@${domainOctets}`,
    l: localOctets,
    o: domainOctets,
    d: textFromDomainName(domain),
    i: macroIpText(request.ip),
    p: validatedName,
    v: request.ip.family === 4 ? 'in-addr' : 'ip6',
    h: octetsOf(normaliseDomain(request.helo)),
    c: formatIpAddress(request.ip),
    r: octetsOf(request.receiver),
    t: String(request.timeSeconds),
  };
};

/** Whether a macro-string would put a non-ASCII local-part into a name; a term that does so matches nothing
 *  (RFC 8616 §4). */
export const usesNonAsciiLocalPart = (macro: MacroString, request: CheckRequest): boolean =>
  /[^\x00-\x7f]/.test(splitMailbox(request.sender).localPart) &&
  lettersOf(macro).some((letter) => letter === 's' || letter === 'l');
