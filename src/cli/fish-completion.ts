import { type ArgumentWords, firstWords } from './completion-words.ts';
import { clientKeys, type Option, shellNames } from './option-groups.ts';
import { type Command, commands } from './options.ts';

/** A text in single quotes as fish reads it. */
const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

const valueWords = ({ value, choices, names }: Option): string => {
  if (value === undefined) return '';
  if (choices !== undefined) return ` -x -a ${quoted(choices.join(' '))}`;
  switch (names) {
    case 'file':
      return ' -r -F';
    case 'directory':
      return " -x -a '(__fish_complete_directories)'";
    case 'host':
      return " -x -a '(__fish_print_hostnames)'";
    case 'client':
      return ` -x -a ${quoted(clientKeys.map((key) => `${key}=`).join(' '))}`;
    default:
      return ' -x';
  }
};

const commandLines = (command: Command, argumentWords: ArgumentWords): string[] => {
  const head = `complete -c spfx -n ${quoted(`__fish_seen_subcommand_from ${command.name}`)}`;
  const { argumentNames } = command;
  const words =
    argumentNames === 'incident' || argumentNames === 'code'
      ? argumentWords[argumentNames].join(' ')
      : argumentNames === 'shell'
        ? shellNames.join(' ')
        : argumentNames === 'host'
          ? '(__fish_print_hostnames)'
          : undefined;
  return [
    ...command.options.map(
      (option) => `${head} -l ${option.name}${valueWords(option)} -d ${quoted(option.help)}`,
    ),
    ...(words === undefined ? [] : [`${head} -a ${quoted(words)}`]),
    ...(argumentNames === 'file' ? [`${head} -F`] : []),
  ];
};

/** The completion for fish. */
export const fishCompletion = (argumentWords: ArgumentWords): string =>
  [
    '# Completion of spfx for fish. For this shell: spfx completion fish | source',
    '# For every one: spfx completion fish > ~/.config/fish/completions/spfx.fish',
    'complete -c spfx -f',
    ...firstWords
      .filter(({ word }) => !word.startsWith('-'))
      .map(({ word, text }) => `complete -c spfx -n __fish_use_subcommand -a ${word} -d ${quoted(text)}`),
    "complete -c spfx -l help -d 'prints the help'",
    "complete -c spfx -n __fish_use_subcommand -l version -d 'prints the version'",
    `complete -c spfx -n '__fish_seen_subcommand_from help' -a ${quoted(commands.map(({ name }) => name).join(' '))}`,
    ...commands.flatMap((command) => commandLines(command, argumentWords)),
  ].join('\n');
