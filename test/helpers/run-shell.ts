import { spawn } from 'node:child_process';
import { type ProgramRun, programPath } from './run-program.ts';

/** A script that runs. */
export type ShellRun = Readonly<{
  done: Promise<ProgramRun>;
  /** Gives the script a line to read. */
  answer: () => void;
}>;

/** Starts a bash script in which `spfx` is the built program. One that is not done after `timeoutMs` is killed, and
 *  that is an error. */
export const startShell = (script: string, timeoutMs = 30_000): ShellRun => {
  let answer = (): void => {};
  const done = new Promise<ProgramRun>((resolve, reject) => {
    const start = `spfx() { "${process.execPath}" "${programPath}" "$@"; }\n`;
    const child = spawn('bash', ['-c', start + script], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
      // A group of its own, which is killed as a whole.
      detached: true,
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    const timer = setTimeout(() => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      reject(new Error(`not done after ${timeoutMs} ms: ${script}\n${stdout}${stderr}`));
    }, timeoutMs);
    child.on('error', reject);
    child.on('close', (exitCode) => {
      clearTimeout(timer);
      resolve({ exitCode, stdout, stderr });
    });
    answer = () => child.stdin.end('\n');
  });
  return { done, answer };
};

/** Runs such a script. */
export const runShell = (script: string): Promise<ProgramRun> => startShell(script).done;
