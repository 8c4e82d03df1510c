import type { Option } from './option-groups.ts';
import { commands } from './options.ts';
import { type Entry, environment, examples, exitRules, exitStatuses, files } from './reference-text.ts';

/** Text that roff prints as it stands. */
const roff = (text: string): string =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll("'", '\\(aq')
    .replaceAll('^', '\\(ha')
    .replaceAll('~', '\\(ti')
    .replaceAll('`', '\\(ga')
    .replace(/^\./, '\\&.');

/** Text in quotes, as one argument of a macro. */
const quoted = (text: string): string => `"${roff(text).replaceAll('"', '\\(dq')}"`;

const optionLines = ({ name, value, help, isRepeatable }: Option, where: readonly string[]): string[] => [
  '.TP',
  value === undefined ? `.B ${quoted(`--${name}`)}` : `.BI ${quoted(`--${name}`)} ${quoted(` ${value}`)}`,
  roff(
    `${help.charAt(0).toUpperCase()}${help.slice(1)}.${isRepeatable === true && !help.includes('repeat') ? ' May be repeated.' : ''} (${where.join(', ')})`,
  ),
];

/** Each option once, with the commands that take it, in the order of the commands. */
const allOptions = (): string[] => {
  const byName = new Map<string, { option: Option; where: string[] }>();
  // One name may stand for two things: --record of lint takes a record's text.
  const keyOf = ({ name, value }: Option): string => `${name} ${value ?? ''}`;
  for (const { name, options } of commands)
    for (const option of options) {
      const known = byName.get(keyOf(option));
      if (known === undefined) byName.set(keyOf(option), { option, where: [name] });
      else known.where.push(name);
    }
  return [...byName.values()].flatMap(({ option, where }) => optionLines(option, where));
};

const entryLines = (entries: readonly Entry[]): string[] =>
  entries.flatMap(({ term, text }) => ['.TP', `.B ${quoted(term)}`, roff(text)]);

/** The manual page, `man spfx`, in roff with the macros of man(7). */
export const manPage = (version: string): string =>
  [
    `.TH SPFX 1 "" ${quoted(`spfx ${version}`)} "User Commands"`,
    '.SH NAME',
    roff('spfx - an interactive terminal debugger for SPF (RFC 7208)'),
    '.SH SYNOPSIS',
    ...commands.flatMap(({ name, argument, options }, index) => [
      ...(index === 0 ? [] : ['.br']),
      `.B ${quoted(`spfx ${name}`)}`,
      ...(argument === undefined ? [] : [`.I ${quoted(argument)}`]),
      ...(options.length === 0 ? [] : [`.RI [ ${quoted('option')} ...]`]),
    ]),
    '.SH DESCRIPTION',
    roff(
      'spfx shows why SPF passes or fails, and by which term of whose record. It reads the policy of a domain from DNS as a tree, with what each term costs of the limits of RFC 7208, and checks clients as a receiver does.',
    ),
    '.PP',
    roff(
      'Without a terminal, "spfx explore" prints what "spfx tree" prints. Options may stand before and after the argument; what follows "--" is no option.',
    ),
    '.SH COMMANDS',
    ...commands.flatMap(({ name, argument, summary }) => [
      '.TP',
      argument === undefined ? `.B ${quoted(name)}` : `.BI ${quoted(name)} ${quoted(` ${argument}`)}`,
      roff(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`),
    ]),
    '.SH OPTIONS',
    ...allOptions(),
    '.SH CLIENTS',
    roff(
      'A client of --client is told by keys and values with commas between: label (default: its address), ip (needed: an address or a host name), helo, sender, expect (the result it should get). A value may stand in double quotes, in which \\" is a quote; out of them, \\, is a comma. A file of --clients is a YAML or JSON list of maps with the same keys, alone or under the key "clients"; it has at most 1,000 clients and 512 KiB. --helo and --sender stand for clients that have none of their own.',
    ),
    '.SH "EXIT STATUS"',
    ...exitStatuses.flatMap(({ term, text }) => ['.TP', `.B ${term}`, roff(text)]),
    '.PP',
    roff(exitRules.join(' ')),
    '.SH FILES',
    ...entryLines(files),
    '.SH ENVIRONMENT',
    ...entryLines(environment),
    '.SH EXAMPLES',
    ...examples.flatMap(({ term, text }) => [
      '.PP',
      roff(text),
      '.PP',
      '.nf',
      '.RS',
      roff(term),
      '.RE',
      '.fi',
    ]),
    '.SH "SEE ALSO"',
    roff('RFC 7208, Sender Policy Framework (SPF) for Authorizing Use of Domains in Email, Version 1'),
  ].join('\n');
