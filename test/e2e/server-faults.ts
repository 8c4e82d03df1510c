// What name servers do wrong, each in its own way, and what the built program is to say of it.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { openTerminal } from '../helpers/pseudo-terminal.ts';
import { programPath, runProgram } from '../helpers/run-program.ts';
import type { Tally } from '../helpers/tally.ts';
import {
  forwarderZone,
  type NameServers,
  resolverZone,
  type ServedZone,
  troubleZones,
} from './name-servers.ts';
import { type CheckJson, exitCodes, hasNoTrace, parseJson, wantsDetails } from './program-json.ts';
import { signZone, writeZone } from './signed-zones.ts';

const client = '72.11.154.232';

/** A record that passes the client, at a name for each run: a resolver tells why a name is bogus once. */
const records = ['@', 'check', 'json', 'tree', 'screen-80', 'screen-120'].map(
  (name) => `${name} TXT "v=spf1 ip4:${client} -all"`,
);

const signed = {
  good: 'signed.test',
  expired: 'expired.test',
  early: 'early.test',
  otherKey: 'other-key.test',
  unsigned: 'unsigned.test',
} as const;

const bigZone = 'large.test';
const mixedZone = 'mixed.test';

/** 4.8 kB of networks, of which the last is the client's. */
const bigRecord = (): string => {
  const networks = Array.from({ length: 250 }, (_, index) => `ip4:198.51.100.${index}/32`);
  const text = `v=spf1 ${networks.join(' ')} ip4:${client} -all`;
  return (text.match(/.{1,255}/g) ?? []).map((part) => `"${part}"`).join(' ');
};

/** Writes the zones that the faults are in. */
export const writeFaultZones = async (folder: string): Promise<ServedZone[]> => {
  const write = (origin: string, ...lines: readonly string[]) => writeZone(folder, origin, ...lines);
  return [
    write(bigZone, `@ TXT ${bigRecord()}`),
    write(
      mixedZone,
      `bogus TXT "v=spf1 include:${signed.expired} ip4:${client} -all"`,
      `host TXT "v=spf1 a:host.${signed.expired} ip4:${client} -all"`,
      `silent TXT "v=spf1 include:${troubleZones.silent} -all"`,
    ),
    await signZone(folder, write(signed.good, ...records), { validDays: [-1, 30] }),
    await signZone(folder, write(signed.expired, ...records, 'host A 192.0.2.1'), { validDays: [-60, -30] }),
    await signZone(folder, write(signed.early, ...records), { validDays: [30, 60] }),
    await signZone(folder, write(signed.otherKey, ...records), { validDays: [-1, 30], anchor: 'other' }),
    {
      ...write(signed.unsigned, ...records),
      trustAnchor: `${signed.unsigned}. DS 12345 13 2 ${'0123456789abcdef'.repeat(4)}`,
    },
  ];
};

/** A fault, what the program is asked under it, and what it should say. `domain` is told which run it is for. */
type FaultCase = Readonly<{
  name: string;
  domain: string | ((run: 'check' | 'json' | 'tree') => string);
  args: readonly string[];
  exitCode: number;
  wanted: readonly RegExp[];
  judge?: (json: CheckJson) => void;
}>;

const escapePattern = (text: string): string => text.replace(/[.[\]]/g, '\\$&');

