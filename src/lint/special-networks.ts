import {
  type IpAddress,
  type IpNetwork,
  networkContains,
  parseIp6,
  parseIpAddress,
} from '../spf/ip-address.ts';

/** A block of addresses that no mail from elsewhere comes from. `what`: to stand after "is". */
export type SpecialNetwork = Readonly<{ network: IpNetwork; what: string; isDocumentation: boolean }>;

const special = (text: string, what: string, isDocumentation = false): SpecialNetwork => {
  const [address = '', length] = text.split('/');
  // The v4-mapped block is IPv6 as it is written in a record.
  const parsed = address.startsWith('::ffff') ? parseIp6(address) : parseIpAddress(address);
  if (parsed === undefined) throw new Error(`${text} is no network`);
  return { network: { address: parsed, prefixLength: Number(length) }, what, isDocumentation };
};

// The registries of RFC 6890 §2.2.2 and §2.2.3.
const specialNetworks: readonly SpecialNetwork[] = [
  special('10.0.0.0/8', 'private (RFC 1918)'),
  special('172.16.0.0/12', 'private (RFC 1918)'),
  special('192.168.0.0/16', 'private (RFC 1918)'),
  special('127.0.0.0/8', 'loopback'),
  special('100.64.0.0/10', 'shared behind carriers (RFC 6598)'),
  special('169.254.0.0/16', 'link-local'),
  special('198.18.0.0/15', 'for benchmarks (RFC 2544)'),
  special('224.0.0.0/4', 'multicast'),
  special('240.0.0.0/4', 'reserved'),
  special('192.0.2.0/24', 'for documentation (RFC 5737)', true),
  special('198.51.100.0/24', 'for documentation (RFC 5737)', true),
  special('203.0.113.0/24', 'for documentation (RFC 5737)', true),
  special('::1/128', 'loopback'),
  special('fc00::/7', 'private (RFC 4193)'),
  special('fe80::/10', 'link-local'),
  special('ff00::/8', 'multicast'),
  special('::ffff:0:0/96', 'IPv4 mapped into IPv6, which no client matches (RFC 7208)'),
  special('2001:db8::/32', 'for documentation (RFC 3849)', true),
];

/** The block that the whole network lies in, if there is one. */
export const findSpecialNetwork = ({ address, prefixLength }: IpNetwork): SpecialNetwork | undefined =>
  specialNetworks.find(
    ({ network }) => prefixLength >= network.prefixLength && networkContains(network, address),
  );

/** Whether an address as DNS data has it is the machine's own (127.0.0.0/8, ::1). */
export const isLoopback = (text: string): boolean => {
  const address = parseIpAddress(text);
  return address !== undefined && findSpecialAddress(address)?.what === 'loopback';
};

/** The block that an address lies in, if there is one. */
export const findSpecialAddress = (address: IpAddress): SpecialNetwork | undefined =>
  findSpecialNetwork({ address, prefixLength: address.octets.length * 8 });
