import type { DnsAnswer } from '../../dns/resolver.ts';
import { rfc7208 } from '../../spf/diagnostic.ts';
import { findHosts } from '../mx-hosts.ts';
import { quote } from '../quote-text.ts';
import type { Rule } from '../rule.ts';
import { isLoopback } from '../special-networks.ts';

const hasLoopback = (answer: DnsAnswer | undefined): boolean =>
  answer?.records.some((data) => (data.type === 'A' || data.type === 'AAAA') && isLoopback(data.address)) ??
  false;

/** A host whose address is the machine's own. */
export const mxLoopback: Rule = {
  code: 'mx-loopback',
  severity: 'warning',
  reference: rfc7208('5.4'),
  page: {
    meaning:
      'A host of the a or mx has a loopback address (127.0.0.0/8 or ::1), which no mail from elsewhere comes from. Such MX records are used to keep mail away.',
    example: 'example.com. MX 10 nowhere.example.com., and nowhere.example.com. A 127.0.0.1',
    mending: 'Remove the term. A domain that sends no mail publishes "v=spf1 -all".',
  },
  find: (facts) =>
    findHosts(facts, ['a', 'mx'], ({ ip4, ip6 }) => hasLoopback(ip4) || hasLoopback(ip6)).map(
      ({ live: { record, index, term }, hosts }) => {
        const names = hosts.map(({ name }) => quote(name)).join(', ');
        return {
          record,
          index,
          message: `${quote(term.text)} stands for a loopback address: that of ${names}`,
        };
      },
    ),
};
