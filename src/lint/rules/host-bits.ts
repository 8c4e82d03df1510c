import { rfc7208 } from '../../spf/diagnostic.ts';
import { formatIpAddress, formatIpNetwork } from '../../spf/ip-address.ts';
import { replaceText } from '../edit-record.ts';
import { maskAddress } from '../network-bits.ts';
import { quote } from '../quote-text.ts';
import type { Rule } from '../rule.ts';

/** A network written with an address that is not its first. */
export const hostBits: Rule = {
  code: 'host-bits',
  severity: 'warning',
  reference: rfc7208('5.6'),
  page: {
    meaning:
      'The address has bits after the prefix length, which are not looked at: ip4:192.0.2.19/24 is all of 192.0.2.0/24. One host may have been meant, or the network.',
    example: 'v=spf1 ip4:192.0.2.19/24 -all',
    mending: 'Write the first address of the network, or leave the prefix length out for one host.',
  },
  find: ({ live }) =>
    live.flatMap(({ record, index, term }) => {
      if (term.kind !== 'directive' || !('network' in term.mechanism)) return [];
      const { network, name } = term.mechanism;
      const first = maskAddress(network);
      if (first.octets.every((octet, at) => octet === network.address.octets[at])) return [];
      const whole = formatIpNetwork({ address: first, prefixLength: network.prefixLength });
      const start = term.span.start + term.text.indexOf(':') + 1;
      const end = term.span.start + term.text.indexOf('/');
      const message = `${quote(term.text)} has bits after its prefix length; it stands for ${whole}`;
      const fix = replaceText(`write "${name}:${whole}"`, { start, end }, formatIpAddress(first));
      return [{ record, index, message, fix }];
    }),
};
