import { parseIp4, parseIp6 } from './ip-address.ts';
import { parseDomainSpec } from './parse-macro-string.ts';
import type { DualPrefix, Mechanism } from './record.ts';
import { macroProblem, problem, type TermProblem } from './term-problem.ts';

type ParsedMechanism =
  | Readonly<{ isValid: true; mechanism: Mechanism }>
  | Readonly<{ isValid: false; problem: TermProblem }>;

/** The names of the mechanisms, and the section of RFC 7208 that defines each. */
export const mechanismSections: Readonly<Record<Mechanism['name'], string>> = {
  all: '5.1',
  include: '5.2',
  a: '5.3',
  mx: '5.4',
  ptr: '5.5',
  ip4: '5.6',
  ip6: '5.6',
  exists: '5.7',
};

/** The mechanism called `name`, which stands at `nameStart` in the record; `rest` is all that follows the name. */
export const parseMechanism = (
  name: string,
  nameStart: number,
  rest: string,
  restStart: number,
): ParsedMechanism => {
  const known = name.toLowerCase();
  const end = restStart + rest.length;
  switch (known) {
    case 'all':
      if (rest !== '')
        return problem('unexpected-argument', restStart, end, '5.1', '"all" takes no argument');
      return { isValid: true, mechanism: { name: 'all' } };
    case 'include':
    case 'exists': {
      const section = mechanismSections[known];
      if (!/^:./.test(rest))
        return problem('missing-argument', nameStart, end, section, `"${known}" needs ":" and a domain name`);
      const parsed = parseDomainSpec(rest.slice(1), restStart + 1);
      if (!parsed.isValid) return macroProblem(parsed);
      return { isValid: true, mechanism: { name: known, domainSpec: parsed.macro } };
    }
    case 'ptr': {
      if (rest === '') return { isValid: true, mechanism: { name: 'ptr' } };
      if (!/^:./.test(rest))
        return problem(
          'missing-argument',
          restStart,
          end,
          '5.5',
          '"ptr" takes ":" and a domain name, or nothing',
        );
      const parsed = parseDomainSpec(rest.slice(1), restStart + 1);
      if (!parsed.isValid) return macroProblem(parsed);
      return { isValid: true, mechanism: { name: 'ptr', domainSpec: parsed.macro } };
    }
    case 'a':
    case 'mx':
      return parseAddressMechanism(known, rest, restStart);
    case 'ip4':
    case 'ip6':
      return parseNetworkMechanism(known, nameStart, rest, restStart);
    default:
      return problem('unknown-mechanism', nameStart, restStart, '4.6.1', `"${name}" is no mechanism`);
  }
};

const parseAddressMechanism = (name: 'a' | 'mx', rest: string, start: number): ParsedMechanism => {
  const section = mechanismSections[name];
  // A "/" is legal inside a domain-spec too, so prefix lengths are read from the right (RFC 7208 §12).
  const suffix = /(?:\/\d*)?(?:\/\/\d*)?$/.exec(rest)?.[0] ?? '';
  const domainText = rest.slice(0, rest.length - suffix.length);
  const suffixStart = start + domainText.length;
  const prefix = parseDualPrefix(suffix, suffixStart, section);
  if ('isValid' in prefix) return prefix;
  if (domainText === '') return { isValid: true, mechanism: { name, prefix } };
  if (!domainText.startsWith(':'))
    return problem(
      'prefix-length',
      start,
      start + rest.length,
      section,
      `"${rest}" is no prefix length; "/24", "//64" or "/24//64" would be`,
    );
  if (domainText === ':')
    return problem(
      'missing-argument',
      start,
      start + 1,
      section,
      `"${name}:" needs a domain name after the ":"`,
    );
  const parsed = parseDomainSpec(domainText.slice(1), start + 1);
  if (!parsed.isValid) return macroProblem(parsed);
  return { isValid: true, mechanism: { name, domainSpec: parsed.macro, prefix } };
};

const parseDualPrefix = (
  text: string,
  start: number,
  section: string,
): DualPrefix | (ParsedMechanism & { isValid: false }) => {
  const [, ip4Text, ip6Text] = /^(?:\/(\d*))?(?:\/\/(\d*))?$/.exec(text) ?? [];
  const ip6Start = start + (ip4Text === undefined ? 0 : ip4Text.length + 1);
  const ip4 = ip4Text === undefined ? 32 : parsePrefixLength(ip4Text, 32, start, section);
  if (typeof ip4 !== 'number') return ip4;
  const ip6 = ip6Text === undefined ? 128 : parsePrefixLength(ip6Text, 128, ip6Start, section, '//');
  if (typeof ip6 !== 'number') return ip6;
  return { ip4, ip6 };
};

const parsePrefixLength = (
  digits: string,
  most: 32 | 128,
  start: number,
  section: string,
  slashes: '/' | '//' = '/',
): number | (ParsedMechanism & { isValid: false }) => {
  const span = [start, start + slashes.length + digits.length] as const;
  const family = most === 32 ? 'IPv4' : 'IPv6';
  if (digits === '')
    return problem(
      'prefix-length',
      ...span,
      section,
      `"${slashes}" needs a number from 0 to ${most} after it`,
    );
  if (!/^(?:0|[1-9]\d*)$/.test(digits))
    return problem(
      'prefix-length',
      ...span,
      section,
      `"${slashes}${digits}": a prefix length has no leading zero`,
    );
  const value = Number(digits);
  if (value > most)
    return problem(
      'prefix-length',
      ...span,
      section,
      `"${slashes}${digits}" is longer than an ${family} address; /0 to /${most} are allowed`,
    );
  return value;
};

const parseNetworkMechanism = (
  name: 'ip4' | 'ip6',
  nameStart: number,
  rest: string,
  start: number,
): ParsedMechanism => {
  const end = start + rest.length;
  const family = name === 'ip4' ? 'IPv4' : 'IPv6';
  const most = name === 'ip4' ? 32 : 128;
  if (!/^:[^/]/.test(rest))
    return problem('missing-argument', nameStart, end, '5.6', `"${name}" needs ":" and an ${family} address`);
  const slash = rest.indexOf('/');
  const addressText = rest.slice(1, slash === -1 ? undefined : slash);
  const address = name === 'ip4' ? parseIp4(addressText) : parseIp6(addressText);
  if (address === undefined)
    return problem(
      'ip-network',
      start + 1,
      start + 1 + addressText.length,
      '5.6',
      `"${addressText}" is no ${family} address`,
    );
  if (slash === -1) return { isValid: true, mechanism: { name, network: { address, prefixLength: most } } };
  const digits = rest.slice(slash + 1);
  if (!/^\d*$/.test(digits))
    return problem(
      'prefix-length',
      start + slash,
      end,
      '5.6',
      `"/${digits}" is no prefix length; /0 to /${most} are allowed`,
    );
  const prefixLength = parsePrefixLength(digits, most, start + slash, '5.6');
  if (typeof prefixLength !== 'number') return prefixLength;
  return { isValid: true, mechanism: { name, network: { address, prefixLength } } };
};
