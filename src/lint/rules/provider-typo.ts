import { asciiLowerCase, type DomainName } from '../../dns/resolver.ts';
import { ledToDomain } from '../../policy/policy-tree.ts';
import { rfc7208 } from '../../spf/diagnostic.ts';
import { isOneEditAway } from '../../spf/one-edit.ts';
import { domainSpecOf } from '../../spf/record.ts';
import type { LintFacts } from '../collect-facts.ts';
import { replaceText } from '../edit-record.ts';
import { knownProviders } from '../known-providers.ts';
import { quote } from '../quote-text.ts';
import type { Rule } from '../rule.ts';

/** Whether DNS says that the domain has no record: only then is its name likely to be a slip of the pen. */
const lacksRecord = ({ byDomain }: LintFacts, domain: DomainName): boolean => {
  const record = byDomain.get(asciiLowerCase(domain))?.record;
  return record?.kind === 'read' && record.selection.kind === 'no-record';
};

/** An include of a name that is nearly a provider's. */
export const providerTypo: Rule = {
  code: 'provider-typo',
  severity: 'warning',
  reference: rfc7208('5.2'),
  page: {
    meaning:
      'The name that the term leads to has no SPF record, and is one letter away from that of a well-known provider.',
    example: 'v=spf1 include:_spf.gogle.com -all',
    mending: 'Correct the name, after a look at what the provider tells its customers.',
    change:
      'The fix lets the hosts of that provider pass. It is a guess: it is right only if mail is sent through them.',
  },
  find: (facts) =>
    facts.live.flatMap(({ record, index, policyTerm, term }) => {
      const domain = ledToDomain(policyTerm);
      const domainSpec = domainSpecOf(term);
      if (domain === undefined || domainSpec === undefined || !lacksRecord(facts, domain)) return [];
      const name = asciiLowerCase(domain);
      const meant = knownProviders.find((known) => known !== name && isOneEditAway(name, known));
      if (meant === undefined) return [];
      // A name that macros make is mended elsewhere.
      const isPlain = asciiLowerCase(domainSpec.text).replace(/\.$/, '') === name;
      const fix = isPlain ? { fix: replaceText(`write "${meant}"`, domainSpec.span, meant) } : {};
      return [
        { record, index, message: `${quote(domain)} has no SPF record; is ${quote(meant)} meant?`, ...fix },
      ];
    }),
};
