import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseResolvConf } from '../../src/dns/parse-resolv-conf.ts';
import { formatServerAddress } from '../../src/dns/server-address.ts';
import { findSystemServers } from '../../src/dns/system-servers.ts';

describe('parseResolvConf', () => {
  it.each([
    ['nameserver 192.0.2.53', ['192.0.2.53:53']],
    [
      'nameserver\t192.0.2.53  # office\r\nnameserver 2001:db8::53\r\n',
      ['192.0.2.53:53', '[2001:db8::53]:53'],
    ],
    ['# nameserver 192.0.2.1\n;nameserver 192.0.2.2\nnameserver fe80::1%eth0', ['[fe80::1%eth0]:53']],
    ['search example.com\nnameservers 192.0.2.1\nsortlist 1.2.3.4\n\0\n', []],
    ['nameserver ::1\nnameserver ::2\nnameserver ::3\nnameserver ::4', ['[::1]:53', '[::2]:53', '[::3]:53']],
    ['', []],
  ])('finds the servers of %j', (text, expected) => {
    expect(parseResolvConf(text).servers.map(formatServerAddress)).toEqual(expected);
  });

  it.each([
    ['options timeout:3 attempts:4', { timeoutSeconds: 3, attempts: 4 }],
    ['options edns0 timeout:3\noptions rotate timeout:1', { timeoutSeconds: 1 }],
    ['options timeout:0 attempts:99', { timeoutSeconds: 1, attempts: 5 }],
    ['options timeout:99999999999', { timeoutSeconds: 30 }],
    ['options timeout: attempts:x timeout:-1', {}],
  ])('reads the options of %j', (text, expected) => {
    const { servers: _, problems: __, ...options } = parseResolvConf(text);
    expect(options).toEqual(expected);
  });

  it('tells of a server that it passes over', () => {
    expect(parseResolvConf('nameserver dns.example\nnameserver').problems).toEqual([
      expect.stringContaining('nameserver: "dns.example" is not an IP address'),
      expect.stringContaining('nameserver: "" is not an IP address'),
    ]);
  });
});

describe('findSystemServers', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'spfx-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('reads the file that it is given', async () => {
    const path = join(folder, 'resolv.conf');
    await writeFile(path, 'nameserver 192.0.2.53\noptions timeout:2\n');
    expect(await findSystemServers(path, 'linux')).toEqual({
      source: 'resolv-conf',
      servers: [{ address: '192.0.2.53', port: 53 }],
      timeoutSeconds: 2,
      problems: [],
    });
  });

  it('falls back to this machine, and says so, when the file is missing, empty or a folder', async () => {
    const empty = join(folder, 'empty');
    await writeFile(empty, '');
    const fallback = { source: 'default', servers: [{ address: '127.0.0.1', port: 53 }] };
    expect(await findSystemServers(empty, 'linux')).toMatchObject({
      ...fallback,
      problems: [`${empty} names no server`],
    });
    expect(await findSystemServers(join(folder, 'none'), 'linux')).toMatchObject({
      ...fallback,
      problems: [expect.stringContaining('ENOENT'), expect.any(String)],
    });
    expect(await findSystemServers(folder, 'linux')).toMatchObject({
      ...fallback,
      problems: [expect.stringContaining('EISDIR'), expect.any(String)],
    });
  });

  it('asks Node on other systems', async () => {
    const { source, servers } = await findSystemServers('/none', 'darwin');
    expect(['operating-system', 'default']).toContain(source);
    expect(servers.length).toBeGreaterThan(0);
  });
});
