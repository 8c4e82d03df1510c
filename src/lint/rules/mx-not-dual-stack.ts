import { findHosts } from '../mx-hosts.ts';
import { quote } from '../quote-text.ts';
import type { Rule } from '../rule.ts';

/** An exchange with addresses of one family only. */
export const mxNotDualStack: Rule = {
  code: 'mx-not-dual-stack',
  severity: 'warning',
  reference: { source: 'IPv6 health check for SPF, 2013' },
  page: {
    meaning:
      'An exchange of the mx has addresses of one family only. On the day it sends over the other, its mail does not pass by this term.',
    example: 'v=spf1 mx -all, with MX 10 mail.example.com., which has an A record and no AAAA record',
    mending: 'Give the host addresses of both families, or name the network that it will send from by ip6.',
  },
  find: (facts) =>
    findHosts(facts, ['mx'], ({ ip4, ip6 }) => {
      const [has4, has6] = [ip4?.outcome === 'records', ip6?.outcome === 'records'];
      return (has4 && ip6?.outcome === 'no-data') || (has6 && ip4?.outcome === 'no-data');
    }).map(({ live: { record, index, term }, hosts }) => {
      const only4 = hosts.filter(({ ip4 }) => ip4?.outcome === 'records');
      const told = only4.length > 0 ? only4 : hosts;
      const names = told.map(({ name }) => quote(name)).join(', ');
      const [has, lacks] = only4.length > 0 ? ['IPv4', 'IPv6'] : ['IPv6', 'IPv4'];
      return {
        record,
        index,
        message: `exchanges of ${quote(term.text)} have ${has} addresses and no ${lacks} ones: ${names}`,
      };
    }),
};
