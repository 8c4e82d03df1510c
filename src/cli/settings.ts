import type { ThemeChoice } from '../tui/drawing/theme.ts';
import type { CommandArguments } from './command-input.ts';
import { optionValue } from './command-input.ts';
import { UsageError } from './usage-error.ts';

/** How the screen is to be. `keys`: by the name of an action, the keys that it has in place of its own, none to take
 *  its own away; neither the names nor the keys are checked. */
export type Settings = Readonly<{
  theme: ThemeChoice;
  glyphs: 'auto' | 'unicode' | 'ascii';
  keys: Readonly<Record<string, readonly string[]>>;
  hasMouse: boolean;
  keepsHistory: boolean;
}>;

/** What a name of `--theme` stands for. */
const readTheme = (name: string): ThemeChoice => {
  const words = name.split('-');
  const colours = (['none', '16', 'truecolor'] as const).find((word) => words.includes(word)) ?? 'auto';
  const background = (['light', 'dark'] as const).find((word) => words.includes(word)) ?? 'auto';
  return { colours, background };
};

/** An action and a key out of `ACTION=KEY`; the key may itself be `=`, and is empty to take the action's keys away. */
export const splitKeyOption = (text: string): Readonly<{ action: string; key: string }> => {
  const [, action, key] = /^([^=]+)=([\s\S]*)$/.exec(text) ?? [];
  if (action === undefined || key === undefined)
    throw new UsageError('--key wants an action and a key, as --key quit=q');
  return { action, key };
};

/** The settings of a command line that `withSettings` has completed. Throws a UsageError for a `--key` that names no
 *  action. */
export const settingsOf = (args: CommandArguments): Settings => {
  const keys = new Map<string, string[]>();
  for (const text of args.values.get('key') ?? []) {
    const { action, key } = splitKeyOption(text);
    keys.set(action, [...(keys.get(action) ?? []), ...(key === '' ? [] : [key])]);
  }
  const glyphs = optionValue(args, 'glyphs');
  const theme = readTheme(optionValue(args, 'theme') ?? 'auto');
  return {
    theme: args.switches.has('no-color') ? { ...theme, colours: 'none' } : theme,
    glyphs:
      args.switches.has('ascii') || glyphs === 'ascii' ? 'ascii' : glyphs === 'unicode' ? glyphs : 'auto',
    keys: Object.fromEntries(keys),
    hasMouse: args.switches.has('mouse') && !args.switches.has('no-mouse'),
    keepsHistory: !args.switches.has('no-history'),
  };
};
