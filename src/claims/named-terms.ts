import type { Candidate } from '../intake/candidate.ts';
import { formatIpNetwork, type IpNetwork } from '../spf/ip-address.ts';
import { parseTerm } from '../spf/parse-term.ts';
import type { SpfRecord, Term } from '../spf/record.ts';

/** What a text names of a record: the term that matched, or the one at fault. */
export type NamedTerm = Readonly<{ text: string; role: 'match' | 'problem' }>;

const mostCharacters = 255;

/** One word, and more of a term than of a name or a number: a mechanism's name, or what only a term has. */
const isTermLike = (text: string): boolean =>
  text.length <= mostCharacters &&
  (/^[+?~-]?(?:all|a|mx|ptr|include|exists|ip4|ip6)$/i.test(text) ||
    /^[+?~-]?[A-Za-z][A-Za-z0-9_.-]*[:=/][\x21-\x7e]+$/.test(text));

/** Words of pyspf and Mail::SPF around a term at fault. */
const problemPatterns: readonly RegExp[] = [
  /\bJunk encountered in mechanism '([^']{1,255})'/,
  /\bPermanent Error: (?:Invalid|Unknown|Missing|Empty|implicit|CIDR|Dual|syntax)[^:]{0,60}: (\S{1,255})$/i,
];

/** The terms that a text names; empty where it names none that can be told from other words. */
export const namedTerms = ({ facts, reason = '' }: Candidate): readonly NamedTerm[] => {
  const matched = [facts?.mechanism, /\(mechanism '([^']{1,255})' matched\)/.exec(reason)?.[1]];
  const atFault = [facts?.problem, ...problemPatterns.map((pattern) => pattern.exec(reason)?.[1])];
  const named: NamedTerm[] = [];
  const add = (text: string | undefined, role: NamedTerm['role']): void => {
    if (text === undefined || !isTermLike(text) || named.some((other) => other.text === text)) return;
    named.push({ text, role });
  };
  for (const text of matched) add(text, 'match');
  for (const text of atFault) add(text, 'problem');
  return named;
};

/** A network with every bit past its prefix unset. */
const maskNetwork = ({ address, prefixLength }: IpNetwork): IpNetwork => {
  const maskOf = (index: number): number =>
    (0xff00 >> Math.min(8, Math.max(0, prefixLength - 8 * index))) & 0xff;
  const octets = address.octets.map((octet, index) => octet & maskOf(index));
  return { address: { family: address.family, octets }, prefixLength };
};

/** A term in the form in which equal ones are equal: programs write qualifiers, case and addresses in their own ways. */
const formOf = (text: string): string => {
  const parsed = parseTerm(text, 0);
  if (parsed.isValid && parsed.term.kind === 'directive' && 'network' in parsed.term.mechanism)
    return `${parsed.term.qualifier}${formatIpNetwork(maskNetwork(parsed.term.mechanism.network))}`;
  return text.toLowerCase().replace(/^\+/, '').replace(/\.$/, '');
};

const nameOf = (text: string): string => /^[+?~-]?([a-z0-9_.-]*)/i.exec(text)?.[1]?.toLowerCase() ?? '';

const isNamed = ({ text }: Term, named: NamedTerm): boolean =>
  formOf(text) === formOf(named.text) ||
  // Some programs leave the qualifier out.
  formOf(text.replace(/^[+?~-]/, '')) === formOf(named.text);

/** Whether a term may be the one that a text names, its macros written out. */
const mayBeNamed = ({ text }: Term, named: NamedTerm): boolean =>
  text.includes('%') && nameOf(text) === nameOf(named.text);

/** Whether one of the records has the term that a text names. */
export const hasNamedTerm = (records: readonly SpfRecord[], named: NamedTerm): boolean =>
  records.some(({ terms }) => terms.some((term) => isNamed(term, named)));

/** Whether none of the records has the term that a text names, nor one with macros that may be it. */
export const lacksNamedTerm = (records: readonly SpfRecord[], named: NamedTerm): boolean =>
  !hasNamedTerm(records, named) &&
  !records.some(({ terms }) => terms.some((term) => mayBeNamed(term, named)));
