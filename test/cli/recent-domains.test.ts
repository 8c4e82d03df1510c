import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addRecent,
  mostRecent,
  type Recent,
  readRecent,
  rememberRecent,
} from '../../src/cli/recent-domains.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const home = async () => {
  const folder = join(await temporaryFolder(), 'state');
  const env = { XDG_STATE_HOME: folder };
  const path = join(folder, 'spfx/recent.json');
  return {
    path,
    read: () => readRecent(env, 'linux'),
    remember: (entry: Recent) => rememberRecent(entry, env, 'linux'),
    put: async (text: string) => {
      await mkdir(join(folder, 'spfx'), { recursive: true });
      await writeFile(path, text);
    },
  };
};

const at = (domain: string, atMs = 1, ip?: string): Recent => ({
  domain,
  ...(ip === undefined ? {} : { client: { ip, helo: '', sender: '' } }),
  atMs,
});

describe('the recent domains', () => {
  test('are none at first, then the newest first, each with its client once', async () => {
    const { read, remember } = await home();
    expect(await read()).toEqual({ entries: [] });
    for (const entry of [at('a.test', 1), at('b.test', 2), at('a.test', 3, '192.0.2.1'), at('A.test', 4)])
      await remember(entry);
    const entries = [at('A.test', 4), at('a.test', 3, '192.0.2.1'), at('b.test', 2)];
    expect(await read()).toEqual({ entries });
    expect(await remember(at('b.test', 5))).toEqual({ entries: [at('b.test', 5), ...entries.slice(0, 2)] });
  });

  test('are in a file that nobody else reads', async () => {
    const { path, remember } = await home();
    await remember(at('a.test'));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(path, '..'))).mode & 0o777).toBe(0o700);
    expect(await readdir(join(path, '..'))).toEqual(['recent.json']);
  });

  test('that are written at once leave a whole list', async () => {
    const { path, read, remember } = await home();
    await Promise.all(Array.from({ length: 30 }, (_, index) => remember(at(`d${index}.test`, index))));
    const { entries, problem } = await read();
    expect(problem).toBeUndefined();
    expect(entries.length).toBeGreaterThan(0);
    expect(await readdir(join(path, '..'))).toEqual(['recent.json']);
  });

  test.each([
    ['no JSON', '{"version": 1, "recent": ['],
    ['another program’s', '{"recentFiles": []}'],
    ['a list', '[]'],
    ['null', 'null'],
    ['empty', ''],
    ['of a later version', '{"version": 2, "recent": []}'],
    ['with an odd entry', '{"version": 1, "recent": [{"domain": 7, "atMs": 1}]}'],
    ['with an odd client', '{"version": 1, "recent": [{"domain": "a", "atMs": 1, "client": {"ip": "x"}}]}'],
    ['with control characters', '{"version": 1, "recent": [{"domain": "\\u001b[2J", "atMs": 1}]}'],
    [
      'with a domain without an end',
      `{"version": 1, "recent": [{"domain": "${'x'.repeat(400)}", "atMs": 1}]}`,
    ],
    ['huge', `{"version": 1, "recent": [], "x": "${'x'.repeat(2_000_000)}"}`],
  ])('in a file that is %s are left alone, and that is said', async (_, text) => {
    const { path, put, read, remember } = await home();
    await put(text);
    for (const list of [await read(), await remember(at('a.test'))]) {
      expect(list.entries).toEqual([]);
      expect(list.problem).toMatch(/recent\.json: it is no list that spfx wrote; .* left as it is$/);
    }
    expect(await readFile(path, 'utf8')).toBe(text);
  });

  test('in a file with unknown fields and too many entries are the first of them, known fields only', async () => {
    const { put, read } = await home();
    const recent = Array.from({ length: 80 }, (_, index) => ({ ...at(`d${index}.test`), more: 1 }));
    await put(JSON.stringify({ version: 1, recent }));
    const { entries } = await read();
    expect(entries).toHaveLength(mostRecent);
    expect(entries[0]).toEqual(at('d0.test'));
  });

  test('are not kept where their text is no domain’s or client’s', async () => {
    const { read, remember } = await home();
    for (const domain of ['', '\x1b[2J', 'a\nb', 'x'.repeat(321)]) await remember(at(domain));
    await remember(at('a.test', 1, '\x07'));
    expect(await read()).toEqual({ entries: [] });
  });

  test('are none where the file can’t be read or written', async () => {
    const folder = await temporaryFolder();
    expect(await readRecent({}, 'linux')).toEqual({ entries: [] });
    expect(await rememberRecent(at('a.test'), {}, 'linux')).toEqual({ entries: [] });
    // Who names a file in place of a folder wants no list.
    const odd = { XDG_STATE_HOME: '/dev/null' };
    expect(await readRecent(odd, 'linux')).toEqual({ entries: [] });
    expect(await rememberRecent(at('a.test'), odd, 'linux')).toEqual({ entries: [] });
    await mkdir(join(folder, 'spfx/recent.json'), { recursive: true });
    const isFolder = await rememberRecent(at('a.test'), { XDG_STATE_HOME: folder }, 'linux');
    expect(isFolder.problem).toMatch(/it can't be read \(EISDIR\)/);
    await symlink('/proc', join(folder, 'proc'));
    const isReadOnly = await rememberRecent(at('a.test'), { XDG_STATE_HOME: join(folder, 'proc') }, 'linux');
    expect(isReadOnly.problem).toMatch(/recent\.json: it can't be written \(E\w+\)$/);
  });

  test('keep to the law of a list: newest first, none twice, no more than the most', () => {
    const entry = fc.record({ domain: fc.constantFrom('a', 'A', 'b', 'c'), atMs: fc.nat() });
    const many = fc.array(fc.record({ domain: fc.string(), atMs: fc.nat() }), { maxLength: 120 });
    fc.assert(
      fc.property(fc.oneof(many, fc.array(entry)), entry, (entries, newest) => {
        const list = addRecent(entries, newest);
        expect(list[0]).toBe(newest);
        expect(list.length).toBeLessThanOrEqual(mostRecent);
        expect(new Set(list.map(({ domain }) => domain.toLowerCase())).size).toBe(list.length);
        expect(addRecent(list.slice(1), newest)).toEqual(list);
      }),
    );
  });
});
