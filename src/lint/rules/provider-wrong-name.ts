import { asciiLowerCase } from '../../dns/resolver.ts';
import { ledToDomain } from '../../policy/policy-tree.ts';
import { rfc7208 } from '../../spf/diagnostic.ts';
import { domainSpecOf } from '../../spf/record.ts';
import { removal, replaceText } from '../edit-record.ts';
import { findRetiredName } from '../known-providers.ts';
import { quote } from '../quote-text.ts';
import type { Rule } from '../rule.ts';

/** An include of a name that a provider no longer gives its customers. */
export const providerWrongName: Rule = {
  code: 'provider-wrong-name',
  severity: 'warning',
  reference: rfc7208('5.2'),
  page: {
    meaning:
      'The term leads to a name that a well-known provider once told its customers to include, and tells them another one today. The old name may lack hosts that send now, or go one day without a word.',
    example:
      'v=spf1 include:spf.messaging.microsoft.com -all, which is include:spf.protection.outlook.com today',
    mending: 'Look up what the provider tells its customers now, and write that name.',
    change:
      'The fix lets the hosts of the new name pass in place of those of the old one. It is right if mail is still sent through that provider.',
  },
  find: ({ live }) =>
    live.flatMap(({ record, index, policyTerm, term }) => {
      const domain = ledToDomain(policyTerm);
      const domainSpec = domainSpecOf(term);
      const known = domain === undefined ? undefined : findRetiredName(domain);
      // What others include is theirs to know, and so is a name of the provider's own.
      if (known === undefined || domain === undefined || domainSpec === undefined || !record.decides)
        return [];
      const isThere = record.terms.some((other) => {
        const target = ledToDomain(other);
        return target !== undefined && asciiLowerCase(target) === known.current;
      });
      const isPlain = asciiLowerCase(domainSpec.text).replace(/\.$/, '') === known.retired;
      const fix = isThere
        ? { fix: { label: 'remove the old name', edits: [removal(term.span)] } }
        : isPlain
          ? { fix: replaceText(`write "${known.current}"`, domainSpec.span, known.current) }
          : {};
      const now = isThere
        ? `${quote(known.current)}, which the record has too, took its place`
        : `${quote(known.current)} took its place`;
      return [
        { record, index, message: `${quote(domain)} is an old name of ${known.provider}; ${now}`, ...fix },
      ];
    }),
};
