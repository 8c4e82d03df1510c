import type { IpAddress, IpNetwork } from '../spf/ip-address.ts';

/** The first address of a network: no bit after the prefix is set. */
export const maskAddress = ({ address, prefixLength }: IpNetwork): IpAddress => ({
  family: address.family,
  octets: address.octets.map((octet, index) => {
    const kept = Math.min(Math.max(prefixLength - index * 8, 0), 8);
    return octet & (0xff << (8 - kept)) & 0xff;
  }),
});

/** A text by which networks of one family sort in the order of their addresses, a wider one before those in it. */
export const sortKey = (network: IpNetwork): string =>
  [...maskAddress(network).octets, network.prefixLength]
    .map((octet) => octet.toString(16).padStart(2, '0'))
    .join('');
