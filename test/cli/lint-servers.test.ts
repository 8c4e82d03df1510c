import { afterEach, expect, test } from 'vitest';
import { runWords } from '../helpers/fake-terminal.ts';
import { type LoopbackServer, startLoopbackServer } from '../helpers/loopback-server.ts';

const servers: LoopbackServer[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** A server that has one TXT record for every name, of its own zone or from a cache. */
const startServer = async (text: string, isOwn: boolean): Promise<string> => {
  const server = await startLoopbackServer(({ name, type }) => ({
    aa: isOwn,
    answers: type === 'TXT' ? [{ name, type: 'TXT', data: [text], ttl: 90 }] : [],
  }));
  servers.push(server);
  return `127.0.0.1:${server.address.port}`;
};

const networks = 'ip4:8.8.8.0/24 ip6:2606:4700::/48';

const lintBy = async (addresses: readonly string[], ...words: readonly string[]) => {
  const named = addresses.flatMap((address) => ['--server', address]);
  return (await runWords(['lint', 'example.test', ...named, ...words])).out;
};

test('each server that is named is asked by itself, and what differs is told', async () => {
  const own = await startServer(`v=spf1 ${networks} -all`, true);
  const other = await startServer(`v=spf1 ${networks} ~all`, true);
  const out = await lintBy([own, other]);
  expect(out).toContain('error servers-differ');
  expect(out).toContain(`${own} has "v=spf1 ${networks} -all", ${other} has "v=spf1 ${networks} ~all"`);
});

test('a cache that is behind says for how long it may be', async () => {
  const cache = await startServer(`v=spf1 ${networks} ~all`, false);
  const own = await startServer(`v=spf1 ${networks} -all`, true);
  const out = await lintBy([cache, own]);
  expect(out).toContain('notice resolver-stale');
  expect(out).toContain('for 90 seconds at most');
});

test('with --no-probes, and of one server, no question is asked for that', async () => {
  const own = await startServer(`v=spf1 ${networks} -all`, true);
  const other = await startServer(`v=spf1 ${networks} ~all`, true);
  expect(await lintBy([own, other], '--no-probes')).not.toContain('servers-differ');
  expect(servers[1]?.asked).toEqual([]);
  await lintBy([own]);
  const texts = servers[0]?.asked.filter(({ name, type }) => name === 'example.test' && type === 'TXT');
  expect(texts).toHaveLength(2);
});
