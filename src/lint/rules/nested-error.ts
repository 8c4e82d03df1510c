import { asciiLowerCase, type DomainName } from '../../dns/resolver.ts';
import { ledToDomain } from '../../policy/policy-tree.ts';
import { rfc7208 } from '../../spf/diagnostic.ts';
import type { LintFacts, LintRecord } from '../collect-facts.ts';
import { quote } from '../quote-text.ts';
import type { Rule } from '../rule.ts';

const isBroken = ({ record, published, isSound }: LintRecord): boolean =>
  (published !== undefined && !isSound) ||
  (record.kind === 'read' && record.selection.kind === 'multiple-records');

/** The first record at or below the domain that is in error itself. */
const findBroken = ({ byDomain }: LintFacts, from: DomainName): LintRecord | undefined => {
  // A set goes on to what is added to it on the way.
  const met = new Set([asciiLowerCase(from)]);
  for (const domain of met) {
    const record = byDomain.get(domain);
    if (record === undefined) continue;
    if (isBroken(record)) return record;
    for (const term of record.terms) {
      const target = ledToDomain(term);
      if (target !== undefined) met.add(asciiLowerCase(target));
    }
  }
  return undefined;
};

/** A record below one of the domain's own terms is in error. */
export const nestedError: Rule = {
  code: 'nested-error',
  severity: 'error',
  reference: rfc7208('5.2'),
  page: {
    meaning:
      "A record that this one includes or redirects to is in error. A permerror in an included record is one of the whole check, though the mistake is someone else's.",
    example:
      'v=spf1 include:_spf.example.net -all, where _spf.example.net has a term without a space before it',
    mending:
      'Tell the owner of that record. Until it is mended, take the term out if mail can do without it.',
  },
  find: (facts) => {
    const known = new Map<DomainName, LintRecord | undefined>();
    return facts.live.flatMap(({ record, index, policyTerm, term }) => {
      const domain = record.decides ? ledToDomain(policyTerm) : undefined;
      if (domain === undefined) return [];
      const key = asciiLowerCase(domain);
      if (!known.has(key)) known.set(key, findBroken(facts, domain));
      const broken = known.get(key);
      // A redirect's record decides for the root, and its own problems say so.
      if (broken === undefined || broken.decides) return [];
      const how = asciiLowerCase(broken.domain) === key ? 'gets to' : 'goes on below';
      return [
        {
          record,
          index,
          message: `the record of ${quote(broken.domain)} is in error, so a check that ${how} ${quote(term.text)} can be permerror`,
        },
      ];
    });
  },
};
