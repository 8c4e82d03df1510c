import { labelsOf, nameFromLabels } from '../dns/domain-name.ts';
import { asciiLowerCase, type DnsAnswer, type DomainName } from '../dns/resolver.ts';
import type { OrganisationOf } from './collect-facts.ts';
import { providerOf } from './known-providers.ts';

/** Whose record it is that stands at a domain. `organisation`: what can be registered; `zone` and `contact`: of the SOA
 *  record, the contact as a mail address (octets from DNS); `provider`: a well-known mail provider's name. */
export type RecordOwner = Readonly<{
  domain: DomainName;
  organisation?: DomainName;
  zone?: DomainName;
  contact?: string;
  provider?: string;
}>;

/** The names at which the SOA record of a domain's zone may stand: its own, then those above, down to what can be
 *  registered; at most six. */
export const zoneCandidates = (
  domain: DomainName,
  organisation: DomainName | undefined,
): readonly DomainName[] => {
  const labels = labelsOf(domain);
  const least = organisation === undefined ? Math.min(2, labels.length) : labelsOf(organisation).length;
  const names = Array.from({ length: Math.max(1, labels.length - least + 1) }, (_, index) =>
    nameFromLabels(labels.slice(index)),
  );
  return names.length <= 6 ? names : [...names.slice(0, 3), ...names.slice(-3)];
};

/** The mail address that an SOA record's RNAME stands for (RFC 1035 §8: its first label is the local-part). */
export const contactOf = (rname: DomainName): string | undefined => {
  const [localPart, ...rest] = labelsOf(rname);
  return localPart === undefined || rest.length === 0 ? undefined : `${localPart}@${nameFromLabels(rest)}`;
};

/** Whose record it is, from the answer that has the SOA record, if one has. */
export const ownerOf = (
  domain: DomainName,
  organisationOf: OrganisationOf,
  answer: DnsAnswer | undefined,
): RecordOwner => {
  const organisation = organisationOf(domain);
  const provider = providerOf(domain);
  const soa = answer?.records.find((record) => record.type === 'SOA');
  const contact = soa?.type === 'SOA' ? contactOf(soa.rname) : undefined;
  return {
    domain,
    ...(organisation === undefined ? {} : { organisation: asciiLowerCase(organisation) }),
    ...(soa === undefined ? {} : { zone: soa.name }),
    ...(contact === undefined ? {} : { contact }),
    ...(provider === undefined ? {} : { provider }),
  };
};
