import { rfc7208 } from '../../spf/diagnostic.ts';
import { qualifierResults } from '../../spf/record.ts';
import { quote } from '../quote-text.ts';
import type { Rule } from '../rule.ts';

/** An include with another qualifier than +. */
export const includeQualifier: Rule = {
  code: 'include-qualifier',
  severity: 'warning',
  reference: rfc7208('5.2'),
  page: {
    meaning:
      'An include with a qualifier gives its result to the hosts that the other record lets pass: -include fails exactly the hosts of the provider. It does not change what happens to all others.',
    example: 'v=spf1 ~include:_spf.example.net -all',
    mending: 'Write include without a qualifier if the hosts of the provider are to pass.',
  },
  find: ({ live }) =>
    live.flatMap(({ record, index, term }) => {
      if (term.kind !== 'directive' || term.mechanism.name !== 'include' || term.qualifier === '+') return [];
      const message = `${quote(term.text)} gives ${qualifierResults[term.qualifier]} to every host that the included record lets pass`;
      return [{ record, index, message }];
    }),
};
