import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ProgramRun, programPath } from './run-program.ts';

/** A run, and the most memory that its process had at once. */
export type MeasuredRun = ProgramRun & Readonly<{ peakMiB: number }>;

/** The most memory that a process has had so far, by what Linux keeps of it: its peak resident set (proc(5), VmHWM). */
export const peakMiBOf = (pid: number | 'self'): number =>
  readPeakMiB(readFileSync(`/proc/${pid}/status`, 'utf8'));

const readPeakMiB = (status: string): number => Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;

// Loaded before the program: as it exits, it leaves what the system knows of it.
const hook = (path: string): string =>
  `import { readFileSync, writeFileSync } from 'node:fs';
process.on('exit', () => writeFileSync(${JSON.stringify(path)}, readFileSync('/proc/self/status')));
`;

/** Runs the built program, or another one, without a terminal; one that is not done after `timeoutMs` is killed, and that is an error. */
export const runMeasured = async (
  args: readonly string[],
  { timeoutMs = 30_000, program = programPath }: Readonly<{ timeoutMs?: number; program?: string }> = {},
): Promise<MeasuredRun> => {
  const folder = mkdtempSync(join(tmpdir(), 'spfx-measured-'));
  const statusPath = join(folder, 'status');
  const hookPath = join(folder, 'hook.mjs');
  writeFileSync(hookPath, hook(statusPath));
  const child = spawn(process.execPath, [`--import=file://${hookPath}`, program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
  const texts = { stdout: [] as string[], stderr: [] as string[] };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => texts[name].push(text));
  const { exitCode, signal } = await new Promise<{ exitCode: number | null; signal: string | null }>(
    (resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code, by) => resolve({ exitCode: code, signal: by }));
    },
  );
  clearTimeout(timer);
  try {
    if (signal === 'SIGKILL') throw new Error(`spfx ${args.join(' ')} did not end within ${timeoutMs} ms`);
    const peakMiB = readPeakMiB(readFileSync(statusPath, 'utf8'));
    return { exitCode, stdout: texts.stdout.join(''), stderr: texts.stderr.join(''), peakMiB };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
