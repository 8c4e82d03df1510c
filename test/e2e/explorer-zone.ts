import type { MemoryZone } from '../helpers/memory-zone.ts';
import { startZoneServer, type ZoneServer } from '../helpers/zone-server.ts';

/** The includes of `large.example`, and the terms beyond networks that cost lookups. `mailer` costs 3 of the 13. */
const includes: Readonly<Record<string, readonly string[]>> = {
  'crm.example': ['a:one.crm.example'],
  'shop.example': [],
  'mailer.example': ['a:one.mailer.example', 'a:two.mailer.example'],
  'tickets.example': ['ip4:198.51.100.0/28'],
  'survey.example': ['a:one.survey.example'],
  'news.example': [],
  'wiki.example': ['ip4:198.51.100.7'],
  'pay.example': [],
  'hr.example': [],
};

const most = 60;

const includedZone = (): MemoryZone => {
  // The root's nine includes and its "all", and what the includes hold besides networks and their own "all".
  const names = Object.keys(includes);
  const given = Object.values(includes).flat().length;
  const networks = most - names.length - 1 - given - names.length;
  return Object.fromEntries(
    names.map((name, index) => {
      const own = Math.floor(networks / names.length) + (index < networks % names.length ? 1 : 0);
      const terms = Array.from({ length: own }, (_, network) => `ip4:203.0.113.${index * 16 + network}`);
      return [name, `v=spf1 ${[...terms, ...(includes[name] ?? [])].join(' ')} ~all`];
    }),
  );
};

/** What the explorer is tried on. `large.example`: 60 terms over 9 includes, 13 lookups. */
export const explorerZone: MemoryZone = {
  'large.example': `v=spf1 ${Object.keys(includes)
    .map((name) => `include:${name}`)
    .join(' ')} -all`,
  ...includedZone(),
  'one.crm.example': { A: ['192.0.2.10'] },
  'one.mailer.example': { A: ['192.0.2.11'] },
  'two.mailer.example': { A: ['192.0.2.12'] },
  'one.survey.example': { A: ['192.0.2.13'] },
  'small.example': 'v=spf1 ip4:192.0.2.1 ip6:2001:db8::1 include:crm.example -all',
  // Passes over IPv4 alone.
  'gate.example': { A: ['192.0.2.1'], AAAA: ['2001:db8:ffff::1'], TXT: ['v=spf1 a -all'] },
  'xn--bcher-kva.example': 'v=spf1 include:xn--fsqu00a.example ip4:192.0.2.1 -all',
  'xn--fsqu00a.example': 'v=spf1 ip4:192.0.2.77 ~all',
};

/** A server of that zone, and the words that have it asked. */
export const startExplorerServer = async (): Promise<
  Readonly<{ server: ZoneServer; source: readonly string[] }>
> => {
  const server = await startZoneServer(explorerZone);
  return { server, source: ['--server', `127.0.0.1:${server.address.port}`, '--dns-retries', '0'] };
};
