import { asciiLowerCase, type DnsAnswer, type DomainName, type Resolver } from '../dns/resolver.ts';
import type { CheckRequest } from '../spf/check-request.ts';
import {
  domainNameFromText,
  malformedReason,
  readInitialDomain,
  withoutTrailingDot,
} from '../spf/domain-name.ts';
import { parseRecord } from '../spf/parse-record.ts';
import { domainSpecOf, type SpfRecord, type Term } from '../spf/record.ts';
import { isDnsTrouble } from '../spf/select-record.ts';
import { recordQuestion } from '../spf/term-questions.ts';
import { spfTextsOf } from './reread-answers.ts';

/** The records that a domain's policy leads to, whatever client it is about. `answers`: what each name says, by the name
 *  in lower case. `isWhole`: none is missing for trouble, a macro, or their number. */
export type PublishedRecords = Readonly<{
  records: readonly SpfRecord[];
  answers: ReadonlyMap<DomainName, DnsAnswer>;
  isWhole: boolean;
}>;

/** More names than any policy that receivers evaluate. */
const mostNames = 40;

/** The name that an include or redirect leads to; undefined where it leads nowhere, `macro` where a client decides. */
const ledTo = (term: Term): DomainName | 'macro' | undefined => {
  const leads =
    (term.kind === 'directive' && term.mechanism.name === 'include') ||
    (term.kind === 'modifier' && term.name === 'redirect');
  const spec = leads ? domainSpecOf(term) : undefined;
  if (spec === undefined) return undefined;
  if (spec.parts.some(({ kind }) => kind !== 'literal')) return 'macro';
  const name = domainNameFromText(withoutTrailingDot(spec.text));
  return malformedReason(name) === undefined ? asciiLowerCase(name) : undefined;
};

/** Reads them, one after the other. Rejects only when the signal aborts. */
export const collectRecords = async (
  { domain }: CheckRequest,
  resolver: Resolver,
  signal?: AbortSignal,
): Promise<PublishedRecords> => {
  const records: SpfRecord[] = [];
  const answers = new Map<DomainName, DnsAnswer>();
  const initial = readInitialDomain(domain);
  const waiting = initial.isValid ? [asciiLowerCase(initial.name)] : [];
  let isWhole = true;
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    if (answers.has(name)) continue;
    if (answers.size === mostNames) return { records, answers, isWhole: false };
    const answer = await resolver.resolve(recordQuestion(name).question, signal);
    answers.set(name, answer);
    if (isDnsTrouble(answer)) isWhole = false;
    for (const text of spfTextsOf(answer)) {
      const record = parseRecord([text]);
      records.push(record);
      for (const term of record.terms) {
        const led = ledTo(term);
        if (led === 'macro') isWhole = false;
        else if (led !== undefined && !answers.has(led)) waiting.push(led);
      }
    }
  }
  return { records, answers, isWhole };
};
