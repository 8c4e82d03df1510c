import { asciiLowerCase, type DnsAnswer, type DomainName, type Resolver } from '../dns/resolver.ts';
import type { OrganisationOf } from '../lint/collect-facts.ts';
import { ownerOf, type RecordOwner, zoneCandidates } from '../lint/record-owners.ts';
import type { Policy } from '../policy/policy.ts';

/** The domains whose records a policy has. */
export const recordDomains = ({ records }: Policy): DomainName[] =>
  [...records.values()].flatMap(({ kind, domain }) => (kind === 'read' ? [domain] : []));

/** So many records' owners are asked for. */
const mostOwners = 40;

/** Asks whose the records at some domains are, and gives the owners by domain in lower case. Rejects only with the reason
 *  of the signal. */
export const askOwners = async (
  domains: Iterable<DomainName>,
  resolver: Resolver,
  organisationOf: OrganisationOf,
  signal?: AbortSignal,
): Promise<ReadonlyMap<DomainName, RecordOwner>> => {
  const findZone = async (domain: DomainName): Promise<DnsAnswer | undefined> => {
    for (const name of zoneCandidates(domain, organisationOf(domain))) {
      const answer = await resolver.resolve({ name, type: 'SOA' }, signal);
      if (answer.records.some(({ type }) => type === 'SOA')) return answer;
    }
    return undefined;
  };
  const names = [...new Set([...domains].map(asciiLowerCase))].slice(0, mostOwners);
  const owners = await Promise.all(
    names.map(async (domain) => [domain, ownerOf(domain, organisationOf, await findZone(domain))] as const),
  );
  return new Map(owners);
};
