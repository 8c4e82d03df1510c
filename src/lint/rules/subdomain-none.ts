import { labelsOf, nameFromLabels } from '../../dns/domain-name.ts';
import { type DomainName, questionKey } from '../../dns/resolver.ts';
import { rfc7208 } from '../../spf/diagnostic.ts';
import { isSpfRecord } from '../../spf/parse-record.ts';
import type { LintFacts } from '../collect-facts.ts';
import { findNearMiss } from '../near-miss.ts';
import { quote } from '../quote-text.ts';
import type { Rule } from '../rule.ts';
import { textsOf } from '../texts-of.ts';

/** The names above a domain without a record, up to what can be registered; at most four. */
const parentsOf = ({ policy, records: [root], organisationOf }: LintFacts): DomainName[] => {
  if (root?.record.kind !== 'read' || root.record.selection.kind !== 'no-record') return [];
  // A record that is nearly one is to be mended, and says so.
  if (root.record.selection.otherTexts.some((text) => findNearMiss(text) !== undefined)) return [];
  const organisation = organisationOf?.(policy.root);
  if (organisation === undefined) return [];
  const labels = labelsOf(policy.root);
  const above = labels.length - labelsOf(organisation).length;
  return Array.from({ length: Math.min(above, 4) }, (_, index) =>
    nameFromLabels(labels.slice(above - index)),
  );
};

/** A subdomain without a record, below a domain that has one. */
export const subdomainNone: Rule = {
  code: 'subdomain-none',
  severity: 'warning',
  reference: rfc7208('10.1.3'),
  page: {
    meaning:
      'The domain is a subdomain without an SPF record. The domain above has one, but SPF records are not inherited: every check of this name gives none.',
    example: 'Mail from news@mail.example.com, where example.com has a record and mail.example.com has none',
    mending:
      'Publish a record at this name too: the hosts that send for it, or "v=spf1 redirect=example.com". A name that sends no mail publishes "v=spf1 -all".',
  },
  asks: (facts) => parentsOf(facts).map((name) => ({ name, type: 'TXT' })),
  find: (facts) => {
    const [root] = facts.records;
    const parent = parentsOf(facts).find((name) =>
      textsOf(facts.probed.get(questionKey({ name, type: 'TXT' }))).some(isSpfRecord),
    );
    if (root === undefined || parent === undefined) return [];
    const message = `the name has no SPF record of its own, and that of ${quote(parent)} does not hold for it`;
    return [{ record: root, message }];
  },
};
