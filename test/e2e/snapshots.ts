// Snapshots of the built program: recorded over real name servers, replayed without a socket to the same words, JSON and
// screen; written however a run ends.
import { equal, match, notEqual, ok } from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { incidents } from '../../src/demo/incidents.ts';
import { parseSnapshot } from '../../src/dns/snapshot-text.ts';
import { openTerminal, type PseudoTerminal } from '../helpers/pseudo-terminal.ts';
import { type ProgramRun, programPath, runProgram } from '../helpers/run-program.ts';
import { waitUntilStill, withoutClocks } from '../helpers/still-screen.ts';
import { createTally, type Tally } from '../helpers/tally.ts';
import { startZoneServer } from '../helpers/zone-server.ts';
import { isSettled } from './explorer-session.ts';
import { startNameServers } from './name-servers.ts';
import { writeZone } from './signed-zones.ts';

const socketHook = `--import=${pathToFileURL('test/helpers/sockets-told.mjs').href}`;

/** The run's own time, which is no answer's. */
const withoutOwnTime = (text: string): string =>
  text.replace(/^ {2}(?: {2})?"elapsedMs": [\d.]+$/gm, '"elapsedMs": 0');

/** A command that is recorded, and then replayed. */
type Case = Readonly<{ words: readonly string[]; server: string; file: string }>;

const wantsWhole = (file: string): void => {
  const parsed = parseSnapshot(readFileSync(file, 'utf8'));
  ok(!('problem' in parsed), JSON.stringify(parsed).slice(0, 200));
  ok(parsed.answers.length > 0, 'it has no answers');
};

const wantsReplay = async ({ words, server, file }: Case): Promise<void> => {
  const recorded = await runProgram([...words, '--server', server, '--record', file]);
  equal(recorded.stderr, '');
  wantsWhole(file);
  const replayed: ProgramRun = await runProgram([...words, '--replay', file], { nodeArgs: [socketHook] });
  equal(replayed.stderr, '', 'a socket was opened, or there was trouble');
  equal(withoutOwnTime(replayed.stdout), withoutOwnTime(recorded.stdout));
  equal(replayed.exitCode, recorded.exitCode);
};

const screenSize = { columns: 120, rows: 40 };

const explore = (words: readonly string[]): PseudoTerminal =>
  openTerminal([process.execPath, programPath, 'explore', ...words], screenSize);

/** The screen without what names the source, and the seconds that count down. */
const comparable = (screen: string, source: RegExp): string => {
  const lines = screen.split('\n');
  ok(source.test(lines[0] ?? ''), `the first line names no ${source}: ${lines[0]}`);
  return withoutClocks(lines.slice(1).join('\n')).replace(/ +0+ s/g, ' 0 s');
};

/** What the explorer shows of a client, in its panes, one after the other; left by q. */
const screensOf = async (words: readonly string[], source: RegExp): Promise<readonly string[]> => {
  const terminal = explore(words);
  try {
    await terminal.waitFor((screen) => /━/.test(screen) && isSettled(screen));
    const screens = [comparable(await waitUntilStill(terminal), source)];
    for (const pane of ['2', '3', '4']) {
      terminal.send(pane);
      await terminal.waitFor((screen) => new RegExp(`[┏┳━] ?${pane} `).test(screen));
      screens.push(comparable(await waitUntilStill(terminal), source));
    }
    terminal.send('q');
    await terminal.exited;
    return screens;
  } finally {
    await terminal.close();
  }
};

const checkServers = async (
  tally: Tally,
  folder: string,
  servers: Readonly<Record<string, string>>,
): Promise<void> => {
  for (const [name, server] of Object.entries(servers))
    await Promise.all(
      incidents.map(async (incident, number) => {
        const { domain } = incident;
        const [{ ip, helo, sender }] = incident.clients;
        const client = ['--ip', ip, '--helo', helo, ...(sender === undefined ? [] : ['--sender', sender])];
        for (const [index, words] of [
          ['check', domain, ...client],
          ['check', domain, ...client, '--json'],
          ['tree', domain, ...client],
          ['tree', domain, '--json'],
        ].entries())
          await tally.check(`${words.join(' ')} over ${name} is replayed to the same`, () =>
            wantsReplay({ words, server, file: join(folder, `${name}-${number}-${index}`) }),
          );
      }),
    );
  for (const [name, server] of Object.entries(servers))
    for (const { domain, clients } of incidents.slice(0, 6)) {
      const [{ ip, helo }] = clients;
      await tally.check(`explore ${domain} over ${name} is replayed to the same screens`, async () => {
        const file = join(folder, `screen-${name}-${domain}`);
        const words = [domain, '--ip', ip, '--helo', helo];
        const live = await screensOf([...words, '--server', server, '--record', file], /127\.0\.0\.1|::1/);
        wantsWhole(file);
        const again = await screensOf([...words, '--replay', file], /snapshot of 20\d\d/);
        for (const [index, screen] of live.entries()) equal(again[index], screen);
        notEqual(live[0], live[1]);
      });
    }
};

const waysOut: readonly (readonly [name: string, leave: (terminal: PseudoTerminal) => void, code: number])[] =
  [
    ['q', (terminal) => terminal.send('q'), 4],
    ['Ctrl-C', (terminal) => terminal.send('\x03'), 130],
    ['SIGINT', (terminal) => terminal.kill('SIGINT'), 130],
    ['SIGTERM', (terminal) => terminal.kill('SIGTERM'), 143],
    ['SIGHUP', (terminal) => terminal.kill('SIGHUP'), 129],
  ];

