import { rfc7208 } from '../../spf/diagnostic.ts';
import { domainSpecOf } from '../../spf/record.ts';
import { quote } from '../quote-text.ts';
import type { Rule } from '../rule.ts';

/** %{S}: URL escaping inside a name. */
export const macroUppercase: Rule = {
  code: 'macro-uppercase',
  severity: 'notice',
  reference: rfc7208('7.3'),
  page: {
    meaning:
      'A macro letter in upper case has its value escaped as in a URL: everything but letters, digits and - . _ ~ becomes % and two digits. That is meant for links in explanations, hardly for names.',
    example: 'exists:%{S}.example.com: the @ of the sender becomes %40',
    mending: 'Write the letter in lower case.',
  },
  find: ({ live }) =>
    live.flatMap(({ record, index, term }) => {
      const parts = domainSpecOf(term)?.parts ?? [];
      const part = parts.find((one) => one.kind === 'expand' && one.escapesUrl);
      if (part === undefined) return [];
      const message = `the macro in ${quote(term.text)} is in upper case, so its value is escaped as in a URL`;
      return [{ record, index, span: part.span, message }];
    }),
};
