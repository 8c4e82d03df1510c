import type { PolicyTerm } from '../policy/policy.ts';
import type { CheckRequest } from '../spf/check-request.ts';
import { formatReference, type Reference, rfc7208 } from '../spf/diagnostic.ts';
import { formatIpAddress, formatIpNetwork } from '../spf/ip-address.ts';
import { mechanismSections } from '../spf/parse-mechanism.ts';
import { type Directive, qualifierResults, type Term } from '../spf/record.ts';
import type { Mismatch, TermOutcome, TermTrace } from '../spf/trace.ts';
import { formatOutcome, formatQuestion } from './describe-answer.ts';
import { capitalise, citeCause, describeCause, describeMatch } from './describe-cause.ts';
import { escapeOctets } from './escape-text.ts';

/** The section that defines a term. */
export const termReference = (term: Term): Reference => {
  if (term.kind === 'directive') return rfc7208(mechanismSections[term.mechanism.name]);
  if (term.kind === 'invalid') return rfc7208('4.6.1');
  return rfc7208(term.name === 'redirect' ? '6.1' : term.name === 'exp' ? '6.2' : '6');
};

const describeMeaning = ({ mechanism }: Directive, target: string): string => {
  switch (mechanism.name) {
    case 'all':
      return 'Matches every client.';
    case 'include':
      return `Matches if the record of ${target} gives the client pass.`;
    case 'a':
      return `Matches if the client is one of the addresses of ${target}${describePrefix(mechanism.prefix)}.`;
    case 'mx':
      return `Matches if the client is one of the addresses of the mail exchanges of ${target}${describePrefix(mechanism.prefix)}.`;
    case 'ptr':
      return `Matches if a name of the client, one that leads back to it, lies under ${target}. RFC 7208 advises against it.`;
    case 'ip4':
    case 'ip6':
      return `Matches if the client is in ${formatIpNetwork(mechanism.network)}.`;
    case 'exists':
      return `Matches if ${target} has an A record.`;
  }
};

const describePrefix = ({ ip4, ip6 }: Readonly<{ ip4: number; ip6: number }>): string => {
  const parts = [ip4 === 32 ? '' : `/${ip4} of it over IPv4`, ip6 === 128 ? '' : `/${ip6} of it over IPv6`];
  const text = parts.filter((part) => part !== '').join(', ');
  return text === '' ? '' : ` or within ${text}`;
};

/** What a term is there for, in one sentence. */
export const describeTermMeaning = ({ term, target }: PolicyTerm): string => {
  const name = target.kind === 'name' ? escapeOctets(target.name) : 'the name that its macros stand for';
  if (term.kind === 'invalid')
    return 'No term of the grammar: the whole record is permerror for every receiver.';
  if (term.kind === 'directive') {
    const result = qualifierResults[term.qualifier];
    return `${describeMeaning(term, name)} A match gives ${result}.`;
  }
  switch (term.name) {
    case 'redirect':
      return `If no term matches, the record of ${name} decides.`;
    case 'exp':
      return `On fail, the text at ${name} explains.`;
    case 'unknown':
      return 'A modifier that RFC 7208 does not know: receivers check its syntax and ignore it.';
  }
};

const describeMismatch = (mismatch: Mismatch, term: Directive, client: string): string => {
  switch (mismatch.kind) {
    case 'network':
      return `${client} is not in the network.`;
    case 'family':
      return `${client} is of the other address family.`;
    case 'no-address':
      return `${client} is none of the addresses found.`;
    case 'no-name':
      return `No name of ${client} lies there and leads back to it.`;
    case 'void': {
      const outcome = mismatch.outcome === 'name-error' ? 'does not exist (NXDOMAIN)' : 'has no such records';
      return `${formatQuestion(mismatch.question)}: the name ${outcome}; a void lookup.`;
    }
    case 'unaskable':
      return `${escapeOctets(mismatch.name) || 'The empty name'} cannot be asked for: it has ${mismatch.reason}.`;
    case 'names-unknown':
      return `The names of ${client} could not be asked for (${formatOutcome(mismatch.answer)}), which is no match.`;
    case 'included-result':
      return `The record of ${escapeOctets(mismatch.domain)} gives ${mismatch.result}; only pass would match.`;
    case 'non-ascii-local-part':
      return `The sender's local-part is not ASCII, so "${escapeOctets(term.text)}" matches nothing (RFC 8616 §4).`;
  }
};

const describeOutcome = (outcome: TermOutcome, traced: TermTrace, request: CheckRequest): string => {
  const client = formatIpAddress(request.ip);
  switch (outcome.kind) {
    case 'match': {
      const qualifier = traced.term.kind === 'directive' ? traced.term.qualifier : '+';
      return `${capitalise(describeMatch(outcome.match, client))}; the qualifier ${qualifier} gives ${outcome.result}.`;
    }
    case 'no-match':
      return traced.term.kind === 'directive' ? describeMismatch(outcome.mismatch, traced.term, client) : '';
    case 'redirected':
      return `No term matched, so the target's record decided: ${outcome.result}.`;
    case 'error':
      return describeCause(outcome.cause, request);
  }
};

/** What a check found at a term: a word for the head of the detail, and the reason. */
export const describeTraced = (
  traced: TermTrace,
  request: CheckRequest,
): Readonly<{ word: string; reason: string; reference: string }> => {
  const { outcome } = traced;
  const reference =
    outcome?.kind === 'error' ? citeCause(outcome.cause) : formatReference(termReference(traced.term));
  if (outcome === undefined) return { word: 'ASKING', reason: 'Waiting for DNS.', reference };
  const words: Readonly<Record<TermOutcome['kind'], string>> = {
    match: 'MATCH',
    'no-match': 'NO MATCH',
    redirected: 'REDIRECTED',
    error: outcome.kind === 'error' ? outcome.result.toUpperCase() : 'ERROR',
  };
  return { word: words[outcome.kind], reason: describeOutcome(outcome, traced, request), reference };
};
