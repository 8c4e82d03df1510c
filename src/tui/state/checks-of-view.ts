import type { SideRequest } from '../../exploration/exploration.ts';
import type { CheckRequest } from '../../spf/check-request.ts';
import type { ClientTexts } from './client-form.ts';
import type { Checks } from './session.ts';
import { activeClient, type ViewState } from './view-state.ts';

/** A client's texts as a request, nothing where no IP is given, or what is wrong with them. `hostName`: the IP is the
 *  name of a host, whose addresses are to be asked for. */
export type ReadClient = (
  domain: string,
  client: ClientTexts,
) => Readonly<{ request?: CheckRequest }> | Readonly<{ problem: string; hostName?: string }>;

/** The key of the check of the other identity. */
export const otherIdentityKey = 'identity';

/** The key of the check of the n-th client. */
export const clientKey = (index: number): string => `client ${index}`;

const requestOf = (read: ReturnType<ReadClient>): CheckRequest | undefined =>
  'problem' in read ? undefined : read.request;

/** A client in the identity that is explored: a check of a HELO name has no other sender (RFC 7208 §2.3). */
const inIdentity = (client: ClientTexts, heloOf: string | undefined): ClientTexts =>
  heloOf === undefined ? client : { ...client, sender: '' };

const isSameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** The other identity of the client that is looked at: the domain that it is of, and the client as it is checked there.
 *  Undefined where both are one, or the client named no HELO. */
export const otherIdentity = (
  view: ViewState,
  domain: string,
): Readonly<{ domain: string; client: ClientTexts }> | undefined => {
  const client = activeClient(view);
  if (client.ip === '') return undefined;
  if (view.heloOf !== undefined) return { domain: view.heloOf, client };
  const { helo } = client;
  return helo === '' || isSameName(helo, domain)
    ? undefined
    : { domain: helo, client: { ...client, sender: '' } };
};

/** What to check for a view: the client that is looked at, the other ones, and its other identity; and what is wrong
 *  with the client that is looked at. */
export const checksOf = (
  view: ViewState,
  domain: string,
  readClient: ReadClient,
): Checks & Readonly<{ problem?: string; hostName?: string }> => {
  const read = readClient(domain, inIdentity(activeClient(view), view.heloOf));
  const sides: SideRequest[] = view.clients.flatMap((client, index) => {
    const request =
      index === view.active ? undefined : requestOf(readClient(domain, inIdentity(client, view.heloOf)));
    return request === undefined ? [] : [{ key: clientKey(index), request }];
  });
  const other = otherIdentity(view, domain);
  const otherRequest = other && requestOf(readClient(other.domain, other.client));
  if (otherRequest !== undefined) sides.push({ key: otherIdentityKey, request: otherRequest });
  if ('problem' in read) return { sides, ...read };
  return read.request === undefined ? { sides } : { sides, request: read.request };
};
