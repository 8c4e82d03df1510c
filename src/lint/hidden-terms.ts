import { asciiLowerCase } from '../dns/resolver.ts';
import { ledToDomain } from '../policy/policy-tree.ts';
import { domainSpecOf, type Term } from '../spf/record.ts';
import { isTerm } from '../spf/term-slip.ts';
import type { LintFacts, LiveTerm } from './collect-facts.ts';
import { plainName } from './name-shapes.ts';

const secondStart = /(?<=.)(?:[+\-~?]?(?:ip4|ip6|include|exists|a|mx|ptr):|(?:redirect|exp)=)|-all$/gi;

/** Where in a term's text a second term may begin; `isSure`: no name looks like that. */
const findSecondTerm = (term: Term): Readonly<{ at: number; isSure: boolean }> | undefined => {
  const domainSpec = term.kind === 'directive' ? domainSpecOf(term) : undefined;
  if (domainSpec === undefined || plainName(domainSpec) === undefined) return undefined;
  const { text, span } = term;
  const from = domainSpec.span.start - span.start;
  for (const { index, 0: start } of [...text.matchAll(secondStart)].slice(0, 50)) {
    if (index <= from || !isTerm(text.slice(0, index)) || !isTerm(text.slice(index))) continue;
    return { at: index, isSure: !/^-all$/i.test(start) };
  }
  return undefined;
};

/** Whether DNS has nothing at the name that the term as it stands leads to. */
const leadsNowhere = ({ costs, byDomain }: LintFacts, { policyTerm }: LiveTerm): boolean => {
  const domain = ledToDomain(policyTerm);
  const record = domain === undefined ? undefined : byDomain.get(asciiLowerCase(domain))?.record;
  if (record !== undefined) return record.kind === 'read' && record.answer.outcome === 'name-error';
  return costs.asked(policyTerm).some(({ answer }) => answer?.outcome === 'name-error');
};

/** Where in the text of a term that is legal a second one begins, the space before it being lost; undefined where there
 *  is none: a name that exists is no such chance. */
export const findHiddenTerm = (facts: LintFacts, live: LiveTerm): number | undefined => {
  const second = findSecondTerm(live.term);
  return second !== undefined && (second.isSure || leadsNowhere(facts, live)) ? second.at : undefined;
};
