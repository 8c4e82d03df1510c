import type { Claim } from '../../src/claims/claim-comparison.ts';
import type { Resolver } from '../../src/dns/resolver.ts';
import type { Candidate } from '../../src/intake/candidate.ts';
import { readIncidents } from '../../src/intake/read-incidents.ts';
import { requestFieldsOf } from '../../src/intake/request-fields.ts';
import { checkHost } from '../../src/spf/check-host.ts';
import { completeRequest, type RequestFields } from '../../src/spf/check-request.ts';
import { ipOf } from '../helpers/check-table.ts';

/** The one candidate in a text. */
export const candidateIn = (text: string): Candidate => {
  const { candidates } = readIncidents(text);
  const [candidate] = candidates;
  if (candidate === undefined || candidates.length > 1)
    throw new Error(`${candidates.length} candidates in ${text}`);
  return candidate;
};

/** A resolver whose answers may all be kept for so long. */
export const keptFor = (ttlSeconds: number, resolver: Resolver): Resolver => ({
  resolve: async (question, signal) => ({ ...(await resolver.resolve(question, signal)), ttlSeconds }),
});

/** What a text claims, with the check of it. `fields`, `ip`: of the check, where they are not the text's. */
export const claimOf = async (
  candidate: Candidate,
  resolver: Resolver,
  { fields, ip }: Readonly<{ fields?: RequestFields; ip?: string }> = {},
): Promise<Claim> => {
  const { domain = '', sender, helo } = completeRequest(fields ?? requestFieldsOf(candidate));
  const request = {
    ip: ip === undefined ? (candidate.clientIp ?? ipOf('192.0.2.1')) : ipOf(ip),
    domain,
    sender,
    helo,
    receiver: 'receiver.example.org',
    timeSeconds: 0,
  };
  return { candidate, request, evaluation: await checkHost(request, resolver) };
};
