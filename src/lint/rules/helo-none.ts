import { asciiLowerCase, type DomainName, questionKey } from '../../dns/resolver.ts';
import { rfc7208 } from '../../spf/diagnostic.ts';
import { readInitialDomain } from '../../spf/domain-name.ts';
import { isSpfRecord } from '../../spf/parse-record.ts';
import type { LintFacts } from '../collect-facts.ts';
import { quote } from '../quote-text.ts';
import type { Rule } from '../rule.ts';
import { textsOf } from '../texts-of.ts';

/** The HELO name of the client, where it is a name of its own. */
const heloName = ({ policy, evaluation }: LintFacts): DomainName | undefined => {
  if (evaluation === undefined) return undefined;
  const initial = readInitialDomain(evaluation.request.helo);
  if (!initial.isValid || asciiLowerCase(initial.name) === asciiLowerCase(policy.root)) return undefined;
  return initial.name;
};

/** The client's HELO name has no policy. */
export const heloNone: Rule = {
  code: 'helo-none',
  severity: 'warning',
  reference: rfc7208('10.1.3'),
  page: {
    meaning:
      'The name that the client gave with HELO has no SPF record. Bounces have no MAIL FROM, so receivers check that name for them, and some check it always: anyone may give it.',
    example: 'EHLO mail.example.com, where mail.example.com has an A record and no TXT record',
    mending: 'Publish "v=spf1 a -all" at the HELO name.',
  },
  asks: (facts) => {
    const name = heloName(facts);
    return name === undefined ? [] : [{ name, type: 'TXT' }];
  },
  find: (facts) => {
    const [root] = facts.records;
    const name = heloName(facts);
    const answer = name === undefined ? undefined : facts.probed.get(questionKey({ name, type: 'TXT' }));
    if (root === undefined || name === undefined || answer === undefined) return [];
    const isKnown = answer.outcome === 'records' || answer.outcome === 'no-data';
    if (!isKnown || textsOf(answer).some(isSpfRecord)) return [];
    return [{ record: root, message: `the HELO name ${quote(name)} has no SPF record` }];
  },
};
