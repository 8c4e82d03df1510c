// The built program on real name servers: it says the same as on the embedded zones, and says well what goes wrong.
import { deepEqual, equal } from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type IncidentClient, incidents } from '../../src/demo/incidents.ts';
import { type ProgramRun, runProgram } from '../helpers/run-program.ts';
import { createTally, type Tally } from '../helpers/tally.ts';
import { type NameServers, startNameServers } from './name-servers.ts';
import { type CheckJson, exitCodes, hasNoTrace, parseJson, wantsDetails } from './program-json.ts';
import { checkFaults, writeFaultZones } from './server-faults.ts';
import { writeZone } from './signed-zones.ts';

/** Fields that tell where an answer came from and how, not what it says; what is asked ahead is a matter of pace. */
const originFields = new Set([
  'askedAhead',
  'origin',
  'flags',
  'sizeOctets',
  'askedAtMs',
  'elapsedMs',
  'attempts',
]);

const compareAsText = (first: unknown, second: unknown): number => {
  const [one, other] = [JSON.stringify(first), JSON.stringify(second)];
  return one < other ? -1 : one > other ? 1 : 0;
};

const outsideNote = /is not in any given zone/;

/** Names that the zones don't have: there the program tells that, and servers tell their own. */
const namesOutside = (demo: CheckJson): ReadonlySet<string> =>
  new Set(
    demo.answers
      .filter(({ problems }) => problems.some((problem) => outsideNote.test(problem)))
      .map(({ question }) => question.name),
  );

const withoutOutside = (json: CheckJson, names: ReadonlySet<string>): unknown => ({
  ...json,
  answers: json.answers.map((answer) =>
    names.has(answer.question.name) ? { question: answer.question, outcome: answer.outcome } : answer,
  ),
});

/** A JSON value without the fields that may differ. The order of records and of the answers says nothing either:
 *  it is the servers', or that of their coming. */
const comparable = (value: unknown, without: ReadonlySet<string>, key = ''): unknown => {
  if (Array.isArray(value)) {
    const list = value.map((item) => comparable(item, without));
    return key === 'answers' || key === 'records' ? list.sort(compareAsText) : list;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !without.has(name))
      .map(([name, item]) => [name, comparable(item, without, name)]),
  );
};

/** A report without what is about the servers: times, TTL, size, flags, tries. */
const comparableReport = (report: string): string => {
  const lines = report.split('\n');
  const start = lines.indexOf('DNS');
  const tree = lines.slice(0, start).map((line) => line.replace(/ +[\d.]+ m?s$/, ''));
  const blocks: string[][] = [];
  for (const line of lines.slice(start + 1)) {
    if (/^ {2}\S/.test(line)) blocks.push([line.replace(/^( {2}\S+ \S+ {2}\S+).*$/, '$1')]);
    else if (!/^ +try \d+: /.test(line) && !outsideNote.test(line)) blocks.at(-1)?.push(line);
  }
  const answers = blocks.map(([head, ...data]) => [head, ...data.sort()].join('\n')).sort();
  return [...tree, ...answers].join('\n');
};

const clientArguments = (domain: string, { ip, helo, sender }: IncidentClient): string[] => [
  domain,
  '--ip',
  ip,
  '--helo',
  helo,
  ...(sender === undefined ? [] : ['--sender', sender]),
];

// The demo data are the same whatever is compared with them.
const demoRuns = new Map<string, Promise<ProgramRun>>();

const runOnDemo = (words: readonly string[]): Promise<ProgramRun> => {
  const key = words.join(' ');
  const run = demoRuns.get(key) ?? runProgram([...words, '--demo']);
  demoRuns.set(key, run);
  return run;
};

const wantsSameJson = (live: ProgramRun, demo: ProgramRun, without: ReadonlySet<string>): void => {
  const [liveJson, demoJson] = [parseJson<CheckJson>(live), parseJson<CheckJson>(demo)];
  const outside = namesOutside(demoJson);
  deepEqual(
    comparable(withoutOutside(liveJson, outside), without),
    comparable(withoutOutside(demoJson, outside), without),
  );
};

