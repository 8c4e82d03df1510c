import { parseIp4, parseIp6 } from './ip-address.ts';
import type { TermProblem } from './term-problem.ts';
import { insertAt, isTerm, offerIfTerm, replaceBy, type TermSlip } from './term-slip.ts';

/** A slip in what follows a mechanism's name, if the problem that the grammar has with the term is such a one. */
type FindSlip = (text: string, start: number, problem: TermProblem) => TermSlip | undefined;

/** `ip4:2001:db8::1`, `ip6:192.0.2.1`. */
const wrongFamily: FindSlip = (text, start, problem) => {
  const [, sign = '', name = '', address = ''] = /^([+\-~?]?)(ip4|ip6):([^/]*)/i.exec(text) ?? [];
  const isIp4 = name.toLowerCase() === 'ip4';
  if (name === '' || (isIp4 ? parseIp6(address) : parseIp4(address)) === undefined) return undefined;
  const right = isIp4 ? 'ip6' : 'ip4';
  const span = { start: start + sign.length, end: start + sign.length + name.length };
  return {
    code: 'ip-family-mismatch',
    span: problem.span,
    message: `"${address}" is an ${isIp4 ? 'IPv6' : 'IPv4'} address; "${name}" wants an ${isIp4 ? 'IPv4' : 'IPv6'} one`,
    ...offerIfTerm(
      sign + right + text.slice(sign.length + name.length),
      replaceBy(`write "${right}"`, span, right),
    ),
  };
};

/** `a:192.0.2.1`, `include:192.0.2.1`. */
const addressAsName: FindSlip = (text, start, problem) => {
  const [, sign = '', name = '', address = '', prefix = ''] =
    /^([+\-~?]?)(a|mx|include|exists|ptr):([^/]*)(\/\d+)?$/i.exec(text) ?? [];
  const right = parseIp4(address) ? 'ip4' : parseIp6(address) ? 'ip6' : undefined;
  if (right === undefined) return undefined;
  const span = { start: start + sign.length, end: start + sign.length + name.length };
  return {
    code: 'ip-as-name',
    span: problem.span,
    message: `"${address}" is an IP address, and "${name}" wants a domain name`,
    ...offerIfTerm(`${sign}${right}:${address}${prefix}`, replaceBy(`write "${right}"`, span, right)),
  };
};

/** `ip4:mail.example.com`. */
const nameAsAddress: FindSlip = (text, start, problem) => {
  const [, sign = '', name = '', host = ''] = /^([+\-~?]?)(ip4|ip6):([^/:]*)$/i.exec(text) ?? [];
  if (!/[g-z]/i.test(host) || !isTerm(`a:${host}`)) return undefined;
  const span = { start: start + sign.length, end: start + sign.length + name.length };
  return {
    code: 'bad-ip',
    span: problem.span,
    message: `"${host}" is a name, and "${name}" wants an address; "a" takes a host's name`,
    fix: replaceBy('write "a"', span, 'a'),
  };
};

/** `ip6:[2001:db8::1]`. */
const bracketedAddress: FindSlip = (text, start, problem) => {
  const repaired = text.replace(/^([+\-~?]?ip6:)\[([^\]]*)\]/i, '$1$2');
  if (repaired === text || !isTerm(repaired)) return undefined;
  return {
    code: 'bad-ip',
    span: problem.span,
    message: 'an IPv6 address stands in a record without brackets',
    fix: replaceBy('remove the brackets', { start, end: start + text.length }, repaired),
  };
};

/** `a/24/64`, where `a/24//64` is meant. */
const singleSlash: FindSlip = (text, start) => {
  const [, before = '', ip6 = ''] = /^([+\-~?]?(?:a|mx)(?::[^/]+)?\/\d+)(\/\d+)$/i.exec(text) ?? [];
  if (ip6 === '' || !isTerm(`${before}/${ip6}`)) return undefined;
  const at = start + before.length;
  return {
    code: 'bad-prefix',
    span: { start: at, end: at + ip6.length },
    section: '5.3',
    message: `"${ip6}" is a second prefix length; the one for IPv6 is written "/${ip6}"`,
    fix: insertAt('write "//" before the IPv6 prefix length', at, '/'),
  };
};

/** The prefix length that a netmask stands for. */
const lengthOfMask = (mask: string): string | undefined => {
  const bits = parseIp4(mask)
    ?.octets.map((octet) => octet.toString(2).padStart(8, '0'))
    .join('');
  return bits !== undefined && /^1+0*$/.test(bits) ? `${bits.replaceAll('0', '').length}` : undefined;
};

/** `ip4:192.0.2.0//24`, `/024`, `/255.255.255.0`: a prefix length in other words. */
const prefixInOtherWords: FindSlip = (text, start, problem) => {
  const [, before = '', name = '', slashes = '', length = ''] =
    /^([+\-~?]?(ip[46]|a|mx)(?::[^/]+)?)(\/+)([\d.]+)$/i.exec(text) ?? [];
  if (before === '') return undefined;
  const isMask = length.includes('.') && !/6$/.test(name) && slashes === '/';
  const right = isMask ? lengthOfMask(length) : length.replace(/^0+(?=.)/, '');
  const repaired = `${/^ip/i.test(name) ? '/' : slashes}${right}`;
  if (right === undefined || repaired === slashes + length || !isTerm(before + repaired)) return undefined;
  const span = { start: start + before.length, end: start + text.length };
  return {
    code: 'bad-prefix',
    span,
    message: `"${slashes}${length}" is no prefix length; "${repaired}" is`,
    section: problem.section,
    fix: replaceBy(`write "${repaired}"`, span, repaired),
  };
};

/** `all:x`, `a:`. */
const needlessArgument: FindSlip = (text, start, { kind, span, message }) => {
  const isColon = kind === 'missing-argument' && /^[+\-~?]?(?:a|mx|ptr):$/i.test(text);
  if (!isColon && kind !== 'unexpected-argument') return undefined;
  if (!isTerm(text.slice(0, span.start - start))) return undefined;
  return {
    code: isColon ? 'empty-argument' : 'argument-on-all',
    span,
    message,
    fix: replaceBy(isColon ? 'remove the ":"' : 'remove what follows "all"', span, ''),
  };
};

/** The bare name in what is a URL, a mail address or a host with a port; undefined where there is none. */
export const findBareName = (text: string): string | undefined => {
  const bare = text
    .replace(/^[a-z]+:\/+/i, '')
    .replace(/^[^@/]*@/, '')
    .replace(/(?::\d+)?(?:\/.*)?$/, '')
    .replace(/^\.+|\.(?=\.)/g, '');
  return bare !== text && isTerm(`include:${bare}`) ? bare : undefined;
};

/** `a:mail.example.com:25`, `include:https://example.com/`. */
const moreThanName: FindSlip = (text, start, { kind, span, message }) => {
  const bare =
    kind === 'domain-spec' ? findBareName(text.slice(span.start - start, span.end - start)) : undefined;
  if (bare === undefined) return undefined;
  return {
    code: 'bad-domain-spec',
    span,
    message,
    ...offerIfTerm(
      text.slice(0, span.start - start) + bare + text.slice(span.end - start),
      replaceBy('write the name alone', span, bare),
    ),
  };
};

/** The slips, the more telling first. */
export const argumentSlips: readonly FindSlip[] = [
  wrongFamily,
  addressAsName,
  nameAsAddress,
  bracketedAddress,
  singleSlash,
  prefixInOtherWords,
  needlessArgument,
  moreThanName,
];
