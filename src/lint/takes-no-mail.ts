import type { DnsAnswer } from '../dns/resolver.ts';
import { isLoopback } from './special-networks.ts';

const addressesIn = ({ records }: DnsAnswer): string[] =>
  records.flatMap((record) => (record.type === 'A' || record.type === 'AAAA' ? [record.address] : []));

/** Whether a domain takes no mail, and so has no host that sends any in its name: it says so (RFC 7505), it has neither
 *  exchange nor address, or its exchanges are all a machine's own address. The answers are to MX, A and AAAA; `hosts`:
 *  those of all exchanges. */
export const takesNoMail = (
  exchanges: DnsAnswer,
  addresses: readonly DnsAnswer[],
  hosts: readonly DnsAnswer[] = [],
): boolean => {
  const isNull = exchanges.records.some((record) => record.type === 'MX' && record.exchange === '');
  if (exchanges.outcome !== 'records')
    return [exchanges, ...addresses].every(({ outcome }) => outcome === 'no-data');
  if (isNull) return exchanges.records.length === 1;
  const isTold = hosts.every(({ outcome }) => outcome === 'records' || outcome === 'no-data');
  const found = hosts.flatMap(addressesIn);
  return isTold && found.length > 0 && found.every(isLoopback);
};
