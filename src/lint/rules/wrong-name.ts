import { questionKey } from '../../dns/resolver.ts';
import { rfc7208 } from '../../spf/diagnostic.ts';
import { isSpfRecord } from '../../spf/parse-record.ts';
import type { LintFacts } from '../collect-facts.ts';
import { findNearMiss } from '../near-miss.ts';
import { quote } from '../quote-text.ts';
import type { Rule } from '../rule.ts';
import { textsOf } from '../texts-of.ts';

const labels = ['_spf', 'spf', 'www'];

const rootWithoutRecord = ({ records: [root] }: LintFacts) =>
  root?.isRoot === true &&
  root.record.kind === 'read' &&
  root.record.selection.kind === 'no-record' &&
  !root.record.selection.otherTexts.some((text) => findNearMiss(text) !== undefined)
    ? root
    : undefined;

/** The record stands below the domain that needs it. */
export const wrongName: Rule = {
  code: 'wrong-name',
  severity: 'warning',
  reference: rfc7208('3'),
  page: {
    meaning:
      'The domain has no SPF record, and a name below it has one: _spf, spf or www. Receivers ask for the domain of the MAIL FROM address and nothing else, so that record does nothing by itself.',
    example: '_spf.example.com. TXT "v=spf1 mx -all", and no SPF record at example.com',
    mending: 'Publish the record at the domain itself, or publish "v=spf1 redirect=_spf.example.com" there.',
  },
  asks: (facts) => {
    const root = rootWithoutRecord(facts);
    return root === undefined
      ? []
      : labels.map((label) => ({ name: `${label}.${root.domain}`, type: 'TXT' }));
  },
  find: (facts) => {
    const root = rootWithoutRecord(facts);
    if (root === undefined) return [];
    const names = labels
      .map((label) => `${label}.${root.domain}`)
      .filter((name) => textsOf(facts.probed.get(questionKey({ name, type: 'TXT' }))).some(isSpfRecord));
    if (names.length === 0) return [];
    const told = names.map(quote).join(', ');
    return [
      { record: root, message: `the domain has no SPF record, and ${told} has one, where no receiver looks` },
    ];
  },
};
