import type { DomainName } from '../dns/resolver.ts';
import { recordOf } from '../policy/policy-tree.ts';
import { type Edits, editOf } from './edits.ts';
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

/** The SPF record of a domain with edits that need not be checked yet: edited, or as published. */
export const textWithEdits = (
  exploration: Exploration,
  edits: Edits,
  domain: DomainName,
): string | undefined => editOf(edits, domain)?.text ?? publishedText(exploration, domain);

/** The SPF record of a domain as it is checked: edited, or as published. */
export const currentText = (exploration: Exploration, domain: DomainName): string | undefined =>
  textWithEdits(exploration, exploration.edits, domain);
