// How fast the built program is, against "node -e ''" measured in the same minutes: npm run bench. Prints a table and
// judges nothing, for what a time means depends on the machine.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTerminal } from '../helpers/pseudo-terminal.ts';
import { programPath } from '../helpers/run-program.ts';

const rounds = Number(process.argv[2] ?? 25);
const warmUps = 3;
const moves = 400;
const queryLatencyMs = 50;
const size = { columns: 120, rows: 40 };
const folder = mkdtempSync(join(tmpdir(), 'spfx-bench-'));

type Environment = Readonly<Record<string, string | undefined>>;

const percentile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
};

const median = (values: readonly number[]): number => percentile(values, 0.5);

const startServer = async (latencyMs: number): Promise<Readonly<{ server: string; stop: () => void }>> => {
  const child = spawn(
    process.execPath,
    ['test/scripts/run-typescript.mjs', 'test/bench/bench-server.ts', String(latencyMs)],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const port = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').once('data', (text: string) => resolve(text.trim()));
    child.once('exit', () => reject(new Error('the DNS server does not start')));
  });
  return { server: `127.0.0.1:${port}`, stop: () => child.stdin.end() };
};

/** Milliseconds from the start of a process to its end. */
const timeProcess = (args: readonly string[], env: Environment): Promise<number> =>
  new Promise((resolve, reject) => {
    const startMs = performance.now();
    const child = spawn(process.execPath, args, { stdio: 'ignore', env: { ...process.env, ...env } });
    child.on('error', reject);
    child.on('exit', () => resolve(performance.now() - startMs));
  });

/** Milliseconds from the start of a process to the first output that matches. */
const timeOutput = async (args: readonly string[], wanted: RegExp, env: Environment): Promise<number> => {
  const startMs = performance.now();
  const terminal = openTerminal([process.execPath, ...args], { ...size, env });
  let seenMs = Number.NaN;
  let text = '';
  const stop = terminal.onArrival((piece) => {
    text += piece;
    if (Number.isNaN(seenMs) && wanted.test(text)) seenMs = performance.now() - startMs;
  });
  await terminal.waitFor(() => !Number.isNaN(seenMs));
  stop();
  await terminal.close();
  return seenMs;
};

type Row = readonly [what: string, seen: string, target: string];

const ratioRow = (what: string, values: readonly number[], base: number, target: string): Row => [
  what,
  `${(median(values) / base).toFixed(2)} x  (${median(values).toFixed(1)} ms against ${base.toFixed(1)} ms)`,
  target,
];

