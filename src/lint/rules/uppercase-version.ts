import { rfc7208 } from '../../spf/diagnostic.ts';
import { replaceText } from '../edit-record.ts';
import { quote } from '../quote-text.ts';
import type { Rule } from '../rule.ts';

/** V=SPF1: legal, and rare. */
export const uppercaseVersion: Rule = {
  code: 'uppercase-version',
  severity: 'notice',
  reference: rfc7208('4.5'),
  page: {
    meaning:
      'The version is compared without case, so the record is valid. Home-made scripts that look for v=spf1 may still miss it.',
    example: '"V=SPF1 mx -all"',
    mending: 'Write v=spf1 in lower case.',
  },
  find: ({ records }) =>
    records.flatMap((record) => {
      const version = record.published?.text.slice(0, 6);
      if (version === undefined || version === 'v=spf1') return [];
      const span = { start: 0, end: 6 };
      return [
        {
          record,
          span,
          message: `the version is written ${quote(version)}, which is valid`,
          fix: replaceText('write "v=spf1"', span, 'v=spf1'),
        },
      ];
    }),
};
