import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spfx-suite-'));
  const suite = (result: string) =>
    `description: One\ntests: {a: {host: 192.0.2.1, helo: h.example, mailfrom: a@b.example, result: ${result}}}\nzonedata: {b.example: [{SPF: v=spf1 -all}]}\n`;
  await writeFile(join(folder, 'good.yml'), suite('fail'));
  await writeFile(join(folder, 'wrong.yml'), suite('pass'));
  await writeFile(join(folder, 'bad.yml'), 'a: [');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (...words: readonly string[]) =>
  new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const script = ['test/scripts/run-typescript.mjs', 'test/conformance/run-conformance.ts', ...words];
    const child = execFile(process.execPath, script, { cwd: root }, (_error, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });

test.each([[[]], [['--in-memory']]])('cases that pass: one line, exit 0 (%j)', async (options) => {
  expect(await run(...options, join(folder, 'good.yml'))).toEqual({
    code: 0,
    out: '1 passed, 0 failed\n',
    err: '',
  });
});

test('a case that fails is told with its questions: exit 1', async () => {
  const { code, out } = await run(join(folder, 'good.yml'), join(folder, 'wrong.yml'));
  expect(code).toBe(1);
  expect(out).toContain('FAILED a (One)\n');
  expect(out).toContain('  expected pass\n  got      fail\n  asked    TXT b.example: records\n');
  expect(out).toMatch(/\n1 passed, 1 failed\n$/);
});

test.each(['bad.yml', 'missing.yml'])('%s is one line on the error stream: exit 64', async (file) => {
  const { code, out, err } = await run(join(folder, file));
  expect([code, out]).toEqual([64, '']);
  expect(err).toMatch(new RegExp(`^\\S*${file}: [^\\n]+\\n$`));
});

test('no file is a word on how to call it: exit 64', async () => {
  expect(await run()).toMatchObject({ code: 64, out: '', err: expect.stringMatching(/^usage: [^\n]+\n$/) });
});
