import { parseServerAddress, type ServerAddress } from './server-address.ts';

/** What a resolv.conf says to a resolver; `problems` are English phrases, one for each line that is passed over. */
export type ResolvConf = Readonly<{
  servers: readonly ServerAddress[];
  timeoutSeconds?: number;
  attempts?: number;
  problems: readonly string[];
}>;

// What glibc reads and allows: resolv.conf(5).
const MAX_SERVERS = 3;
const MAX_TIMEOUT_SECONDS = 30;
const MAX_ATTEMPTS = 5;

/** Reads resolv.conf(5) as the C library does: the first three servers, the last word on an option. */
export const parseResolvConf = (text: string): ResolvConf => {
  const servers: ServerAddress[] = [];
  const problems: string[] = [];
  const options = new Map<string, number>();
  for (const line of text.split(/\r?\n/)) {
    const [keyword = '', ...values] = line.trim().split(/\s+/);
    if (keyword === 'nameserver') {
      const server = parseServerAddress(values[0] ?? '');
      if ('problem' in server) problems.push(`nameserver: ${server.problem}`);
      else if (servers.length < MAX_SERVERS) servers.push(server);
      else problems.push(`nameserver ${server.address}: only the first ${MAX_SERVERS} are used`);
    } else if (keyword === 'options') {
      for (const value of values) {
        const [, name, number] = /^(timeout|attempts):(\d+)$/.exec(value) ?? [];
        if (name !== undefined) options.set(name, Number(number));
      }
    }
  }
  const timeoutSeconds = options.get('timeout');
  const attempts = options.get('attempts');
  return {
    servers,
    ...(timeoutSeconds !== undefined && { timeoutSeconds: within(1, MAX_TIMEOUT_SECONDS, timeoutSeconds) }),
    ...(attempts !== undefined && { attempts: within(1, MAX_ATTEMPTS, attempts) }),
    problems,
  };
};

const within = (least: number, most: number, value: number): number => Math.min(Math.max(value, least), most);
