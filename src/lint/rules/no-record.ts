import { rfc7208 } from '../../spf/diagnostic.ts';
import { findNearMiss } from '../near-miss.ts';
import { countOf, quote } from '../quote-text.ts';
import type { Rule } from '../rule.ts';

/** The domain publishes no SPF record. What an include lacks is `include-without-record`. */
export const noRecord: Rule = {
  code: 'no-record',
  severity: 'warning',
  reference: rfc7208('4.5'),
  page: {
    meaning:
      'The domain has no TXT record that begins with v=spf1, so every check of it gives none: anyone may send in its name, and SPF says nothing of it.',
    example: 'example.com. TXT "google-site-verification=..." and no other TXT record',
    mending:
      'Publish one TXT record at the domain of the MAIL FROM address: the hosts that send, then -all or ~all. A domain that sends no mail publishes "v=spf1 -all".',
  },
  find: ({ records }) =>
    records.flatMap((record) => {
      if (!record.isRoot || record.record.kind !== 'read') return [];
      const { selection, answer } = record.record;
      if (
        selection.kind !== 'no-record' ||
        selection.otherTexts.some((text) => findNearMiss(text) !== undefined)
      )
        return [];
      if (answer.outcome === 'name-error')
        return [{ record, message: 'the domain does not exist, so it has no SPF record' }];
      const [first] = selection.otherTexts;
      const others = countOf(selection.otherTexts.length, 'other TXT record');
      const beside = first === undefined ? '' : `, though it has ${others}, such as ${quote(first)}`;
      return [{ record, message: `the domain publishes no SPF record${beside}` }];
    }),
};
