import { rfc7208 } from '../../spf/diagnostic.ts';
import { findNearMiss } from '../near-miss.ts';
import { quote } from '../quote-text.ts';
import type { Rule } from '../rule.ts';

/** The version section is misspelled, so the record is not selected. */
export const badVersion: Rule = {
  code: 'bad-version',
  severity: 'error',
  reference: rfc7208('4.5'),
  page: {
    meaning:
      'An SPF record is v=spf1 followed by a space, or v=spf1 alone. With anything else, receivers take the TXT record for something other than SPF: the domain has no SPF record.',
    example: '"v=spf1;mx -all", "v = spf1 mx -all", "v=spf1include:_spf.example.net", "spf1 mx -all"',
    mending: 'Begin the record with v=spf1 and one space.',
  },
  find: ({ records }) =>
    records.flatMap((record) => {
      if (record.record.kind !== 'read' || record.record.selection.kind !== 'no-record') return [];
      return record.record.selection.otherTexts.flatMap((text) => {
        const miss = findNearMiss(text);
        if (miss?.kind !== 'version') return [];
        const message = `a TXT record begins with ${quote(text.slice(0, miss.span.end + 4))}, and only "v=spf1" and a space make it SPF`;
        return [{ record, text, span: miss.span, fix: miss.fix, message }];
      });
    }),
};
