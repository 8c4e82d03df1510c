import { incidents } from '../demo/incidents.ts';
import { allCodes } from '../lint/explain-code.ts';
import { escapeText } from '../report/escape-text.ts';
import { bashCompletion } from './bash-completion.ts';
import type { CommandArguments } from './command-input.ts';
import { fishCompletion } from './fish-completion.ts';
import { nearestWord } from './nearest-word.ts';
import { shellNames } from './option-groups.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { zshCompletion } from './zsh-completion.ts';

const writers = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };

/** `spfx completion`: prints the script that has a shell complete the words of spfx. Gives the exit code. */
export const completionCommand = async (args: CommandArguments, terminal: Terminal): Promise<number> => {
  const { argument } = args;
  const list = shellNames.join(', ');
  if (argument === undefined) throw new UsageError(`completion needs a SHELL: ${list}`);
  const shell = shellNames.find((name) => name === argument);
  if (shell === undefined) {
    const nearest = nearestWord(argument, shellNames);
    const hint = nearest === undefined ? `the shells are ${list}` : `did you mean "${nearest}"?`;
    throw new UsageError(`no completion for "${escapeText(argument)}"; ${hint}`);
  }
  const names = incidents.flatMap(({ name, domain }) => [name, domain]);
  const words = { incident: [...new Set(names)], code: allCodes() };
  await terminal.write(`${writers[shell](words)}\n`);
  return 0;
};
