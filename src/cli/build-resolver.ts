import type { Resolver } from '../dns/resolver.ts';
import { formatServerAddress, parseServerAddress, type ServerAddress } from '../dns/server-address.ts';
import { serverResolver } from '../dns/server-resolver.ts';
import { findSystemServers, type SystemServers } from '../dns/system-servers.ts';
import { zoneFirstResolver } from '../dns/zone-first-resolver.ts';
import { escapeText } from '../report/escape-text.ts';
import { monotonicNow } from './clock.ts';
import { UsageError } from './usage-error.ts';

/** What a command line says about DNS, unchecked. */
export type DnsOptions = Readonly<{
  servers: readonly string[];
  zones: readonly string[];
  demo: boolean;
  timeout?: string;
  retries?: string;
}>;

/** Where answers come from, and the words for it: `192.0.2.53:53`, `demo data`. `servers`: the servers that the command
 *  line names, each by itself, where there are several and nothing else answers. */
export type DnsSource = Readonly<{ resolver: Resolver; label: string; servers?: readonly Resolver[] }>;

const readNumber = (option: string, text: string, least: number, most: number): number => {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(`${option} ${escapeText(text)}: a whole number from ${least} to ${most} is wanted`);
};

const readServer = (text: string): ServerAddress => {
  const parsed = parseServerAddress(text);
  if ('problem' in parsed)
    throw new UsageError(`--server ${escapeText(text)}: ${escapeText(parsed.problem)}`);
  return parsed;
};

/** The part of the options that is about servers, read. */
type ServerOptions = Readonly<{ timeoutMs?: number; retries?: number; named: readonly ServerAddress[] }>;

/** Where neither the command line nor the system says how long and how often. */
const defaults = { timeoutMs: 3000, retries: 1 };

const readServerOptions = ({ timeout, retries, servers }: DnsOptions): ServerOptions => ({
  ...(timeout === undefined ? {} : { timeoutMs: readNumber('--dns-timeout', timeout, 1, 60_000) }),
  ...(retries === undefined ? {} : { retries: readNumber('--dns-retries', retries, 0, 10) }),
  named: servers.map(readServer),
});

/** What the system says of its own servers (resolv.conf(5): `timeout`, `attempts`). */
const ownWays = ({ timeoutSeconds, attempts }: SystemServers): Partial<typeof defaults> => ({
  ...(timeoutSeconds === undefined ? {} : { timeoutMs: timeoutSeconds * 1000 }),
  ...(attempts === undefined ? {} : { retries: attempts - 1 }),
});

const buildServers = async (
  { named, ...wanted }: ServerOptions,
  findServers: () => Promise<SystemServers>,
): Promise<DnsSource> => {
  const system = named.length > 0 ? undefined : await findServers();
  const servers = system?.servers ?? named;
  const ways = { ...defaults, ...(system === undefined ? {} : ownWays(system)), ...wanted };
  const resolverOf = (asked: readonly ServerAddress[]): Resolver =>
    serverResolver({ servers: asked, ...ways, now: Date.now, monotonicNow });
  const label = servers.map(formatServerAddress).join(', ');
  return {
    resolver: resolverOf(servers),
    ...(named.length > 1 ? { servers: named.map((server) => resolverOf([server])) } : {}),
    label: system?.source === 'default' ? `${label} (${system.problems[0] ?? 'default'})` : label,
  };
};

/** The embedded incidents alone. They are read at the first question, so that no frame waits for them. */
export const demoSource = (): DnsSource => {
  let zones: Promise<Resolver> | undefined;
  const resolver: Resolver = {
    resolve: async (question, signal) => {
      zones ??= readZones([], true);
      return (await zones).resolve(question, signal);
    },
  };
  return { resolver, label: 'demo data' };
};

const readZones = async (files: readonly string[], withDemo: boolean): Promise<Resolver> => {
  const [{ zoneResolver }, { readDemoZones, readZoneFiles }] = await Promise.all([
    import('../dns/zone-resolver.ts'),
    import('./read-zones.ts'),
  ]);
  const own = await readZoneFiles(files);
  return zoneResolver([...own, ...(withDemo ? await readDemoZones() : [])], { now: Date.now });
};

/** The resolver that a command line asks for. Zone files are read before anything else happens, so that a broken one
 *  is said at once. With `demo`, nothing is ever asked of a network. */
export const buildResolver = async (
  options: DnsOptions,
  findServers: () => Promise<SystemServers> = findSystemServers,
): Promise<DnsSource> => {
  const { zones: files, demo } = options;
  // Read whether or not they come to be used: a typo should never pass in silence.
  const serverOptions = readServerOptions(options);
  if (files.length === 0) return demo ? demoSource() : buildServers(serverOptions, findServers);
  const zones = await readZones(files, demo);
  const label = files.length === 1 ? '1 zone file' : `${files.length} zone files`;
  if (demo) return { resolver: zones, label: `${label}, demo data` };
  const servers = await buildServers(serverOptions, findServers);
  return { resolver: zoneFirstResolver(zones, servers.resolver), label: `${label}, then ${servers.label}` };
};
