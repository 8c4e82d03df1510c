import { serverResolver } from '../../src/dns/server-resolver.ts';
import { checkHost } from '../../src/spf/check-host.ts';
import { completeRequest } from '../../src/spf/check-request.ts';
import { parseIpAddress } from '../../src/spf/ip-address.ts';
import type { SpfResult } from '../../src/spf/result.ts';
import type { ResultCause } from '../../src/spf/trace.ts';
import { startZoneServer } from '../helpers/zone-server.ts';
import type { DifferentialCase } from './cases.ts';

/** What spfx says, and why. */
export type OurVerdict = Readonly<{ result: SpfResult; cause: ResultCause; explanation: string | undefined }>;

/** The evaluator under test, with a DNS server of its own. One case at a time. */
export type Ourselves = Readonly<{
  check: (differentialCase: DifferentialCase) => Promise<OurVerdict>;
  close: () => Promise<void>;
}>;

/** Starts it. It is asked as the command line would. */
export const startOurselves = async (): Promise<Ourselves> => {
  const server = await startZoneServer({});
  const resolver = serverResolver({
    servers: [server.address],
    timeoutMs: 5000,
    retries: 0,
    now: Date.now,
    monotonicNow: () => performance.now(),
  });
  return {
    check: async ({ zone, client }) => {
      server.serve(zone);
      const ip = parseIpAddress(client.ip);
      if (ip === undefined) throw new Error(`${client.ip} is no IP address`);
      const { domain = '', sender, helo } = completeRequest({ sender: client.sender, helo: client.helo });
      const request = { ip, domain, sender, helo, receiver: client.receiver, timeSeconds: 1_000_000_000 };
      const { result, cause, explanation } = await checkHost(request, resolver);
      return { result, cause, explanation: explanation ?? undefined };
    },
    close: server.close,
  };
};
