import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { results, shellNames, themeNames } from '../../src/cli/option-groups.ts';
import { commands } from '../../src/cli/options.ts';
import { incidents } from '../../src/demo/incidents.ts';
import { runWords } from '../helpers/fake-terminal.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const run = promisify(execFile);

const isInstalled = (program: string): boolean =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

/** The script for a shell, in a file. */
const scriptFor = async (shell: string): Promise<string> => {
  const { out } = await runWords(['completion', shell]);
  return join(await temporaryFolder({ script: out }), 'script');
};

/** What bash offers for the last of these words. */
const offeredByBash = async (words: readonly string[]): Promise<string[]> => {
  const program = `source "$1"; shift
    COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _spfx; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout } = await run('bash', ['--norc', '-c', program, 'bash', await scriptFor('bash'), ...words]);
  return stdout.split('\n').filter((line) => line !== '');
};

const domains = incidents.map(({ domain }) => domain);

describe('completion', () => {
  test.each(shellNames)('for %s has every command, option, choice and incident', async (shell) => {
    const { out, code, trouble } = await runWords(['completion', shell]);
    expect({ code, trouble }).toEqual({ code: 0, trouble: '' });
    expect(out).toMatch(/^[\n\x20-\x7e]*$/);
    for (const { name, options } of commands) {
      expect(out).toContain(name);
      for (const option of options) {
        expect(out).toContain(shell === 'fish' ? `-l ${option.name} ` : `--${option.name}`);
        for (const choice of option.choices ?? []) expect(out).toContain(choice);
      }
    }
    for (const word of [...domains, ...incidents.map(({ name }) => name)]) expect(out).toContain(word);
  });

  test('has no word that a shell would read as more than a word', () => {
    const words = [
      ...commands.flatMap(({ name, options }) => [
        name,
        ...options.flatMap((option) => [option.name, ...(option.choices ?? [])]),
      ]),
      ...incidents.flatMap(({ name, domain }) => [name, domain]),
    ];
    expect(words.filter((word) => !/^[\w.-]+$/.test(word))).toEqual([]);
  });

  test.each(shellNames.filter(isInstalled))('for %s is a script without a mistake', async (shell) => {
    await run(shell, ['-n', await scriptFor(shell)]);
  });

  describe.skipIf(!isInstalled('bash'))('in bash', () => {
    test.each<[words: string[], offered: readonly string[]]>([
      [['ch'], ['check']],
      [['--v'], ['--version']],
      [['check', '--th'], ['--theme']],
      [
        ['check', '--cl'],
        ['--client', '--clients'],
      ],
      [['demo', '--cl'], []],
      [['check', '--theme', ''], themeNames],
      [['check', '--theme', '=', 'l'], ['light']],
      [['check', '--theme', '='], themeNames],
      [['check', '--glyphs', 'u'], ['unicode']],
      [['check', '--client', 'l'], ['label=']],
      [
        ['check', '--client', 'ip', '=', '192.0.2.1,expect', '=', 'p'],
        ['pass', 'permerror'],
      ],
      [['check', '--client', 'expect', '='], results],
      [['check', '--sender', ''], []],
      [['completion', ''], shellNames],
      [['help', 'tr'], ['tree']],
      [['man', ''], []],
      [['demo', 'tw'], ['twitter.com']],
    ])('%j are offered %j', async (words, offered) => {
      expect(await offeredByBash(['spfx', ...words])).toEqual(offered);
    });

    test('files are offered whole, with blanks and stars in their names', async () => {
      const folder = await temporaryFolder({ 'a zone*': '', b: '' });
      expect(await offeredByBash(['spfx', 'check', '--zone', join(folder, 'a')])).toEqual([
        join(folder, 'a zone*'),
      ]);
    });

    test('the function is the completion of spfx', async () => {
      const { stdout } = await run('bash', [
        '--norc',
        '-c',
        'source "$1"; complete -p spfx',
        'bash',
        await scriptFor('bash'),
      ]);
      expect(stdout).toBe('complete -F _spfx spfx\n');
    });
  });

  test.skipIf(!isInstalled('fish')).each<[line: string, offered: readonly string[]]>([
    ['spfx ch', ['check']],
    ['spfx check --th', ['--theme']],
    ['spfx check --theme l', ['light']],
    ['spfx demo tw', ['twitter.com']],
    ['spfx completion ', ['bash', 'fish', 'zsh']],
  ])('in fish %j is offered %j', async (line, offered) => {
    const program = 'source $argv[1]; complete -C $argv[2]';
    const home = await temporaryFolder();
    const { stdout } = await run('fish', ['--no-config', '-c', program, await scriptFor('fish'), line], {
      env: { ...process.env, HOME: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home, XDG_CACHE_HOME: home },
    });
    const words = stdout
      .split('\n')
      .filter((found) => found !== '')
      .map((found) => found.split('\t')[0]);
    expect(words.sort()).toEqual(offered);
  });

  test.each([
    [[], /^spfx: completion needs a SHELL: bash, zsh, fish\n$/],
    [['bsh'], /^spfx: no completion for "bsh"; did you mean "bash"\?\n$/],
    [['\x1b[2J'], /^spfx: no completion for "\\x1B\[2J"; the shells are bash, zsh, fish\n$/],
  ])('of %j is refused', async (words, message) => {
    const { code, out, trouble } = await runWords(['completion', ...words]);
    expect(trouble).toMatch(message);
    expect({ code, out }).toEqual({ code: 64, out: '' });
  });
});
