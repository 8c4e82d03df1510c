#!/usr/bin/env node
import { internalExitCode } from './cli/exit-codes.ts';
import { runCommandLine } from './cli/run-command-line.ts';
import type { Terminal } from './cli/terminal.ts';

declare const SPFX_VERSION: string;

const { env, stdin, stdout, stderr } = process;

const writeTo =
  (stream: NodeJS.WriteStream) =>
  (text: string): Promise<void> =>
    new Promise((resolve) => stream.write(text, () => resolve()));

// Whoever reads may go away (`spfx tree | head`): what is left unsaid then is not missed.
for (const stream of [stdout, stderr]) stream.on('error', () => {});

const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
const isDumb = env.TERM === 'dumb';

const reportFault = (error: unknown): void => {
  stderr.write(`spfx: internal error, please report it:\n${error instanceof Error ? error.stack : error}\n`);
  process.exit(internalExitCode);
};
let handleFault = reportFault;
process.on('uncaughtException', (error) => handleFault(error));

const terminal: Terminal = {
  isInteractive: stdin.isTTY === true && stdout.isTTY === true && !isDumb,
  // https://no-color.org: any value but the empty one.
  hasColour: stdout.isTTY === true && !isDumb && !env.NO_COLOR,
  // Windows and macOS terminals speak UTF-8 without saying so.
  isUtf8: /utf-?8/i.test(locale) || process.platform === 'win32' || process.platform === 'darwin',
  write: writeTo(stdout),
  writeTrouble: writeTo(stderr),
  catchFaults: (handle) => {
    handleFault = handle;
    return () => {
      handleFault = reportFault;
    };
  },
};

process.exit(await runCommandLine(process.argv.slice(2), terminal, SPFX_VERSION));
