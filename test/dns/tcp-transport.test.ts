import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { ExchangeRequest } from '../../src/dns/exchange.ts';
import { exchangeOverTcp } from '../../src/dns/tcp-transport.ts';
import { encodeWhole, readQuestion } from '../helpers/dns-reply.ts';

let server: Server | undefined;
afterEach(() => server?.close());

/** Asks a server that says what `speak` makes of the connection and of the good reply, length and all. */
const ask = async (
  speak: (connection: Socket, framed: Buffer, query: Buffer) => void,
  request: Partial<ExchangeRequest> = {},
) => {
  const listening = createServer((connection) => {
    connection.setNoDelay(true).on('error', () => connection.destroy());
    connection.once('data', (query) => {
      const reply = encodeWhole(readQuestion(query.subarray(2), 'tcp'), {
        answers: [{ type: 'TXT', data: 'v=spf1 -all' }],
      });
      speak(connection, Buffer.from([reply.length >> 8, reply.length & 0xff, ...reply]), query);
    });
  });
  server = listening;
  await once(listening.listen(0, '127.0.0.1'), 'listening');
  const bound = listening.address();
  if (bound === null || typeof bound === 'string') throw new Error('a TCP server has an address and a port');
  return exchangeOverTcp({
    server: { address: bound.address, port: bound.port },
    question: { name: 'example.com', type: 'TXT' },
    options: { recursionDesired: true, edns: true, authenticData: true },
    timeoutMs: 5000,
    ...request,
  });
};

const openSockets = (): number =>
  process.getActiveResourcesInfo().filter((resource) => /^TCPSocketWrap|^TCPWrap/.test(resource)).length;

const reply = { kind: 'reply', message: { answers: [{ strings: ['v=spf1 -all'] }] } };

describe('exchangeOverTcp', () => {
  it('sends length and query in one piece', async () => {
    let sent: Buffer = Buffer.alloc(0);
    const exchange = await ask((connection, framed, query) => {
      sent = query;
      connection.write(framed);
    });
    expect(exchange).toMatchObject({ ...reply, detail: undefined });
    expect(sent.readUInt16BE()).toBe(sent.length - 2);
  });

  it('reads a reply that comes octet by octet', async () => {
    const exchange = await ask((connection, framed) => {
      const [...octets] = framed;
      const next = (): void => {
        const octet = octets.shift();
        if (octet !== undefined) connection.write(Buffer.of(octet), () => setImmediate(next));
      };
      next();
    });
    expect(exchange).toMatchObject(reply);
  });

  it('tells of octets after the reply', async () => {
    const exchange = await ask((connection, framed) => connection.write(Buffer.concat([framed, framed])));
    expect(exchange).toMatchObject({
      ...reply,
      detail: expect.stringMatching(/^\d+ octets after the reply ignored$/),
    });
  });

  it('survives more octets than any message has', async () => {
    const exchange = await ask((connection) => connection.end(Buffer.alloc(300_000, 0xff)));
    expect(exchange).toEqual({ kind: 'failure', outcome: 'malformed', detail: 'reply with a wrong ID' });
  });

  it.each<[string, (framed: Buffer) => Buffer, object]>([
    [
      'before the reply',
      () => Buffer.alloc(0),
      { outcome: 'unreachable', detail: 'connection closed without a reply' },
    ],
    [
      'in the length',
      (framed) => framed.subarray(0, 1),
      { outcome: 'malformed', detail: 'connection closed: 1 of 2 octets came' },
    ],
    [
      'in the reply',
      (framed) => framed.subarray(0, 20),
      { outcome: 'malformed', detail: expect.stringMatching(/^connection closed: 20 of \d+ octets came$/) },
    ],
    ['after an empty message', () => Buffer.alloc(2), { outcome: 'malformed', detail: 'reply too short' }],
  ])('says so when the connection is closed %s', async (_, part, failure) => {
    const exchange = await ask((connection, framed) => connection.end(part(framed)));
    expect(exchange).toEqual({ kind: 'failure', ...failure });
  });

  it('says so when the connection is reset', async () => {
    const exchange = await ask((connection) => connection.resetAndDestroy());
    expect(exchange).toEqual({ kind: 'failure', outcome: 'unreachable', detail: 'connection reset' });
  });

  it('times out on a reply that stops half way', async () => {
    const exchange = await ask((connection, framed) => connection.write(framed.subarray(0, 20)), {
      timeoutMs: 100,
    });
    expect(exchange).toMatchObject({
      outcome: 'timeout',
      detail: expect.stringMatching(/^20 of \d+ octets came$/),
    });
  });

  it('knows at once that nobody listens', async () => {
    const exchange = await ask(() => {}, { server: { address: '127.0.0.1', port: 1 }, timeoutMs: 60_000 });
    expect(exchange).toEqual({ kind: 'failure', outcome: 'unreachable', detail: 'connection refused' });
  });

  it("rejects with the signal's reason, before and during the exchange, and lets go of the connection", async () => {
    await expect(ask(() => {}, { signal: AbortSignal.abort('early') })).rejects.toBe('early');
    server?.close();
    const controller = new AbortController();
    let connection: Socket | undefined;
    const exchange = ask(
      (opened) => {
        connection = opened;
        controller.abort('late');
      },
      { signal: controller.signal, timeoutMs: 60_000 },
    );
    await expect(exchange).rejects.toBe('late');
    if (connection?.closed === false) await once(connection, 'close');
    expect(connection?.destroyed).toBe(true);
    expect(openSockets()).toBe(0);
  });
});
