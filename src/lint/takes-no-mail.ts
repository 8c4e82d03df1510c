import type { DnsAnswer } from '../dns/resolver.ts';

/** Whether a domain takes no mail, and so has no host that sends any in its name: it says so (RFC 7505), or it has
 *  neither exchange nor address. The answers are to MX, A and AAAA. */
export const takesNoMail = (exchanges: DnsAnswer, addresses: readonly DnsAnswer[]): boolean => {
  const isNull = exchanges.records.some((record) => record.type === 'MX' && record.exchange === '');
  if (exchanges.outcome === 'records') return isNull && exchanges.records.length === 1;
  return [exchanges, ...addresses].every(({ outcome }) => outcome === 'no-data');
};
