import { rfc7208 } from '../../spf/diagnostic.ts';
import { replaceText } from '../edit-record.ts';
import { findHiddenTerm } from '../hidden-terms.ts';
import { quote } from '../quote-text.ts';
import type { Rule } from '../rule.ts';

/** Two terms that a missing space has made one which is legal. */
export const weldedTerms: Rule = {
  code: 'welded-terms',
  severity: 'error',
  reference: rfc7208('4.6.1'),
  page: {
    meaning:
      'A space is missing between two terms, and what came of it is by chance a legal name: there is no syntax error, and neither of the two terms is in force.',
    example: 'v=spf1 mx include:_spf.example.com-all, which includes the domain "_spf.example.com-all"',
    mending: 'Insert the space.',
    change:
      'The fix puts both terms into force: hosts that the first one names pass, and an all decides for the rest.',
  },
  find: (facts) =>
    facts.live.flatMap((live) => {
      const { record, index, term } = live;
      const at = findHiddenTerm(facts, live);
      if (at === undefined) return [];
      const start = term.span.start + at;
      const second = term.text.slice(at);
      return [
        {
          record,
          index,
          span: { start, end: term.span.end },
          message: `a space is missing before ${quote(second)}; without it, that is a part of the name`,
          fix: replaceText('insert the space', { start, end: start }, ' '),
        },
      ];
    }),
};
