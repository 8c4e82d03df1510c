// The DNS server of the benchmark, a process of its own: bench-server.ts LATENCY_MS|mute. Prints its port.
import type { DnsQuestion } from '../../src/dns/resolver.ts';
import type { ReplySpec } from '../helpers/dns-reply.ts';
import { startLoopbackServer } from '../helpers/loopback-server.ts';
import { replyWide } from '../helpers/wide-records.ts';

const recordOf = (name: string): string | undefined => {
  const [, index] = /^i(\d+)\.eight\.test$/.exec(name) ?? [];
  if (name === 'one.test') return 'v=spf1 ip4:192.0.2.0/24 -all';
  if (name === 'eight.test')
    return `v=spf1 ${Array.from({ length: 8 }, (_, number) => `include:i${number}.eight.test`).join(' ')} -all`;
  if (name.endsWith('.eight.test')) return `v=spf1 ip4:198.51.100.${index}/32 ?all`;
  return undefined;
};

const answer = (question: Readonly<{ name: string; type: DnsQuestion['type'] | string }>): ReplySpec => {
  const text = recordOf(question.name.toLowerCase());
  if (text === undefined) return replyWide(question);
  return question.type === 'TXT' ? { answers: [{ type: 'TXT', data: text }] } : {};
};

const [way = '0'] = process.argv.slice(2);
const server = await (way === 'mute'
  ? startLoopbackServer(() => 'drop')
  : startLoopbackServer(answer, { latencyMs: Number(way) }));
console.log(server.address.port);
process.on('disconnect', () => process.exit());
process.stdin.resume().on('end', () => process.exit());