/** The times of whole processes and first frames, taken in turns, so that a slow minute slows them all. */
const measureStarts = async (near: string, far: string, env: Environment, note: string): Promise<Row[]> => {
  const check = (domain: string, server: string) => [
    ...[programPath, 'check', domain, '--ip', '192.0.2.1', '--server', server],
  ];
  const explore = [programPath, 'explore', 'one.test', '--ip', '192.0.2.1', '--server', near];
  const ways = {
    node: () => timeProcess(['-e', ''], env),
    one: () => timeProcess(check('one.test', near), env),
    eight: () => timeProcess(check('eight.test', far), env),
    // The alternate screen and a title; then the verdict.
    frame: () => timeOutput(explore, /\x1b\[\?1049h[\s\S]*one\.test/, env),
    verdict: () => timeOutput(explore, /PASS/, env),
  };
  const times: Record<keyof typeof ways, number[]> = { node: [], one: [], eight: [], frame: [], verdict: [] };
  for (let round = -warmUps; round < rounds; round++)
    for (const [name, measure] of Object.entries(ways)) {
      const elapsedMs = await measure();
      // The keys of `times` are those of `ways`.
      if (round >= 0) times[name as keyof typeof ways].push(elapsedMs);
    }
  const base = median(times.node);
  return [
    ratioRow(`check, one record${note}`, times.one, base, '1.4 x'),
    ratioRow(
      `check, 8 includes, ${queryLatencyMs} ms a query, against 2 queries + node${note}`,
      times.eight,
      base + 2 * queryLatencyMs,
      '1.25 x',
    ),
    ratioRow(`explore, first frame${note}`, times.frame, base, '4 x'),
    ratioRow(`explore, verdict on the screen${note}`, times.verdict, base, '(none)'),
  ];
};

/** A module that leaves the peak of a process's memory behind, in KiB. */
const peakHook = (name: string): Readonly<{ env: Environment; readMib: () => number }> => {
  const [hook, peak] = [join(folder, `${name}.mjs`), join(folder, `${name}.peak`)];
  // Linux counts in maxRSS what the process was before it became this program; VmHWM starts with the program.
  writeFileSync(
    hook,
    `import { existsSync, readFileSync, writeFileSync } from 'node:fs';
const status = '/proc/self/status';
const peak = () =>
  existsSync(status) ? /VmHWM:\\s+(\\d+)/.exec(readFileSync(status, 'utf8'))[1] : process.resourceUsage().maxRSS;
process.on('exit', () => writeFileSync(${JSON.stringify(peak)}, String(peak())));`,
  );
  return {
    env: { NODE_OPTIONS: `--import=file://${hook}` },
    readMib: () => Number(readFileSync(peak, 'utf8')) / 1024,
  };
};

const frameEnd = '\x1b[?2026l';

const measureScreen = async (near: string): Promise<Row[]> => {
  const peak = peakHook('explore');
  const terminal = openTerminal([process.execPath, programPath, 'explore', 'wide.test', '--server', near], {
    ...size,
    env: peak.env,
  });
  await terminal.waitFor('include:i1.wide.test');
  await terminal.waitForQuiet(500);
  // Every record open.
  terminal.send('gje');
  await terminal.waitFor(/10\.0\.\d+\.0/);
  await terminal.waitForQuiet(300);
  const rows = /(\d+)\/(\d+)/.exec(
    terminal
      .screen()
      .split('\n')
      .find((line) => /━ \d+\/\d+ ━/.test(line)) ?? '',
  );
  const press = (key: string): Promise<Readonly<{ elapsedMs: number; bytes: number }>> =>
    new Promise((resolve) => {
      let text = '';
      const startMs = performance.now();
      const stop = terminal.onArrival((piece) => {
        text += piece;
        if (!text.includes(frameEnd)) return;
        stop();
        resolve({ elapsedMs: performance.now() - startMs, bytes: Buffer.byteLength(text) });
      });
      terminal.send(key);
    });
  const measured = {
    move: [] as number[],
    moveBytes: [] as number[],
    scroll: [] as number[],
    scrollBytes: [] as number[],
  };
  terminal.send('g');
  await terminal.waitForQuiet(200);
  // Up and down within the window, then through the whole tree, at the pace of a held key.
  const wide = Math.floor(size.rows / 2) - 4;
  for (let count = 0; count < moves; count++) {
    const { elapsedMs, bytes } = await press(Math.floor(count / wide) % 2 === 0 ? 'j' : 'k');
    measured.move.push(elapsedMs);
    measured.moveBytes.push(bytes);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  for (let count = 0; count < moves / 4; count++) {
    const { elapsedMs, bytes } = await press('\x1b[6~');
    measured.scroll.push(elapsedMs);
    measured.scrollBytes.push(bytes);
    await new Promise((resolve) => setTimeout(resolve, 30));
    if (count % 30 === 29) {
      terminal.send('g');
      await terminal.waitForQuiet(100);
    }
  }
  terminal.send('q');
  await terminal.exited;
  await terminal.close();
  const times = (values: readonly number[]): string =>
    `p50 ${median(values).toFixed(1)} ms, p99 ${percentile(values, 0.99).toFixed(1)} ms`;
  const bytes = (values: readonly number[]): string =>
    `median ${median(values)} B, most ${Math.max(...values)} B`;
  return [
    [`key to frame, a move in ${rows?.[2] ?? '?'} rows`, times(measured.move), 'p50 12, p99 30 ms'],
    ['bytes of such a move', bytes(measured.moveBytes), '2048 B'],
    ['key to frame, a page', times(measured.scroll), '(none)'],
    ['bytes of a page', bytes(measured.scrollBytes), '(none)'],
    ['peak memory of explore on that tree', `${peak.readMib().toFixed(1)} MiB`, '130 MiB'],
  ];
};

const measureCheckMemory = async (near: string): Promise<Row[]> => {
  const peak = peakHook('check');
  await timeProcess([programPath, 'check', 'one.test', '--ip', '192.0.2.1', '--server', near], peak.env);
  const bare = peakHook('node');
  await timeProcess(['-e', ''], bare.env);
  return [
    [
      'peak memory of check',
      `${peak.readMib().toFixed(1)} MiB  (node alone ${bare.readMib().toFixed(1)} MiB)`,
      '75 MiB',
    ],
  ];
};

const printTable = (rows: readonly Row[]): void => {
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('   ')
        .trimEnd(),
    );
};

const main = async (): Promise<void> => {
  const near = await startServer(0);
  const far = await startServer(queryLatencyMs);
  try {
    const rows: Row[] = [['what', `seen (Node ${process.version}, medians of ${rounds})`, 'target']];
    rows.push(...(await measureStarts(near.server, far.server, {}, '')));
    // Reading them takes Node 20 as long as all the rest of its start, which flatters every ratio to it.
    if (process.env.NODE_EXTRA_CA_CERTS !== undefined)
      rows.push(
        ...(await measureStarts(
          near.server,
          far.server,
          { NODE_EXTRA_CA_CERTS: undefined },
          ' (NODE_EXTRA_CA_CERTS unset)',
        )),
      );
    rows.push(...(await measureScreen(near.server)), ...(await measureCheckMemory(near.server)));
    printTable(rows);
  } finally {
    near.stop();
    far.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

await main();
