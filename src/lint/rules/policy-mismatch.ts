import { type DnsQuestion, questionKey } from '../../dns/resolver.ts';
import { rfc7208 } from '../../spf/diagnostic.ts';
import { selectRecord } from '../../spf/select-record.ts';
import type { LintFacts, LintRecord } from '../collect-facts.ts';
import { quote } from '../quote-text.ts';
import type { Rule } from '../rule.ts';

type Ignored = Readonly<{ record: LintRecord; index: number; question: DnsQuestion }>;

/** The redirects of the deciding records that an `all` makes void. */
const findIgnored = ({ records }: LintFacts): Ignored[] =>
  records.flatMap((record) =>
    record.terms.flatMap(({ dead, target }, index): Ignored[] =>
      record.decides && dead === 'redirect-with-all' && target.kind === 'name'
        ? [{ record, index, question: { name: target.name, type: 'TXT' } }]
        : [],
    ),
  );

/** The record behind an ignored redirect ends otherwise. */
export const policyMismatch: Rule = {
  code: 'policy-mismatch',
  severity: 'notice',
  reference: rfc7208('6.1'),
  page: {
    meaning:
      'The record has an all, and a redirect that is ignored for it; the record that the redirect names ends with another all. One of the two says what was meant for mail from unknown hosts, and it may not be the one that counts.',
    example: 'v=spf1 mx -all redirect=_spf.example.com, where _spf.example.com ends with ~all',
    mending:
      'Decide which all is meant. Keep it in the record that counts, and remove the redirect or the all.',
  },
  asks: (facts) => findIgnored(facts).map(({ question }) => question),
  find: (facts) =>
    findIgnored(facts).flatMap(({ record, index, question }) => {
      const answer = facts.probed.get(questionKey(question));
      const selection = answer && selectRecord(answer);
      if (selection?.kind !== 'record' || record.all === undefined) return [];
      const theirs = selection.record.terms.find(
        (term) => term.kind === 'directive' && term.mechanism.name === 'all',
      );
      if (theirs?.kind !== 'directive' || theirs.qualifier === record.all.qualifier) return [];
      const message = `${quote(record.all.text)} of this record decides; ${quote(theirs.text)} of ${quote(question.name)}, which the redirect names, does not`;
      return [{ record, index, message }];
    }),
};
