import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** What a run of the built program gave. */
export type ProgramRun = Readonly<{ exitCode: number | null; stdout: string; stderr: string }>;

/** The built program's entry. */
export const programPath = join(process.cwd(), 'dist/main.js');

/** Runs the built program, or another entry, without a terminal. `env` is laid over the environment of this process. */
export const runProgram = (
  args: readonly string[],
  {
    env = {},
    node = process.execPath,
    nodeArgs = [],
    program = programPath,
  }: Readonly<{
    env?: Record<string, string>;
    node?: string;
    nodeArgs?: readonly string[];
    program?: string;
  }> = {},
): Promise<ProgramRun> =>
  new Promise((resolve, reject) => {
    const child = spawn(node, [...nodeArgs, program, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, LC_ALL: 'C.UTF-8', ...env },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
