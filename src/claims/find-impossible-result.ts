import { asciiLowerCase, type DomainName, type Resolver } from '../dns/resolver.ts';
import { shortenQuotations } from '../report/escape-text.ts';
import {
  domainNameFromText,
  malformedReason,
  readInitialDomain,
  withoutTrailingDot,
} from '../spf/domain-name.ts';
import { rfcLimits } from '../spf/limits.ts';
import { firstError } from '../spf/parse-record.ts';
import { type Qualifier, qualifierResults, type SpfRecord } from '../spf/record.ts';
import { selectRecord } from '../spf/select-record.ts';
import { recordQuestion } from '../spf/term-questions.ts';
import type { Claim, LikelyCause } from './claim-comparison.ts';
import { quoteWords } from './quote-words.ts';

/** The record of a domain and those that redirects lead to from it, which alone give its result its qualifier; undefined
 *  where they are not all known or sound. */
const readChain = async (
  domain: DomainName,
  resolver: Resolver,
  signal: AbortSignal | undefined,
): Promise<readonly SpfRecord[] | undefined> => {
  const chain = new Map<DomainName, SpfRecord>();
  for (let name = asciiLowerCase(domain); !chain.has(name); ) {
    const selection = selectRecord(await resolver.resolve(recordQuestion(name).question, signal));
    if (selection.kind !== 'record' || firstError(selection.record) !== undefined) return undefined;
    if (chain.size > rfcLimits.lookups) return undefined;
    chain.set(name, selection.record);
    const redirect = selection.record.terms.find(
      (term) => term.kind === 'modifier' && term.name === 'redirect',
    );
    if (redirect?.kind !== 'modifier' || redirect.name !== 'redirect') return [...chain.values()];
    const { parts, text } = redirect.domainSpec;
    const target = domainNameFromText(withoutTrailingDot(text));
    if (parts.some(({ kind }) => kind !== 'literal') || malformedReason(target) !== undefined)
      return undefined;
    name = asciiLowerCase(target);
  }
  return [...chain.values()];
};

const hasQualifier = (records: readonly SpfRecord[], qualifier: Qualifier): boolean =>
  records.some(({ terms }) =>
    terms.some((term) => term.kind === 'directive' && term.qualifier === qualifier),
  );

/** Whether a client may get to the end of the records and meet neither all nor a redirect: neutral (RFC 7208 §4.7). */
const isOpen = (records: readonly SpfRecord[]): boolean =>
  !records.some(({ terms }) =>
    terms.some((term) => term.kind === 'directive' && term.mechanism.name === 'all'),
  );

/** A result that the records of now give nobody, whatever client and whatever DNS says of hosts: then there were others.
 *  Only a term with its qualifier gives pass, fail, softfail or neutral (RFC 7208 §4.6.2). */
export const findImpossibleResult = async (
  { candidate, request, evaluation }: Claim,
  resolver: Resolver,
  signal?: AbortSignal,
): Promise<readonly LikelyCause[]> => {
  const { result: claimed, facts } = candidate;
  const initial = readInitialDomain(request.domain);
  const qualifier = (['+', '-', '~', '?'] as const).find((each) => qualifierResults[each] === claimed);
  const isKnown = evaluation.cause.kind !== 'no-record' && facts?.bestGuess !== 'true';
  if (qualifier === undefined || !initial.isValid || !isKnown) return [];
  const records = await readChain(initial.name, resolver, signal);
  if (records === undefined || hasQualifier(records, qualifier)) return [];
  if (qualifier === '?' && isOpen(records)) return [];
  const domain = quoteWords(request.domain);
  const text = quoteWords(records[0]?.text ?? '');
  const others = records.length > 1 ? ', nor have those that it redirects to' : '';
  return [
    {
      kind: 'record-changed',
      strength: 'implied',
      // A quotation is shortened by itself: in a sentence, what stands between two would be taken for one.
      sentence: `The record has changed: ${claimed} comes of a term with "${qualifier}", and the record of ${domain} has none now${others}: ${shortenQuotations(`"${text}"`)}.`,
      evidence: text,
    },
  ];
};
