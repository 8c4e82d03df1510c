import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { type ProgramRun, runProgram } from '../helpers/run-program.ts';
import type { Tally } from '../helpers/tally.ts';
import { startUdpServer } from '../helpers/udp-server.ts';
import { wantsNoTrace } from './faults-of-dns.ts';

const path = '/etc/resolv.conf';

type Attempt = Readonly<{ server: string; outcome: string; elapsedMs: number }>;
type CheckJson = Readonly<{ result: string; answers: readonly Readonly<{ attempts: readonly Attempt[] }>[] }>;

/** A resolv.conf, how a check of a client ends under it, and which servers it asks, in order. */
type Case = Readonly<{
  name: string;
  write: () => void;
  args?: readonly string[];
  exitCode: number;
  asks: readonly string[];
  judge?: (attempts: readonly Attempt[]) => void;
}>;

const text = (content: string | Uint8Array) => () => writeFileSync(path, content);
const here = '127.0.0.1:53';
const dead = ['127.0.0.6', '127.0.0.7', '127.0.0.8'];

const cases: readonly Case[] = [
  { name: 'missing', write: () => {}, exitCode: 0, asks: [here] },
  { name: 'empty', write: text(''), exitCode: 0, asks: [here] },
  { name: 'of comments', write: text('# nameserver 127.0.0.6\n; none\n'), exitCode: 0, asks: [here] },
  { name: 'a directory', write: () => mkdirSync(path), exitCode: 0, asks: [here] },
  { name: 'of IPv6 servers', write: text('nameserver ::1\n'), exitCode: 0, asks: ['[::1]:53'] },
  {
    name: 'of dead servers',
    write: text(dead.map((server) => `nameserver ${server}\n`).join('')),
    args: ['--dns-retries', '0'],
    exitCode: 5,
    asks: dead.map((server) => `${server}:53`),
  },
  {
    name: 'of four servers, of which the first three are used',
    write: text(`${dead.map((server) => `nameserver ${server}\n`).join('')}nameserver 127.0.0.1\n`),
    args: ['--dns-retries', '0'],
    exitCode: 5,
    asks: dead.map((server) => `${server}:53`),
  },
  {
    name: 'with timeout and attempts',
    write: text('nameserver 127.0.0.3\noptions timeout:1 attempts:3\n'),
    exitCode: 5,
    asks: ['127.0.0.3:53', '127.0.0.3:53', '127.0.0.3:53'],
    judge: (attempts) => {
      for (const { elapsedMs } of attempts) ok(elapsedMs > 900 && elapsedMs < 2900, `${elapsedMs} ms`);
    },
  },
  {
    name: 'with timeout and attempts that the command line overrules',
    write: text('nameserver 127.0.0.3\noptions timeout:30 attempts:3\n'),
    args: ['--dns-timeout', '100', '--dns-retries', '0'],
    exitCode: 5,
    asks: ['127.0.0.3:53'],
  },
  {
    name: 'of garbage',
    write: text(Uint8Array.from({ length: 5000 }, (_, index) => (index * 7919) & 255)),
    exitCode: 0,
    asks: [here],
  },
  {
    name: 'of 1 MB, with its server at the end',
    write: text(`${'nameserver not-an-address\n'.repeat(40_000)}nameserver ::1\n`),
    exitCode: 0,
    asks: ['[::1]:53'],
  },
  {
    name: 'with a hostile server name',
    write: text('nameserver \x1b]0;owned\x07\n'),
    exitCode: 0,
    asks: [here],
  },
];

// Node warns of certificates that are not there, and /etc is empty here.
const run = (words: readonly string[]): Promise<ProgramRun> =>
  runProgram(words, { env: { NODE_EXTRA_CA_CERTS: '' } });

/** The program reads a real /etc/resolv.conf: in a namespace of its own, where port 53 is free. */
export const checkResolvConf = async (tally: Tally): Promise<void> => {
  execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', '/etc']);
  const answer = () => ({ answers: [{ type: 'TXT', data: 'v=spf1 ip4:192.0.2.1 -all' }] }) as const;
  const servers = [
    await startUdpServer(answer, { port: 53 }),
    await startUdpServer(answer, { port: 53, address: '::1' }),
    await startUdpServer(() => 'drop', { port: 53, address: '127.0.0.3' }),
  ];
  for (const { name, write, args = [], exitCode, asks, judge } of cases)
    await tally.check(`a resolv.conf ${name}`, async () => {
      rmSync(path, { recursive: true, force: true });
      write();
      const words = ['good.test', '--ip', '192.0.2.1', ...args];
      const json = await run(['check', '--json', ...words]);
      wantsNoTrace(json.stdout + json.stderr);
      deepEqual([json.exitCode, json.stderr], [exitCode, '']);
      const attempts = (JSON.parse(json.stdout) as CheckJson).answers[0]?.attempts ?? [];
      deepEqual(
        attempts.map(({ server }) => server),
        asks,
      );
      judge?.(attempts);
      const report = await run([
        'tree',
        ...words,
        ...(exitCode === 5 && !args.includes('--dns-timeout') ? ['--dns-timeout', '100'] : []),
      ]);
      equal(report.exitCode, exitCode, report.stderr);
      equal(report.stderr, '');
      match(report.stdout, exitCode === 0 ? /\bpass\b/ : /temperror/);
    });
  await Promise.all(servers.map(({ fall }) => fall()));
};
