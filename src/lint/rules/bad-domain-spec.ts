import { findBareName } from '../../spf/argument-slips.ts';
import { rfc7208 } from '../../spf/diagnostic.ts';
import { domainSpecOf } from '../../spf/record.ts';
import { replaceText } from '../edit-record.ts';
import { findHiddenTerm } from '../hidden-terms.ts';
import { whyNoName } from '../name-shapes.ts';
import { quote } from '../quote-text.ts';
import type { Rule } from '../rule.ts';

/** A name that the grammar of records has and DNS has not; the parser has the same code for the others. */
export const badDomainSpec: Rule = {
  code: 'bad-domain-spec',
  severity: 'error',
  reference: rfc7208('4.3'),
  page: {
    meaning:
      'What stands for a name is none: one label only, an empty label, a label over 63 octets, a port, a mail address or a whole URL. Some of these are syntax errors, which make every check of the record permerror; with the others an include or redirect is permerror when a check gets there, and an a, mx or exists matches nobody.',
    example: 'v=spf1 include:localhost a:mail.example.com:25 include:https://example.net -all',
    mending: 'Write a full domain name and nothing else.',
    change: 'Where the record was legal all the same, the fix puts the term into force.',
  },
  find: (facts) =>
    facts.live.flatMap((live) => {
      const { record, index, term } = live;
      const domainSpec = domainSpecOf(term);
      const reason = domainSpec && whyNoName(domainSpec);
      if (domainSpec === undefined || reason === undefined) return [];
      // Two terms without a space say more.
      if (findHiddenTerm(facts, live) !== undefined) return [];
      const { span } = domainSpec;
      const bare = findBareName(domainSpec.text);
      const message = `${quote(domainSpec.text)} is no domain name: ${reason}`;
      const fix = bare === undefined ? {} : { fix: replaceText('write the name alone', span, bare) };
      return [{ record, index, span, message, ...fix }];
    }),
};
