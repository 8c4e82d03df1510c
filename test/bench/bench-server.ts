// The DNS server of the benchmark, a process of its own: bench-server.ts LATENCY_MS. Prints its port.
import type { DnsQuestion } from '../../src/dns/resolver.ts';
import type { ReplySpec } from '../helpers/dns-reply.ts';
import { startLoopbackServer } from '../helpers/loopback-server.ts';

/** 2,000 terms: 40 includes, and 49 networks in each record. */
const wideIncludes = 40;
const wideNetworks = 49;

const recordOf = (name: string): string | undefined => {
  const [, index] = /^i(\d+)\.(?:eight|wide)\.test$/.exec(name) ?? [];
  if (name === 'one.test') return 'v=spf1 ip4:192.0.2.0/24 -all';
  if (name === 'eight.test')
    return `v=spf1 ${Array.from({ length: 8 }, (_, number) => `include:i${number}.eight.test`).join(' ')} -all`;
  if (name.endsWith('.eight.test')) return `v=spf1 ip4:198.51.100.${index}/32 ?all`;
  if (name === 'wide.test')
    return `v=spf1 ${Array.from({ length: wideIncludes }, (_, number) => `include:i${number}.wide.test`).join(' ')}`;
  if (name.endsWith('.wide.test'))
    return `v=spf1 ${Array.from({ length: wideNetworks }, (_, number) => `ip4:10.${index}.${number}.0/24`).join(' ')}`;
  return undefined;
};

const answer = ({
  name,
  type,
}: Readonly<{ name: string; type: DnsQuestion['type'] | string }>): ReplySpec => {
  const text = recordOf(name.toLowerCase());
  if (text === undefined) return { rcode: 'NXDOMAIN' };
  return type === 'TXT' ? { answers: [{ type: 'TXT', data: text }] } : {};
};

const server = await startLoopbackServer(answer, { latencyMs: Number(process.argv[2] ?? 0) });
console.log(server.address.port);
process.on('disconnect', () => process.exit());
process.stdin.resume().on('end', () => process.exit());
