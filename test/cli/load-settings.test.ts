import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { CommandArguments } from '../../src/cli/command-input.ts';
import { withSettings } from '../../src/cli/load-settings.ts';
import { parseArguments } from '../../src/cli/parse-arguments.ts';
import { settingsOf } from '../../src/cli/settings.ts';
import { UsageError } from '../../src/cli/usage-error.ts';
import { runWords } from '../helpers/fake-terminal.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const argumentsOf = (line: string): CommandArguments => {
  const args = parseArguments(line.split(' '));
  if (args.kind !== 'command') throw new Error('a command is wanted');
  return args;
};

/** A home whose settings are `text`. */
const homeWith = async (text: string): Promise<string> => {
  const home = await temporaryFolder();
  await mkdir(join(home, 'spfx'));
  await writeFile(join(home, 'spfx/config.yml'), text);
  return home;
};

const load = async (line: string, text: string): Promise<CommandArguments> =>
  withSettings(argumentsOf(line), { XDG_CONFIG_HOME: await homeWith(text) }, 'linux');

const whole =
  'server: 192.0.2.53\ntheme: 16-light\nglyphs: ascii\nmouse: true\nhistory: false\nkeys: {quit: [q, x], up: k}\n';

describe('the settings of a command line', () => {
  test('are the defaults without a file', async () => {
    const args = argumentsOf('explore a.test');
    for (const env of [{}, { XDG_CONFIG_HOME: await temporaryFolder() }, { XDG_CONFIG_HOME: '/dev/null' }])
      expect(await withSettings(args, env, 'linux')).toBe(args);
    expect(settingsOf(args)).toEqual({
      theme: { colours: 'auto', background: 'auto' },
      glyphs: 'auto',
      keys: {},
      hasMouse: false,
      keepsHistory: true,
    });
  });

  test('come from the file', async () => {
    const args = await load('explore a.test', whole);
    expect(settingsOf(args)).toEqual({
      theme: { colours: '16', background: 'light' },
      glyphs: 'ascii',
      keys: { quit: ['q', 'x'], up: ['k'] },
      hasMouse: true,
      keepsHistory: false,
    });
    expect(args.values.get('server')).toEqual(['192.0.2.53']);
    expect(args.settingsProblem).toBeUndefined();
  });

  test('are the command line’s own where it says something', async () => {
    const line =
      'explore --server 192.0.2.1 --theme none --glyphs unicode --no-mouse --key up=w --key up=W --key zoom==';
    const args = await load(line, whole);
    expect(settingsOf(args)).toMatchObject({
      theme: { colours: 'none', background: 'auto' },
      glyphs: 'unicode',
      keys: { quit: ['q', 'x'], up: ['w', 'W'], zoom: ['='] },
      hasMouse: false,
    });
    expect(args.values.get('server')).toEqual(['192.0.2.1']);
  });

  test.each<[line: string, settings: object]>([
    ['explore --ascii --glyphs unicode', { glyphs: 'ascii' }],
    ['explore --no-color --theme truecolor-dark', { theme: { colours: 'none', background: 'dark' } }],
    ['explore --theme light', { theme: { colours: 'auto', background: 'light' } }],
    ['explore --mouse --no-history', { hasMouse: true, keepsHistory: false }],
    ['explore --key quit=', { keys: { quit: [] } }],
  ])('of %j', (line, settings) => {
    expect(settingsOf(argumentsOf(line))).toMatchObject(settings);
  });

  test.each(['quit', '=q', ''])('refuse --key %j', (text) => {
    const args = argumentsOf('explore');
    const given = { ...args, values: new Map([['key', [text]]]) };
    expect(() => settingsOf(given)).toThrow(UsageError);
  });

  test('of the name __proto__ are a key like another', () => {
    expect(Object.keys(settingsOf(argumentsOf('explore --key __proto__=q')).keys)).toEqual(['__proto__']);
  });

  test('leave a file out that can’t be used, and say why', async () => {
    const { settingsProblem, ...args } = await load('check a.test', 'theme: 16\nsevrer: x\n');
    expect(settingsProblem).toMatch(
      /\/spfx\/config\.yml:2:1: unknown key "sevrer"; did you mean "server"\? \(the file is left out\)$/,
    );
    expect(args).toEqual(argumentsOf('check a.test'));
    const large = await load('check a.test', `# ${'x'.repeat(70_000)}`);
    expect(large.settingsProblem).toMatch(/config\.yml: it has more than 65536 octets/);
    const home = await temporaryFolder();
    await mkdir(join(home, 'spfx/config.yml'), { recursive: true });
    const folder = await withSettings(argumentsOf('check'), { XDG_CONFIG_HOME: home }, 'linux');
    expect(folder.settingsProblem).toMatch(/config\.yml: it is a directory/);
  });

  test('are not read with --no-config; a file that --config names is to be there', async () => {
    const home = await homeWith(whole);
    const env = { XDG_CONFIG_HOME: home };
    const off = argumentsOf('check --no-config');
    expect(await withSettings(off, env, 'linux')).toBe(off);
    const named = argumentsOf(`check --config ${join(home, 'spfx/config.yml')}`);
    expect((await withSettings(named, {}, 'linux')).values.get('theme')).toEqual(['16-light']);
    const lost = withSettings(argumentsOf('check --config /nowhere/x'), env, 'linux');
    await expect(lost).rejects.toThrow('--config /nowhere/x: there is no such file');
    const both = withSettings(argumentsOf('check --config x --no-config'), env, 'linux');
    await expect(both).rejects.toThrow(UsageError);
  });
});

describe('a command', () => {
  test('goes on with the defaults after one line on stderr, and the same exit code', async () => {
    vi.stubEnv('XDG_CONFIG_HOME', await homeWith('theme: [\n'));
    const words = ['google.com', '--demo', '--ip', '192.0.2.1'];
    const broken = await runWords(['check', ...words]);
    const tree = await runWords(['tree', ...words]);
    vi.stubEnv('XDG_CONFIG_HOME', '/dev/null');
    const plain = await runWords(['check', ...words]);
    vi.unstubAllEnvs();
    expect(broken.trouble).toMatch(
      /^spfx: \S+config\.yml:\d+:\d+: this is no YAML: .*\(the file is left out\)\n$/,
    );
    expect(broken).toEqual({ ...plain, trouble: broken.trouble });
    expect(tree.trouble).toBe(broken.trouble);
  });

  test('asks the server of the file, and draws its signs', async () => {
    vi.stubEnv('XDG_CONFIG_HOME', await homeWith('server: 127.0.0.1:1\nglyphs: ascii\n'));
    const { out, code, trouble } = await runWords([
      'tree',
      'a.test',
      '--ip',
      '192.0.2.1',
      '--dns-retries',
      '0',
    ]);
    const unicode = await runWords(['tree', 'google.com', '--demo', '--glyphs', 'unicode'], {
      isUtf8: false,
    });
    const none = await runWords(['check', 'google.com', '--demo', '--ip', '192.0.2.1', '--theme', 'none'], {
      hasColour: true,
    });
    vi.unstubAllEnvs();
    expect({ code, trouble }).toEqual({ code: 5, trouble: '' });
    expect(out).toContain('127.0.0.1:1');
    expect(out).toMatch(/^[\n\x20-\x7e]*$/);
    expect(unicode.out).toMatch(/[✓✗·…▾▸]/);
    expect(none.out).not.toContain('\x1b');
  });
});
