import { asciiLowerCase, type DomainName } from '../../dns/resolver.ts';
import { ledToDomain } from '../../policy/policy-tree.ts';
import { rfc7208 } from '../../spf/diagnostic.ts';
import { termPath } from '../../spf/trace.ts';
import type { LintFacts, LintRecord } from '../collect-facts.ts';
import { quote } from '../quote-text.ts';
import type { Finding, Rule } from '../rule.ts';

/** At most this many names of a round are told. */
const mostNames = 6;

const nameRound = (domains: readonly DomainName[]): string => {
  const told =
    domains.length <= mostNames ? domains : [...domains.slice(0, mostNames - 1), '...', ...domains.slice(-1)];
  return told.map((domain) => (domain === '...' ? domain : quote(domain))).join(', ');
};

/** Every term that leads back to a record above it; each record is looked into once. */
const findLoops = ({ policy, byDomain }: LintFacts): Finding[] => {
  const found: Finding[] = [];
  const done = new Set<LintRecord>();
  const visit = (record: LintRecord, path: string, above: readonly DomainName[]): void => {
    done.add(record);
    for (const [index, policyTerm] of record.terms.entries()) {
      const domain = ledToDomain(policyTerm);
      const next = domain === undefined ? undefined : byDomain.get(asciiLowerCase(domain));
      if (domain === undefined || next === undefined || !record.isSound) continue;
      const at = above.indexOf(asciiLowerCase(domain));
      if (at !== -1) {
        const round = nameRound([...above.slice(at), asciiLowerCase(domain)]);
        const message = `${quote(policyTerm.term.text)} leads back to where it came from (${round}), so a check that gets here is permerror`;
        found.push({ record, index, path: termPath(path, index), message });
      } else if (!done.has(next)) visit(next, termPath(path, index), [...above, asciiLowerCase(domain)]);
    }
  };
  const root = byDomain.get(asciiLowerCase(policy.root));
  if (root !== undefined) visit(root, '', [asciiLowerCase(policy.root)]);
  return found;
};

/** Includes or redirects that go round. */
export const loop: Rule = {
  code: 'loop',
  severity: 'error',
  reference: rfc7208('4.6.4'),
  page: {
    meaning:
      'A record leads back to itself, by way of an include or redirect, its own or that of another. A check goes round until its ten lookups are spent, and is permerror.',
    example: 'a.example: v=spf1 include:b.example -all; b.example: v=spf1 include:a.example -all',
    mending: 'Remove the term that leads back.',
  },
  find: findLoops,
};
