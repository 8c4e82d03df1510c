import type { AnswerCache } from '../dns/answer-cache.ts';
import {
  type ClientAddresses,
  clientAddresses,
  mostAddresses,
  readHostName,
  troubleOf,
} from '../exploration/client-addresses.ts';
import type { NamedClient } from '../exploration/named-client.ts';
import { describeTrouble } from '../report/describe-trouble.ts';
import { escapeText } from '../report/escape-text.ts';
import type { CheckRequest } from '../spf/check-request.ts';
import { formatIpAddress } from '../spf/ip-address.ts';
import { resultExitCodes } from './exit-codes.ts';
import { readSubject } from './read-request.ts';
import { UsageError } from './usage-error.ts';

/** A client that can be checked, or what of one can't: a host name without an address. `code`: the exit code for it.
 *  `problem` is safe to print. */
export type ClientEntry =
  | Readonly<{ kind: 'client'; client: NamedClient; request: CheckRequest }>
  | Readonly<{ kind: 'lost'; client: NamedClient; problem: string; code: number }>;

/** What DNS did not give of a host's addresses, in sentences that are safe to print; none where all is well. */
export const describeLostAddresses = (
  host: string,
  found: ClientAddresses,
): readonly Readonly<{ problem: string; code: number }>[] => {
  const { none, temperror } = resultExitCodes;
  const lost = troubleOf(found).map((answer) => ({
    problem: `Addresses of ${escapeText(host)} are unknown: ${describeTrouble(answer)}.`,
    code: temperror,
  }));
  if (found.leftOut > 0)
    lost.push({
      problem: `${escapeText(host)} has ${mostAddresses + found.leftOut} addresses; only the first ${mostAddresses} are clients.`,
      code: none,
    });
  if (found.addresses.length > 0 || lost.length > 0) return lost;
  const [answer] = found.answers;
  // What is in no given zone was not asked of DNS.
  const lack =
    answer?.outcome !== 'name-error'
      ? 'has no address: DNS has neither A nor AAAA records of it'
      : answer.origin.kind === 'none'
        ? 'has no address: it is in none of the given zones'
        : 'has no address: it does not exist in DNS';
  return [{ problem: `${escapeText(host)} ${lack}.`, code: none }];
};

/** The clients with each host name as all its addresses, in order. `domain`: what is checked, for clients whose sender
 *  or HELO name is not to decide. A UsageError for a client that names no domain comes before DNS is asked. */
export const expandClients = async (
  clients: readonly NamedClient[],
  domain: string | undefined,
  { live }: AnswerCache,
  nowMs: number,
): Promise<readonly ClientEntry[]> => {
  const requestOf = ({ helo, sender, label }: NamedClient, ip: string): CheckRequest => {
    const { request } = readSubject({ ip, helo, sender, ...(domain === undefined ? {} : { domain }) }, nowMs);
    if (request === undefined) throw new UsageError(`no domain to check for ${escapeText(label)}`);
    return request;
  };
  const pending = clients.map((client) => {
    const host = readHostName(client.ip);
    return { client, host, request: requestOf(client, host === undefined ? client.ip : '0.0.0.0') };
  });
  const expanded = await Promise.all(
    pending.map(async ({ client, host, request }): Promise<readonly ClientEntry[]> => {
      if (host === undefined) return [{ kind: 'client', client, request }];
      const found = await clientAddresses(host, live);
      return [
        ...found.addresses.map((address): ClientEntry => {
          const ip = formatIpAddress(address);
          return {
            kind: 'client',
            client: { ...client, ip, label: `${client.label} ${ip}` },
            request: { ...request, ip: address },
          };
        }),
        ...describeLostAddresses(client.ip, found).map(
          (lost): ClientEntry => ({ kind: 'lost', client, ...lost }),
        ),
      ];
    }),
  );
  return expanded.flat();
};