/** The server's own word for what is bogus, and what it says when it is asked not to validate. */
const bogusCase = (
  name: string,
  zone: string,
  server: string,
  { codes, cure }: Readonly<{ codes: readonly number[]; cure: RegExp }>,
): FaultCase => ({
  name,
  domain: (run) => `${run}.${zone}`,
  args: ['--server', server],
  exitCode: exitCodes.temperror,
  wanted: [
    /^temperror$/m,
    new RegExp(`DNSSEC signatures for "TXT check\\.${escapePattern(zone)}" do not validate`),
    new RegExp(`says ${escapePattern(server)} \\(extended error (?:${codes.join('|')}), `),
    cure,
    /The record itself can be fetched, but until then receivers that validate give temperror/,
  ],
  judge: ({ answers: [answer] }) => {
    equal(answer?.outcome, 'server-failure');
    equal(answer?.rcode, 2);
    equal(answer?.withoutValidation, 'records');
    ok(
      codes.includes(answer?.extendedErrors[0]?.code ?? -1),
      `extended errors ${JSON.stringify(answer?.extendedErrors)}`,
    );
    deepEqual(
      answer?.attempts.map((attempt) => [attempt.server, attempt.outcome, attempt.detail]),
      [
        [server, 'server-failure', null],
        [server, 'records', 'without DNSSEC validation, CD=1'],
      ],
    );
  },
});

const dnssecCases = (unbound: string, unbound6: string, dnsmasq: string): FaultCase[] => [
  {
    name: 'a signed zone',
    domain: signed.good,
    args: ['--server', unbound],
    exitCode: exitCodes.pass,
    wanted: [/^pass$/m],
    judge: ({ answers }) => {
      wantsDetails(answers, unbound);
      equal(answers[0]?.flags?.ad, true);
      equal(answers[0]?.withoutValidation, null);
    },
  },
  {
    name: 'a name that a signed zone denies',
    domain: `no-such-name.${signed.good}`,
    args: ['--server', unbound],
    exitCode: exitCodes.none,
    wanted: [/^none$/m],
    judge: ({ answers: [answer] }) => {
      equal(answer?.outcome, 'name-error');
      equal(answer?.flags?.ad, true);
    },
  },
  bogusCase('expired signatures', signed.expired, unbound, { codes: [7], cure: /must be signed anew\./ }),
  bogusCase('expired signatures, over IPv6', signed.expired, unbound6, {
    // The names are known to be bogus by now, and some words are lost by that.
    codes: [6, 7],
    cure: /expired\.test must /,
  }),
  bogusCase('signatures from the future', signed.early, unbound, {
    codes: [8],
    cure: /must be signed anew, with the right time\./,
  }),
  bogusCase('a key that the trust anchor does not name', signed.otherKey, unbound, {
    // The resolver says why only once for a zone.
    codes: [9, 6],
    cure: /must have the key that the DS record above it names/,
  }),
  bogusCase('a zone that should be signed and is not', signed.unsigned, unbound, {
    codes: [9, 10],
    cure: /that DS record must go|the DS record above it must go/,
  }),
  {
    name: 'a denial with an expired signature',
    domain: (run) => `no-such-name-${run}.${signed.expired}`,
    args: ['--server', unbound],
    exitCode: exitCodes.temperror,
    wanted: [/do not validate/, /Unvalidated, the name does not exist, but until then/],
    judge: ({ answers: [answer] }) => equal(answer?.withoutValidation, 'name-error'),
  },
  {
    name: 'an included record with expired signatures',
    domain: `bogus.${mixedZone}`,
    args: ['--server', unbound],
    exitCode: exitCodes.temperror,
    wanted: [/DNSSEC signatures for "TXT expired\.test" do not validate/, /zone of expired\.test must/],
    judge: ({ answers }) => equal(answers.at(-1)?.withoutValidation, 'records'),
  },
  {
    name: 'an address with an expired signature',
    domain: `host.${mixedZone}`,
    args: ['--server', unbound],
    exitCode: exitCodes.temperror,
    wanted: [/DNSSEC signatures for "A host\.expired\.test" do not validate/],
    judge: ({ answers }) => equal(answers.at(-1)?.withoutValidation, 'records'),
  },
  {
    name: 'expired signatures, then a server that does not validate',
    domain: signed.expired,
    args: ['--server', unbound, '--server', dnsmasq],
    exitCode: exitCodes.pass,
    wanted: [/^pass$/m],
    judge: ({ answers: [answer] }) => {
      equal(answer?.withoutValidation, null);
      deepEqual(
        answer?.attempts.map(({ server, outcome }) => [server, outcome]),
        [
          [unbound, 'server-failure'],
          [dnsmasq, 'records'],
        ],
      );
    },
  },
];

