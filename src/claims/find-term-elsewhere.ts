import { labelsOf, nameFromLabels } from '../dns/domain-name.ts';
import { asciiLowerCase, type DomainName } from '../dns/resolver.ts';
import { checkHost } from '../spf/check-host.ts';
import { readInitialDomain, textFromDomainName } from '../spf/domain-name.ts';
import type { Claim, LikelyCause } from './claim-comparison.ts';
import { collectRecords, type PublishedRecords } from './collect-records.ts';
import type { HeldAnswers } from './held-answers.ts';
import { hasNamedTerm, lacksNamedTerm, namedTerms } from './named-terms.ts';
import { quoteWords } from './quote-words.ts';
import { isAsClaimed } from './result-match.ts';

/** A HELO name is seldom deeper below its organisation. */
const mostParents = 3;

/** The name and those above it, down to two labels. */
const upwards = (name: DomainName): DomainName[] => {
  const labels = labelsOf(name);
  return Array.from({ length: Math.max(0, Math.min(mostParents, labels.length - 1)) }, (_none, index) =>
    nameFromLabels(labels.slice(index)),
  );
};

/** A term that the text names and no record on the way has stands in the record of the HELO name, or of a domain above it:
 *  logs are handed on with other senders in them. Told where a check of that domain gives the claimed result. */
export const findTermElsewhere = async (
  { candidate, request }: Claim,
  { records, isWhole }: PublishedRecords,
  resolver: HeldAnswers,
  signal?: AbortSignal,
): Promise<readonly LikelyCause[]> => {
  const lost = namedTerms(candidate).find((named) => isWhole && lacksNamedTerm(records, named));
  const helo = readInitialDomain(candidate.helo ?? request.helo);
  if (lost === undefined || candidate.result === undefined || !helo.isValid) return [];
  for (const name of upwards(helo.name)) {
    if (asciiLowerCase(name) === asciiLowerCase(request.domain)) continue;
    const domain = textFromDomainName(name);
    const own = { ...request, domain, sender: `postmaster@${domain}` };
    const other = await collectRecords(own, resolver, signal);
    if (!hasNamedTerm(other.records, lost)) continue;
    const { result } = await checkHost(own, resolver, signal === undefined ? {} : { signal });
    if (resolver.hasRefused() || !isAsClaimed(candidate.result, result)) continue;
    return [
      {
        kind: 'other-domain',
        strength: 'stated',
        sentence: `${quoteWords(domain)} was judged: its record has "${quoteWords(lost.text)}", which the text names, and gives ${result}${result === candidate.result ? ', as claimed' : ''}.`,
        evidence: quoteWords(lost.text),
        result,
        domain,
      },
    ];
  }
  return [];
};
