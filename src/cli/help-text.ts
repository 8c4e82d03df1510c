import { type Command, commands, type Option } from './options.ts';

const optionLine = ({ name, value, help }: Option): string =>
  `  ${`--${name}${value === undefined ? '' : ` ${value}`}`.padEnd(24)} ${help}`;

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
      'Exit codes: 0 pass, 1 fail, 2 softfail, 3 neutral, 4 permerror, 5 temperror, 6 none,',
      '64 usage, 70 internal error, 130 Ctrl-C.',
    ].join('\n');
  return [
    `Usage: spfx ${command.name} ${command.argument ?? ''} [OPTION...]`,
    '',
    `"spfx ${command.name}" ${command.summary}.`,
    '',
    ...command.options.map(optionLine),
  ].join('\n');
};
