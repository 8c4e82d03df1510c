import { clientAddresses, readHostName } from '../exploration/client-addresses.ts';
import { escapeText } from '../report/escape-text.ts';
import { formatIpAddress } from '../spf/ip-address.ts';
import type { FindAddresses } from '../tui/commands/desk.ts';
import type { ReadClient } from '../tui/state/checks-of-view.ts';
import { describeLostAddresses } from './expand-clients.ts';
import { readSubject } from './read-request.ts';
import { UsageError } from './usage-error.ts';

/** Reads a client as typed into the form: by the same rules as the command line, its complaints shown in the form.
 *  `nowMs`: the time of the check. */
export const clientReader =
  (nowMs: () => number): ReadClient =>
  (domain, { ip, helo, sender }) => {
    if (ip === '') return {};
    if (readHostName(ip) !== undefined) return { problem: `${escapeText(ip)} is a host name`, hostName: ip };
    try {
      const { request } = readSubject({ ip, helo, sender, domain }, nowMs());
      return request === undefined ? {} : { request };
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      return { problem: error.message.replace(/^--ip /, '') };
    }
  };

/** A host's addresses for the screen, and what DNS did not tell of them. */
export const findAddresses: FindAddresses = async (hostName, resolve) => {
  const host = readHostName(hostName);
  if (host === undefined) return { addresses: [], note: `${escapeText(hostName)} is no host name` };
  const found = await clientAddresses(host, { resolve });
  const addresses = found.addresses.map(formatIpAddress);
  const lost = describeLostAddresses(hostName, found).map(({ problem }) => problem);
  return lost.length === 0 ? { addresses } : { addresses, note: lost.join(' ') };
};
