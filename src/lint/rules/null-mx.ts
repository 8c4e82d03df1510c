import { exchangesAnswer } from '../mx-hosts.ts';
import { quote } from '../quote-text.ts';
import type { Rule } from '../rule.ts';

/** mx of a domain that says it takes no mail. */
export const nullMx: Rule = {
  code: 'null-mx',
  severity: 'warning',
  reference: { rfc: 7505, section: '3' },
  page: {
    meaning:
      'The one MX record of the domain is "0 .", the null MX: it takes no mail, and the mx names no host. The lookup is spent for nothing.',
    example: 'v=spf1 mx -all, at a domain with MX 0 .',
    mending: 'Remove the mx, or name another domain in it.',
  },
  find: (facts) =>
    facts.live.flatMap((live) => {
      const { record, index, term } = live;
      if (term.kind !== 'directive' || term.mechanism.name !== 'mx') return [];
      const [first, second] = exchangesAnswer(facts, live)?.records ?? [];
      if (first?.type !== 'MX' || first.exchange !== '' || second !== undefined) return [];
      return [
        {
          record,
          index,
          message: `${quote(term.text)} names no host: the domain has the null MX and takes no mail`,
        },
      ];
    }),
};
