import type { DnsAnswer } from '../../dns/resolver.ts';
import { rfc7208 } from '../../spf/diagnostic.ts';
import { findHosts } from '../mx-hosts.ts';
import { quote } from '../quote-text.ts';
import type { Rule } from '../rule.ts';

const isEmpty = (answer: DnsAnswer | undefined): boolean => answer?.outcome === 'no-data';

/** An exchange without any address. */
export const mxDangling: Rule = {
  code: 'mx-dangling',
  severity: 'warning',
  reference: rfc7208('5.4'),
  page: {
    meaning:
      'An exchange of the mx has no address, of neither family. Each question for one is a void lookup, and whoever comes to own the name of the exchange may send.',
    example: 'example.com. MX 20 old-backup.example.net., a name that is gone',
    mending: 'Remove the MX record of the host that is gone, or correct its name.',
  },
  find: (facts) =>
    findHosts(
      facts,
      ['mx'],
      ({ ip4, ip6 }) =>
        ip4?.outcome === 'name-error' || ip6?.outcome === 'name-error' || (isEmpty(ip4) && isEmpty(ip6)),
    ).map(({ live: { record, index, term }, hosts }) => {
      const names = hosts.map(({ name }) => quote(name)).join(', ');
      return { record, index, message: `${quote(term.text)} has exchanges without an address: ${names}` };
    }),
};
