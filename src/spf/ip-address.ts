import ipaddr from 'ipaddr.js';

/** The version of the Internet Protocol. */
export type IpFamily = 4 | 6;

/** An IP address: 4 or 16 octets. A v4-mapped IPv6 address never occurs: `parseIpAddress` gives the IPv4 one. */
export type IpAddress = Readonly<{ family: IpFamily; octets: readonly number[] }>;

/** An address and how many of its leading bits count. Bits past the prefix may be set. */
export type IpNetwork = Readonly<{ address: IpAddress; prefixLength: number }>;

const ip4Pattern = /^(?:(?:0|[1-9]\d{0,2})(?:\.(?!$)|$)){4}$/;

/** An IPv4 address in four decimal octets without leading zeros, as RFC 7208 §12 `ip4-network`. */
export const parseIp4 = (text: string): IpAddress | undefined => {
  if (!ip4Pattern.test(text)) return undefined;
  const octets = text.split('.').map(Number);
  return octets.every((octet) => octet <= 255) ? { family: 4, octets } : undefined;
};

/** An IPv6 address in the forms of RFC 4291 §2.2, without a scope. A v4-mapped one stays 16 octets long. */
export const parseIp6 = (text: string): IpAddress | undefined => {
  // ipaddr.js also takes scopes and octal or hexadecimal tails; RFC 4291 has none of these.
  if (!/^[0-9A-Fa-f:.]+$/.test(text)) return undefined;
  const tail = text.includes('.') ? text.slice(text.lastIndexOf(':') + 1) : '';
  const tailAddress = parseIp4(tail);
  if (tail !== '' && tailAddress === undefined) return undefined;
  // It also takes ::192.0.2.1 for ::ffff:192.0.2.1, so it is shown groups only.
  const tailGroups = nibblesOf(tailAddress?.octets ?? [])
    .join('')
    .replace(/^.{4}/, '$&:');
  const groups = text.slice(0, text.length - tail.length) + tailGroups;
  if (!ipaddr.IPv6.isValid(groups)) return undefined;
  return { family: 6, octets: ipaddr.IPv6.parse(groups).toByteArray() };
};

const isMapped = (octets: readonly number[]): boolean =>
  octets.length === 16 && octets.every((octet, index) => index > 11 || octet === (index < 10 ? 0 : 255));

/** An address of either family. RFC 7208 §5 has a v4-mapped IPv6 client be its IPv4 address. */
export const parseIpAddress = (text: string): IpAddress | undefined => {
  const address = parseIp4(text) ?? parseIp6(text);
  return address !== undefined && isMapped(address.octets)
    ? { family: 4, octets: address.octets.slice(12) }
    : address;
};

/** The usual text of an address: dotted decimal, or RFC 5952 for IPv6. */
export const formatIpAddress = (address: IpAddress): string =>
  address.family === 4 ? address.octets.join('.') : new ipaddr.IPv6([...address.octets]).toRFC5952String();

/** The text of a network, as in `192.0.2.0/24`. */
export const formatIpNetwork = (network: IpNetwork): string =>
  `${formatIpAddress(network.address)}/${network.prefixLength}`;

/** Whether the address lies in the network. Families never mix. */
export const networkContains = (network: IpNetwork, address: IpAddress): boolean => {
  if (network.address.family !== address.family) return false;
  const whole = network.prefixLength >> 3;
  for (let index = 0; index < whole; index++)
    if (network.address.octets[index] !== address.octets[index]) return false;
  const rest = network.prefixLength & 7;
  if (rest === 0) return true;
  const mask = 0xff << (8 - rest);
  // Both octets exist: a prefix with a rest ends inside the address.
  return (((network.address.octets[whole] ?? 0) ^ (address.octets[whole] ?? 0)) & mask & 0xff) === 0;
};

/** The name to ask PTR for: `9.2.0.192.in-addr.arpa`, nibbles under `ip6.arpa` (RFC 1035 §3.5, RFC 3596 §2.5). */
export const reverseName = (address: IpAddress): string =>
  address.family === 4
    ? `${[...address.octets].reverse().join('.')}.in-addr.arpa`
    : `${addressNibbles(address).reverse().join('.')}.ip6.arpa`;

/** The 32 hexadecimal digits of an IPv6 address, in lower case, first to last. */
export const addressNibbles = (address: IpAddress): string[] => nibblesOf(address.octets);

const nibblesOf = (octets: readonly number[]): string[] =>
  octets.flatMap((octet) => [(octet >> 4).toString(16), (octet & 15).toString(16)]);
