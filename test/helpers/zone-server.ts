import type { DnsRecord } from '../../src/dns/resolver.ts';
import type { AskedQuestion, ReplyRecord } from './dns-reply.ts';
import { type LoopbackServer, type Reply, startLoopbackServer } from './loopback-server.ts';
import { askZone, type MemoryZone, type Trouble } from './memory-zone.ts';

const rcodeOf = (trouble: Exclude<Trouble, 'timeout'>): number => {
  if (typeof trouble === 'number') return trouble;
  return trouble === 'refused' ? 5 : 2;
};

const replyRecordOf = (record: DnsRecord): ReplyRecord[] => {
  const { name } = record;
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return [{ name, type: record.type, data: record.address }];
    case 'TXT':
    case 'SPF':
      return [{ name, type: record.type, data: record.strings }];
    case 'MX':
      return [{ name, type: 'MX', data: { preference: record.preference, exchange: record.exchange } }];
    case 'PTR':
      return [{ name, type: 'PTR', data: record.target }];
    default:
      return [];
  }
};

const knownTypes = ['A', 'AAAA', 'MX', 'TXT', 'PTR', 'CNAME', 'SPF'] as const;

/** A server of zone data, which may be given another zone at any time. */
export type ZoneServer = LoopbackServer & Readonly<{ serve: (zone: MemoryZone) => void }>;

/** Starts a DNS server on the loopback address that answers from a zone, and never where it says timeout. */
export const startZoneServer = async (
  zone: MemoryZone,
  options: Readonly<{ port?: number }> = {},
): Promise<ZoneServer> => {
  let ask = askZone(zone);
  const server = await startLoopbackServer((question: AskedQuestion): Reply => {
    const type = knownTypes.find((known) => known === question.type);
    if (type === undefined) return {};
    const answer = ask({ name: question.name, type });
    const answers = answer.aliases.map(
      ({ name, target }): ReplyRecord => ({ name, type: 'CNAME', data: target }),
    );
    if (answer.kind === 'trouble') {
      if (answer.trouble === 'timeout') return 'drop';
      return { rcode: rcodeOf(answer.trouble), answers };
    }
    return { rcode: answer.rcode, answers: [...answers, ...answer.records.flatMap(replyRecordOf)] };
  }, options);
  return {
    ...server,
    serve: (other) => {
      ask = askZone(other);
    },
  };
};
