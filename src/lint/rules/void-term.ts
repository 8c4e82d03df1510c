import type { DnsAnswer } from '../../dns/resolver.ts';
import { rfc7208 } from '../../spf/diagnostic.ts';
import { lettersOf } from '../../spf/expand-macro.ts';
import { domainSpecOf } from '../../spf/record.ts';
import type { LintFacts, LiveTerm } from '../collect-facts.ts';
import { removal } from '../edit-record.ts';
import { quote } from '../quote-text.ts';
import type { Rule } from '../rule.ts';

/** The answers that a term rests on, if all are there and say that there is nothing for a client of either family. */
const findVoids = ({ costs, policy }: LintFacts, { policyTerm, term }: LiveTerm): readonly DnsAnswer[] => {
  if (term.kind !== 'directive') return [];
  const { name } = term.mechanism;
  if (name !== 'a' && name !== 'mx' && name !== 'exists') return [];
  const domainSpec = domainSpecOf(term);
  // Another client makes another name.
  if (domainSpec !== undefined && lettersOf(domainSpec).some((letter) => letter !== 'd')) return [];
  const answers = costs.asked(policyTerm).flatMap(({ answer }) => answer ?? []);
  const [first] = answers;
  if (first === undefined) return [];
  if (first.outcome === 'name-error') return [first];
  if (name === 'a' && (policy.context.families.length < 2 || answers.length < 2)) return [];
  return answers.every(({ outcome }) => outcome === 'no-data' || outcome === 'name-error') ? answers : [];
};

/** A term whose name has nothing. */
export const voidTerm: Rule = {
  code: 'void-term',
  severity: 'warning',
  reference: rfc7208('4.6.4'),
  page: {
    meaning:
      'The name of the term does not exist, or has no records of the kind that it asks for. It matches nobody, and costs each check that gets there one of ten lookups and one of two void lookups. If the name becomes free, whoever registers it may send.',
    example: 'v=spf1 a:old.example.com mx -all, where old.example.com was switched off',
    mending: 'Correct the name, or remove the term.',
  },
  find: (facts) =>
    facts.live.flatMap((live) => {
      const { record, index, term } = live;
      const [first] = findVoids(facts, live);
      if (first === undefined) return [];
      const { name, type } = first.question;
      const lack = type === 'MX' ? 'has no MX record' : 'has no address';
      const what = first.outcome === 'name-error' ? 'does not exist' : lack;
      const message = `${quote(name)} ${what}, so ${quote(term.text)} costs a lookup and a void lookup for nothing`;
      const fix = { label: 'remove the term', edits: [removal(term.span)] };
      return [{ record, index, message, fix, ...(record.decides ? {} : { severity: 'notice' as const }) }];
    }),
};
