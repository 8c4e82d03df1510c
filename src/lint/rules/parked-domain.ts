import { type DnsQuestion, questionKey } from '../../dns/resolver.ts';
import type { LintFacts } from '../collect-facts.ts';
import type { Rule } from '../rule.ts';
import { takesNoMail } from '../takes-no-mail.ts';

const questionsOf = ({ policy }: LintFacts): DnsQuestion[] =>
  (['MX', 'A', 'AAAA'] as const).map((type) => ({ name: policy.root, type }));

/** A sound record that says more than that nothing is sent, at a name that mail can come from. */
const saysMore = ({ records: [root], policy }: LintFacts): boolean =>
  // No host name has an underscore: such a name is there to be included.
  !policy.root.includes('_') &&
  root?.isRoot === true &&
  root.isSound &&
  !(root.all?.index === 0 && root.all.qualifier === '-');

/** A domain that takes no mail, and lets some be sent. */
export const parkedDomain: Rule = {
  code: 'parked-domain',
  severity: 'notice',
  reference: { source: 'M3AAWG, Protecting Parked Domains' },
  page: {
    meaning:
      'The domain takes no mail: it has a null MX, or neither MX nor address records. Such a domain rarely sends any, and its record lets some pass or leaves it open.',
    example: 'v=spf1 a mx ~all at a domain with "MX 0 ."',
    mending: 'If the domain sends no mail, publish "v=spf1 -all".',
  },
  asks: (facts) => (saysMore(facts) ? questionsOf(facts) : []),
  find: (facts) => {
    const [root] = facts.records;
    const [exchanges, ...addresses] = questionsOf(facts).map((question) =>
      facts.probed.get(questionKey(question)),
    );
    const known = addresses.flatMap((answer) => (answer === undefined ? [] : [answer]));
    if (root === undefined || exchanges === undefined || known.length < addresses.length) return [];
    if (!saysMore(facts) || !takesNoMail(exchanges, known)) return [];
    const message = 'the domain takes no mail; if it sends none either, its record is "v=spf1 -all"';
    return [{ record: root, message }];
  },
};
