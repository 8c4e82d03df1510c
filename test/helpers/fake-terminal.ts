import { runCommandLine } from '../../src/cli/run-command-line.ts';
import type { Terminal } from '../../src/cli/terminal.ts';

/** What a command line printed, and its exit code. */
export type CommandOutcome = Readonly<{ code: number; out: string; trouble: string }>;

/** Carries a command line out on a terminal that is none: a pipe, UTF-8, no colour, unless told otherwise. */
export const runWords = async (
  words: readonly string[],
  terminal: Partial<
    Pick<Terminal, 'isInteractive' | 'hasScreen' | 'hasColour' | 'showsTrouble' | 'isUtf8'>
  > = {},
): Promise<CommandOutcome> => {
  let out = '';
  let trouble = '';
  const code = await runCommandLine(
    words,
    {
      isInteractive: false,
      hasColour: false,
      hasScreen: false,
      showsTrouble: false,
      isUtf8: true,
      ...terminal,
      catchFaults: () => () => {},
      write: async (text) => {
        out += text;
      },
      writeTrouble: async (text) => {
        trouble += text;
      },
    },
    '1.2.3',
  );
  return { code, out, trouble };
};
