import { rfc7208 } from '../../spf/diagnostic.ts';
import { quote } from '../quote-text.ts';
import type { Rule } from '../rule.ts';

/** +all: anyone passes. */
export const passAll: Rule = {
  code: 'pass-all',
  severity: 'error',
  reference: rfc7208('5.1'),
  page: {
    meaning:
      'A record that ends with all or +all lets every host in the world pass. In an included record it makes the include match everyone.',
    example: 'v=spf1 mx all',
    mending: 'Name the hosts that send, and end the record with -all or ~all.',
  },
  find: ({ records }) =>
    records.flatMap((record) => {
      const all = record.isSound ? record.all : undefined;
      if (all === undefined || all.qualifier !== '+') return [];
      const whose = record.decides
        ? 'whoever no term before it matches passes'
        : 'an include of this record matches whoever no term before it matches';
      return [{ record, index: all.index, message: `${quote(all.text)}: ${whose}` }];
    }),
};
