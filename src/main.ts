#!/usr/bin/env node
import { writeSync } from 'node:fs';
import { describeFault } from './cli/describe-fault.ts';
import { internalExitCode } from './cli/exit-codes.ts';
import { runCommandLine } from './cli/run-command-line.ts';
import type { Terminal } from './cli/terminal.ts';

declare const SPFX_VERSION: string;

const { env } = process;

// Node opens a standard stream when it is first touched, and that takes time: none is before it is needed.
const open = (name: 'stdout' | 'stderr'): NodeJS.WriteStream => {
  const stream = process[name];
  if (stream.listenerCount('error') === 0) stream.on('error', (error) => onWriteError(name, error));
  return stream;
};

const onWriteError = (name: 'stdout' | 'stderr', error: NodeJS.ErrnoException): void => {
  // Whoever reads may go away (`spfx tree | head`, a closed terminal): what is left unsaid then is not missed. A full
  // disk is another matter: no exit code may say that all went well.
  if (error.code === 'EPIPE' || error.code === 'EIO' || name === 'stderr') return;
  writeSync(2, `spfx: the output can't be written (${error.code})\n`);
  process.exit(internalExitCode);
};

const writeTo =
  (name: 'stdout' | 'stderr') =>
  (text: string): Promise<void> =>
    new Promise((resolve) => open(name).write(text, () => resolve()));

const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
const isDumb = env.TERM === 'dumb';

const reportFault = (error: unknown): void => {
  open('stderr').write(describeFault(error));
  process.exit(internalExitCode);
};
let handleFault = reportFault;
process.on('uncaughtException', (error) => handleFault(error));

const terminal: Terminal = {
  get isInteractive() {
    return open('stdout').isTTY === true && process.stdin.isTTY === true && !isDumb;
  },
  get hasScreen() {
    return open('stdout').isTTY === true && !isDumb;
  },
  get hasColour() {
    // https://no-color.org: any value but the empty one.
    return open('stdout').isTTY === true && !isDumb && !env.NO_COLOR;
  },
  get showsTrouble() {
    return open('stderr').isTTY === true && !isDumb;
  },
  // Windows and macOS terminals speak UTF-8 without saying so.
  isUtf8: /utf-?8/i.test(locale) || process.platform === 'win32' || process.platform === 'darwin',
  write: writeTo('stdout'),
  writeTrouble: writeTo('stderr'),
  catchFaults: (handle) => {
    handleFault = handle;
    return () => {
      handleFault = reportFault;
    };
  },
};

process.exit(await runCommandLine(process.argv.slice(2), terminal, SPFX_VERSION));
