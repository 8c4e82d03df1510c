import { randomInt } from 'node:crypto';
import { encodeQuery } from './encode-query.ts';
import { type Exchange, type ExchangeRequest, readReply, runExchange, socketFailure } from './exchange.ts';

const LENGTH_OCTETS = 2;
const MAX_FRAME_OCTETS = LENGTH_OCTETS + 0xffff;

/** Asks one question over TCP (RFC 7766), on a connection of its own. As nobody else can answer on it, a message
 *  that is no reply to the query ends the exchange as malformed. */
export const exchangeOverTcp = async (request: ExchangeRequest): Promise<Exchange> => {
  // Few runs need TCP, and loading it delays the start.
  const { connect } = await import('node:net');
  return runExchange(request, (settle) => {
    const { server, question, options } = request;
    const id = randomInt(0x1_0000);
    const query = encodeQuery(question, { ...options, id });
    const frame = Buffer.alloc(MAX_FRAME_OCTETS);
    let received = 0;
    const expected = (): number =>
      received < LENGTH_OCTETS ? LENGTH_OCTETS : LENGTH_OCTETS + frame.readUInt16BE();
    const describeWait = (): string => {
      if (socket.connecting) return 'no connection';
      return received === 0 ? 'no reply' : `${received} of ${expected()} octets came`;
    };
    const describeSurplus = (): string | undefined =>
      received > expected() ? `${received - expected()} octets after the reply ignored` : undefined;

    const socket = connect({ host: server.address, port: server.port, noDelay: true });
    // RFC 7766 §8: length and message in one write.
    socket.write(Uint8Array.from([query.length >> 8, query.length & 0xff, ...query]));
    socket.on('error', (error) => settle(socketFailure(error)));
    socket.on('data', (chunk) => {
      // What does not fit comes after the one message that is awaited.
      received += chunk.copy(frame, received);
      if (received < LENGTH_OCTETS || received < expected()) return;
      const octets = frame.subarray(LENGTH_OCTETS, expected());
      const reply = readReply(octets, id, question);
      settle(
        typeof reply === 'string'
          ? { kind: 'failure', outcome: 'malformed', detail: `reply ${reply}` }
          : { kind: 'reply', message: reply, sizeOctets: octets.length, detail: describeSurplus() },
      );
    });
    socket.on('end', () =>
      settle(
        received === 0
          ? { kind: 'failure', outcome: 'unreachable', detail: 'connection closed without a reply' }
          : { kind: 'failure', outcome: 'malformed', detail: `connection closed: ${describeWait()}` },
      ),
    );
    return { release: () => socket.destroy(), describeWait };
  });
};
