import { questionKey } from '../../dns/resolver.ts';
import { rfc7208 } from '../../spf/diagnostic.ts';
import type { Rule } from '../rule.ts';
import { textsOf } from '../texts-of.ts';

/** A record of the type that was given up. */
export const spfTypeRecord: Rule = {
  code: 'spf-type-record',
  severity: 'notice',
  reference: rfc7208('3.1'),
  page: {
    meaning:
      'The domain has a record of type SPF (99). RFC 7208 gave that type up in 2014: receivers ask for TXT alone. Two copies of a policy drift apart.',
    example: 'example.com. TYPE99 "v=spf1 mx -all"',
    mending: 'Remove the record of type SPF. Keep the TXT record.',
  },
  asks: ({ policy }) => [{ name: policy.root, type: 'SPF' }],
  find: ({ policy, records: [root], probed }) => {
    const texts = textsOf(probed.get(questionKey({ name: policy.root, type: 'SPF' })));
    if (root === undefined || texts.length === 0) return [];
    const own = root.published?.text;
    const isOther = own !== undefined && texts.some((text) => text !== own);
    const message = `there is a record of type SPF, which no receiver asks for${isOther ? ', and it differs from the TXT record' : ''}`;
    return [{ record: root, message }];
  },
};
