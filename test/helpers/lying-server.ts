import { createSocket, type RemoteInfo } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { promisify } from 'node:util';
import type { ServerAddress } from '../../src/dns/server-address.ts';
import { type AskedQuestion, encodeWhole, type ReplySpec, readQuestion } from './dns-reply.ts';

/** Sends a reply, or octets as they stand, to who asked. */
export type Say = (reply: ReplySpec | Uint8Array) => void;

/** Where a datagram may come from, other than the address and port that were asked. */
export type Elsewhere = Readonly<{ anotherPort: Say; anotherAddress: Say }>;

/** What a server does with a question. Over TCP it has the connection to itself; without a word on TCP, the
 *  connection is reset. */
export type Lies = Readonly<{
  udp?: (asked: AskedQuestion, say: Say, elsewhere: Elsewhere) => void;
  tcp?: (asked: AskedQuestion, connection: Socket) => void;
}>;

/** A server that need not keep to any rule. `queries`: how many came. `ports`: where they came from. */
export type LyingServer = Readonly<{
  address: ServerAddress;
  queries: () => Readonly<{ udp: number; tcp: number }>;
  ports: readonly number[];
  close: () => Promise<void>;
}>;

const octetsOf = (asked: AskedQuestion, reply: ReplySpec | Uint8Array): Uint8Array =>
  reply instanceof Uint8Array ? reply : encodeWhole(asked, reply);

/** A message with its length before it, as TCP has it; `length` for a wrong one. */
export const framed = (octets: Uint8Array, length = octets.length): Uint8Array =>
  Uint8Array.from([length >> 8, length & 0xff, ...octets]);

/** A UDP socket on the port that TCP takes, if nobody else has that one. */
const listenOnOnePort = async (tcp: Server): Promise<ReturnType<typeof createSocket>> => {
  for (;;) {
    await once(tcp.listen(0, '127.0.0.1'), 'listening');
    // A server that listens on a port has an address with one.
    const { port } = tcp.address() as AddressInfo;
    const udp = createSocket('udp4').bind(port, '127.0.0.1');
    try {
      await once(udp, 'listening');
      return udp;
    } catch {
      udp.close();
      await promisify(tcp.close.bind(tcp))();
    }
  }
};

/** Starts one on a port of the loopback address, over UDP and TCP. Lies that remember what was asked are given by a
 *  function, so that each server has a memory of its own. */
export const startLyingServer = async (given: Lies | (() => Lies)): Promise<LyingServer> => {
  const lies = typeof given === 'function' ? given() : given;
  const queries = { udp: 0, tcp: 0 };
  const ports: number[] = [];
  const connections = new Set<Socket>();

  const tcp = createServer((connection) => {
    connections.add(connection.setNoDelay(true));
    connection.on('close', () => connections.delete(connection));
    connection.on('error', () => connection.destroy());
    connection.once('data', (query) => {
      queries.tcp++;
      if (lies.tcp === undefined) connection.resetAndDestroy();
      else lies.tcp(readQuestion(query.subarray(2), 'tcp'), connection);
    });
  });
  const udp = await listenOnOnePort(tcp);
  const stranger = createSocket('udp4').bind(0, '127.0.0.1');
  await once(stranger, 'listening');
  // Not every system has a second loopback address.
  const namesake = createSocket('udp4').bind(udp.address().port, '127.0.0.2');
  const hasAddress = await once(namesake, 'listening').then(
    () => true,
    () => false,
  );
  let isOpen = true;
  udp.on('message', (query, from: RemoteInfo) => {
    queries.udp++;
    ports.push(from.port);
    const asked = readQuestion(query, 'udp');
    const sayFrom =
      (socket: typeof udp): Say =>
      (reply) => {
        if (isOpen) socket.send(octetsOf(asked, reply), from.port, from.address);
      };
    lies.udp?.(asked, sayFrom(udp), {
      anotherPort: sayFrom(stranger),
      anotherAddress: sayFrom(hasAddress ? namesake : stranger),
    });
  });

  return {
    address: { address: '127.0.0.1', port: udp.address().port },
    queries: () => queries,
    ports,
    close: async () => {
      isOpen = false;
      for (const connection of connections) connection.destroy();
      await Promise.all([
        promisify(tcp.close.bind(tcp))(),
        ...[udp, stranger, namesake].map((socket) => promisify(socket.close.bind(socket))()),
      ]);
    },
  };
};
