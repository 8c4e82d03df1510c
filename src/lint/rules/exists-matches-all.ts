import { rfc7208 } from '../../spf/diagnostic.ts';
import { lettersOf } from '../../spf/expand-macro.ts';
import { findWildcards, wildcardQuestions } from '../exists-wildcards.ts';
import { quote } from '../quote-text.ts';
import type { Finding, Rule } from '../rule.ts';

/** An exists that every client matches. */
export const existsMatchesAll: Rule = {
  code: 'exists-matches-all',
  severity: 'error',
  reference: rfc7208('5.7'),
  page: {
    meaning:
      'exists asks whether a name has an A record. If the name is the same for every client and it has one, or a wildcard answers for every name, the term matches everyone, as all does.',
    example: 'v=spf1 exists:mail.example.com -all, meant as a:mail.example.com',
    mending:
      'Write a: to match the addresses of the host, or put a macro such as %{i} into the name. A list that answers for every name wants its wildcard taken away.',
  },
  asks: wildcardQuestions,
  find: (facts) => [
    ...findWildcards(facts).flatMap(({ record, index, term }): Finding[] => {
      if (term.kind !== 'directive') return [];
      const severity = term.qualifier === '+' ? {} : { severity: 'warning' as const };
      const message = `${quote(term.text)} matches addresses that no client has: a wildcard seems to answer for every name`;
      return [{ record, index, ...severity, message }];
    }),
    ...facts.live.flatMap(({ record, index, policyTerm, term }): Finding[] => {
      if (term.kind !== 'directive' || term.mechanism.name !== 'exists') return [];
      if (lettersOf(term.mechanism.domainSpec).some((letter) => letter !== 'd')) return [];
      if (facts.costs.asked(policyTerm)[0]?.answer?.outcome !== 'records') return [];
      // A refusal for everyone is hardly meant either, but lets nobody in.
      const severity = term.qualifier === '+' ? {} : { severity: 'warning' as const };
      return [
        {
          record,
          index,
          ...severity,
          isProbed: false,
          message: `${quote(term.text)} matches every client: its name is the same for all, and exists`,
        },
      ];
    }),
  ],
};
