import { asciiLowerCase } from '../../dns/resolver.ts';
import { rfc7208 } from '../../spf/diagnostic.ts';
import { quote } from '../quote-text.ts';
import type { Rule } from '../rule.ts';

/** A name that a macro made too long, so that labels were dropped from its left. */
export const macroTruncated: Rule = {
  code: 'macro-truncated',
  severity: 'notice',
  reference: rfc7208('7.3'),
  page: {
    meaning:
      'The macros of a name made more than 253 characters of it in this check, so labels were dropped from the left until it fitted. Different senders may then share one name.',
    example: 'exists:%{l}.%{o}._spf.%{d} with a very long local-part',
    mending: 'Keep fewer labels, such as %{l1} or %{o2}, or choose shorter names.',
  },
  find: ({ evaluation, byDomain }) =>
    [...(evaluation?.trace.terms ?? [])].flatMap(([path, { domain, term, expansion }]) => {
      const record = byDomain.get(asciiLowerCase(domain));
      const length = expansion?.text.replace(/\.$/, '').length ?? 0;
      if (record === undefined || length <= 253) return [];
      const index = Number(path.slice(path.lastIndexOf('.') + 1));
      const message = `the macros in ${quote(term.text)} made a name of ${length} characters for this client; labels were dropped from its left`;
      return [{ record, index, path, message }];
    }),
};
