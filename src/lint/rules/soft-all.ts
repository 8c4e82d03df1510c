import { rfc7208 } from '../../spf/diagnostic.ts';
import type { Rule } from '../rule.ts';

/** ~all: most receivers accept and mark. */
export const softAll: Rule = {
  code: 'soft-all',
  severity: 'notice',
  reference: rfc7208('8.5'),
  page: {
    meaning:
      'A record that ends with ~all gives softfail to all hosts that it does not name: receivers should not reject for that alone. It suits a roll-out, and domains whose DMARC policy decides.',
    example: 'v=spf1 include:_spf.example.net ~all',
    mending:
      'Nothing needs to be done. Where no DMARC policy stands behind the record, -all is the stronger word.',
  },
  find: ({ records }) =>
    records.flatMap((record) => {
      const all = record.decides ? record.all : undefined;
      if (all?.qualifier !== '~') return [];
      return [
        {
          record,
          index: all.index,
          message:
            'hosts that the record does not name get softfail, for which receivers should not reject alone',
        },
      ];
    }),
};
