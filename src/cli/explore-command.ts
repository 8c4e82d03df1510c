import { type CommandArguments, subjectOf } from './command-input.ts';
import type { Terminal } from './terminal.ts';

/** `spfx explore`: the screen, or the plain report where there is no terminal. Gives the exit code. */
export const exploreCommand = async (args: CommandArguments, terminal: Terminal): Promise<number> => {
  const subject = subjectOf(args, Date.now());
  if (!terminal.isInteractive) {
    const { printReport } = await import('./tree-command.ts');
    return printReport(args, terminal, subject);
  }
  const { runScreen } = await import('./run-screen.ts');
  return runScreen(args, terminal, subject);
};
