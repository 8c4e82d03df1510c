import { describe, expect, test } from 'vitest';
import { readDemoZones } from '../../src/cli/read-zones.ts';
import { incidents } from '../../src/demo/incidents.ts';
import { zoneResolver } from '../../src/dns/zone-resolver.ts';
import { walkPolicy } from '../../src/policy/walk-policy.ts';
import { checkHost } from '../../src/spf/check-host.ts';
import { completeRequest } from '../../src/spf/check-request.ts';
import { ipOf } from '../helpers/check-table.ts';

const resolver = zoneResolver(await readDemoZones());

const clients = incidents.flatMap((incident) =>
  incident.clients.map((client) => [`${incident.name}, ${client.ip}`, incident, client] as const),
);

test.each(clients)(
  '%s gets what the incident says',
  async (_, { domain }, { ip, helo, sender, expect: result }) => {
    const identities = completeRequest({ domain, helo, ...(sender === undefined ? {} : { sender }) });
    const request = { ...identities, domain, ip: ipOf(ip), receiver: 'unknown', timeSeconds: 0 };
    const evaluation = await checkHost(request, resolver);
    expect(evaluation.result).toBe(result);
    // A verdict that rests on data the demo lacks would show nothing.
    const outside = evaluation.trace.questions.filter(({ answer }) => answer?.origin.kind === 'none');
    expect(outside.map(({ question }) => `${question.type} ${question.name}`)).toEqual([]);
  },
);

describe('the walk of every incident', () => {
  test.each(incidents)('$name stays within the caps', async ({ domain }) => {
    const policy = await walkPolicy(domain, resolver, { now: () => 0 });
    expect(policy).toMatchObject({ isComplete: true, reachedCaps: [] });
  });
});
