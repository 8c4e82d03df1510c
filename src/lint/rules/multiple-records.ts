import { rfc7208 } from '../../spf/diagnostic.ts';
import type { Rule } from '../rule.ts';

/** More than one TXT record begins with v=spf1. */
export const multipleRecords: Rule = {
  code: 'multiple-records',
  severity: 'error',
  reference: rfc7208('4.5'),
  page: {
    meaning:
      'A domain may publish one SPF record. With two or more, every check of the domain, and of every record that includes it, is permerror.',
    example:
      '"v=spf1 mx -all" and, from a second provider, "v=spf1 include:_spf.example.net ~all" at the same name',
    mending:
      'Merge them into one: v=spf1 once, the terms of all of them, one all at the end. Delete the others.',
  },
  find: ({ records }) =>
    records.flatMap((record) => {
      if (record.record.kind !== 'read' || record.record.selection.kind !== 'multiple-records') return [];
      const { texts } = record.record.selection;
      const distinct = new Set(texts).size;
      const alike = distinct === 1 ? '; they are all the same' : '';
      return [
        { record, message: `${texts.length} SPF records are published, and there may be only one${alike}` },
      ];
    }),
};
