import type { CommandArguments } from './command-input.ts';
import type { Subject } from './read-request.ts';
import type { Terminal } from './terminal.ts';
export const runScreen = async (
  _args: CommandArguments,
  _terminal: Terminal,
  _subject: Subject,
): Promise<number> => 0;
