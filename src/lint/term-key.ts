import { asciiLowerCase } from '../dns/resolver.ts';
import { formatIpNetwork } from '../spf/ip-address.ts';
import type { Mechanism } from '../spf/record.ts';

/** The same text for mechanisms that match the same clients wherever they stand in one record. */
export const mechanismKey = (mechanism: Mechanism): string => {
  if ('network' in mechanism) return `${mechanism.name} ${formatIpNetwork(mechanism.network)}`;
  const prefix = 'prefix' in mechanism ? ` ${mechanism.prefix.ip4} ${mechanism.prefix.ip6}` : '';
  // A macro letter means another thing in upper case.
  const text = 'domainSpec' in mechanism ? mechanism.domainSpec?.text : undefined;
  const name = text === undefined || text.includes('%') ? text : asciiLowerCase(text).replace(/\.$/, '');
  return `${mechanism.name}${prefix} ${name ?? ''}`;
};