const faultCases = (servers: NameServers): FaultCase[] => {
  const unbound = `127.0.0.1:${servers.resolverPort}`;
  const unbound6 = `[::1]:${servers.resolverPort}`;
  const dnsmasq = `127.0.0.1:${servers.forwarderPort}`;
  const authority = `127.0.0.1:${servers.authorityPort}`;
  const dead = `127.0.0.1:${servers.closedPort}`;
  const domain = 'anbermedia.com';
  const quick = ['--dns-timeout', '150', '--dns-retries', '0'];
  return [
    {
      name: 'a server that is not there',
      domain,
      args: ['--server', dead],
      exitCode: exitCodes.temperror,
      wanted: [
        /^temperror$/m,
        new RegExp(`${escapePattern(dead)} cannot be reached for "TXT anbermedia\\.com": connection refused`),
        new RegExp(`Does a name server run at ${escapePattern(dead)}.* --server ADDR.* --demo`),
      ],
    },
    {
      name: 'a server that is not there, over IPv6',
      domain,
      args: ['--server', `[::1]:${servers.closedPort}`],
      exitCode: exitCodes.temperror,
      wanted: [/^temperror$/m, new RegExp(`\\[::1\\]:${servers.closedPort} cannot be reached`), /--server/],
    },
    {
      name: 'a server that refuses',
      domain: 'elsewhere.test',
      args: ['--server', authority],
      exitCode: exitCodes.temperror,
      wanted: [
        /^temperror$/m,
        new RegExp(`${escapePattern(authority)} refused to answer "TXT elsewhere\\.test"`),
        /does not serve this client, or not this name\. .*--server ADDR/,
      ],
      judge: ({ answers: [answer] }) => {
        equal(answer?.rcode, 5);
        equal(answer?.outcome, 'refused');
        equal(answer?.attempts.length, 1);
      },
    },
    {
      name: 'a zone whose servers fail',
      domain: troubleZones.lame,
      args: ['--server', unbound],
      exitCode: exitCodes.temperror,
      wanted: [
        /^temperror$/m,
        new RegExp(`${escapePattern(unbound)} answered "TXT lame\\.test" with a server failure`),
        /did no better without DNSSEC validation/,
        /It is not DNSSEC: the name servers of lame\.test fail or are out of reach/,
      ],
      judge: ({ answers: [answer] }) => {
        equal(answer?.rcode, 2);
        equal(answer?.withoutValidation, 'server-failure');
        equal(answer?.attempts.length, 2);
      },
    },
    {
      name: 'a server that never answers',
      domain: troubleZones.silent,
      args: [...quick, '--server', unbound],
      exitCode: exitCodes.temperror,
      wanted: [
        /^temperror$/m,
        new RegExp(`no answer to "TXT silent\\.test" from ${escapePattern(unbound)} within \\d+ ms`),
        /Is 127\.0\.0\.1:\d+ a name server, and open to this client\?.* --server/,
      ],
      judge: ({ answers: [answer] }) => {
        equal(answer?.outcome, 'timeout');
        equal(answer?.attempts.length, 1);
      },
    },
    {
      name: 'a zone that never answers behind a server that does',
      domain: `silent.${mixedZone}`,
      args: [...quick.with(1, '1000'), '--server', unbound],
      exitCode: exitCodes.temperror,
      wanted: [
        /no answer to "TXT silent\.test"/,
        /answers other questions, so the name servers of silent\.test are to be looked at/,
      ],
    },
    {
      name: 'the first server dead, the second good',
      domain,
      args: ['--server', dead, '--server', unbound],
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
      domain: resolverZone,
      args: ['--server', authority, '--server', unbound6],
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
      domain,
      args: ['--server', unbound6],
      exitCode: exitCodes.permerror,
      wanted: [/^permerror$/m],
      judge: ({ answers }) => {
        wantsDetails(answers, unbound6);
        equal(answers[0]?.flags?.aa, false);
      },
    },
    {
      name: 'the authority itself',
      domain,
      args: ['--server', authority],
      exitCode: exitCodes.permerror,
      wanted: [/^permerror$/m],
      judge: ({ answers }) => {
        wantsDetails(answers, authority);
        equal(answers[0]?.flags?.aa, true);
      },
    },
    {
      name: 'an answer too large for UDP',
      domain: bigZone,
      args: ['--server', unbound],
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
      domain: 'no-such-name.anbermedia.com',
      args: ['--server', unbound],
      exitCode: exitCodes.none,
      wanted: [/^none$/m],
      judge: ({ answers: [answer] }) => equal(answer?.outcome, 'name-error'),
    },
    {
      name: 'denials without an SOA record',
      domain: forwarderZone,
      args: ['--ip', '192.0.2.1', '--server', dnsmasq],
      exitCode: exitCodes.pass,
      wanted: [/^pass$/m, /void lookups 2 of 2/],
      judge: ({ answers }) => {
        deepEqual(
          answers.map(({ outcome, ttlSeconds }) => [outcome, ttlSeconds === null]),
          [
            ['records', false],
            ['name-error', true],
            ['no-data', true],
            ['records', false],
          ],
        );
      },
    },
    {
      name: 'denials without an SOA record, one too many',
      domain: `voids.${forwarderZone}`,
      args: ['--server', dnsmasq],
      exitCode: exitCodes.permerror,
      wanted: [/brings the 3rd void lookup/],
      judge: ({ answers }) => equal(answers.length, 4),
    },
    ...dnssecCases(unbound, unbound6, dnsmasq),
  ];
};

