import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { encodeQuery } from './encode-query.ts';
import { type Exchange, type ExchangeRequest, readReply, runExchange, socketFailure } from './exchange.ts';

// An honest server sends none. Who can guess at all 65,536 IDs would be right in the end (RFC 5452 §4.3).
const MAX_IGNORED = 20;

/** Asks one question over UDP, once. Datagrams that do not answer it are passed over and counted in the detail; when
 *  they become a flood, the exchange is over.
 *
 *  The socket is fresh and connected: the system picks the source port, drops what comes from other addresses
 *  (RFC 5452 §9) and tells of a closed port at once. */
export const exchangeOverUdp = (request: ExchangeRequest): Promise<Exchange> =>
  runExchange(request, (settle) => {
    const { server, question, options } = request;
    const id = randomInt(0x1_0000);
    const query = encodeQuery(question, { ...options, id });
    const ignored = new Map<string, number>();
    let left = MAX_IGNORED;
    const socket = createSocket(server.address.includes(':') ? 'udp6' : 'udp4');

    socket.on('error', (error) => settle(socketFailure(error)));
    socket.on('message', (octets) => {
      const reply = readReply(octets, id, question);
      if (typeof reply === 'string') {
        ignored.set(reply, (ignored.get(reply) ?? 0) + 1);
        if (--left === 0) settle({ kind: 'flooded', detail: describeIgnored(ignored) });
        return;
      }
      const detail = describeIgnored(ignored);
      settle({ kind: 'reply', message: reply, sizeOctets: octets.length, detail });
    });
    // Not as the callback of connect(), which would take the connection's errors as well.
    socket.on('connect', () => socket.send(query));
    socket.connect(server.port, server.address);
    return { release: () => socket.close(), describeWait: () => describeIgnored(ignored) };
  });

const describeIgnored = (ignored: ReadonlyMap<string, number>): string | undefined => {
  const parts = Array.from(
    ignored,
    ([what, count]) => `${count} ${count === 1 ? 'reply' : 'replies'} ${what}`,
  );
  return parts.length === 0 ? undefined : `${parts.join(', ')} ignored`;
};
