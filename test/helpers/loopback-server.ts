import { createSocket, type RemoteInfo } from 'node:dgram';
import { createServer, type Server, type Socket } from 'node:net';
import { promisify } from 'node:util';
import type { ServerAddress } from '../../src/dns/server-address.ts';
import { type AskedQuestion, encodeReply, type ReplySpec, readQuestion } from './dns-reply.ts';

/** A Buffer is sent as it stands. */
export type Reply = ReplySpec | Buffer | 'drop';

/** Gives the reply to a question, or several to be sent one after the other. */
export type Handler = (
  question: AskedQuestion,
  transport: 'udp' | 'tcp',
) => Reply | readonly Reply[] | Promise<Reply | readonly Reply[]>;

export type LoopbackServer = Readonly<{
  address: ServerAddress;
  /** Every question that came, in order. */
  asked: readonly AskedQuestion[];
  close: () => Promise<void>;
}>;

/** Starts a DNS server on one port of UDP and TCP of the loopback address, any free one unless told which. UDP replies
 *  over the size that the query offers are sent empty with TC. `latencyMs` is waited before each reply. */
export const startLoopbackServer = async (
  handler: Handler,
  {
    host = '127.0.0.1',
    port = 0,
    latencyMs = 0,
  }: Readonly<{ host?: '127.0.0.1' | '::1'; port?: number; latencyMs?: number }> = {},
): Promise<LoopbackServer> => {
  const asked: AskedQuestion[] = [];
  const timers = new Set<NodeJS.Timeout>();
  const connections = new Set<Socket>();

  const respond = async (
    query: Buffer,
    transport: 'udp' | 'tcp',
    send: (reply: Buffer) => void,
  ): Promise<void> => {
    const question = readQuestion(query, transport);
    asked.push(question);
    const given = await handler(question, transport);
    for (const reply of isList(given) ? given : [given]) {
      if (reply === 'drop') continue;
      const octets = Buffer.isBuffer(reply) ? reply : encodeReply(question, reply);
      const delayMs = latencyMs + (Buffer.isBuffer(reply) ? 0 : (reply.delayMs ?? 0));
      if (delayMs === 0) send(octets);
      else {
        const timer = setTimeout(() => {
          timers.delete(timer);
          send(octets);
        }, delayMs);
        timers.add(timer);
      }
    }
  };

  const tcp = createServer((connection) => {
    connections.add(connection);
    connection.on('close', () => connections.delete(connection));
    connection.on('error', () => connection.destroy());
    let received = Buffer.alloc(0);
    connection.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      while (received.length >= 2 && received.length >= 2 + received.readUInt16BE()) {
        const end = 2 + received.readUInt16BE();
        const query = received.subarray(2, end);
        received = received.subarray(end);
        void respond(query, 'tcp', (reply) => {
          if (!connection.destroyed)
            connection.write(Buffer.concat([Buffer.from([reply.length >> 8, reply.length & 0xff]), reply]));
        });
      }
    });
  });
  const udp = await listenOnOnePort(tcp, host, port);
  udp.on('message', (query, from: RemoteInfo) => {
    void respond(query, 'udp', (reply) => udp.send(reply, from.port, from.address));
  });

  return {
    address: { address: host, port: udp.address().port },
    asked,
    close: async () => {
      for (const timer of timers) clearTimeout(timer);
      for (const connection of connections) connection.destroy();
      await Promise.all([promisify(tcp.close.bind(tcp))(), promisify(udp.close.bind(udp))()]);
    },
  };
};

const isList = (given: Reply | readonly Reply[]): given is readonly Reply[] => Array.isArray(given);

/** Listens on one port of UDP and TCP: the given one, or with 0 any that is free for both. */
const listenOnOnePort = async (
  tcp: Server,
  host: string,
  port = 0,
): Promise<ReturnType<typeof createSocket>> => {
  for (;;) {
    await new Promise<void>((resolve, reject) => {
      tcp.once('error', reject);
      tcp.listen(port, host, resolve);
    });
    const bound = tcp.address();
    if (bound === null || typeof bound === 'string')
      throw new Error('a TCP server has an address and a port');
    const udp = createSocket(host === '::1' ? 'udp6' : 'udp4');
    const isBound = await new Promise<boolean>((resolve) => {
      udp.once('error', () => resolve(false));
      udp.bind(bound.port, host, () => resolve(true));
    });
    if (isBound) return udp.removeAllListeners('error');
    udp.close();
    await promisify(tcp.close.bind(tcp))();
    if (port !== 0) throw new Error(`UDP port ${port} is taken`);
  }
};
