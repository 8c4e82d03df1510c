import type { DomainName } from '../dns/resolver.ts';
import type { CheckRequest } from '../spf/check-request.ts';
import { domainNameFromText, textFromDomainName } from '../spf/domain-name.ts';
import {
  type Expansion,
  expandMacro,
  lettersOf,
  type MacroValues,
  targetNameFromText,
} from '../spf/expand-macro.ts';
import { macroValues, usesNonAsciiLocalPart } from '../spf/macro-values.ts';
import { domainSpecOf, type MacroString, type SpfRecord, type Term } from '../spf/record.ts';
import type { DeadReason, PolicyTerm, TermTarget } from './policy.ts';

const findTarget = (term: Term, domain: DomainName, request: CheckRequest | undefined): TermTarget => {
  const domainSpec = domainSpecOf(term);
  if (domainSpec === undefined) {
    const usesOwnDomain =
      term.kind === 'directive' &&
      (term.mechanism.name === 'a' || term.mechanism.name === 'mx' || term.mechanism.name === 'ptr');
    return usesOwnDomain ? { kind: 'name', name: domain, hasMacros: false } : { kind: 'none' };
  }
  // The walk never invents a client: %{d} is what the policy itself knows, %{p} what only a check finds out.
  const letters = lettersOf(domainSpec);
  const unknown = letters.filter((letter) => (request === undefined ? letter !== 'd' : letter === 'p'));
  if (unknown.length > 0) return { kind: 'unknown', letters: unknown };
  // RFC 8616 §4: such a term matches nothing, so a check asks nothing for it.
  if (request !== undefined && usesNonAsciiLocalPart(domainSpec, request)) return { kind: 'none' };
  const { text } = expandTarget(domainSpec, domain, request);
  // Nothing else of the expansion is kept: it may be thousands of times as large as the name.
  const name = domainNameFromText(targetNameFromText(text));
  return { kind: 'name', name, hasMacros: letters.length > 0 };
};

/** How the policy that `domain` publishes expands a domain-spec whose letters it knows, as `TermTarget` has it. */
export const expandTarget = (
  domainSpec: MacroString,
  domain: DomainName,
  request: CheckRequest | undefined,
): Expansion =>
  expandMacro(domainSpec, request === undefined ? policyValues(domain) : macroValues(request, domain, ''));

const policyValues = (domain: DomainName): MacroValues => ({
  s: '',
  l: '',
  o: '',
  d: textFromDomainName(domain),
  i: '',
  p: '',
  v: '',
  h: '',
  c: '',
  r: '',
  t: '',
});

/** The terms of a record as the policy has them: with their targets, and which of them no receiver evaluates. With a
 *  request, its values stand in the macros. */
export const readTerms = (
  record: SpfRecord,
  domain: DomainName,
  request: CheckRequest | undefined,
): PolicyTerm[] => {
  const allAt = record.terms.findIndex((term) => term.kind === 'directive' && term.mechanism.name === 'all');
  return record.terms.map((term, index) => {
    const target = findTarget(term, domain, request);
    const dead = findDeadReason(term, allAt !== -1, allAt !== -1 && index > allAt);
    return dead === undefined ? { term, target } : { term, target, dead };
  });
};

const findDeadReason = (term: Term, hasAll: boolean, isAfterAll: boolean): DeadReason | undefined => {
  if (term.kind === 'modifier') return hasAll && term.name === 'redirect' ? 'redirect-with-all' : undefined;
  return isAfterAll ? 'after-all' : undefined;
};
