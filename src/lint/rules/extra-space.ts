import { rfc7208 } from '../../spf/diagnostic.ts';
import { countOf } from '../quote-text.ts';
import type { Rule } from '../rule.ts';

/** Spaces that separate nothing. */
export const extraSpace: Rule = {
  code: 'extra-space',
  severity: 'notice',
  reference: rfc7208('4.6.1'),
  page: {
    meaning: 'Several spaces between terms, or one at the end, are legal and say nothing.',
    example: 'v=spf1  mx -all, with two spaces after v=spf1',
    mending: 'Write one space between terms and none at the end.',
  },
  find: ({ records }) =>
    records.flatMap((record) => {
      const { published } = record;
      if (published === undefined) return [];
      const runs = [...published.text.matchAll(/ {2,}$|(?<= ) +|(?<! ) $/g)].map(({ index, 0: run }) => ({
        start: index,
        end: index + run.length,
      }));
      const [first] = runs;
      if (first === undefined) return [];
      const octets = runs.reduce((sum, { start, end }) => sum + end - start, 0);
      const message = `${countOf(octets, 'space')} more than needed`;
      const fix = { label: 'tidy the spaces', edits: runs.map((span) => ({ span, text: '' })) };
      return [{ record, span: first, message, fix }];
    }),
};
