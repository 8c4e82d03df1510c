// How fast the built program is, against "node -e ''" measured in the same minutes: npm run bench. Prints a table and
// judges nothing, for what a time means depends on the machine.
//   bench.ts [ROUNDS] [--against FOLDER]
// FOLDER holds another build (test/scripts/build.mjs FOLDER); both are measured in turns.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openTerminal } from '../helpers/pseudo-terminal.ts';
import { programPath } from '../helpers/run-program.ts';
import { measureIntake } from './bench-intake.ts';
import { measureKeys } from './bench-keys.ts';
import { measureLint } from './bench-lint.ts';
import { measureIdle, measureScreen } from './bench-screen.ts';
import { median, type Row } from './statistics.ts';

const words = process.argv.slice(2);
const against = words.indexOf('--against');
const other = against === -1 ? [] : [join(resolve(words[against + 1] ?? ''), 'main.js')];
const programs = [programPath, ...other];
const rounds = Number(words[0]?.startsWith('--') ? 25 : (words[0] ?? 25));
const warmUps = 3;
const queryLatencyMs = 50;
const size = { columns: 120, rows: 40 };
const folder = mkdtempSync(join(tmpdir(), 'spfx-bench-'));

type Environment = Readonly<Record<string, string | undefined>>;

type Way = 'one' | 'eight' | 'frame' | 'verdict';

const startServer = async (way: string): Promise<Readonly<{ server: string; stop: () => void }>> => {
  const child = spawn(
    process.execPath,
    ['test/scripts/run-typescript.mjs', 'test/bench/bench-server.ts', way],
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

const describeRatio = (values: readonly number[], base: number): string =>
  `${(median(values) / base).toFixed(2)} x  (${median(values).toFixed(1)} ms against ${base.toFixed(1)} ms)`;

/** The times of whole processes and first frames, taken in turns, so that a slow minute slows them all. */
const measureStarts = async (near: string, far: string, env: Environment, note: string): Promise<Row[]> => {
  const waysOf = (program: string) => {
    const check = (domain: string, server: string) => [
      ...[program, 'check', domain, '--ip', '192.0.2.1', '--server', server],
    ];
    const explore = [program, 'explore', 'one.test', '--ip', '192.0.2.1', '--server', near];
    return {
      one: () => timeProcess(check('one.test', near), env),
      eight: () => timeProcess(check('eight.test', far), env),
      // The alternate screen and a title; then the verdict.
      frame: () => timeOutput(explore, /\x1b\[\?1049h[\s\S]*one\.test/, env),
      verdict: () => timeOutput(explore, /PASS/, env),
    };
  };
  const ways = programs.map(waysOf);
  const nodeTimes: number[] = [];
  const times = ways.map(() => ({ one: [], eight: [], frame: [], verdict: [] }) as Record<Way, number[]>);
  for (let round = -warmUps; round < rounds; round++) {
    const nodeMs = await timeProcess(['-e', ''], env);
    if (round >= 0) nodeTimes.push(nodeMs);
    for (const way of ['one', 'eight', 'frame', 'verdict'] as const)
      for (const [index, measures] of ways.entries()) {
        const elapsedMs = await measures[way]();
        if (round >= 0) times[index]?.[way].push(elapsedMs);
      }
  }
  const base = median(nodeTimes);
  const row = (what: string, way: Way, against: number, target: string): Row => [
    `${what}${note}`,
    ...times.map((seen) => describeRatio(seen[way], against)),
    target,
  ];
  return [
    row('check, one record', 'one', base, '1.4 x'),
    row(
      `check, 8 includes, ${queryLatencyMs} ms a query, against 2 queries + node`,
      'eight',
      base + 2 * queryLatencyMs,
      '1.25 x',
    ),
    row('explore, first frame', 'frame', base, '3.5 x'),
    row('explore, verdict on the screen', 'verdict', base, '(none)'),
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

const measureCheckMemory = async (near: string): Promise<Row[]> => {
  const bare = peakHook('node');
  await timeProcess(['-e', ''], bare.env);
  const seen: string[] = [];
  for (const program of programs) {
    const peak = peakHook('check');
    await timeProcess([program, 'check', 'one.test', '--ip', '192.0.2.1', '--server', near], peak.env);
    seen.push(`${peak.readMib().toFixed(1)} MiB  (node alone ${bare.readMib().toFixed(1)} MiB)`);
  }
  return [['peak memory of check', ...seen, '75 MiB']];
};

const printTable = (rows: readonly Row[]): void => {
  const widths = Array.from({ length: programs.length + 1 }, (_none, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('   ')
        .trimEnd(),
    );
};

const main = async (): Promise<void> => {
  const near = await startServer('0');
  const far = await startServer(String(queryLatencyMs));
  const mute = await startServer('mute');
  try {
    const seen = `seen (Node ${process.version}, medians of ${rounds})`;
    const rows: Row[] = [['what', seen, ...other.map((program) => `with ${program}`), 'target']];
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
    for (const domain of ['wide.test', 'mixed.test', 'huge.test'])
      rows.push(...(await measureScreen(programs, near.server, domain)));
    rows.push(...(await measureIdle(programs, { near: near.server, mute: mute.server })));
    rows.push(...(await measureCheckMemory(near.server)));
    // Of this program alone: another build may know nothing of logs, and code that is not built is of no other program.
    const own = [...(await measureIntake(programPath)), ...(await measureKeys()), ...(await measureLint())];
    for (const [what, measured, target] of own)
      rows.push([what, measured ?? '', ...other.map(() => ''), target ?? '']);
    printTable(rows);
  } finally {
    for (const { stop } of [near, far, mute]) stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

await main();
