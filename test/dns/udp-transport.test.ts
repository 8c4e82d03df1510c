import { afterEach, describe, expect, it } from 'vitest';
import type { ExchangeRequest } from '../../src/dns/exchange.ts';
import { exchangeOverUdp } from '../../src/dns/udp-transport.ts';
import { type AskedQuestion, encodeWhole } from '../helpers/dns-reply.ts';
import { type Handler, type LoopbackServer, startLoopbackServer } from '../helpers/loopback-server.ts';

let server: LoopbackServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const ask = async (handler: Handler, request: Partial<ExchangeRequest> = {}, host?: '::1') => {
  server = await startLoopbackServer(handler, host && { host });
  return exchangeOverUdp({
    server: server.address,
    question: { name: 'Example.com', type: 'A' },
    options: { recursionDesired: true, edns: true, authenticData: true },
    timeoutMs: 5000,
    ...request,
  });
};

const good = { answers: [{ type: 'A', data: '192.0.2.1' }] } as const;
const message = (asked: AskedQuestion): Buffer => encodeWhole(asked, good);
const spoil = (asked: AskedQuestion, offset: number, value: number): Buffer => {
  const octets = message(asked);
  octets[offset] = value;
  return octets;
};
/** With its question once more. */
const twice = (asked: AskedQuestion): Buffer => {
  const octets = message(asked);
  octets[5] = 2;
  return Buffer.concat([octets.subarray(0, 29), octets.subarray(12)]);
};
const openSockets = (): number =>
  process.getActiveResourcesInfo().filter((resource) => resource === 'UDPWrap').length;

describe('exchangeOverUdp', () => {
  it('gives the reply to a question', async () => {
    const exchange = await ask(() => good);
    expect(exchange).toMatchObject({
      kind: 'reply',
      sizeOctets: 56,
      detail: undefined,
      message: { answers: [{ type: 'A', name: 'Example.com', address: '192.0.2.1' }] },
    });
    expect(server?.asked).toMatchObject([
      { name: 'Example.com', type: 'A', edns: true, recursionDesired: true, authenticData: true },
    ]);
  });

  it('asks over IPv6', async () => {
    expect(await ask(() => good, {}, '::1')).toMatchObject({ kind: 'reply' });
  });

  it('takes a reply whose question differs in case alone', async () => {
    expect(await ask((asked) => spoil(asked, 13, 'e'.charCodeAt(0)))).toMatchObject({ kind: 'reply' });
  });

  it('takes a refusal that leaves the question out', async () => {
    const bare = ({ id }: AskedQuestion): Buffer =>
      Buffer.from([id >> 8, id & 0xff, 0x80, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(await ask(bare)).toMatchObject({ kind: 'reply', message: { rcode: 1 } });
  });

  it('passes over replies that do not belong to the query, and counts them', async () => {
    const exchange = await ask((asked) => [
      spoil(asked, 0, message(asked).readUInt8(0) ^ 1),
      spoil(asked, 1, message(asked).readUInt8(1) ^ 1),
      spoil(asked, 2, 0),
      spoil(asked, 13, 'x'.charCodeAt(0)),
      spoil(asked, 26, 28),
      spoil(asked, 28, 3),
      spoil(asked, 5, 0),
      spoil(asked, 2, 0x81 | (4 << 3)),
      twice(asked),
      Buffer.alloc(3),
      good,
    ]);
    expect(exchange).toMatchObject({
      kind: 'reply',
      detail:
        '2 replies with a wrong ID, 1 reply that is a query, 3 replies to another question, ' +
        '1 reply without a question, 1 reply of another opcode, 1 reply with several questions, ' +
        '1 reply too short ignored',
    });
  });

  it('is over when such replies become a flood', async () => {
    const guesses = Array<Buffer>(30).fill(Buffer.alloc(3));
    const exchange = await ask(() => [...guesses, good], { timeoutMs: 60_000 });
    expect(exchange).toEqual({ kind: 'flooded', detail: '20 replies too short ignored' });
  });

  it('times out when nothing comes, and tells of what came in vain', async () => {
    const timeout = { kind: 'failure', outcome: 'timeout' };
    expect(await ask(() => 'drop', { timeoutMs: 5 })).toEqual({ ...timeout, detail: undefined });
    await server?.close();
    const noise = await ask(() => Buffer.alloc(3), { timeoutMs: 100 });
    expect(noise).toEqual({ ...timeout, detail: '1 reply too short ignored' });
  });

  it('knows at once that nobody listens', async () => {
    const closed = await startLoopbackServer(() => 'drop');
    await closed.close();
    const exchange = await ask(() => 'drop', { server: closed.address, timeoutMs: 60_000 });
    expect(exchange).toEqual({ kind: 'failure', outcome: 'unreachable', detail: 'connection refused' });
  });

  it.each(['fe80::1%nowhere0', '203.0.113.1%'])('calls %s unreachable', async (address) => {
    const exchange = await ask(() => 'drop', { server: { address, port: 53 }, timeoutMs: 60_000 });
    expect(exchange).toMatchObject({ kind: 'failure', outcome: 'unreachable' });
  });

  it("rejects with the signal's reason, before and during the exchange, and lets go of all it holds", async () => {
    const before = openSockets();
    await expect(ask(() => good, { signal: AbortSignal.abort('early') })).rejects.toBe('early');
    await server?.close();
    const controller = new AbortController();
    const exchange = ask(
      () => {
        controller.abort('late');
        return 'drop';
      },
      { signal: controller.signal, timeoutMs: 60_000 },
    );
    await expect(exchange).rejects.toBe('late');
    await server?.close();
    server = undefined;
    expect(openSockets()).toBe(before);
  });

  it("serves a hundred exchanges under one signal, each with an ID of its own, without a warning of Node's", async () => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error): number => warnings.push(warning);
    process.on('warning', onWarning);
    const { signal } = new AbortController();
    server = await startLoopbackServer(() => good);
    const { address } = server;
    const exchanges = Array.from({ length: 100 }, (_, index) =>
      exchangeOverUdp({
        server: address,
        question: { name: `n${index}.example`, type: 'A' },
        options: { recursionDesired: true, edns: true, authenticData: true },
        timeoutMs: 5000,
        signal,
      }),
    );
    expect((await Promise.all(exchanges)).every(({ kind }) => kind === 'reply')).toBe(true);
    // Warnings are sent on the next turn.
    await new Promise(setImmediate);
    process.off('warning', onWarning);
    expect(warnings).toEqual([]);
    expect(new Set(server.asked.map(({ id }) => id)).size).toBeGreaterThan(90);
  });
});
