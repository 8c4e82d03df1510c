import { asciiLowerCase, type DnsAnswer } from '../dns/resolver.ts';
import type { Evaluation } from '../spf/check-host.ts';
import { type CheckRequest, normaliseDomain } from '../spf/check-request.ts';
import { formatReference, type Reference, rfc7208 } from '../spf/diagnostic.ts';
import { formatIpAddress, formatIpNetwork } from '../spf/ip-address.ts';
import { mechanismSections } from '../spf/parse-mechanism.ts';
import type { Match, NodePath, ResultCause } from '../spf/trace.ts';
import { describeTrouble } from './describe-trouble.ts';
import { escapeOctets, escapeText, shortenQuotations } from './escape-text.ts';

/** The first letter in upper case. */
export const capitalise = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** How many of something: `1 lookup`, `2 lookups`. */
export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

const ordinal = (number: number): string => {
  const tens = number % 100;
  const ending = tens > 10 && tens < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th');
  return `${number}${ending}`;
};

/** What a match rests on, as a clause that begins with the client. */
export const describeMatch = (match: Match, client: string): string => {
  switch (match.kind) {
    case 'all':
      return `no term before it matches ${client}`;
    case 'network':
      return match.network.prefixLength === (match.network.address.family === 4 ? 32 : 128)
        ? `${client} is the address that the record names`
        : `${client} is in ${formatIpNetwork(match.network)}`;
    case 'address': {
      const address = formatIpAddress(match.address);
      const host = escapeOctets(match.host);
      if (address === client) return `${client} is an address of ${host}`;
      return `${client} is in ${address}/${match.prefixLength}, and ${address} is an address of ${host}`;
    }
    case 'exists':
      return `${escapeOctets(match.name)} exists`;
    case 'name':
      return `${client} is called ${escapeOctets(match.name)}, and that name leads back to it`;
    case 'include':
      return `${client} passes the record of ${escapeOctets(match.domain)}${describeInner(match.inner, client)}`;
  }
};

const describeInner = (inner: ResultCause, client: string): string => {
  if (inner.kind !== 'match') return '';
  if (inner.match.kind === 'include')
    return `, by ${escapeOctets(inner.term.text)}${describeInner(inner.match.inner, client)}`;
  return `, by ${escapeOctets(inner.term.text)}`;
};

const describeMatchCause = (cause: ResultCause & { kind: 'match' }, request: CheckRequest): string => {
  const client = formatIpAddress(request.ip);
  const text = escapeOctets(cause.term.text);
  const isElsewhere = asciiLowerCase(cause.domain) !== asciiLowerCase(normaliseDomain(request.domain));
  const whose = isElsewhere ? ` of ${escapeText(cause.domain)}` : '';
  if (cause.match.kind === 'all') return `No term before "${text}"${whose} matches ${client}, so it decides.`;
  return `${text}${whose}: ${describeMatch(cause.match, client)}.`;
};

/** What a domain without an SPF record lacks, after its name. */
export const describeLack = ({ outcome, origin }: DnsAnswer): string => {
  if (outcome !== 'name-error') return 'publishes no SPF record';
  // Zone files alone can't tell what exists outside them.
  return origin.kind === 'none' ? 'is in none of the given zones' : 'does not exist';
};

const nameTerm = ({ term, domain }: ResultCause): string =>
  term === undefined
    ? `The record of ${escapeText(domain)}`
    : `"${escapeOctets(term.text)}" of ${escapeText(domain)}`;

/** Why a check gave its result, in one plain sentence. */
export const describeCause = (cause: ResultCause, request: CheckRequest): string => {
  const domain = escapeText(cause.domain);
  switch (cause.kind) {
    case 'match':
      return describeMatchCause(cause, request);
    case 'no-match':
      return `No term of ${domain} matches ${formatIpAddress(request.ip)}, and neither "all" nor a redirect decides.`;
    case 'malformed-domain': {
      const text = escapeText(cause.text);
      if (cause.entry === 'initial') return `"${text}" cannot be checked: ${cause.reason}.`;
      return `The ${cause.entry} in ${domain} leads to "${text}", which cannot be checked: ${cause.reason}.`;
    }
    case 'no-record': {
      const target = escapeOctets(cause.target);
      const lack = describeLack(cause.answer);
      if (cause.entry === 'initial') return `${target} ${lack}.`;
      return `The ${cause.entry} in ${domain} leads to ${target}, which ${lack}.`;
    }
    case 'multiple-records':
      return `${escapeOctets(cause.target)} publishes ${cause.texts.length} SPF records; there may be only one.`;
    case 'syntax-error':
      return `The record of ${domain} has a syntax error: ${shortenQuotations(escapeOctets(cause.diagnostic.message))}.`;
    case 'too-many-lookups':
      return `${nameTerm(cause)} is the ${ordinal(cause.limit + 1)} term that asks DNS; only ${cause.limit} may.`;
    case 'too-many-voids':
      return `${nameTerm(cause)} brings the ${ordinal(cause.limit + 1)} void lookup, for a name without records; only ${cause.limit} are allowed.`;
    case 'too-many-exchanges':
      return `${nameTerm(cause)} finds ${cause.count} exchanges; only ${cause.limit} are allowed.`;
    case 'too-slow':
      return `DNS took longer than ${cause.limitMs / 1000} seconds over the record of ${domain}.`;
    case 'dns-trouble':
      return `DNS trouble: ${describeTrouble(cause.answer)}.`;
  }
};

/** The rule behind a cause. */
export const referenceOf = (cause: ResultCause): Reference => {
  switch (cause.kind) {
    case 'match':
      return rfc7208(mechanismSections[cause.term.mechanism.name]);
    case 'no-match':
      return rfc7208('4.7');
    case 'malformed-domain':
      return rfc7208('4.3');
    case 'no-record':
      return rfc7208(cause.entry === 'include' ? '5.2' : cause.entry === 'redirect' ? '6.1' : '4.5');
    case 'multiple-records':
      return rfc7208('4.5');
    case 'syntax-error':
      return cause.diagnostic.reference;
    case 'too-many-lookups':
    case 'too-many-voids':
    case 'too-many-exchanges':
    case 'too-slow':
      return rfc7208('4.6.4');
    case 'dns-trouble':
      return rfc7208('4.4');
  }
};

/** A cause and its rule: `… RFC 7208 §5.4`. */
export const citeCause = (cause: ResultCause): string => formatReference(referenceOf(cause));

/** The text of the record in which the cause has its span, as the check saw it. */
export const findCauseRecord = (evaluation: Evaluation): string | undefined => {
  const { cause, trace } = evaluation;
  if (cause.span === undefined) return undefined;
  // The cause's path is a term's; the record that holds it is the nearest one above that has its domain.
  const record = [...trace.records]
    .filter(([path, { domain }]) => domain === cause.domain && cause.path.startsWith(path))
    .at(-1);
  const selection = record?.[1].selection;
  return selection?.kind === 'record' ? selection.record.text : undefined;
};

/** The terms that make a result, from the outermost in: an include that matches, then what matched inside it. */
export const decidingPaths = (cause: ResultCause): NodePath[] =>
  cause.kind === 'match' && cause.match.kind === 'include'
    ? [cause.path, ...decidingPaths(cause.match.inner)]
    : [cause.path];
