import type { DomainName } from '../dns/resolver.ts';
import type { Policy } from '../policy/policy.ts';
import { recordOf } from '../policy/policy-tree.ts';
import { applyFix } from '../spf/diagnostic.ts';
import { mergeRecords } from './merge-records.ts';
import type { Problem } from './problem.ts';

/** A repair of what a domain publishes: `record` comes in place of the TXT records whose texts are `replaced`, none of
 *  which there need be. `label` is an imperative phrase. */
export type DomainFix = Readonly<{
  domain: DomainName;
  label: string;
  replaced: readonly string[];
  record: string;
}>;

/** The repair of a problem, if it has one. `hasNoMail`: of the domain of a `no-record`, whether `takesNoMail` holds. */
export const findDomainFix = (
  policy: Policy,
  { code, domain, text, fix }: Problem,
  hasNoMail = false,
): DomainFix | undefined => {
  if (fix !== undefined && text !== undefined)
    return { domain, label: fix.label, replaced: [text], record: applyFix(text, fix) };
  const published = recordOf(policy, domain);
  if (published?.kind !== 'read') return undefined;
  const { selection } = published;
  if (code === 'no-record' && hasNoMail)
    return {
      domain,
      label: 'publish that the domain sends no mail',
      replaced: [],
      record: 'v=spf1 -all',
    };
  if (code !== 'multiple-records' || selection.kind !== 'multiple-records') return undefined;
  const record = mergeRecords(selection.texts);
  return record === undefined
    ? undefined
    : { domain, label: 'merge them into one record', replaced: selection.texts, record };
};

/** The strings of all TXT records that a domain has once it is repaired. */
export const repairTexts = (
  policy: Policy,
  { domain, replaced, record }: DomainFix,
): readonly (readonly string[])[] => {
  const published = recordOf(policy, domain);
  const texts =
    published?.kind === 'read'
      ? published.answer.records.flatMap((one) => (one.type === 'TXT' ? [one.strings] : []))
      : [];
  return [...texts.filter((strings) => !replaced.includes(strings.join(''))), [record]];
};
