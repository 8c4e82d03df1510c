import { type CommandArguments, subjectOf, timeOf } from './command-input.ts';
import type { Terminal } from './terminal.ts';

/** `spfx explore`: the screen, the plain dialogue where it is asked for, or the plain report where there is no terminal.
 *  Gives the exit code. */
export const exploreCommand = async (args: CommandArguments, terminal: Terminal): Promise<number> => {
  const subject = subjectOf(args, timeOf(args));
  // Whoever set the variable for all programs still gets the report where nobody can answer.
  const readsAloud = process.env.INK_SCREEN_READER === 'true' && terminal.isInteractive;
  if (args.switches.has('plain') || readsAloud) {
    const { runPlain } = await import('./run-plain.ts');
    return runPlain(args, terminal, subject);
  }
  if (!terminal.isInteractive) {
    const { printReport } = await import('./tree-command.ts');
    return printReport(args, terminal, subject);
  }
  const { runScreen } = await import('./run-screen.ts');
  return runScreen(args, terminal, subject);
};
