import { spawn } from 'node:child_process';
import type { Environment } from './settings-paths.ts';

/** Stops the whole job, as Ctrl-Z does where a program does not take the keys for itself; returns after `fg`. */
export const stopJob = async (): Promise<void> => {
  const { promise: continued, resolve } = Promise.withResolvers<void>();
  process.once('SIGCONT', resolve);
  // A signal alone does not keep Node going, and the keyboard is let go of.
  const alive = setInterval(() => {}, 60_000);
  process.kill(0, 'SIGTSTP');
  await continued;
  clearInterval(alive);
  // Who is stopped is not told that the terminal has another size; Node asks for it at this signal.
  process.emit('SIGWINCH', 'SIGWINCH');
};

/** Runs the user's editor on a file, in the terminal; gives its exit code. As git does, by the shell, since the variable
 *  may hold options. Rejects where there is no such program. */
export const runEditor = (path: string, env: Environment): Promise<number> => {
  const editor = env.VISUAL || env.EDITOR || (process.platform === 'win32' ? 'notepad' : 'vi');
  const child =
    process.platform === 'win32'
      ? spawn(`${editor} "${path}"`, { stdio: 'inherit', shell: true })
      : spawn('/bin/sh', ['-c', `${editor} "$1"`, 'spfx', path], { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Error(`${editor} can't be run`, { cause: error })));
    child.once('exit', (code) => resolve(code ?? 1));
  });
};
