import { type CommandArguments, formatLines, subjectOf, timeOf } from './command-input.ts';
import type { Terminal } from './terminal.ts';

/** How an exploration is shown: on the screen, as a dialogue in lines, or, where nobody is there to press keys, as a
 *  report. Whoever set the variable for all programs still gets the report where nobody can answer. */
export const explorerKind = (
  args: CommandArguments,
  isInteractive: boolean,
): 'screen' | 'lines' | 'report' => {
  const readsAloud = process.env.INK_SCREEN_READER === 'true' && isInteractive;
  if (args.switches.has('plain') || readsAloud) return 'lines';
  return isInteractive ? 'screen' : 'report';
};

/** `spfx explore`: the screen, the plain dialogue where it is asked for, or the plain report where there is no terminal.
 *  Gives the exit code. */
export const exploreCommand = async (given: CommandArguments, terminal: Terminal): Promise<number> => {
  const texts = given.values.get('from-text');
  // Standard input is a text then, and no keyboard.
  const keyboard =
    texts?.includes('-') === true && terminal.hasScreen
      ? await (await import('./open-keyboard.ts')).openKeyboard()
      : undefined;
  const start =
    texts === undefined
      ? undefined
      : await (await import('./explore-text.ts')).readTextStart(given, terminal);
  if (start?.kind === 'nothing') return start.code;
  const args = start?.args ?? given;
  const isInteractive = keyboard !== undefined || terminal.isInteractive;
  const subject = subjectOf(args, timeOf(args));
  const kind = explorerKind(args, isInteractive);
  if (start?.note !== undefined && kind !== 'screen')
    await terminal.writeTrouble(formatLines([`spfx: ${start.note}`], args, terminal));
  switch (kind) {
    case 'lines': {
      const { runPlain, typedLines } = await import('./run-plain.ts');
      return runPlain(args, terminal, subject, keyboard && typedLines(keyboard));
    }
    case 'report':
      return (await import('./tree-command.ts')).printReport(args, terminal, subject);
    case 'screen': {
      const { runScreen } = await import('./run-screen.ts');
      return runScreen(args, terminal, subject, {
        ...start,
        ...(keyboard === undefined ? {} : { keyboard }),
      });
    }
  }
};
