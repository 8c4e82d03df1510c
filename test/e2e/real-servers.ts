// The built program on real name servers: it says the same as on the embedded zones, and says well what goes wrong.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type IncidentClient, incidents } from '../../src/demo/incidents.ts';
import { type ProgramRun, runProgram } from '../helpers/run-program.ts';
import { createTally, type Tally } from '../helpers/tally.ts';
import { type NameServers, resolverZone, startNameServers, troubleZones } from './name-servers.ts';

const exitCodes = { pass: 0, fail: 1, softfail: 2, neutral: 3, permerror: 4, temperror: 5, none: 6 } as const;

const bigZone = 'large.test';

/** What a reader of the JSON may rely on, as far as this test looks at it. */
type AnswerJson = Readonly<{
  question: Readonly<{ name: string; type: string }>;
  outcome: string;
  problems: readonly string[];
  records: readonly unknown[];
  rcode: number | null;
  flags: unknown;
  ttlSeconds: number | null;
  sizeOctets: number | null;
  extendedErrors: readonly Readonly<{ code: number; text: string }>[];
  origin: Readonly<{ kind: string; server?: string; transport?: string }>;
  elapsedMs: number;
  attempts: readonly Readonly<{ server: string; transport: string; outcome: string; elapsedMs: number }>[];
}>;

type CheckJson = Readonly<{ result: string; answers: readonly AnswerJson[] }>;

/** Fields that tell where an answer came from and how, not what it says. */
const originFields = new Set(['origin', 'flags', 'sizeOctets', 'askedAtMs', 'elapsedMs', 'attempts']);

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

const hasNoTrace = ({ stdout, stderr }: ProgramRun): void => {
  ok(!/\n\s+at /.test(stdout + stderr), `a stack trace:\n${stdout}${stderr}`);
};

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

// JSON.parse gives any; the types above are what is then asserted.
const parseJson = <T>(run: ProgramRun): T => JSON.parse(run.stdout) as T;

/** Every answer tells the server, the transport, the time, the TTL, the response code and the size. */
const wantsDetails = (answers: readonly AnswerJson[], server: string): void => {
  ok(answers.length > 0, 'no answers');
  for (const answer of answers) {
    const what = JSON.stringify(answer);
    equal(answer.origin.kind, 'server', what);
    equal(answer.origin.server, server, what);
    ok(answer.origin.transport === 'udp' || answer.origin.transport === 'tcp', what);
    ok(answer.elapsedMs > 0 && answer.elapsedMs < 5000, what);
    ok(answer.rcode === 0 || answer.rcode === 3, what);
    ok(Number.isInteger(answer.ttlSeconds), what);
    ok((answer.sizeOctets ?? 0) > 12, what);
    ok(answer.flags !== null, what);
    equal(answer.attempts.at(-1)?.outcome, answer.outcome, what);
  }
};

/** A client to check on a server. `without`: the fields of the JSON that may differ. */
type Comparison = Readonly<{
  domain: string;
  client: IncidentClient;
  server: string;
  without: ReadonlySet<string>;
}>;

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
};

const unboundAddresses = ({ resolverPort }: NameServers): string[] => [
  `127.0.0.1:${resolverPort}`,
  `[::1]:${resolverPort}`,
];

/** A fault, what the program is asked under it, and what it should say. */
type FaultCase = Readonly<{
  name: string;
  args: readonly string[];
  exitCode: number;
  wanted: readonly RegExp[];
  judge?: (json: CheckJson) => void;
}>;

