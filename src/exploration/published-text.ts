import type { DomainName } from '../dns/resolver.ts';
import { recordOf } from '../policy/policy-tree.ts';
import { editOf } from './edits.ts';
import type { Exploration } from './exploration.ts';

/** The SPF record that DNS has for a domain, edits aside: its text, empty where there is none; undefined where there
 *  are several, or where it is not known. */
export const publishedText = (exploration: Exploration, domain: DomainName): string | undefined => {
  const before = exploration.published && recordOf(exploration.published.policy, domain);
  const now =
    editOf(exploration.edits, domain) === undefined ? recordOf(exploration.policy, domain) : undefined;
  const record = before ?? now;
  if (record?.kind !== 'read') return undefined;
  const { selection } = record;
  if (selection.kind === 'record') return selection.record.text;
  return selection.kind === 'no-record' ? '' : undefined;
};

/** The SPF record of a domain as it is checked: edited, or as published. */
export const currentText = (exploration: Exploration, domain: DomainName): string | undefined =>
  editOf(exploration.edits, domain)?.text ?? publishedText(exploration, domain);
