import { escapeText } from '../report/escape-text.ts';
import type { CommandArguments } from './command-input.ts';
import { type FileSettings, readSettings, type SettingsProblem } from './read-settings.ts';
import { describeReadFailure, readBounded } from './read-yaml-file.ts';
import { splitKeyOption } from './settings.ts';
import { UsageError } from './usage-error.ts';

/** A file of settings may have no more octets than this. */
const mostOctets = 64 * 1024;

const readFile = async (args: CommandArguments, path: string): Promise<FileSettings | SettingsProblem> => {
  let text: string | undefined;
  try {
    text = await readBounded(path, mostOctets);
  } catch (error) {
    const problem = describeReadFailure(error);
    // A file that the command line names is to be there: a typo should never pass in silence.
    if (args.values.has('config'))
      throw new UsageError(`--config ${escapeText(path)}: ${problem}`, { cause: error });
    return { place: '', problem };
  }
  if (text !== undefined) return readSettings(text);
  return { place: '', problem: `it has more than ${mostOctets} octets, the most it may` };
};

const actionOf = (text: string): string => splitKeyOption(text).action;

/** The command line with what a file of settings adds to it; see `withSettings`. */
export const addSettings = async (args: CommandArguments, path: string): Promise<CommandArguments> => {
  const file = await readFile(args, path);
  if ('problem' in file)
    return {
      ...args,
      settingsProblem: `${escapeText(path)}${file.place}: ${file.problem} (the file is left out)`,
    };
  const ownKeys = args.values.get('key') ?? [];
  const ownActions = new Set(ownKeys.map(actionOf));
  const fileKeys = file.values.get('key')?.filter((text) => !ownActions.has(actionOf(text))) ?? [];
  return {
    ...args,
    values: new Map([...file.values, ...args.values, ['key', [...fileKeys, ...ownKeys]]]),
    switches: new Set([...file.switches, ...args.switches]),
  };
};
