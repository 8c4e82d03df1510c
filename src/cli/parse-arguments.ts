import { escapeText } from '../report/escape-text.ts';
import { nearestWord } from './nearest-word.ts';
import type { Option } from './option-groups.ts';
import { type Command, commands } from './options.ts';
import { UsageError } from './usage-error.ts';

/** A command line that names a command, its options checked for existence but not for their values. `values` has
 *  each option's values in order; `further`: the arguments after the first, of a command that takes several. */
export type ParsedArguments =
  | Readonly<{ kind: 'help'; command?: Command }>
  | Readonly<{ kind: 'version' }>
  | Readonly<{
      kind: 'command';
      command: Command;
      argument?: string;
      further: readonly string[];
      switches: ReadonlySet<string>;
      values: ReadonlyMap<string, readonly string[]>;
    }>;

const quote = (text: string): string => `"${escapeText(text)}"`;

const findCommand = (word: string): Command => {
  const command = commands.find(({ name }) => name === word);
  if (command !== undefined) return command;
  const names = commands.map(({ name }) => name);
  const nearest = nearestWord(word, names);
  const hint = nearest === undefined ? `the commands are ${names.join(', ')}` : `did you mean "${nearest}"?`;
  throw new UsageError(`unknown command ${quote(word)}; ${hint}`);
};

const findOption = (command: Command, word: string): Option => {
  const option = command.options.find(({ name }) => `--${name}` === word);
  if (option !== undefined) return option;
  const names = command.options.map(({ name }) => `--${name}`);
  const nearest = nearestWord(word, [...names, '--help']);
  const hint =
    nearest === undefined ? `"spfx ${command.name} --help" lists the options` : `did you mean "${nearest}"?`;
  throw new UsageError(`unknown option ${quote(word)} of "spfx ${command.name}"; ${hint}`);
};

/** Reads the words after the program's name. Throws a UsageError at the first word that has no place. */
export const parseArguments = (words: readonly string[]): ParsedArguments => {
  const [first, ...rest] = words;
  if (first === undefined || first === '--help' || first === '-h') return { kind: 'help' };
  if (first === '--version' || first === '-V') return { kind: 'version' };
  if (first === 'help')
    return rest[0] === undefined ? { kind: 'help' } : { kind: 'help', command: findCommand(rest[0]) };
  if (first.startsWith('-')) throw new UsageError(describeStrayOption(first));
  return parseCommand(findCommand(first), rest);
};

/** What is wrong with an option in the place of the command. */
const describeStrayOption = (word: string): string => {
  const order = `a command comes first: ${commands.map(({ name }) => name).join(', ')}`;
  const name = /^[^=]*/.exec(word)?.[0] ?? word;
  const options = commands.flatMap((command) => command.options.map((option) => `--${option.name}`));
  if (options.includes(name)) return `${quote(name)} follows a command; ${order}`;
  const nearest = nearestWord(name, ['--help', '--version', ...options]);
  return `unknown option ${quote(name)}; ${nearest === undefined ? order : `did you mean "${nearest}"?`}`;
};

/** Whether a word in the place of a value is one of the command's options, so that the value was forgotten. */
const isKnownOption = ({ options }: Command, word: string): boolean => {
  const [name] = word.split('=');
  return ['--help', '-h', ...options.map((option) => `--${option.name}`)].includes(name ?? '');
};

const checkChoice = (name: string, { choices }: Option, value: string): void => {
  if (choices === undefined || choices.includes(value)) return;
  const nearest = nearestWord(value, choices);
  const hint =
    nearest === undefined ? `one of ${choices.join(', ')} is wanted` : `did you mean "${nearest}"?`;
  throw new UsageError(`${name} ${escapeText(value)} is none of its choices; ${hint}`);
};

const parseCommand = (command: Command, words: readonly string[]): ParsedArguments => {
  const switches = new Set<string>();
  const values = new Map<string, string[]>();
  const args: string[] = [];
  for (let index = 0; index < words.length; index++) {
    // The index is below the length.
    const word = words[index] as string;
    if (word === '--') {
      args.push(...words.slice(index + 1));
      break;
    }
    if (word === '--help' || word === '-h') return { kind: 'help', command };
    if (!word.startsWith('-') || word === '-') {
      args.push(word);
      continue;
    }
    const [, name = '', inline] = /^([^=]*)(?:=([\s\S]*))?$/.exec(word) ?? [];
    const option = findOption(command, name);
    if (option.value === undefined) {
      if (inline !== undefined) throw new UsageError(`${name} takes no value, got ${quote(inline)}`);
      switches.add(option.name);
      continue;
    }
    const value = inline ?? words[++index];
    const isOption = inline === undefined && value !== undefined && isKnownOption(command, value);
    if (isOption)
      throw new UsageError(
        `${name} needs a value: ${name} ${option.value}; ${quote(value)} is an option (as a value: ${name}=${escapeText(value)})`,
      );
    if (value === undefined) throw new UsageError(`${name} needs a value: ${name} ${option.value}`);
    checkChoice(name, option, value);
    const before = values.get(option.name) ?? [];
    if (before.length > 0 && option.isRepeatable !== true)
      throw new UsageError(`${name} was given twice; it takes one value`);
    values.set(option.name, [...before, value]);
  }
  const [argument, ...further] = args;
  const most = command.takesSeveral === true ? Number.POSITIVE_INFINITY : command.takesTwo === true ? 2 : 1;
  const extra = args[command.argument === undefined ? 0 : most];
  if (extra !== undefined)
    throw new UsageError(
      `${quote(extra)} is one word too many; "spfx ${command.name}" takes ${command.argument ?? 'none'}`,
    );
  const parsed = { kind: 'command', command, further, switches, values } as const;
  return argument === undefined ? parsed : { ...parsed, argument };
};
