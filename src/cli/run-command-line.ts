import { asciiText } from '../report/ascii-text.ts';
import { checkCommand } from './check-command.ts';
import { type CommandArguments, formatLines } from './command-input.ts';
import { describeFault } from './describe-fault.ts';
import { dataExitCode, internalExitCode, usageExitCode } from './exit-codes.ts';
import { withSettings } from './load-settings.ts';
import { parseArguments } from './parse-arguments.ts';
import type { Terminal } from './terminal.ts';
import { DataError, UsageError } from './usage-error.ts';

// Each command is loaded when it is called for, so that none waits for what another needs; but for check, which the
// others build on, and which scripts run by the thousand: fewer files open faster.
const runCommand = async (given: CommandArguments, terminal: Terminal, version: string): Promise<number> => {
  const args = given.command.options.some(({ name }) => name === 'config')
    ? await withSettings(given)
    : given;
  // The screen may hide the line for as long as it is there; whoever leaves it still finds it.
  if (args.settingsProblem !== undefined)
    await terminal.writeTrouble(formatLines([`spfx: ${args.settingsProblem}`], args, terminal));
  switch (args.command.name) {
    case 'check':
      return checkCommand(args, terminal);
    case 'tree':
      return (await import('./tree-command.ts')).treeCommand(args, terminal);
    case 'lint':
      return (await import('./lint-command.ts')).lintCommand(args, terminal, version);
    case 'networks':
      return (await import('./networks-command.ts')).networksCommand(args, terminal);
    case 'ipv6':
      return (await import('./ipv6-command.ts')).ipv6Command(args, terminal);
    case 'intake':
      return (await import('./intake-command.ts')).intakeCommand(args, terminal);
    case 'explain':
      return (await import('./explain-command.ts')).explainCommand(args, terminal);
    case 'diff':
      return (await import('./diff-command.ts')).diffCommand(args, terminal);
    case 'test':
      return (await import('./test-command.ts')).testCommand(args, terminal);
    case 'demo':
      return (await import('./demo-command.ts')).demoCommand(args, terminal);
    case 'completion':
      return (await import('./completion-command.ts')).completionCommand(args, terminal);
    case 'man': {
      const { manPage } = await import('./man-page.ts');
      await terminal.write(`${manPage(version)}\n`);
      return 0;
    }
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
    if (args.kind === 'command') {
      const run = (given: CommandArguments): Promise<number> => runCommand(given, terminal, version);
      const isRecorded = args.values.has('record') && args.command.name !== 'lint';
      if (!isRecorded && !args.values.has('replay')) return await run(args);
      const { runWithSnapshot } = await import('./run-with-snapshot.ts');
      return await runWithSnapshot(args, terminal, run);
    }
    if (args.kind === 'version') await terminal.write(`spfx ${version}\n`);
    else {
      const { helpText } = await import('./help-text.ts');
      await terminal.write(`${helpText(args.command)}\n`);
    }
    return 0;
  } catch (error) {
    const isUsage = error instanceof UsageError;
    const trouble = isUsage ? `spfx: ${error.message}\n` : describeFault(error);
    // Where the terminal does not read UTF-8, the octets of a letter may be control characters.
    const isAscii = !terminal.isUtf8 || words.some((word) => /^--(?:glyphs=)?ascii$/.test(word));
    await terminal.writeTrouble(isAscii ? trouble.replace(/[^\n]+/g, (line) => asciiText(line)) : trouble);
    if (error instanceof DataError) return dataExitCode;
    return isUsage ? usageExitCode : internalExitCode;
  }
};
