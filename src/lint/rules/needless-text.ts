import { rfc7208 } from '../../spf/diagnostic.ts';
import type { Directive } from '../../spf/record.ts';
import type { Span } from '../../spf/span.ts';
import { countOf } from '../quote-text.ts';
import type { Rule } from '../rule.ts';

/** The pieces of a term that say what holds without them. */
const needlessIn = ({ text, span, mechanism }: Directive): Span[] => {
  const spans: Span[] = [];
  if (text.startsWith('+')) spans.push({ start: span.start, end: span.start + 1 });
  if ('network' in mechanism) {
    const whole = mechanism.network.address.family === 4 ? '/32' : '/128';
    if (text.endsWith(whole)) spans.push({ start: span.end - whole.length, end: span.end });
  }
  return spans;
};

/** A plus sign, and the prefix length of one address. */
export const needlessText: Rule = {
  code: 'needless-text',
  severity: 'notice',
  reference: rfc7208('4.6.2'),
  page: {
    meaning:
      'A mechanism without a qualifier has +, and an address without a prefix length is one address. Writing these changes nothing.',
    example: 'v=spf1 +mx ip4:192.0.2.1/32 -all',
    mending: 'Nothing needs to be done. Where a record is near its 255 octets, leaving them out makes room.',
  },
  find: ({ records }) =>
    records.flatMap((record) => {
      const edits = record.terms.flatMap(({ term }) =>
        // A bare + before all says clearly what all alone hides.
        term.kind === 'directive' && term.mechanism.name !== 'all'
          ? needlessIn(term).map((span) => ({ span, text: '' }))
          : [],
      );
      const [first] = edits;
      if (first === undefined) return [];
      const message = `${countOf(edits.length, 'piece')} that may be left out: "+" before a mechanism, "/32" or "/128" after an address`;
      return [{ record, span: first.span, message, fix: { label: 'leave them out', edits } }];
    }),
};
