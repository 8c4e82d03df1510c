import { rfc7208 } from '../../spf/diagnostic.ts';
import { findNearMiss } from '../near-miss.ts';
import type { Rule } from '../rule.ts';

/** Something before v=spf1 keeps the record from being selected. */
export const recordPrefix: Rule = {
  code: 'record-prefix',
  severity: 'error',
  reference: rfc7208('4.5'),
  page: {
    meaning:
      'An SPF record must begin with v=spf1. A space, a quote mark or an invisible character before it makes it a TXT record like any other: the domain has no SPF record.',
    example: '" v=spf1 mx -all", or a record published with literal quote marks in it',
    mending:
      'Remove what stands before v=spf1. In the forms of many DNS providers the text goes in without quote marks.',
  },
  find: ({ records }) =>
    records.flatMap((record) => {
      if (record.record.kind !== 'read' || record.record.selection.kind !== 'no-record') return [];
      return record.record.selection.otherTexts.flatMap((text) => {
        const miss = findNearMiss(text);
        if (miss?.kind !== 'prefix') return [];
        const message =
          'a TXT record that is meant as SPF does not begin with v=spf1, so no receiver selects it';
        return [{ record, text, span: miss.span, fix: miss.fix, message }];
      });
    }),
};
