import { escapeText } from '../report/escape-text.ts';
import { type CommandArguments, optionValue } from './command-input.ts';
import { describeReadFailure, readBounded } from './read-yaml-file.ts';
import { type Environment, settingsPath } from './settings-paths.ts';
import { UsageError } from './usage-error.ts';

/** A file of settings may have no more octets than this. */
const mostOctets = 64 * 1024;

/** The text of the file of settings, undefined where there is none. A file that the command line names is to be there;
 *  one in the usual place need not be. */
const readText = async (
  args: CommandArguments,
  path: string,
): Promise<string | Readonly<{ problem: string }> | undefined> => {
  try {
    const text = await readBounded(path, mostOctets);
    return text ?? { problem: `it has more than ${mostOctets} octets, the most it may` };
  } catch (error) {
    const problem = describeReadFailure(error);
    if (args.values.has('config'))
      throw new UsageError(`--config ${escapeText(path)}: ${problem}`, { cause: error });
    // open and read throw nothing but Node's system errors, which have a code.
    const { code = '' } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? undefined : { problem };
  }
};

/** The command line with what the user's file of settings adds to it, as though it had been given there; what is given
 *  wins over the file. Of a file that can't be used nothing is added, and `settingsProblem` says why. Without a file,
 *  this costs one failed open. Throws a UsageError where `--config` names no file. */
export const withSettings = async (
  args: CommandArguments,
  env: Environment = process.env,
  platform: string = process.platform,
): Promise<CommandArguments> => {
  if (args.switches.has('no-config')) {
    if (args.values.has('config')) throw new UsageError('--config and --no-config exclude each other');
    return args;
  }
  const path = optionValue(args, 'config') ?? settingsPath(env, platform);
  if (path === undefined) return args;
  const text = await readText(args, path);
  if (text === undefined) return args;
  const file =
    typeof text === 'string'
      ? (await import('./read-settings.ts')).readSettings(text)
      : { place: '', problem: text.problem };
  if ('problem' in file)
    return {
      ...args,
      settingsProblem: `${escapeText(path)}${file.place}: ${file.problem} (the file is left out)`,
    };
  const values = new Map(args.values);
  const ownActions = new Set((args.values.get('key') ?? []).map((key) => key.split('=')[0]));
  for (const [name, texts] of file.values)
    if (name === 'key')
      values.set(name, [
        ...texts.filter((key) => !ownActions.has(key.split('=')[0])),
        ...(args.values.get(name) ?? []),
      ]);
    else if (!values.has(name)) values.set(name, texts);
  return { ...args, values, switches: new Set([...file.switches, ...args.switches]) };
};
