import type { RequestFields } from '../spf/check-request.ts';
import type { Statement } from './candidate.ts';

/** What a check of a candidate starts from, for `completeRequest`: the identity that was judged, where the text says
 *  which. A check of the HELO name has no sender, whatever the mail's was; the null reverse-path leads to the HELO name by
 *  itself (RFC 7208 §2.4). Fields that the text does not tell are absent. */
export const requestFieldsOf = (statement: Statement): RequestFields => {
  const { helo, identity, mailFrom, mailFromDomain } = statement;
  const named = helo === undefined ? {} : { helo };
  if (identity === 'helo' && helo !== undefined) return named;
  if (mailFrom !== undefined && mailFrom !== '') return { ...named, sender: mailFrom };
  return mailFromDomain === undefined ? named : { ...named, domain: mailFromDomain };
};
