import { rfc7208 } from '../../spf/diagnostic.ts';
import { formatIpAddress } from '../../spf/ip-address.ts';
import type { Rule } from '../rule.ts';
import { findSpecialAddress } from '../special-networks.ts';

/** The client of the check is no address of the Internet. */
export const clientPrivate: Rule = {
  code: 'client-private',
  severity: 'error',
  reference: rfc7208('2.3'),
  page: {
    meaning:
      'SPF judges the address that connects to the receiver from the Internet. A private or loopback client means that a gateway, a load balancer or the receiver itself stood between, and SPF was asked about the wrong host.',
    example: 'A log line that says client=10.0.0.7 for mail from elsewhere',
    mending:
      'Check the address that the first host of your own saw, or have the gateway hand it on (PROXY protocol, XCLIENT).',
  },
  find: ({ evaluation, records: [root] }) => {
    const ip = evaluation?.request.ip;
    const block = ip && findSpecialAddress(ip);
    if (ip === undefined || root === undefined || block === undefined || block.isDocumentation) return [];
    return [
      {
        record: root,
        message: `the client ${formatIpAddress(ip)} is ${block.what}; SPF is about the address that comes from the Internet`,
      },
    ];
  },
};
