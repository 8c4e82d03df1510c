import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runWords } from '../helpers/fake-terminal.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const zones = `
$ORIGIN test.
@ 300 SOA ns hostmaster 1 3600 600 86400 60
a TXT "v=spf1 include:b.test mx ~all"
b TXT "v=spf1 ip4:198.51.100.0/24 -all"
x TXT "v=spf1 exp=e.test -all"
e TXT "It was %{t}"
a MX 10 mail
mail A 192.0.2.10
`;

/** A folder with a zone, and `FOLDER` in words as its path. */
const inFolder = async (files: Readonly<Record<string, string>> = {}) => {
  const folder = await temporaryFolder({ z: zones, ...files });
  const run = (...words: string[]) => runWords(words.map((word) => word.replace('FOLDER', folder)));
  const record = (command: string, ...words: string[]) =>
    run(command, '--zone', 'FOLDER/z', '--server', '127.0.0.1:1', '--record', 'FOLDER/s', ...words);
  return { folder, run, record, read: () => readFileSync(join(folder, 's'), 'utf8') };
};

const withoutElapsed = (json: string): string =>
  json.replace(/\n {2}"elapsedMs": [\d.]+/, '').replace(/\n {4}"elapsedMs": [\d.]+(?=\n {2}\})/, '');

describe('a recorded run', () => {
  test.each([
    ['check a.test --ip 192.0.2.10'],
    ['check a.test --ip 203.0.113.1'],
    ['check a.test --ip 203.0.113.1 --json'],
    ['check a.test --ip mail.test --client ip=198.51.100.1,label=x'],
    ['check --client ip=198.51.100.1,sender=u@b.test'],
    ['check a..test --ip 192.0.2.1'],
    ['tree a.test'],
    ['tree a.test --json'],
    ['tree a.test --ip 192.0.2.10 --json'],
    ['explore a.test --ip 192.0.2.10'],
  ])('%s is replayed with the same words and the same exit code', async (line) => {
    const { record, run } = await inFolder();
    const [command = '', ...words] = line.split(' ');
    const recorded = await record(command, ...words);
    expect(recorded.trouble).toBe('');
    expect(recorded.out).not.toBe('');
    const replayed = await run(command, ...words, '--replay', 'FOLDER/s');
    expect(replayed.trouble).toBe('');
    expect(withoutElapsed(replayed.out)).toBe(withoutElapsed(recorded.out));
    expect(replayed.code).toBe(recorded.code);
  });

  test('has the time of the check, for %{t}', async () => {
    const { record, run, read } = await inFolder();
    await record('check', 'x.test', '--ip', '192.0.2.1');
    const later = read().replace(/"takenAt":"[^"]*"/, '"takenAt":"2031-05-06T07:08:09.000Z"');
    const { folder } = await inFolder({ later });
    const { out } = await run('check', '--ip', '192.0.2.1', '--json', '--replay', join(folder, 'later'));
    const seconds = Date.parse('2031-05-06T07:08:09.000Z') / 1000;
    expect(JSON.parse(out).explanation).toBe(`It was ${seconds}`);
  });

  test('knows its domain', async () => {
    const { record, run } = await inFolder();
    await record('tree', 'A.Test');
    const { out } = await run('tree', '--replay', 'FOLDER/s');
    expect(out).toMatch(/^A\.Test {2}/);
  });

  test('says of what was not asked that it is not in the snapshot', async () => {
    const { record, run } = await inFolder();
    await record('tree', 'a.test');
    const { out, code } = await run('check', 'b.test', '--ip', '192.0.2.1', '--replay', 'FOLDER/s');
    expect(code).toBe(1);
    expect(out).toMatch(/^fail/);
    const other = await run('check', 'other.test', '--ip', '192.0.2.1', '--replay', 'FOLDER/s');
    expect(other.code).toBe(5);
    expect(other.out).toMatch(/"TXT other\.test" is not in the snapshot/);
    expect(other.out).toMatch(/Ask DNS without --replay/);
  });

  test('has no part in the settings: a server there is not asked', async () => {
    const { record, run } = await inFolder({ config: 'server: 127.0.0.1:1\n' });
    await record('tree', 'a.test');
    expect((await run('tree', '--replay', 'FOLDER/s', '--config', 'FOLDER/config')).trouble).toBe('');
  });

  test('is written over an older snapshot and an empty file, through a link, as an ordinary file', async () => {
    const { record, run, folder } = await inFolder({ empty: '' });
    await record('tree', 'a.test');
    symlinkSync(join(folder, 's'), join(folder, 'link'));
    for (const name of ['s', 'empty', 'link'])
      expect(await run('tree', 'b.test', '--zone', 'FOLDER/z', '--record', `FOLDER/${name}`)).toMatchObject({
        code: 0,
        trouble: '',
      });
    const { mode } = statSync(join(folder, 's'));
    expect(mode & 0o777).toBe(0o666 & ~process.umask());
    expect(readFileSync(join(folder, 'link'), 'utf8')).toContain('"domain":"b.test"');
    expect(readdirSync(folder).sort()).toEqual(['empty', 'link', 's', 'z']);
  });
});

describe('what cannot be recorded or replayed is one line', () => {
  test.each([
    [
      'tree a.test --record FOLDER/z',
      64,
      /--record \S+ exists and is no snapshot of spfx; it was left as it is\n$/,
    ],
    ['tree a.test --record FOLDER/none/s', 64, /--record \S+: its folder does not exist\n$/],
    ['tree a.test --record FOLDER/z/s', 64, /--record \S+: its folder is a file\n$/],
    ['tree a.test --record FOLDER', 64, /--record \S+: it is a folder\n$/],
    ['tree a.test --record /dev/null', 64, /exists and is no snapshot/],
    ['tree a.test --record FOLDER/s --replay FOLDER/s', 64, /--record and --replay exclude each other/],
    ['tree a.test --replay FOLDER/none', 64, /--replay \S+: there is no such file\n$/],
    ['tree a.test --replay FOLDER', 64, /it is a directory; a snapshot is wanted\n$/],
    ['tree a.test --replay FOLDER/z', 65, /--replay \S+: it is no JSON from line 2, column 1 on\n$/],
    ['tree a.test --replay FOLDER/cut', 65, /--replay \S+: it ends in the middle, at line 1, column 10\n$/],
    ['tree a.test --replay FOLDER/foreign', 65, /--replay \S+: it is no snapshot of spfx: /],
    ['tree a.test --replay FOLDER/cut --server 192.0.2.1', 64, /leave --server out\n$/],
    ['check --replay FOLDER/cut --demo', 64, /leave --demo out\n$/],
    ['explore --replay FOLDER/cut --dns-retries 1', 64, /leave --dns-retries out\n$/],
  ])('%s', async (line, code, trouble) => {
    const { run, folder } = await inFolder({ cut: '{"format"', foreign: '{"a": 1}' });
    const given = await run(...line.split(' '));
    expect(given.trouble).toMatch(trouble);
    expect(given.trouble).toMatch(/^spfx: [^\n]*\n$/);
    expect(given).toMatchObject({ code, out: '' });
    expect(readFileSync(join(folder, 'z'), 'latin1')).toBe(zones);
  });

  test('a file of any length, no more of which is read than may be used', async () => {
    const { run } = await inFolder();
    const { code, trouble } = await run('tree', '--replay', '/dev/zero');
    expect(code).toBe(65);
    expect(trouble).toMatch(/it has more than 33554432 octets, the most a snapshot may/);
  });

  test('a folder that is gone at the end; then the run is no success', async () => {
    const { run, folder } = await inFolder();
    mkdirSync(join(folder, 'deep'));
    // A zone file is read after the path was looked at, and a pipe lets the test wait for that.
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const running = run(
      'tree',
      'a.test',
      '--zone',
      'FOLDER/pipe',
      '--server',
      '127.0.0.1:1',
      '--record',
      'FOLDER/deep/s',
    );
    const file = await open(pipe, 'w');
    rmSync(join(folder, 'deep'), { recursive: true });
    await file.writeFile(zones);
    await file.close();
    const { code, out, trouble } = await running;
    expect(out).toMatch(/^a\.test/);
    expect(trouble).toMatch(/^spfx: --record \S+: its folder does not exist; no snapshot was written\n$/);
    expect(code).toBe(70);
  });
});
