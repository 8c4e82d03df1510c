import { type IpAddress, type IpNetwork, networkContains, parseIpAddress } from '../spf/ip-address.ts';

/** Networks whose addresses are no client of a border: RFC 1918, loopback, link-local, RFC 6598, RFC 4193. */
const networks: readonly IpNetwork[] = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '100.64.0.0/10',
  '::1/128',
  'fc00::/7',
  'fe80::/10',
].flatMap((text) => {
  const [address = '', prefix] = text.split('/');
  const parsed = parseIpAddress(address);
  return parsed === undefined ? [] : [{ address: parsed, prefixLength: Number(prefix) }];
});

/** Whether an address belongs to a private network or to the machine itself: SPF says nothing of such a client. */
export const isPrivateAddress = (address: IpAddress): boolean =>
  networks.some((network) => networkContains(network, address));

/** Whether two addresses are one. */
export const isSameAddress = (one: IpAddress, other: IpAddress): boolean =>
  one.family === other.family && one.octets.every((octet, index) => octet === other.octets[index]);
