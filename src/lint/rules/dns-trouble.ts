import type { DnsAnswer } from '../../dns/resolver.ts';
import { rfc7208 } from '../../spf/diagnostic.ts';
import type { Rule } from '../rule.ts';
import { nameQuestion, troubledAnswers } from '../troubled-answers.ts';

const outcomeText = ({ outcome, rcode }: DnsAnswer): string => {
  switch (outcome) {
    case 'timeout':
      return 'was not answered in time';
    case 'unreachable':
      return 'could not be sent to any server';
    case 'refused':
      return 'was refused';
    case 'malformed':
      return 'was answered with a broken message';
    default:
      return rcode === 0 ? 'leads on through aliases without an end' : 'was answered with a server failure';
  }
};

/** DNS failed to answer. */
export const dnsTrouble: Rule = {
  code: 'dns-trouble',
  severity: 'error',
  reference: rfc7208('2.6.6'),
  page: {
    meaning:
      'A server failed, refused, or did not answer in time. A receiver that meets the same gives temperror, and the mail waits or is judged without SPF.',
    example: 'a:old.example.com, whose name servers no longer run',
    mending:
      'Compare with another resolver. If it fares the same, the name servers of that name are to be mended, or the term that needs it removed.',
  },
  find: (facts) =>
    troubledAnswers(facts).flatMap(({ record, index, answer, kind }) => {
      if (kind !== 'other') return [];
      const message = `${nameQuestion(answer)} ${outcomeText(answer)}; a receiver that meets the same gives temperror`;
      return [{ record, message, ...(index === undefined ? {} : { index }) }];
    }),
};
