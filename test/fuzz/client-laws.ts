import { deepEqual, equal, notEqual, ok } from 'node:assert/strict';
import { decodeMessage } from '../../src/dns/decode-message.ts';
import { readAnswer } from '../../src/dns/read-answer.ts';
import type { DnsAnswer } from '../../src/dns/resolver.ts';
import { serverResolver } from '../../src/dns/server-resolver.ts';
import { describeAnswer, listAnswer } from '../../src/report/describe-answer.ts';
import { type LoopbackServer, type Reply, startLoopbackServer } from '../helpers/loopback-server.ts';
import type { Packet } from './make-packet.ts';

/** A packet that a server answers with, and how: `tcp` after a truncated reply over UDP. `hasOwnId`: with the ID that
 *  stands in it, not the query's. */
export type Lie = Packet & Readonly<{ transport: 'udp' | 'tcp'; hasOwnId: boolean }>;

/** A server that answers with the lie of the moment, and a client that asks it. */
export type LiarAndClient = Readonly<{
  ask: (lie: Lie) => Promise<Readonly<{ answer: DnsAnswer; queries: number }>>;
  close: () => Promise<void>;
}>;

const withId = ({ octets, hasOwnId }: Lie, id: number): Buffer => {
  const reply = Buffer.from(octets);
  if (!hasOwnId && reply.length >= 2) reply.writeUInt16BE(id);
  return reply;
};

/** Starts both. After a lie over UDP comes a plain refusal, so that a client which passes the lie over need not wait
 *  for the timeout. */
export const startLiarAndClient = async (): Promise<LiarAndClient> => {
  let current: Lie | undefined;
  const server: LoopbackServer = await startLoopbackServer((asked, transport): Reply | readonly Reply[] => {
    if (current === undefined || asked.name !== current.question.name) return {};
    if (current.transport === 'tcp' && transport === 'udp') return { tc: true };
    const lie = withId(current, asked.id);
    return transport === 'tcp' ? lie : [lie, { rcode: 'REFUSED' }];
  });
  const resolver = serverResolver({
    servers: [server.address],
    timeoutMs: 20_000,
    retries: 0,
    now: Date.now,
    monotonicNow: () => performance.now(),
  });
  return {
    ask: async (lie) => {
      current = lie;
      const before = server.asked.length;
      const answer = await resolver.resolve(lie.question);
      return { answer, queries: server.asked.length - before };
    },
    close: server.close,
  };
};

// The question and each of up to 16 aliases, and a second look without validation: with EDNS, without, over TCP.
const mostQueries = 18 * 3;

const control = /[\0-\x1f\x7f-\x9f]/;

/** What holds for the answer of the whole client, whatever the server says. Each throws where it does not. */
export const clientLaws: Readonly<Record<string, (lie: Lie, answer: DnsAnswer, queries: number) => void>> = {
  'the client does not wait once the server has spoken': (_lie, { outcome, attempts }) => {
    notEqual(outcome, 'timeout');
    ok(
      attempts.every((attempt) => attempt.outcome !== 'timeout'),
      'a try that timed out',
    );
  },
  'the client sends no more queries than it tells of, and few': (_lie, { attempts }, queries) => {
    equal(attempts.length, queries);
    ok(queries <= mostQueries, `${queries} queries`);
  },
  'the client has records exactly where that is the outcome, all of the type that was asked for': (
    { question },
    { outcome, records },
  ) => {
    equal(outcome === 'records', records.length > 0);
    for (const { type } of records) equal(type, question.type);
  },
  'the client has the records that stand in the packet': ({ octets, question }, { outcome, records }) => {
    if (outcome !== 'records') return;
    const message = decodeMessage(octets);
    const reading = message && readAnswer(message, question, []);
    deepEqual(records, reading?.kind === 'records' ? reading.records : undefined);
  },
  'the reader sees no control character': (_lie, answer) => {
    const text = [describeAnswer(answer), ...listAnswer(answer)];
    deepEqual(
      text.filter((line) => control.test(line)),
      [],
    );
  },
};
