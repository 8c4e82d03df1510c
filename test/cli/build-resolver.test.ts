import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildResolver, type DnsOptions } from '../../src/cli/build-resolver.ts';
import { UsageError } from '../../src/cli/usage-error.ts';
import { startLoopbackServer } from '../helpers/loopback-server.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const options = (given: Partial<DnsOptions>): DnsOptions => ({
  servers: [],
  zones: [],
  demo: false,
  ...given,
});

const apex = '$ORIGIN a.example.\n@ 300 SOA ns hostmaster 1 3600 600 86400 60\n@ TXT "v=spf1 -all"\n';

describe('the resolver of a command line', () => {
  test('asks the servers that were named', async () => {
    const server = await startLoopbackServer(() => ({ rcode: 3 }));
    const named = `127.0.0.1:${server.address.port}`;
    const { resolver, label } = await buildResolver(options({ servers: [named] }));
    const answer = await resolver.resolve({ name: 'a.example', type: 'TXT' });
    await server.close();
    expect(label).toBe(named);
    expect(answer).toMatchObject({ outcome: 'name-error', origin: { kind: 'server', server: named } });
  });

  test('has the demo data with --demo, and asks no server', async () => {
    const { resolver, label } = await buildResolver(options({ demo: true, servers: ['192.0.2.53'] }));
    expect(label).toBe('demo data');
    expect(await resolver.resolve({ name: 'anbermedia.com', type: 'TXT' })).toMatchObject({
      outcome: 'records',
      origin: { kind: 'zone', file: 'anbermedia.com.zone' },
    });
    expect(await resolver.resolve({ name: 'nowhere.test', type: 'TXT' })).toMatchObject({
      outcome: 'name-error',
    });
  });

  test('has the zone files first, the servers for the rest, and says so', async () => {
    const folder = await temporaryFolder({ z: apex });
    const server = await startLoopbackServer(() => ({ rcode: 3 }));
    const named = `127.0.0.1:${server.address.port}`;
    const { resolver, label } = await buildResolver(
      options({ zones: [join(folder, 'z')], servers: [named] }),
    );
    expect(label).toBe(`1 zone file, then ${named}`);
    expect((await resolver.resolve({ name: 'a.example', type: 'TXT' })).outcome).toBe('records');
    expect(server.asked).toHaveLength(0);
    await resolver.resolve({ name: 'b.example', type: 'TXT' });
    await server.close();
    expect(server.asked).toHaveLength(1);
  });

  test('has zone files over the demo data', async () => {
    const text = '$ORIGIN twitter.com.\n@ 300 SOA ns hostmaster 1 3600 600 86400 60\n@ TXT "mine"\n';
    const folder = await temporaryFolder({ y: apex, z: text });
    const files = [join(folder, 'y'), join(folder, 'z')];
    const { resolver, label } = await buildResolver(options({ zones: files, demo: true }));
    expect(label).toBe('2 zone files, demo data');
    expect((await resolver.resolve({ name: 'a.example', type: 'TXT' })).outcome).toBe('records');
    expect((await resolver.resolve({ name: 'google.com', type: 'TXT' })).outcome).toBe('records');
  });
});

describe('the system', () => {
  const silence = async (given: Partial<DnsOptions>) => {
    const server = await startLoopbackServer(() => 'drop');
    const { resolver } = await buildResolver(options(given), async () => ({
      source: 'resolv-conf',
      servers: [server.address],
      timeoutSeconds: 1,
      attempts: 3,
      problems: [],
    }));
    const { attempts } = await resolver.resolve({ name: 'a.example', type: 'TXT' });
    await server.close();
    return attempts.map(({ elapsedMs }) => Math.round(elapsedMs / 1000));
  };

  test('says how long its servers are waited for, and how often', async () => {
    expect(await silence({})).toEqual([1, 1, 1]);
  });

  test('is overruled by the command line', async () => {
    expect(await silence({ timeout: '10' })).toEqual([0, 0, 0]);
    expect(await silence({ retries: '0' })).toEqual([1]);
  });
});

describe('a bad option', () => {
  test.each<[given: Partial<DnsOptions>, message: RegExp]>([
    [{ servers: ['dns.example'] }, /^--server dns\.example: /],
    [{ servers: ['192.0.2.1', '192.0.2.1:0'] }, /^--server 192\.0\.2\.1:0: /],
    [{ servers: ['192.0.2.1:99999'] }, /^--server 192\.0\.2\.1:99999: /],
    [{ servers: ['[::1'] }, /^--server \[::1: /],
    [{ servers: [''] }, /^--server : /],
    [{ servers: ['\x1b[2J\n'] }, /^--server \\x1B\[2J\\x0A: [\x20-\x7e]*$/],
    [{ timeout: '0' }, /^--dns-timeout 0: a whole number from 1 to 60000 is wanted$/],
    [{ timeout: '60001' }, /^--dns-timeout 60001: /],
    [{ timeout: '1.5' }, /^--dns-timeout 1\.5: /],
    [{ timeout: '-1' }, /^--dns-timeout -1: /],
    [{ timeout: '' }, /^--dns-timeout : /],
    [{ timeout: '1e3' }, /^--dns-timeout 1e3: /],
    [{ retries: '11' }, /^--dns-retries 11: a whole number from 0 to 10 is wanted$/],
    [{ retries: 'many' }, /^--dns-retries many: /],
    [{ zones: ['/nowhere/at/all'] }, /^--zone \/nowhere\/at\/all: there is no such file$/],
  ])('%j is refused in one line, with --demo too', async (given, message) => {
    for (const demo of [false, true]) {
      const built = buildResolver(options({ ...given, demo, servers: given.servers ?? ['192.0.2.1'] }));
      await expect(built).rejects.toThrow(message);
      await expect(built).rejects.toBeInstanceOf(UsageError);
    }
  });
});
