import { type DnsAnswer, type DomainName, isTransient, type Resolver } from '../dns/resolver.ts';
import { readInitialDomain, toAsciiDomain, withoutTrailingDot } from '../spf/domain-name.ts';
import { formatIpAddress, type IpAddress, parseIpAddress } from '../spf/ip-address.ts';

/** More addresses of one host than this are not looked at. */
export const mostAddresses = 32;

/** What DNS says of a host's addresses. `addresses`: IPv4 first, then IPv6, in numeric order, each once. `leftOut`: how
 *  many more there are than `mostAddresses`. `answers`: to A and to AAAA, in this order. */
export type ClientAddresses = Readonly<{
  addresses: readonly IpAddress[];
  leftOut: number;
  answers: readonly DnsAnswer[];
}>;

const label = '[\\da-z](?:[\\da-z-]{0,61}[\\da-z])?';
const hostPattern = new RegExp(`^(?:${label}\\.)+${label}$`, 'i');

/** The DNS name of a text that is plainly a host's name: letters, digits and hyphens (or U-labels), two labels or more,
 *  the last one not all digits, as in no IP address. Undefined for any other text. */
export const readHostName = (text: string): DomainName | undefined => {
  const ascii = withoutTrailingDot(toAsciiDomain(text));
  // RFC 1123 §2.1: the last label of a host name is alphabetic; an address with a slip in it is none.
  if (ascii.length > 253 || !hostPattern.test(ascii) || /\.\d+$/.test(ascii)) return undefined;
  const initial = readInitialDomain(ascii);
  return initial.isValid ? initial.name : undefined;
};

const compare = (left: IpAddress, right: IpAddress): number => {
  if (left.family !== right.family) return left.family - right.family;
  const index = left.octets.findIndex((octet, at) => octet !== right.octets[at]);
  return (left.octets[index] ?? 0) - (right.octets[index] ?? 0);
};

/** Asks for all addresses of a host, of both families at once. Trouble is in `answers`; rejects only with the reason of
 *  the signal. */
export const clientAddresses = async (
  host: DomainName,
  resolver: Resolver,
  signal?: AbortSignal,
): Promise<ClientAddresses> => {
  const answers = await Promise.all(
    (['A', 'AAAA'] as const).map((type) => resolver.resolve({ name: host, type }, signal)),
  );
  // By their texts, each once: a v4-mapped address is the IPv4 one.
  const found = new Map<string, IpAddress>();
  for (const { records } of answers)
    for (const record of records) {
      const address =
        record.type === 'A' || record.type === 'AAAA' ? parseIpAddress(record.address) : undefined;
      if (address !== undefined) found.set(formatIpAddress(address), address);
    }
  const addresses = [...found.values()].sort(compare);
  return {
    addresses: addresses.slice(0, mostAddresses),
    leftOut: Math.max(0, addresses.length - mostAddresses),
    answers,
  };
};

/** The answers that another try may change: what they would have held is not known. */
export const troubleOf = ({ answers }: ClientAddresses): readonly DnsAnswer[] =>
  answers.filter(({ outcome }) => isTransient(outcome));
