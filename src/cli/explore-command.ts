import { type CommandArguments, subjectOf, timeOf } from './command-input.ts';
import type { Terminal } from './terminal.ts';

/** How an exploration is shown: on the screen, as a dialogue in lines, or as a report. Whoever set the variable for all
 *  programs still gets the report where nobody can answer. */
export const explorerKind = (args: CommandArguments, terminal: Terminal): 'screen' | 'lines' | 'report' => {
  const readsAloud = process.env.INK_SCREEN_READER === 'true' && terminal.isInteractive;
  if (args.switches.has('plain') || readsAloud) return 'lines';
  return terminal.isInteractive ? 'screen' : 'report';
};

/** `spfx explore`: the screen, the plain dialogue where it is asked for, or the plain report where there is no terminal.
 *  Gives the exit code. */
export const exploreCommand = async (args: CommandArguments, terminal: Terminal): Promise<number> => {
  const subject = subjectOf(args, timeOf(args));
  switch (explorerKind(args, terminal)) {
    case 'lines':
      return (await import('./run-plain.ts')).runPlain(args, terminal, subject);
    case 'report':
      return (await import('./tree-command.ts')).printReport(args, terminal, subject);
    case 'screen':
      return (await import('./run-screen.ts')).runScreen(args, terminal, subject);
  }
};