const wantsSame = (live: ProgramRun, demo: ProgramRun): void => {
  hasNoTrace(live);
  equal(live.stderr, demo.stderr);
  equal(live.exitCode, demo.exitCode);
};

/** A client to check on a server. `without`: the fields of the JSON that may differ. */
type Comparison = Readonly<{
  domain: string;
  client: IncidentClient;
  server: string;
  without: ReadonlySet<string>;
}>;

const compareChecks = (tally: Tally, name: string, args: readonly string[], server: string): Promise<void> =>
  tally.check(`${name} ${args.join(' ')} --server ${server} says the same as --demo`, async () => {
    const [live, demo] = await Promise.all([
      runProgram(['check', ...args, '--server', server]),
      runOnDemo(['check', ...args]),
    ]);
    wantsSame(live, demo);
    equal(live.stdout, demo.stdout);
  });

const compareCommands = async (
  tally: Tally,
  { domain, client, server, without }: Comparison,
): Promise<void> => {
  const args = clientArguments(domain, client);
  const compare = (
    name: string,
    words: readonly string[],
    judge: (live: ProgramRun, demo: ProgramRun) => void,
  ): Promise<void> =>
    tally.check(`${name} ${args.join(' ')} --server ${server} says the same as --demo`, async () => {
      const [live, demo] = await Promise.all([
        runProgram([...words, ...args, '--server', server]),
        runOnDemo([...words, ...args]),
      ]);
      wantsSame(live, demo);
      judge(live, demo);
    });
  await compare('check', ['check'], (live, demo) => {
    equal(live.stdout, demo.stdout);
    equal(live.exitCode, exitCodes[client.expect]);
  });
  await compare('check --json', ['check', '--json'], (live, demo) => {
    wantsSameJson(live, demo, without);
    wantsDetails(parseJson<CheckJson>(live).answers, server);
  });
  await compare('tree', ['tree'], (live, demo) =>
    equal(comparableReport(live.stdout), comparableReport(demo.stdout)),
  );
  await compare('tree --json', ['tree', '--json'], (live, demo) => {
    wantsSameJson(live, demo, without);
    wantsDetails(parseJson<CheckJson>(live).answers, server);
  });
  await compare('explore in a pipe', ['explore'], (live, demo) =>
    equal(comparableReport(live.stdout), comparableReport(demo.stdout)),
  );
};

const checkIncidents = async (tally: Tally, servers: NameServers): Promise<void> => {
  // The authority gives the TTLs of the zone files; unbound the same less what has passed.
  const ways = [
    { server: `127.0.0.1:${servers.resolverPort}`, without: new Set([...originFields, 'ttlSeconds']) },
    { server: `[::1]:${servers.authorityPort}`, without: originFields },
  ];
  for (const { server, without } of ways)
    await Promise.all(
      incidents.map(async ({ domain, clients }) => {
        for (const client of clients) await compareCommands(tally, { domain, client, server, without });
      }),
    );
  // dnsmasq leaves the SOA record out of what it denies from its cache, so twice.
  const forwarder = `127.0.0.1:${servers.forwarderPort}`;
  for (const { domain, clients } of incidents)
    for (const client of clients)
      for (const round of ['first', 'second'])
        await compareChecks(tally, `check, the ${round} time,`, clientArguments(domain, client), forwarder);
};

const main = async (): Promise<number> => {
  const tally = createTally();
  const folder = mkdtempSync(join(tmpdir(), 'spfx-servers-'));
  const zoneFolder = join(folder, 'zones');
  try {
    await tally.check('demo --write writes the zone files', async () => {
      const run = await runProgram(['demo', '--write', zoneFolder]);
      equal(run.exitCode, 0, run.stderr);
    });
    const written = readdirSync(zoneFolder).map((file) => ({
      origin: file.replace(/\.zone$/, ''),
      path: join(zoneFolder, file),
    }));
    // For clients whose reverse zone is not among those of the incidents.
    const reverse = writeZone(folder, 'in-addr.arpa');
    const servers = await startNameServers(folder, [...written, reverse, ...(await writeFaultZones(folder))]);
    try {
      await checkIncidents(tally, servers);
      await checkFaults(tally, servers);
    } finally {
      await servers.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return tally.finish();
};

process.exitCode = await main();
