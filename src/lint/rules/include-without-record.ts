import { asciiLowerCase } from '../../dns/resolver.ts';
import { ledToDomain } from '../../policy/policy-tree.ts';
import { rfc7208 } from '../../spf/diagnostic.ts';
import { domainSpecOf } from '../../spf/record.ts';
import type { LintRecord } from '../collect-facts.ts';
import { findHiddenTerm } from '../hidden-terms.ts';
import { whyNoName } from '../name-shapes.ts';
import { findNearMiss } from '../near-miss.ts';
import { quote } from '../quote-text.ts';
import type { Rule } from '../rule.ts';

const describeLack = ({ record, domain }: LintRecord): string | undefined => {
  if (record.kind === 'malformed')
    return `${quote(domain)} is no domain that can be checked: ${record.reason}`;
  if (record.selection.kind !== 'no-record') return undefined;
  if (record.answer.outcome === 'name-error') return `${quote(domain)} does not exist`;
  const isMeant = record.selection.otherTexts.some((text) => findNearMiss(text) !== undefined);
  return `${quote(domain)} publishes no SPF record${isMeant ? ', only one that is not selected' : ''}`;
};

/** An include or redirect that leads to no record. */
export const includeWithoutRecord: Rule = {
  code: 'include-without-record',
  severity: 'error',
  reference: rfc7208('5.2'),
  page: {
    meaning:
      'The domain that an include or redirect leads to has no SPF record. Every check that gets there is permerror.',
    example: 'v=spf1 include:example.net -all, where the record is at _spf.example.net',
    mending: 'Correct the name by what the provider tells its customers, or remove the term.',
  },
  find: (facts) =>
    facts.live.flatMap((live) => {
      const { record, index, policyTerm, term } = live;
      const domain = ledToDomain(policyTerm);
      const next = domain === undefined ? undefined : facts.byDomain.get(asciiLowerCase(domain));
      const lack = next && describeLack(next);
      // A name that is plainly none has a code of its own, and so has one that hides another term.
      const domainSpec = domainSpecOf(term);
      if (lack === undefined || (domainSpec !== undefined && whyNoName(domainSpec) !== undefined)) return [];
      if (findHiddenTerm(facts, live) !== undefined) return [];
      const reference = rfc7208(term.kind === 'modifier' ? '6.1' : '5.2');
      return [
        {
          record,
          index,
          reference,
          message: `${lack}, so a check that gets to ${quote(term.text)} is permerror`,
        },
      ];
    }),
};
