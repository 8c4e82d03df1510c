import type { LintRecord } from '../collect-facts.ts';
import { quote } from '../quote-text.ts';
import type { Finding, Rule } from '../rule.ts';
import { findSpecialNetwork } from '../special-networks.ts';

/** A network that no mail comes from over the Internet. */
export const privateNetwork: Rule = {
  code: 'private-network',
  severity: 'warning',
  reference: { rfc: 6890, section: '2.2' },
  page: {
    meaning:
      'The network is private, loopback, link-local, or set aside for other uses. Receivers on the Internet never see a client from there, so the term does nothing; within a network of the same addresses it lets anyone pass.',
    example: 'v=spf1 ip4:192.168.1.0/24 -all',
    mending: 'Write the public address that the mail leaves through.',
  },
  find: ({ live }) => {
    const examples = new Set<LintRecord>();
    return live.flatMap(({ record, index, term }): Finding[] => {
      if (term.kind !== 'directive' || !('network' in term.mechanism)) return [];
      const block = findSpecialNetwork(term.mechanism.network);
      if (block === undefined) return [];
      const message = `the network of ${quote(term.text)} is ${block.what}`;
      if (!block.isDocumentation) return [{ record, index, message }];
      // Where one network is an example the record is one.
      if (examples.has(record)) return [];
      examples.add(record);
      return [{ record, index, severity: 'notice', message }];
    });
  },
};
