import { checkCommand } from './check-command.ts';
import type { CommandArguments } from './command-input.ts';
import { internalExitCode, usageExitCode } from './exit-codes.ts';
import { parseArguments } from './parse-arguments.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

// Each command is loaded when it is called for, so that none waits for what another needs; but for check, which the
// others build on, and which scripts run by the thousand: fewer files open faster.
const runCommand = async (args: CommandArguments, terminal: Terminal): Promise<number> => {
  switch (args.command.name) {
    case 'check':
      return checkCommand(args, terminal);
    case 'tree':
      return (await import('./tree-command.ts')).treeCommand(args, terminal);
    case 'demo':
      return (await import('./demo-command.ts')).demoCommand(args, terminal);
    default:
      return (await import('./explore-command.ts')).exploreCommand(args, terminal);
  }
};

/** Carries a command line out and gives the exit code. `words` are those after the program's name. */
export const runCommandLine = async (
  words: readonly string[],
  terminal: Terminal,
  version: string,
): Promise<number> => {
  try {
    const args = parseArguments(words);
    if (args.kind === 'command') return await runCommand(args, terminal);
    if (args.kind === 'version') await terminal.write(`spfx ${version}\n`);
    else {
      const { helpText } = await import('./help-text.ts');
      await terminal.write(`${helpText(args.command)}\n`);
    }
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      await terminal.writeTrouble(`spfx: ${error.message}\n`);
      return usageExitCode;
    }
    const report = error instanceof Error ? (error.stack ?? error.message) : String(error);
    await terminal.writeTrouble(`spfx: internal error, please report it:\n${report}\n`);
    return internalExitCode;
  }
};
