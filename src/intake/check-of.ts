import { type CheckRequest, completeRequest, splitMailbox } from '../spf/check-request.ts';
import { withoutTrailingDot } from '../spf/domain-name.ts';
import type { Statement } from './candidate.ts';
import { requestFieldsOf } from './request-fields.ts';

/** The domain that was judged, as the text writes it but for its case: that of the sender, or the HELO name where that
 *  was judged or there is no sender. Undefined where the text names neither. */
export const judgedDomain = (statement: Statement): string | undefined =>
  withoutTrailingDot(domainOf(statement)?.toLowerCase() ?? '') || undefined;

/** What `checkOf` gives as the domain, without the rest of the request: logs have millions of lines. */
const domainOf = ({ helo, identity, mailFrom, mailFromDomain }: Statement): string | undefined => {
  if (identity === 'helo' && helo !== undefined) return helo;
  if (mailFrom === undefined || mailFrom === '') return mailFromDomain ?? helo;
  const domain = mailFrom.startsWith('<')
    ? splitMailbox(mailFrom).domain
    : mailFrom.slice(mailFrom.lastIndexOf('@') + 1);
  return domain || helo;
};

/** The check that a statement speaks of, to be made again at a time in milliseconds since the epoch. Undefined where it
 *  lacks the client or every identity: `missingFields` names what. */
export const checkOf = (statement: Statement, nowMs: number): CheckRequest | undefined => {
  const { clientIp: ip } = statement;
  const { domain, sender, helo } = completeRequest(requestFieldsOf(statement));
  if (ip === undefined || domain === undefined) return undefined;
  // RFC 7208 §7.3: the receiving host's name, or "unknown".
  return {
    ip,
    domain,
    // In an address, the dot that says that a name is whole has no place.
    sender: withoutTrailingDot(sender),
    helo,
    receiver: 'unknown',
    timeSeconds: Math.floor(nowMs / 1000),
  };
};
