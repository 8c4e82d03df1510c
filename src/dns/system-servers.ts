import { readFile } from 'node:fs/promises';
import { parseResolvConf, type ResolvConf } from './parse-resolv-conf.ts';
import { parseServerAddress, type ServerAddress } from './server-address.ts';

/** The servers that this machine asks, never none, and where that is known from. `default`: nothing names a
 *  server, so that it is the one on this machine, as in the C library; `problems` say why. */
export type SystemServers = ResolvConf & Readonly<{ source: 'resolv-conf' | 'operating-system' | 'default' }>;

const DEFAULT_SERVER: ServerAddress = { address: '127.0.0.1', port: 53 };

/** Finds the servers that this machine asks: on Linux in resolv.conf, elsewhere where Node finds them. */
export const findSystemServers = async (
  path = '/etc/resolv.conf',
  platform: NodeJS.Platform = process.platform,
): Promise<SystemServers> => {
  const isLinux = platform === 'linux';
  const found = isLinux ? await readResolvConf(path) : await askNode();
  if (found.servers.length > 0) return { ...found, source: isLinux ? 'resolv-conf' : 'operating-system' };
  const reason = isLinux ? `${path} names no server` : 'the system names no server';
  return { ...found, servers: [DEFAULT_SERVER], problems: [...found.problems, reason], source: 'default' };
};

const readResolvConf = async (path: string): Promise<ResolvConf> => {
  try {
    return parseResolvConf(await readFile(path, 'utf8'));
  } catch (error) {
    // readFile throws nothing but Node's system errors, which have a code.
    const { code } = error as NodeJS.ErrnoException;
    return { servers: [], problems: [`${path} can't be read (${code})`] };
  }
};

const askNode = async (): Promise<ResolvConf> => {
  const { getServers } = await import('node:dns');
  const parsed = getServers().map(parseServerAddress);
  return {
    servers: parsed.flatMap((server) => ('problem' in server ? [] : [server])),
    problems: parsed.flatMap((server) => ('problem' in server ? [server.problem] : [])),
  };
};
