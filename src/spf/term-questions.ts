import { isSameOrBelow } from '../dns/domain-name.ts';
import { asciiLowerCase, type DnsAnswer, type DnsQuestion, type DomainName } from '../dns/resolver.ts';
import { type IpAddress, type IpFamily, reverseName } from './ip-address.ts';
import type { Term } from './record.ts';

/** What a question is asked for. `record`: the TXT of a domain that is evaluated; `exchanges`: an mx's MX;
 *  `exchange-address`: one exchange's addresses; `names`: the client's PTR; `name-address`: the addresses that
 *  validate such a name (RFC 7208 §5.5). */
export type QuestionPurpose =
  | 'record'
  | 'address'
  | 'exchanges'
  | 'exchange-address'
  | 'names'
  | 'name-address'
  | 'exists'
  | 'explanation';

/** A question that a term has, and what for. */
export type PlannedQuestion = Readonly<{ question: DnsQuestion; purpose: QuestionPurpose }>;

/** Whose addresses are asked for. A check knows its client and asks for that family only (RFC 7208 §5). */
export type AskingContext = Readonly<{ families: readonly IpFamily[]; client?: IpAddress }>;

/** The answers that a term already has. */
export type KnownAnswer = (question: DnsQuestion) => DnsAnswer | undefined;

/** The TXT question for a domain's SPF record (RFC 7208 §4.4). */
export const recordQuestion = (name: DomainName): PlannedQuestion => ({
  question: { name, type: 'TXT' },
  purpose: 'record',
});

/** The TXT question for an explanation (RFC 7208 §6.2). */
export const explanationQuestion = (name: DomainName): PlannedQuestion => ({
  question: { name, type: 'TXT' },
  purpose: 'explanation',
});

const addressQuestions = (
  name: DomainName,
  families: readonly IpFamily[],
  purpose: QuestionPurpose,
): PlannedQuestion[] =>
  families.map((family) => ({ question: { name, type: family === 4 ? 'A' : 'AAAA' }, purpose }));

/** The exchanges of an MX answer in the order they are tried: by preference, then by name, so that no shuffling of
 *  records changes a check. The null MX (RFC 7505) names no exchange. */
export const exchangesOf = (answer: DnsAnswer): DomainName[] =>
  answer.records
    .flatMap((record) => (record.type === 'MX' ? [record] : []))
    .filter((record) => record.exchange !== '')
    .sort(
      (a, b) =>
        a.preference - b.preference || (asciiLowerCase(a.exchange) < asciiLowerCase(b.exchange) ? -1 : 1),
    )
    .map((record) => record.exchange);

/** The host names of a PTR answer that a check looks at: the first `most` in the order of the answer
 *  (RFC 7208 §4.6.4). */
export const pointerNames = (answer: DnsAnswer, most: number): DomainName[] => {
  const names: DomainName[] = [];
  for (const record of answer.records) {
    if (names.length === most) break;
    if (record.type === 'PTR') names.push(record.target);
  }
  return names;
};

/** The question for a client's names. */
export const namesQuestion = (client: IpAddress): PlannedQuestion => ({
  question: { name: reverseName(client), type: 'PTR' },
  purpose: 'names',
});

/** The questions whose answers validate a name as the client's own (RFC 7208 §5.5). */
export const nameAddressQuestions = (name: DomainName, client: IpAddress): PlannedQuestion[] =>
  addressQuestions(name, [client.family], 'name-address');

/** Everything that a term asks DNS, in the order a check consumes the answers, as far as the known answers tell:
 *  the addresses of exchanges follow once the exchanges are known. The questions already given never change as more
 *  answers arrive; further ones only append. `target` is the term's target-name. */
export const termQuestions = (
  term: Term,
  target: DomainName,
  context: AskingContext,
  known: KnownAnswer,
  limits: Readonly<{ mxNames: number; ptrNames: number }>,
): PlannedQuestion[] => {
  if (term.kind === 'invalid') return [];
  if (term.kind === 'modifier') return term.name === 'redirect' ? [recordQuestion(target)] : [];
  switch (term.mechanism.name) {
    case 'all':
    case 'ip4':
    case 'ip6':
      return [];
    case 'include':
      return [recordQuestion(target)];
    case 'exists':
      // RFC 7208 §5.7: an A query, whatever the client's family.
      return [{ question: { name: target, type: 'A' }, purpose: 'exists' }];
    case 'a':
      return addressQuestions(target, context.families, 'address');
    case 'mx': {
      const first: PlannedQuestion = { question: { name: target, type: 'MX' }, purpose: 'exchanges' };
      const answer = known(first.question);
      // More records than the limit are permerror: no exchange is asked for, so none is worth sorting.
      if (answer === undefined || answer.records.length > limits.mxNames) return [first];
      const exchanges = exchangesOf(answer);
      return [
        first,
        ...exchanges.flatMap((name) => addressQuestions(name, context.families, 'exchange-address')),
      ];
    }
    case 'ptr': {
      const { client } = context;
      if (client === undefined) return [];
      const first = namesQuestion(client);
      const answer = known(first.question);
      // Only a name at or below the target can match, so only such names are worth validating.
      const names = answer === undefined ? [] : pointerNames(answer, limits.ptrNames);
      const candidates = names.filter((name) => isSameOrBelow(name, target));
      return [first, ...candidates.flatMap((name) => nameAddressQuestions(name, client))];
    }
  }
};
