import { asciiLowerCase, type DomainName } from '../../dns/resolver.ts';
import type { RecordOwner } from '../../lint/record-owners.ts';
import { escapeOctets } from '../../report/escape-text.ts';
import type { Line } from '../drawing/styled-line.ts';
import { heading, paragraph } from './paragraph.ts';

/** Whose a record is: its provider if that is a known one, who registered the name, and whom to write to. */
const describeOwner = ({ domain, organisation, zone, contact, provider }: RecordOwner): string => {
  const isOwnName = organisation === undefined || organisation === asciiLowerCase(domain);
  const parts = [
    ...(provider === undefined ? [] : [provider]),
    ...(isOwnName ? [] : [`of ${escapeOctets(organisation)}`]),
    contact === undefined ? 'no contact in DNS' : `contact ${escapeOctets(contact)}`,
    ...(zone === undefined ? [] : [`zone ${escapeOctets(zone)}`]),
  ];
  return parts.join(', ');
};

/** Whose the records of some domains are, each once; nothing of those that are not known yet. Those of whoever has the
 *  root's record too are of less interest than others', which come first. */
export const ownerLines = (
  domains: readonly (DomainName | undefined)[],
  owners: ReadonlyMap<DomainName, RecordOwner>,
  root: DomainName,
  width: number,
): Readonly<{ others: Line[]; own: Line[] }> => {
  const keys = new Set(domains.flatMap((domain) => (domain === undefined ? [] : asciiLowerCase(domain))));
  const known = [...keys].flatMap((key) => owners.get(key) ?? []);
  const mine = owners.get(asciiLowerCase(root))?.organisation;
  const isOwn = ({ organisation }: RecordOwner): boolean =>
    organisation !== undefined && organisation === mine;
  return {
    others: titled(
      known.filter((owner) => !isOwn(owner)),
      width,
    ),
    own: titled(known.filter(isOwn), width),
  };
};

const titled = (known: readonly RecordOwner[], width: number): Line[] => {
  if (known.length === 0) return [];
  return [
    ...heading(known.length === 1 ? 'Whose record' : 'Whose records'),
    ...known.flatMap((owner) =>
      paragraph(`${escapeOctets(owner.domain)}: ${describeOwner(owner)}`, width, 'plain', 2),
    ),
  ];
};
