import type { DnsAnswer, DnsOutcome } from '../dns/resolver.ts';
import { formatElapsed, formatQuestion, formatRcode } from './describe-answer.ts';
import { escapeOctets, escapeText } from './escape-text.ts';
import { nameExtendedError } from './extended-errors.ts';

const unvalidatedFacts: Readonly<Partial<Record<DnsOutcome, string>>> = {
  records: 'The record itself can be fetched',
  'no-data': 'Unvalidated, DNS has no such record',
  'name-error': 'Unvalidated, the name does not exist',
};

/** Whether the failure is that of DNSSEC validation alone: the same server gave data, or word that there is none,
 *  when it was asked not to validate. */
export const isBogus = ({ withoutValidation }: DnsAnswer): boolean =>
  withoutValidation !== undefined && withoutValidation in unvalidatedFacts;

/** Trouble in a word or two, for a row. */
export const troubleWord = (answer: DnsAnswer): string => (isBogus(answer) ? 'DNSSEC bogus' : answer.outcome);

/** The servers that had a part in what became of the question; another one may have failed in another way before. */
const serversOf = (answer: DnsAnswer): Readonly<{ names: readonly string[]; tries: number }> => {
  const alike = answer.attempts.filter(({ outcome }) => outcome === answer.outcome);
  const attempts = alike.length > 0 ? alike : answer.attempts;
  return { names: [...new Set(attempts.map(({ server }) => server))], tries: attempts.length };
};

const nameServers = (answer: DnsAnswer): string => {
  const { names } = serversOf(answer);
  return names.length === 0 ? 'the resolver' : names.map(escapeText).join(' and ');
};

/** What DNS did, as a clause: server, question, outcome. */
export const describeTrouble = (answer: DnsAnswer): string => {
  const question = formatQuestion(answer.question);
  const where = nameServers(answer);
  const { tries } = serversOf(answer);
  switch (answer.outcome) {
    case 'timeout': {
      const counted = tries > 1 ? ` (${tries} tries)` : '';
      return `no answer to "${question}" from ${where} within ${formatElapsed(answer.elapsedMs)}${counted}`;
    }
    case 'unreachable':
      if (answer.origin.kind === 'snapshot') return `"${question}" is not in the snapshot`;
      return `${where} cannot be reached for "${question}"${describeDetail(answer)}`;
    case 'server-failure':
      return describeFailure(answer, question, where);
    case 'refused':
      return `${where} refused to answer "${question}"${describeExtended(answer)}`;
    case 'malformed':
      return `${where} answered "${question}" with a broken message${describeDetail(answer)}`;
    default:
      return `"${question}" gave ${answer.outcome}`;
  }
};

const describeFailure = (answer: DnsAnswer, question: string, where: string): string => {
  const { rcode = 2, withoutValidation } = answer;
  if (isBogus(answer))
    return `the DNSSEC signatures for "${question}" do not validate, says ${where}${describeExtended(answer)}`;
  if (rcode === 0) return `the aliases of "${question}" lead on without an end, says ${where}`;
  const code = rcode === 2 ? 'a server failure' : formatRcode(rcode);
  const again = withoutValidation === undefined ? '' : ', and did no better without DNSSEC validation';
  return `${where} answered "${question}" with ${code}${describeExtended(answer)}${again}`;
};

const describeDetail = (answer: DnsAnswer): string => {
  const detail = answer.attempts.at(-1)?.detail ?? answer.problems?.[0];
  return detail === undefined ? '' : `: ${escapeText(detail)}`;
};

const describeExtended = ({ extendedErrors: [first] = [] }: DnsAnswer): string =>
  first === undefined ? '' : ` (${nameExtendedError(first)})`;

// What the zone needs, by the first extended error that says (RFC 8914 §4).
const signingCures = new Map([
  [7, 'must be signed anew'],
  [8, 'must be signed anew, with the right time'],
  [9, 'must have the key that the DS record above it names, or that DS record must go'],
  [10, 'must be signed, or the DS record above it must go'],
]);

const describeSigningCure = ({ question, extendedErrors = [], withoutValidation }: DnsAnswer): string => {
  const cure = extendedErrors.map(({ code }) => signingCures.get(code)).find((text) => text !== undefined);
  const fact = unvalidatedFacts[withoutValidation ?? 'records'];
  return `The zone of ${escapeOctets(question.name) || '.'} ${cure ?? 'must have its DNSSEC signing mended'}. ${fact}, but until then receivers that validate give temperror.`;
};

/** What to do about trouble, and who is to do it. `others`: further answers of the same check or walk; a server that
 *  gave one of them is no dead one. */
export const describeTroubleCure = (answer: DnsAnswer, others: Iterable<DnsAnswer>): string => {
  const name = escapeOctets(answer.question.name) || '.';
  const where = nameServers(answer);
  if (answer.origin.kind === 'snapshot')
    return 'Ask DNS without --replay, or record a snapshot that goes as far: --record FILE.';
  switch (answer.outcome) {
    case 'server-failure':
      if (isBogus(answer)) return describeSigningCure(answer);
      if (answer.rcode === 0) return `Shorten the chain of CNAME records from ${name}.`;
      return `${answer.withoutValidation === undefined ? 'The' : 'It is not DNSSEC: the'} name servers of ${name} fail or are out of reach, or ${where} is broken. Compare with another resolver: --server ADDR.`;
    case 'refused':
      return `${where} does not serve this client, or not this name. Ask a resolver that does: --server ADDR.`;
    case 'malformed':
      return `Compare with another resolver: --server ADDR. If it gets the same, the name servers of ${name} are at fault.`;
    case 'timeout': {
      const { names } = serversOf(answer);
      const isAlive = [...others].some(
        ({ origin }) => origin.kind === 'server' && names.includes(origin.server),
      );
      return isAlive
        ? `${where} answers other questions, so the name servers of ${name} are to be looked at. Compare with another resolver: --server ADDR.`
        : `Is ${where} a name server, and open to this client? Name another with --server ADDR, or see spfx at work without DNS with --demo.`;
    }
    default:
      return `Does a name server run at ${where}, and does the network lead there? Name another with --server ADDR, or see spfx at work without DNS with --demo.`;
  }
};
