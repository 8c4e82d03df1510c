import { rfc7208 } from '../../spf/diagnostic.ts';
import type { Rule } from '../rule.ts';
import { nameQuestion, troubledAnswers } from '../troubled-answers.ts';

/** The reply is too large for UDP, and TCP does not work. */
export const tcpBlocked: Rule = {
  code: 'tcp-blocked',
  severity: 'error',
  reference: rfc7208('3.4'),
  page: {
    meaning:
      'The reply did not fit into UDP, so it has to be fetched over TCP, and that failed. Every receiver behind the same network or of the same server gives temperror.',
    example: 'A firewall in front of the name servers that lets UDP port 53 through only',
    mending: 'Open TCP port 53 of the name servers, and make the TXT records of the name fewer or shorter.',
  },
  find: (facts) =>
    troubledAnswers(facts).flatMap(({ record, index, answer, kind }) => {
      if (kind !== 'tcp-blocked') return [];
      const message = `the reply to ${nameQuestion(answer)} was cut off over UDP, and TCP gave none; a receiver that meets the same gives temperror`;
      return [{ record, message, ...(index === undefined ? {} : { index }) }];
    }),
};
