import { access } from 'node:fs/promises';
import { type CommandArguments, optionValue } from './command-input.ts';
import { type Environment, settingsPath } from './settings-paths.ts';
import { UsageError } from './usage-error.ts';

/** Whether something is in a place. Of what can't be told, reading it will say why. */
const isThere = async (path: string): Promise<boolean> => {
  try {
    await access(path);
    return true;
  } catch (error) {
    // access throws nothing but Node's system errors, which have a code.
    const { code } = error as NodeJS.ErrnoException;
    return code !== 'ENOENT' && code !== 'ENOTDIR';
  }
};

/** The command line with what the user's file of settings adds to it, as though it had been given there; what is given
 *  wins over the file. Of a file that can't be used nothing is added, and `settingsProblem` says why. Without a file,
 *  this costs one look for it. Throws a UsageError where `--config` names no file. */
export const withSettings = async (
  args: CommandArguments,
  env: Environment = process.env,
  platform: string = process.platform,
): Promise<CommandArguments> => {
  const named = optionValue(args, 'config');
  if (args.switches.has('no-config')) {
    if (named !== undefined) throw new UsageError('--config and --no-config exclude each other');
    return args;
  }
  const path = named ?? settingsPath(env, platform);
  if (path === undefined || (named === undefined && !(await isThere(path)))) return args;
  const { addSettings } = await import('./add-settings.ts');
  return addSettings(args, path);
};
