import { rfc7208 } from '../../spf/diagnostic.ts';
import { shortenQuoted } from '../quote-text.ts';
import type { Rule } from '../rule.ts';
import { syntaxPages } from '../syntax-pages.ts';
import { findWelds } from '../welded-terms.ts';

const code = 'bad-term';

/** What the parser says of a record; each diagnostic bears its own code, which `syntaxPages` explains. */
export const syntax: Rule = {
  code,
  severity: 'error',
  reference: rfc7208('4.6.1'),
  // The table has a page for each code of the parser.
  page: syntaxPages.get(code)!,
  find: ({ records }) =>
    records.flatMap((record) => {
      const { published } = record;
      if (published === undefined) return [];
      const welded = new Set(findWelds(published).map(({ index }) => index));
      let index = 0;
      return published.diagnostics.flatMap((diagnostic) => {
        const { code, severity, span, message, reference, fix } = diagnostic;
        while ((published.terms[index]?.span.end ?? Number.POSITIVE_INFINITY) < span.end) index++;
        // The strings of the TXT record are the reason; the term is whole without them.
        if (welded.has(index)) return [];
        const repair = fix === undefined ? {} : { fix };
        return [
          { record, index, code, severity, span, message: shortenQuoted(message), reference, ...repair },
        ];
      });
    }),
};