const argumentsOf = ({ domain, args }: FaultCase, run: 'check' | 'json' | 'tree'): string[] => [
  typeof domain === 'string' ? domain : domain(run),
  ...(args.includes('--ip') ? [] : ['--ip', client]),
  ...args,
];

/** What stands between the result and the client: the sentence and the next step, without names and numbers. */
const gist = (stdout: string): string => stdout.replace(/"[^"]*"|\S*[.:\d]\S*/g, '');

const differentKinds = [
  'a server that is not there',
  'a server that refuses',
  'a zone whose servers fail',
  'a server that never answers',
  'a zone that never answers behind a server that does',
  'expired signatures',
  'a key that the trust anchor does not name',
  'a denial with an expired signature',
];

/** Every kind of trouble has its own sentence and its own next step. `told`: what each case printed. */
const wantsDifferences = (told: ReadonlyMap<string, string>): void => {
  const kinds = new Map<string, string>();
  for (const kind of differentKinds) {
    const stdout = told.get(kind) ?? '';
    const lines = stdout.split('\n').filter((line) => /^(?:DNS trouble|Next): /.test(line));
    equal(lines.length, 2, `${kind}: ${stdout}`);
    const words = gist(lines.join('\n'));
    equal(kinds.get(words), undefined, `${kind}: ${words}`);
    kinds.set(words, kind);
  }
};

