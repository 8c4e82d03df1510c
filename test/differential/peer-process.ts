import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A child process that gives one line for each line that it is sent. */
export type LineProcess = Readonly<{ ask: (line: string) => Promise<string>; close: () => void }>;

/** Starts one. Lines are asked one at a time; a process that ends, or that gives no line within `timeoutMs`, fails
 *  the question. */
export const startLineProcess = (
  command: string,
  args: readonly string[],
  timeoutMs = 60_000,
): LineProcess => {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  let trouble = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    trouble = (trouble + text).slice(-4000);
  });
  let waiting: Readonly<{ resolve: (line: string) => void; reject: (error: Error) => void }> | undefined;
  const fail = (why: string): void =>
    waiting?.reject(new Error(`${command} ${args.join(' ')}: ${why}\n${trouble}`));
  child.on('error', (error) => fail(error.message));
  child.on('exit', (code, signal) => fail(`ended (${code ?? signal})`));
  // It may be gone when it is asked; its end tells that.
  child.stdin.on('error', () => {});
  createInterface({ input: child.stdout }).on('line', (line) => waiting?.resolve(line));
  return {
    ask: (line) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => fail(`no answer to ${line} after ${timeoutMs} ms`), timeoutMs);
        const settle =
          <Value>(conclude: (value: Value) => void) =>
          (value: Value): void => {
            clearTimeout(timer);
            waiting = undefined;
            conclude(value);
          };
        waiting = { resolve: settle(resolve), reject: settle(reject) };
        if (child.exitCode !== null || child.signalCode !== null) return fail('has ended');
        child.stdin.write(`${line}\n`);
      }),
    close: () => child.kill('SIGKILL'),
  };
};
