import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { serverResolver } from '../../src/dns/server-resolver.ts';

/** nsd as the authority for zone files, and unbound as the resolver in front of it, on the loopback addresses. */
export type NameServers = Readonly<{
  authorityPort: number;
  resolverPort: number;
  /** A port on which nothing listens. */
  closedPort: number;
  stop: () => Promise<void>;
}>;

/** A zone to serve; `path` is its file. */
export type ServedZone = Readonly<{ origin: string; path: string }>;

/** Names that unbound treats in a way of its own, beside those that it resolves. */
export const troubleZones = {
  /** The authority doesn't know the zone: SERVFAIL. */
  lame: 'lame.test',
  /** Never answered. */
  silent: 'silent.test',
  /** Should be signed and isn't: SERVFAIL with an extended error (RFC 8914). */
  bogus: 'bogus.test',
} as const;

/** A zone of unbound's own, with a record that fails everyone. */
export const resolverZone = 'resolver-only.test';

// Daemons live where the PATH of plain users doesn't look.
const env = { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin` };

const canBindUdp = (port: number, address: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
    socket.once('error', () => resolve(false));
    socket.bind(port, address, () => socket.close(() => resolve(true)));
  });

const canListenTcp = (port: number, address: string): Promise<number | undefined> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, address, () => {
      const bound = server.address();
      server.close(() => resolve(bound !== null && typeof bound === 'object' ? bound.port : undefined));
    });
  });

/** A port that is free on both loopback addresses, over UDP and TCP. */
const findPort = async (): Promise<number> => {
  for (;;) {
    const port = await canListenTcp(0, '127.0.0.1');
    if (port === undefined) continue;
    const isFree =
      (await canListenTcp(port, '::1')) !== undefined &&
      (await canBindUdp(port, '127.0.0.1')) &&
      (await canBindUdp(port, '::1'));
    if (isFree) return port;
  }
};

const nsdConfiguration = (folder: string, port: number, zones: readonly ServedZone[]): string => `
server:
  ip-address: 127.0.0.1@${port}
  ip-address: ::1@${port}
  server-count: 1
  database: ""
  username: ""
  chroot: ""
  zonesdir: "${folder}"
  zonelistfile: "${folder}/nsd.zonelist"
  xfrdfile: "${folder}/nsd.xfrd"
  xfrdir: "${folder}"
  pidfile: "${folder}/nsd.pid"
  logfile: "${folder}/nsd.log"
remote-control:
  control-enable: no
${zones.map(({ origin, path }) => `zone:\n  name: "${origin}"\n  zonefile: "${path}"`).join('\n')}
`;

const unboundConfiguration = (
  folder: string,
  ports: Readonly<{ authority: number; resolver: number }>,
  origins: readonly string[],
): string => {
  const stubs = [...origins, troubleZones.lame, troubleZones.bogus];
  return `
server:
  interface: 127.0.0.1@${ports.resolver}
  interface: ::1@${ports.resolver}
  username: ""
  chroot: ""
  directory: "${folder}"
  pidfile: "${folder}/unbound.pid"
  logfile: "${folder}/unbound.log"
  use-syslog: no
  num-threads: 1
  module-config: "validator iterator"
  do-not-query-localhost: no
  qname-minimisation: no
  rrset-roundrobin: no
  ede: yes
  val-log-level: 2
  trust-anchor: "${troubleZones.bogus}. DS 12345 13 2 ${'0123456789abcdef'.repeat(4)}"
  local-zone: "." static
${stubs.map((origin) => `  local-zone: "${origin}." transparent\n  domain-insecure: "${origin}."`).join('\n')}
  local-zone: "${troubleZones.silent}." deny
  local-zone: "${resolverZone}." static
  local-data: '${resolverZone}. 60 IN TXT "v=spf1 -all"'
${stubs.map((origin) => `stub-zone:\n  name: "${origin}."\n  stub-addr: 127.0.0.1@${ports.authority}`).join('\n')}
remote-control:
  control-enable: no
`.replace(`  domain-insecure: "${troubleZones.bogus}."\n`, '');
};

const startDaemon = (command: string, args: readonly string[]): ChildProcess => {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'], env });
  let trouble = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    trouble += text;
  });
  child.on('exit', (code) => {
    if (code !== null && code !== 0) console.error(`${command} ended with ${code}:\n${trouble}`);
  });
  child.on('error', (error) => console.error(`${command} does not start: ${error.message}`));
  process.on('exit', () => child.kill('SIGKILL'));
  return child;
};

/** Asks until there is an answer. */
const waitUntilAnswered = async (port: number, name: string, what: string): Promise<void> => {
  const deadline = performance.now() + 20_000;
  const resolver = serverResolver({
    servers: ['127.0.0.1', '::1'].map((address) => ({ address, port })),
    timeoutMs: 100,
    retries: 0,
    now: Date.now,
    monotonicNow: () => performance.now(),
  });
  while (performance.now() < deadline) {
    const { outcome } = await resolver.resolve({ name, type: 'SOA' });
    if (outcome === 'records') return;
    // A closed port answers at once.
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`${what} does not answer`);
};

/** Starts both servers. `folder` takes their files. */
export const startNameServers = async (
  folder: string,
  zones: readonly ServedZone[],
): Promise<NameServers> => {
  mkdirSync(folder, { recursive: true });
  const bogusPath = join(folder, `${troubleZones.bogus}.zone`);
  writeFileSync(
    bogusPath,
    `$ORIGIN ${troubleZones.bogus}.\n$TTL 60\n@ SOA ns hostmaster 1 2h 15m 2w 10m\n@ NS ns\nns A 192.0.2.53\n@ TXT "v=spf1 -all"\n`,
  );
  const served = [...zones, { origin: troubleZones.bogus, path: bogusPath }];
  const [authority, resolver, closed] = [await findPort(), await findPort(), await findPort()];
  const nsdFile = join(folder, 'nsd.conf');
  const unboundFile = join(folder, 'unbound.conf');
  writeFileSync(nsdFile, nsdConfiguration(folder, authority, served));
  const origins = zones.map(({ origin }) => origin);
  writeFileSync(unboundFile, unboundConfiguration(folder, { authority, resolver }, origins));
  const daemons = [
    startDaemon('nsd', ['-d', '-c', nsdFile]),
    startDaemon('unbound', ['-d', '-c', unboundFile]),
  ];
  await waitUntilAnswered(authority, troubleZones.bogus, 'nsd');
  await waitUntilAnswered(resolver, origins[0] ?? resolverZone, 'unbound');
  return {
    authorityPort: authority,
    resolverPort: resolver,
    closedPort: closed,
    stop: async () => {
      await Promise.all(
        daemons.map((daemon) => {
          const gone = new Promise((resolve) => daemon.once('exit', resolve));
          if (daemon.exitCode !== null || daemon.signalCode !== null) return undefined;
          daemon.kill('SIGTERM');
          return gone;
        }),
      );
    },
  };
};
