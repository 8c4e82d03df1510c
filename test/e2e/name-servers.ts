import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { serverResolver } from '../../src/dns/server-resolver.ts';

/** nsd as the authority for zone files, and unbound and dnsmasq as resolvers in front of it, on the loopback
 *  addresses. */
export type NameServers = Readonly<{
  authorityPort: number;
  resolverPort: number;
  forwarderPort: number;
  /** A port on which nothing listens. */
  closedPort: number;
  stop: () => Promise<void>;
}>;

/** A zone to serve; `path` is its file. With a `trustAnchor` (a DS record), unbound validates its answers. */
export type ServedZone = Readonly<{ origin: string; path: string; trustAnchor?: string }>;

/** Names that unbound treats in a way of its own, beside those that it resolves. */
export const troubleZones = {
  /** The authority doesn't know the zone: SERVFAIL. */
  lame: 'lame.test',
  /** Never answered. */
  silent: 'silent.test',
} as const;

/** A zone of unbound's own, with a record that fails everyone. */
export const resolverZone = 'resolver-only.test';

/** A zone of dnsmasq's own: it denies names and types without an SOA record. */
export const forwarderZone = 'forwarder-only.test';

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
  zones: readonly ServedZone[],
): string => {
  const stubs = [...zones.map(({ origin }) => origin), troubleZones.lame];
  const anchors = zones.flatMap(({ trustAnchor }) => trustAnchor ?? []);
  const insecure = zones.filter(({ trustAnchor }) => trustAnchor === undefined);
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
${anchors.map((anchor) => `  trust-anchor: "${anchor.replaceAll('\t', ' ')}"`).join('\n')}
${insecure.map(({ origin }) => `  domain-insecure: "${origin}."`).join('\n')}
  domain-insecure: "${troubleZones.lame}."
  local-zone: "." static
${stubs.map((origin) => `  local-zone: "${origin}." transparent`).join('\n')}
  local-zone: "${troubleZones.silent}." deny
  local-zone: "${resolverZone}." static
  local-data: '${resolverZone}. 60 IN TXT "v=spf1 -all"'
${stubs.map((origin) => `stub-zone:\n  name: "${origin}."\n  stub-addr: 127.0.0.1@${ports.authority}`).join('\n')}
remote-control:
  control-enable: no
`;
};

/** What is in no zone does not exist. */
const dnsmasqArguments = (
  ports: Readonly<{ authority: number; forwarder: number }>,
  zones: readonly ServedZone[],
): string[] => [
  '--keep-in-foreground',
  '--conf-file=/dev/null',
  '--pid-file=',
  '--log-facility=/dev/null',
  '--no-resolv',
  '--no-hosts',
  '--bind-interfaces',
  `--port=${ports.forwarder}`,
  '--listen-address=127.0.0.1,::1',
  '--edns-packet-max=4096',
  '--local=/#/',
  ...zones.map(({ origin }) => `--server=/${origin}/127.0.0.1#${ports.authority}`),
  `--local=/${forwarderZone}/`,
  `--host-record=host.${forwarderZone},192.0.2.1`,
  `--txt-record=${forwarderZone},v=spf1 a:gone.${forwarderZone} exists:${forwarderZone} a:host.${forwarderZone} -all`,
  `--txt-record=voids.${forwarderZone},v=spf1 a:gone.${forwarderZone} exists:${forwarderZone} a:lost.${forwarderZone} -all`,
];

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
  const [authority, resolver, forwarder, closed] = [
    await findPort(),
    await findPort(),
    await findPort(),
    await findPort(),
  ];
  const nsdFile = join(folder, 'nsd.conf');
  const unboundFile = join(folder, 'unbound.conf');
  writeFileSync(nsdFile, nsdConfiguration(folder, authority, zones));
  writeFileSync(unboundFile, unboundConfiguration(folder, { authority, resolver }, zones));
  const daemons = [
    startDaemon('nsd', ['-d', '-c', nsdFile]),
    startDaemon('unbound', ['-d', '-c', unboundFile]),
    startDaemon('dnsmasq', dnsmasqArguments({ authority, forwarder }, zones)),
  ];
  const [first] = zones;
  if (first === undefined) throw new Error('name servers want a zone to serve');
  await waitUntilAnswered(authority, first.origin, 'nsd');
  await waitUntilAnswered(resolver, first.origin, 'unbound');
  await waitUntilAnswered(forwarder, first.origin, 'dnsmasq');
  return {
    authorityPort: authority,
    resolverPort: resolver,
    forwarderPort: forwarder,
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