const checkEndings = async (tally: Tally, folder: string): Promise<void> => {
  const words = ['anbermedia.com', '--ip', '72.11.154.232', '--demo'];
  for (const [way, leave, exitCode] of waysOut)
    for (const [kind, more, shown] of [
      ['the screen', [], 'PERMERROR'],
      ['the dialogue', ['--plain'], /The policy:[\s\S]*\n>/],
    ] as const)
      await tally.check(`${kind} left by ${way} leaves a whole snapshot`, async () => {
        const file = join(folder, `left-${way}-${more.length}`);
        const terminal = explore([...words, ...more, '--record', file]);
        try {
          await terminal.waitFor(shown);
          await waitUntilStill(terminal);
          // In the dialogue a command ends in a line break; Ctrl-C is the terminal's own.
          if (way === 'q' && more.length > 0) terminal.send('q\r');
          else leave(terminal);
          const exit = await terminal.exited;
          equal(exit.exitCode, exitCode);
          ok(exit.isCooked);
          equal(terminal.state().isAlternateScreen, false);
          wantsWhole(file);
          equal((await runProgram(['check', '--ip', '72.11.154.232', '--replay', file])).exitCode, 4);
        } finally {
          await terminal.close();
        }
      });
  await tally.check('the start screen of a replay is the snapshot’s domain, under its own time', async () => {
    const file = join(folder, 'start');
    await runProgram(['tree', 'anbermedia.com', '--demo', '--record', file]);
    const terminal = explore(['--replay', file]);
    try {
      await terminal.waitFor('anbermedia.com');
      match(await waitUntilStill(terminal), /snapshot of 20\d\d-\d\d-\d\d \d\d:\d\d UTC \(demo data\)/);
      terminal.send('q');
      await terminal.exited;
    } finally {
      await terminal.close();
    }
  });
  await tally.check('no file is left over', () => {
    equal(readdirSync(folder).filter((name) => name.endsWith('.new')).length, 0);
    ok(!existsSync(join(folder, 'none')));
  });
};

/** A record is edited on a server that runs on. */
const checkEdit = async (tally: Tally, folder: string): Promise<void> => {
  const zone = (record: string) => ({ 'a.test': record, 'b.test': 'v=spf1 ip4:198.51.100.0/24 -all' });
  const server = await startZoneServer(zone('v=spf1 ip4:192.0.2.0/24 include:b.test -all'));
  const dns = ['--server', `127.0.0.1:${server.address.port}`];
  const [file, tests] = [join(folder, 'before'), join(folder, 'tests.yml')];
  writeFileSync(
    tests,
    'domains: [{domain: a.test, clients: [{ip: 198.51.100.7, expect: pass}], limits: {lookups: 1}}]',
  );
  const wantsTests = async (source: readonly string[], exitCode: number): Promise<void> => {
    const run = await runProgram(['test', tests, ...source]);
    equal(run.stderr, '');
    equal(run.exitCode, exitCode, run.stdout);
  };
  try {
    equal((await runProgram(['tree', 'a.test', ...dns, '--record', file])).exitCode, 0);
    await tally.check('a snapshot and DNS that says the same do not differ', async () => {
      const run = await runProgram(['diff', file, 'a.test', ...dns]);
      equal(run.exitCode, 0, run.stdout + run.stderr);
      await wantsTests(dns, 0);
    });
    server.serve(zone('v=spf1 ip4:192.0.2.0/24 ip4:203.0.113.0/24 -all'));
    await tally.check('after an edit, diff names the term and whom it is for', async () => {
      const run = await runProgram(['diff', file, 'a.test', ...dns, '--ip', '198.51.100.7']);
      equal(run.exitCode, 1);
      match(run.stdout, /term 2: include:b\.test is now ip4:203\.0\.113\.0\/24/);
      match(run.stdout, /- 198\.51\.100\.0\/24\n {2}\+ 203\.0\.113\.0\/24/);
      match(run.stdout, /198\.51\.100\.7: pass is now fail/);
      await wantsTests(dns, 1);
      await wantsTests(['--replay', file], 0);
    });
  } finally {
    await server.close();
  }
  await tally.check('tests that DNS leaves undecided are 5', () =>
    wantsTests([...dns, '--dns-timeout', '200', '--dns-retries', '0'], 5),
  );
};

const main = async (): Promise<number> => {
  const tally = createTally();
  const folder = mkdtempSync(join(tmpdir(), 'spfx-snapshots-'));
  try {
    await checkEndings(tally, folder);
    await checkEdit(tally, folder);
    const zoneFolder = join(folder, 'zones');
    await runProgram(['demo', '--write', zoneFolder]);
    const zones = readdirSync(zoneFolder).map((file) => ({
      origin: file.replace(/\.zone$/, ''),
      path: join(zoneFolder, file),
    }));
    const servers = await startNameServers(folder, [...zones, writeZone(folder, 'in-addr.arpa')]);
    try {
      await checkServers(tally, folder, {
        unbound: `127.0.0.1:${servers.resolverPort}`,
        nsd: `[::1]:${servers.authorityPort}`,
      });
    } finally {
      await servers.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return tally.finish();
};

process.exitCode = await main();