/** What the screen says without a key, and in the detail of the root. */
const checkScreens = async (tally: Tally, servers: NameServers): Promise<void> => {
  const unbound = ['--server', `127.0.0.1:${servers.resolverPort}`];
  // `screen-80`, `screen-120`: a name of its own for each size, as above.
  const rows: readonly (readonly [what: string, (width: number) => string, wanted: readonly RegExp[]])[] = [
    ['a signed zone', (width) => `screen-${width}.${signed.good} --ip ${client}`, [/PASS/, /\bad\b/]],
    [
      'expired signatures',
      (width) => `screen-${width}.${signed.expired} --ip ${client}`,
      [/TEMPERROR/, /do not validate/, /extended error 7, signature expired/, /must be signed anew/],
    ],
    [
      'a zone that should be signed and is not, without a client',
      (width) => `screen-${width}.${signed.unsigned}`,
      [
        /DNS TROUBLE/,
        /do not validate/,
        /DNSSEC bogus|DNSKEY missing|RRSIGs missing/,
        /The zone of \S+ must/,
      ],
    ],
    [
      'a zone whose servers fail',
      () => `${troubleZones.lame} --ip ${client}`,
      [/TEMPERROR/, /did no better without DNSSEC validation/, /It is not DNSSEC/, /try 2: .*CD=1/],
    ],
  ];
  for (const size of [
    { columns: 80, rows: 24 },
    { columns: 120, rows: 40 },
  ] as const)
    for (const [what, words, wanted] of rows)
      await tally.check(`explore at ${size.columns}x${size.rows} on ${what}`, async () => {
        const terminal = openTerminal(
          [process.execPath, programPath, 'explore', ...words(size.columns).split(' '), ...unbound],
          size,
        );
        try {
          const isShown = (screen: string): boolean => {
            const text = screen.replace(/[\s│┃╭╮]+/g, ' ');
            return wanted.every((pattern) => pattern.test(text));
          };
          await terminal.waitFor(isShown);
        } finally {
          await terminal.close();
        }
      });
};

/** Runs every command under every fault. */
export const checkFaults = async (tally: Tally, servers: NameServers): Promise<void> => {
  const cases = faultCases(servers);
  const told = new Map<string, string>();
  for (const fault of cases) {
    const { name, exitCode, wanted, judge } = fault;
    await tally.check(`check under ${name}`, async () => {
      const run = await runProgram(['check', ...argumentsOf(fault, 'check')]);
      told.set(name, run.stdout);
      hasNoTrace(run);
      equal(run.exitCode, exitCode, run.stdout + run.stderr);
      equal(run.stderr, '');
      for (const pattern of wanted) match(run.stdout, pattern);
    });
    await tally.check(`check --json under ${name}`, async () => {
      const run = await runProgram(['check', '--json', ...argumentsOf(fault, 'json')]);
      hasNoTrace(run);
      equal(run.exitCode, exitCode, run.stdout + run.stderr);
      judge?.(parseJson<CheckJson>(run));
    });
    await tally.check(`tree under ${name}`, async () => {
      const run = await runProgram(['tree', ...argumentsOf(fault, 'tree')]);
      hasNoTrace(run);
      equal(run.exitCode, exitCode, run.stdout + run.stderr);
      equal(run.stderr, '');
    });
  }
  await tally.check('no two kinds of trouble are told alike', () => wantsDifferences(told));
  await checkScreens(tally, servers);
  await tally.check('tree without a client and without a server', async () => {
    const run = await runProgram(['tree', 'anbermedia.com', '--server', `127.0.0.1:${servers.closedPort}`]);
    hasNoTrace(run);
    equal(run.exitCode, exitCodes.temperror, run.stdout + run.stderr);
    match(run.stdout, /^Next: Does a name server run at /m);
  });
  await tally.check('tree shows the flags of signed and of authoritative answers', async () => {
    const ask = async (domain: string, port: number): Promise<string> =>
      (await runProgram(['tree', domain, '--server', `127.0.0.1:${port}`])).stdout;
    match(await ask(signed.good, servers.resolverPort), /^ {2}TXT signed\.test .* B {2}ad$/m);
    match(await ask(signed.good, servers.authorityPort), /^ {2}TXT signed\.test .* B {2}aa$/m);
    match(await ask(forwarderZone, servers.forwarderPort), /^ {2}A gone\.\S+ {2}NXDOMAIN .* ttl unknown /m);
  });
};
