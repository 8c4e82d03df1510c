import { rfc7208 } from '../../spf/diagnostic.ts';
import type { Rule } from '../rule.ts';

/** ?all: the record says nothing of other hosts. */
export const neutralAll: Rule = {
  code: 'neutral-all',
  severity: 'warning',
  reference: rfc7208('8.2'),
  page: {
    meaning:
      'A record that ends with ?all gives neutral to all hosts that it does not name, and receivers must treat neutral as if there were no record.',
    example: 'v=spf1 mx ?all',
    mending: 'Once all hosts that send are named, end the record with ~all or -all.',
  },
  find: ({ records }) =>
    records.flatMap((record) => {
      const all = record.decides ? record.all : undefined;
      if (all?.qualifier !== '?') return [];
      return [
        {
          record,
          index: all.index,
          message: 'hosts that the record does not name get neutral, as if there were no record',
        },
      ];
    }),
};
