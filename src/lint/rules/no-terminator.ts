import { rfc7208 } from '../../spf/diagnostic.ts';
import type { Rule } from '../rule.ts';

/** Neither all nor redirect ends the record. */
export const noTerminator: Rule = {
  code: 'no-terminator',
  severity: 'warning',
  reference: rfc7208('4.7'),
  page: {
    meaning:
      'A record without all and without redirect gives neutral to all hosts that it does not name, as ?all does.',
    example: 'v=spf1 mx include:_spf.example.net',
    mending: 'End the record with -all or ~all.',
  },
  find: ({ records }) =>
    records.flatMap((record) => {
      if (!record.decides || record.published === undefined || record.all !== undefined) return [];
      if (record.terms.some(({ term }) => term.kind === 'modifier' && term.name === 'redirect')) return [];
      // A term that is none may have been meant to be the all.
      if (!record.isSound) return [];
      return [
        {
          record,
          message: 'neither all nor redirect ends the record, so hosts that it does not name get neutral',
        },
      ];
    }),
};
