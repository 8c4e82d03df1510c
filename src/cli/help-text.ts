import type { Option } from './option-groups.ts';
import { type Command, commands } from './options.ts';
import { exitRules, exitStatuses } from './reference-text.ts';

const optionLine = ({ name, value, help }: Option): string =>
  `  ${`--${name}${value === undefined ? '' : ` ${value}`}`.padEnd(24)} ${help}`;

const exitLines = (): string[] => {
  const codes = exitStatuses.map(({ term, text }) => `${term} ${text}`);
  const lastResult = codes.findIndex((code) => code.startsWith('6 ')) + 1;
  return [
    `Exit codes: ${codes.slice(0, lastResult).join(', ')},`,
    `${codes.slice(lastResult).join(', ')}.`,
    ...exitRules,
  ];
};

/** The text of `spfx --help`, or of one command's. */
export const helpText = (command?: Command): string => {
  if (command === undefined)
    return [
      'spfx: why SPF (RFC 7208) passes or fails, and by which term of whose record',
      '',
      'Usage: spfx COMMAND [ARGUMENT] [OPTION...]',
      '',
      ...commands.map(
        ({ name, argument, summary }) => `  ${`${name} ${argument ?? ''}`.padEnd(18)} ${summary}`,
      ),
      '',
      '"spfx COMMAND --help" lists the options of a command. Try: spfx demo',
      '',
      ...exitLines(),
    ].join('\n');
  const { name, argument, summary, options } = command;
  const words = [
    'Usage: spfx',
    name,
    ...(argument === undefined ? [] : [argument]),
    ...(options.length === 0 ? [] : ['[OPTION...]']),
  ];
  return [
    words.join(' '),
    '',
    `"spfx ${name}" ${summary}.`,
    ...(options.length === 0 ? [] : ['', ...options.map(optionLine)]),
  ].join('\n');
};
