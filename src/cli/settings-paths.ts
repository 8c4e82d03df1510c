import { isAbsolute, join } from 'node:path';

/** The environment's variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

const inFolder = (
  env: Environment,
  platform: string,
  own: string,
  fallback: string,
  windows: string,
  file: string,
): string | undefined => {
  if (platform === 'win32') return env[windows] ? join(env[windows], 'spfx', file) : undefined;
  // The XDG specification has relative paths ignored.
  const given = env[own];
  if (given !== undefined && isAbsolute(given)) return join(given, 'spfx', file);
  return env.HOME && isAbsolute(env.HOME) ? join(env.HOME, fallback, 'spfx', file) : undefined;
};

/** The path of the user's settings, by the XDG base directories or `%APPDATA%`; undefined where there is no home. */
export const settingsPath = (env: Environment, platform: string): string | undefined =>
  inFolder(env, platform, 'XDG_CONFIG_HOME', '.config', 'APPDATA', 'config.yml');

/** The path of the list of recent domains, by the XDG base directories or `%LOCALAPPDATA%`. */
export const recentPath = (env: Environment, platform: string): string | undefined =>
  inFolder(env, platform, 'XDG_STATE_HOME', '.local/state', 'LOCALAPPDATA', 'recent.json');

/** The path of the file that has what was copied last. */
export const copiedPath = (env: Environment, platform: string): string | undefined =>
  inFolder(env, platform, 'XDG_STATE_HOME', '.local/state', 'LOCALAPPDATA', 'copied.txt');
