import { commands } from './options.ts';

/** What stands in the place of the command. */
export const firstWords: readonly Readonly<{ word: string; text: string }>[] = [
  ...commands.map(({ name, summary }) => ({ word: name, text: summary })),
  { word: 'help', text: 'prints the help, or that of a command' },
  { word: '--help', text: 'prints the help' },
  { word: '--version', text: 'prints the version' },
];

/** The words that are arguments of some commands: what `spfx demo` and `spfx explain` take. */
export type ArgumentWords = Readonly<Record<'incident' | 'code', readonly string[]>>;

/** A text in single quotes, as all shells but fish read it. */
export const singleQuoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
