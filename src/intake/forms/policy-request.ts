import type { Statement } from '../candidate.ts';
import { readAddress } from '../read-address.ts';

/** Whether a line is an attribute of Postfix's policy protocol (SMTPD_POLICY_README): a name, `=`, any value. */
export const isPolicyAttribute = (line: string): boolean => /^[a-z][a-z0-9_]{2,40}=/.test(line);

/** What a request to a policy server asks of: undefined for lines that hold no client's address. An empty sender is the
 *  null reverse-path. The first of equal names counts. */
export const readPolicyRequest = (lines: readonly string[]): Statement | undefined => {
  const attributes = new Map<string, string>();
  for (const line of lines) {
    const equals = line.indexOf('=');
    const name = line.slice(0, equals);
    if (!attributes.has(name)) attributes.set(name, line.slice(equals + 1).trim());
  }
  const clientIp = readAddress(attributes.get('client_address') ?? '');
  if (clientIp === undefined) return undefined;
  return {
    clientIp,
    helo: attributes.get('helo_name') || undefined,
    mailFrom: attributes.get('sender'),
    facts: {
      rcpt: attributes.get('recipient') || undefined,
      protocolState: attributes.get('protocol_state') || undefined,
      queueId: attributes.get('queue_id') || undefined,
      rdns: attributes.get('client_name')?.replace(/^unknown$/, '') || undefined,
    },
  };
};
