import { type ArgumentWords, firstWords, singleQuoted } from './completion-words.ts';
import { clientKeys, type Option, results, shellNames } from './option-groups.ts';
import { type Command, commands } from './options.ts';

/** Text in the brackets or between the colons of a specification of `_arguments`. */
const escapeSpec = (text: string): string => text.replace(/[[\]:\\]/g, '\\$&');

const valueAction = ({ choices, names }: Option): string => {
  if (choices !== undefined) return `(${choices.join(' ')})`;
  switch (names) {
    case 'file':
      return '_files';
    case 'directory':
      return '_files -/';
    case 'host':
      return '_hosts';
    case 'client':
      return '_spfx_client';
    default:
      return ' ';
  }
};

const clientActions: Readonly<Record<(typeof clientKeys)[number], string>> = {
  label: ' ',
  ip: '_hosts',
  helo: '_hosts',
  sender: ' ',
  expect: `(${results.join(' ')})`,
};

const optionSpec = (option: Option): string => {
  const { name, value, isRepeatable, help } = option;
  const star = isRepeatable === true ? '*' : '';
  const text = `[${escapeSpec(help)}]`;
  return singleQuoted(
    value === undefined
      ? `${star}--${name}${text}`
      : `${star}--${name}=${text}:${escapeSpec(value)}:${valueAction(option)}`,
  );
};

const argumentSpec = (
  { argument, argumentNames, takesSeveral, takesTwo }: Command,
  argumentWords: ArgumentWords,
): string[] => {
  if (argument === undefined) return [];
  const words =
    argumentNames === 'incident' || argumentNames === 'code'
      ? argumentWords[argumentNames]
      : argumentNames === 'shell'
        ? shellNames
        : undefined;
  const action =
    argumentNames === 'file' ? '_files' : words === undefined ? '_hosts' : `(${words.join(' ')})`;
  const places = takesSeveral === true ? ['*'] : takesTwo === true ? ['1', '2'] : ['1'];
  return places.map((place) => singleQuoted(`${place}:${escapeSpec(argument)}:${action}`));
};

const commandCase = (command: Command, argumentWords: ArgumentWords): string[] => [
  `      ${command.name})`,
  '        _arguments -S \\',
  ...[
    ...command.options.map(optionSpec),
    singleQuoted('(- *)--help[print the help of this command]'),
    ...argumentSpec(command, argumentWords),
  ].map((spec) => `          ${spec} \\`),
  '          && ret=0',
  '        ;;',
];

/** The completion for zsh. */
export const zshCompletion = (argumentWords: ArgumentWords): string =>
  [
    '#compdef spfx',
    '# Completion of spfx for zsh. For this shell, after compinit: source <(spfx completion zsh)',
    '# For every one: spfx completion zsh > a file named _spfx in a folder of $fpath',
    '_spfx_client() {',
    `  _values -s , key ${clientKeys.map((key) => singleQuoted(`${key}:${key}:${clientActions[key]}`)).join(' ')}`,
    '}',
    '_spfx() {',
    '  local curcontext="$curcontext" state line ret=1',
    '  typeset -A opt_args',
    "  _arguments -C '1: :->command' '*:: :->argument' && ret=0",
    '  case $state in',
    '    command)',
    '      local -a words_of_spfx',
    '      words_of_spfx=(',
    ...firstWords.map(
      ({ word, text }) => `        ${singleQuoted(`${word}:${text.replaceAll(':', '\\:')}`)}`,
    ),
    '      )',
    "      _describe -t commands 'command' words_of_spfx && ret=0",
    '      ;;',
    '    argument)',
    '      case $line[1] in',
    '      help)',
    `        _arguments ${singleQuoted(`1:COMMAND:(${commands.map(({ name }) => name).join(' ')})`)} && ret=0`,
    '        ;;',
    ...commands.flatMap((command) => commandCase(command, argumentWords)),
    '      esac',
    '      ;;',
    '  esac',
    '  return ret',
    '}',
    'if [ "$funcstack[1]" = "_spfx" ]; then _spfx "$@"; else compdef _spfx spfx; fi',
  ].join('\n');
