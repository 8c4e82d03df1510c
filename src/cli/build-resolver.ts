import type { Resolver } from '../dns/resolver.ts';
import { formatServerAddress, parseServerAddress, type ServerAddress } from '../dns/server-address.ts';
import { escapeText } from '../report/escape-text.ts';
import { UsageError } from './usage-error.ts';

/** What a command line says about DNS, unchecked. */
export type DnsOptions = Readonly<{
  servers: readonly string[];
  zones: readonly string[];
  demo: boolean;
  timeout?: string;
  retries?: string;
}>;

/** Where answers come from, and the words for it: `192.0.2.53:53`, `demo data`. */
export type DnsSource = Readonly<{ resolver: Resolver; label: string }>;

const readNumber = (option: string, text: string, least: number, most: number): number => {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(`${option} ${escapeText(text)}: a whole number from ${least} to ${most} is wanted`);
};

const readServer = (text: string): ServerAddress => {
  const parsed = parseServerAddress(text);
  if ('problem' in parsed) throw new UsageError(`--server ${escapeText(text)}: ${parsed.problem}`);
  return parsed;
};

const buildServers = async (options: DnsOptions): Promise<DnsSource> => {
  const timeoutMs =
    options.timeout === undefined ? undefined : readNumber('--dns-timeout', options.timeout, 1, 60_000);
  const retries = options.retries === undefined ? 1 : readNumber('--dns-retries', options.retries, 0, 10);
  const named = options.servers.map(readServer);
  const { serverResolver } = await import('../dns/server-resolver.ts');
  const system = named.length > 0 ? undefined : await findSystem();
  const servers = system?.servers ?? named;
  const resolver = serverResolver({
    servers,
    timeoutMs: timeoutMs ?? 3000,
    retries,
    now: Date.now,
    monotonicNow: () => performance.now(),
  });
  const label = servers.map(formatServerAddress).join(', ');
  return {
    resolver,
    label: system?.source === 'default' ? `${label} (${system.problems[0] ?? 'default'})` : label,
  };
};

const findSystem = async () => (await import('../dns/system-servers.ts')).findSystemServers();

/** The resolver that a command line asks for. Zone files are read before anything else happens, so that a broken one
 *  is said at once. With `demo`, nothing is ever asked of a network. */
export const buildResolver = async (options: DnsOptions): Promise<DnsSource> => {
  // Checked whether or not they come to be used: a typo should never pass in silence.
  const servers = options.demo ? undefined : await buildServers(options);
  if (options.zones.length === 0 && !options.demo && servers !== undefined) return servers;
  const [{ zoneResolver }, { readDemoZones, readZoneFiles }] = await Promise.all([
    import('../dns/zone-resolver.ts'),
    import('./read-zones.ts'),
  ]);
  const own = await readZoneFiles(options.zones);
  const zones = zoneResolver([...own, ...(options.demo ? await readDemoZones() : [])], { now: Date.now });
  const label = [
    ...(own.length > 0 ? [`${own.length} zone file${own.length === 1 ? '' : 's'}`] : []),
    ...(options.demo ? ['demo data'] : []),
  ].join(', ');
  if (servers === undefined) return { resolver: zones, label };
  const { zoneFirstResolver } = await import('../dns/zone-first-resolver.ts');
  return { resolver: zoneFirstResolver(zones, servers.resolver), label: `${label}, then ${servers.label}` };
};
