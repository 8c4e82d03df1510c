import { rfc7208 } from '../../spf/diagnostic.ts';
import { countOf, quote } from '../quote-text.ts';
import type { Rule } from '../rule.ts';

/** Mechanisms after all. */
export const termsAfterAll: Rule = {
  code: 'terms-after-all',
  severity: 'warning',
  reference: rfc7208('5.1'),
  page: {
    meaning:
      'all matches everyone, so receivers never get to the mechanisms after it. A syntax error in one of them still makes the whole record permerror.',
    example: 'v=spf1 mx -all include:_spf.example.net',
    mending: 'Put all at the end if the terms after it are wanted, or remove them.',
  },
  find: ({ records }) =>
    records.flatMap((record) => {
      const dead = record.terms.filter((one) => one.dead === 'after-all' && one.term.kind === 'directive');
      const [first] = dead;
      const last = dead.at(-1);
      const all = record.all;
      if (first === undefined || last === undefined || all === undefined) return [];
      const index = record.terms.indexOf(first);
      const span = { start: first.term.span.start, end: last.term.span.end };
      const message = `${countOf(dead.length, 'term')} after ${quote(all.text)}, where no receiver looks`;
      return [{ record, index, span, message }];
    }),
};
