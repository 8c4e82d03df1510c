import { expect, test } from 'vitest';
import { recentPath, settingsPath } from '../../src/cli/settings-paths.ts';

test.each<[env: Record<string, string>, settings: string | undefined, recent: string | undefined]>([
  [{ XDG_CONFIG_HOME: '/c', XDG_STATE_HOME: '/s', HOME: '/h' }, '/c/spfx/config.yml', '/s/spfx/recent.json'],
  [{ HOME: '/h' }, '/h/.config/spfx/config.yml', '/h/.local/state/spfx/recent.json'],
  // The XDG specification has relative paths ignored; an empty one is none.
  [
    { XDG_CONFIG_HOME: 'c', XDG_STATE_HOME: '', HOME: '/h' },
    '/h/.config/spfx/config.yml',
    '/h/.local/state/spfx/recent.json',
  ],
  [{ HOME: 'h' }, undefined, undefined],
  [{ HOME: '' }, undefined, undefined],
  [{}, undefined, undefined],
])('with %j they are %j and %j', (env, settings, recent) => {
  expect(settingsPath(env, 'linux')).toBe(settings);
  expect(recentPath(env, 'darwin')).toBe(recent);
});

test('on Windows they are in the folders of the user’s data', () => {
  const env = { APPDATA: '/r', LOCALAPPDATA: '/l', HOME: '/h', XDG_CONFIG_HOME: '/c' };
  expect(settingsPath(env, 'win32')).toBe('/r/spfx/config.yml');
  expect(recentPath(env, 'win32')).toBe('/l/spfx/recent.json');
  expect(settingsPath({}, 'win32')).toBeUndefined();
});