const faultCases = (servers: NameServers): FaultCase[] => {
  const [unbound = '', unbound6 = ''] = unboundAddresses(servers);
  const dead = `127.0.0.1:${servers.closedPort}`;
  const authority = `127.0.0.1:${servers.authorityPort}`;
  const ip = ['--ip', '72.11.154.232'];
  const onAnbermedia = ['anbermedia.com', ...ip];
  const quick = ['--dns-timeout', '150', '--dns-retries', '0'];
  return [
    {
      name: 'a server that is not there',
      args: [...onAnbermedia, '--server', dead],
      exitCode: exitCodes.temperror,
      wanted: [/^temperror$/m, /TXT anbermedia\.com/, new RegExp(dead), /--server/, /--demo/],
    },
    {
      name: 'a server that is not there, over IPv6',
      args: [...onAnbermedia, '--server', `[::1]:${servers.closedPort}`],
      exitCode: exitCodes.temperror,
      wanted: [/^temperror$/m, new RegExp(`\\[::1\\]:${servers.closedPort}`), /--server/],
    },
    {
      name: 'a server that refuses',
      args: ['elsewhere.test', ...ip, '--server', authority],
      exitCode: exitCodes.temperror,
      wanted: [/^temperror$/m, /TXT elsewhere\.test/, /refused/i, new RegExp(authority), /--server/],
      judge: ({ answers: [answer] }) => {
        equal(answer?.rcode, 5);
        equal(answer?.outcome, 'refused');
      },
    },
    {
      name: 'a server that fails',
      args: [troubleZones.lame, ...ip, '--server', unbound],
      exitCode: exitCodes.temperror,
      wanted: [/^temperror$/m, /TXT lame\.test/, /SERVFAIL|server failure/i, new RegExp(unbound), /--server/],
      judge: ({ answers: [answer] }) => equal(answer?.rcode, 2),
    },
    {
      name: 'a zone that is bogus, with its extended error',
      args: [troubleZones.bogus, ...ip, '--server', unbound],
      exitCode: exitCodes.temperror,
      wanted: [/^temperror$/m, /TXT bogus\.test/, /--server/],
      judge: ({ answers: [answer] }) => {
        equal(answer?.rcode, 2);
        // RFC 8914 §4.10: DNSKEY missing; §4.7: DNSSEC bogus.
        ok([6, 9].includes(answer?.extendedErrors[0]?.code ?? -1), JSON.stringify(answer));
      },
    },
    {
      name: 'a server that never answers',
      args: [troubleZones.silent, ...ip, ...quick, '--server', unbound],
      exitCode: exitCodes.temperror,
      wanted: [/^temperror$/m, /TXT silent\.test/, /150 ms|timeout|time-out|no answer/i, /--server/],
      judge: ({ answers: [answer] }) => {
        equal(answer?.outcome, 'timeout');
        equal(answer?.attempts.length, 1);
      },
    },
    {
      name: 'the first server dead, the second good',
      args: [...onAnbermedia, '--server', dead, '--server', unbound],
      exitCode: exitCodes.permerror,
      wanted: [/^permerror$/m],
      judge: ({ answers: [answer] }) => {
        equal(answer?.origin.server, unbound);
        deepEqual(
          answer?.attempts.map(({ server, outcome }) => [server, outcome]),
          [
            [dead, 'unreachable'],
            [unbound, 'records'],
          ],
        );
      },
    },
    {
      name: 'the first server refusing, the second good',
      args: [resolverZone, ...ip, '--server', authority, '--server', unbound6],
      exitCode: exitCodes.fail,
      wanted: [/^fail$/m],
      judge: ({ answers: [answer] }) =>
        deepEqual(
          answer?.attempts.map(({ server, outcome }) => [server, outcome]),
          [
            [authority, 'refused'],
            [unbound6, 'records'],
          ],
        ),
    },
    {
      name: 'a resolver on the IPv6 loopback address',
      args: [...onAnbermedia, '--server', unbound6],
      exitCode: exitCodes.permerror,
      wanted: [/^permerror$/m],
      judge: ({ answers }) => wantsDetails(answers, unbound6),
    },
    {
      name: 'an answer too large for UDP',
      args: [bigZone, ...ip, '--server', unbound],
      exitCode: exitCodes.pass,
      wanted: [/^pass$/m],
      judge: ({ answers: [answer] }) => {
        deepEqual(
          answer?.attempts.map(({ transport, outcome }) => [transport, outcome]),
          [
            ['udp', 'truncated'],
            ['tcp', 'records'],
          ],
        );
        equal(answer?.origin.transport, 'tcp');
        ok((answer?.sizeOctets ?? 0) > 4000);
      },
    },
    {
      name: 'a name that does not exist',
      args: ['no-such-name.anbermedia.com', ...ip, '--server', unbound],
      exitCode: exitCodes.none,
      wanted: [/^none$/m],
      judge: ({ answers: [answer] }) => equal(answer?.outcome, 'name-error'),
    },
  ];
};

const checkFaults = async (tally: Tally, servers: NameServers): Promise<void> => {
  for (const { name, args, exitCode, wanted, judge } of faultCases(servers)) {
    await tally.check(`check under ${name}`, async () => {
      const run = await runProgram(['check', ...args]);
      hasNoTrace(run);
      equal(run.exitCode, exitCode, run.stdout + run.stderr);
      equal(run.stderr, '');
      for (const pattern of wanted) match(run.stdout, pattern);
    });
    await tally.check(`check --json under ${name}`, async () => {
      const run = await runProgram(['check', '--json', ...args]);
      hasNoTrace(run);
      equal(run.exitCode, exitCode, run.stdout + run.stderr);
      judge?.(parseJson<CheckJson>(run));
    });
    await tally.check(`tree under ${name}`, async () => {
      const run = await runProgram(['tree', ...args]);
      hasNoTrace(run);
      equal(run.exitCode, exitCode, run.stdout + run.stderr);
      equal(run.stderr, '');
    });
  }
  await tally.check('tree without a client and without a server', async () => {
    const run = await runProgram(['tree', 'anbermedia.com', '--server', `127.0.0.1:${servers.closedPort}`]);
    hasNoTrace(run);
    equal(run.exitCode, exitCodes.temperror, run.stdout + run.stderr);
  });
};

/** 4.8 kB of networks, of which the last is the client's. */
const bigRecord = (): string => {
  const networks = Array.from({ length: 250 }, (_, index) => `ip4:198.51.100.${index}/32`);
  const text = `v=spf1 ${networks.join(' ')} ip4:72.11.154.232 -all`;
  return (text.match(/.{1,255}/g) ?? []).map((part) => `"${part}"`).join(' ');
};

const writeZone = (folder: string, origin: string, ...lines: string[]): void => {
  const head = [
    `$ORIGIN ${origin}.`,
    '$TTL 60',
    '@ SOA ns.test. hostmaster.test. 1 2h 15m 2w 10m',
    '@ NS ns.test.',
  ];
  writeFileSync(join(folder, `${origin}.zone`), `${[...head, ...lines].join('\n')}\n`);
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
    const written = readdirSync(zoneFolder).map((file) => file.replace(/\.zone$/, ''));
    writeZone(zoneFolder, bigZone, `@ TXT ${bigRecord()}`);
    // For clients whose reverse zone is not among those of the incidents.
    writeZone(zoneFolder, 'in-addr.arpa');
    const zones = [bigZone, 'in-addr.arpa', ...written].map((origin) => ({
      origin,
      path: join(zoneFolder, `${origin}.zone`),
    }));
    const servers = await startNameServers(folder, zones);
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
