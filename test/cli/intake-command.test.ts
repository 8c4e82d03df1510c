import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { runWords } from '../helpers/fake-terminal.ts';
import { policydLines } from '../helpers/policyd-lines.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { zipFiles } from '../helpers/zip-files.ts';

const fixtures = join(import.meta.dirname, '../fixtures/intake');
const fixture = (name: string): string => readFileSync(join(fixtures, name), 'utf8');

/** Runs intake in a folder with these files; `FOLDER` in words and output stands for it. */
const intake = async (files: Record<string, string | Uint8Array>, ...words: readonly string[]) => {
  const folder = await temporaryFolder();
  for (const [name, octets] of Object.entries(files)) writeFileSync(join(folder, name), octets);
  const outcome = await runWords(['intake', ...words.map((word) => word.replace('FOLDER', folder))]);
  return {
    ...outcome,
    out: outcome.out.replaceAll(folder, 'FOLDER'),
    trouble: outcome.trouble.replaceAll(folder, 'FOLDER'),
  };
};

const jsonLines = (out: string) =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('intake', () => {
  test('shows what was found, where, and how far it can be trusted', async () => {
    const { out, code, trouble } = await intake({ log: policydLines([{ result: 'Fail' }]) }, 'FOLDER/log');
    expect({ code, trouble }).toEqual({ code: 0, trouble: '' });
    expect(out).toMatchInlineSnapshot(`
      "1 check found.

      fail  192.0.2.1  a.test
        read from  FOLDER/log, line 1: a line of policyd-spf
        HELO       mx.a.test
        MAIL FROM  bob@a.test  (judged)
        claimed    fail: mailfrom
        receiver   example.net
        time       Nov 22 07:44:40
        also       action prepend
        trust      A log of the receiving server: it saw the client itself.

      Next: spfx check --from-text FOLDER/log checks it again, by what DNS says now.
      "
    `);
  });

  const many = policydLines([
    { ip: '192.0.2.1', sender: 'a@c.test', time: 'Nov 22 07:44:41' },
    { ip: '192.0.2.2', sender: 'a@b.test', time: 'Nov 22 07:44:42', result: 'Fail' },
    { ip: '192.0.2.2', sender: 'b@b.test', time: 'Nov 22 07:44:40', result: 'Fail' },
    { ip: '192.0.2.3', sender: 'a@a.test', time: 'Nov 22 07:44:44', result: 'Softfail' },
    { ip: '192.0.2.4', sender: 'a@d.test', time: 'Nov 22 07:44:39', result: 'None' },
    { ip: '192.0.2.5', sender: 'a@e.test', time: 'Nov 22 07:44:38', result: 'None' },
  ]);

  test('shows many as a table of groups, the most frequent first', async () => {
    const { out } = await intake({ log: many }, 'FOLDER/log');
    expect(out).toMatchInlineSnapshot(`
      "5 checks found, of 6 mails.

      count  claimed   client     domain  latest           first at
      2      fail      192.0.2.2  b.test  Nov 22 07:44:40  log:2
      1      pass      192.0.2.1  c.test  Nov 22 07:44:41  log:1
      1      softfail  192.0.2.3  a.test  Nov 22 07:44:44  log:4
      1      none      192.0.2.4  d.test  Nov 22 07:44:39  log:5
      1      none      192.0.2.5  e.test  Nov 22 07:44:38  log:6

      A log of the receiving server: it saw the client itself.

      Next: spfx check --from-text FOLDER/log checks them again, by what DNS says now.
      "
    `);
  });

  test.each([
    ['count', ['b.test', 'c.test', 'a.test', 'd.test', 'e.test']],
    ['time', ['a.test', 'c.test', 'b.test', 'd.test', 'e.test']],
    ['domain', ['a.test', 'b.test', 'c.test', 'd.test', 'e.test']],
  ])('sorts by %s, in text and in JSON', async (order, domains) => {
    const { out } = await intake({ log: many }, 'FOLDER/log', '--sort', order);
    expect(out.match(/[a-e]\.test/g)).toEqual(domains);
    const json = jsonLines((await intake({ log: many }, 'FOLDER/log', '--json', '--sort', order)).out);
    expect(json.map(({ domain }) => domain)).toEqual(domains);
    expect(json.find(({ domain }) => domain === 'b.test')).toMatchObject({
      schemaVersion: 1,
      kind: 'group',
      count: 2,
      result: 'fail',
      hasOtherSenders: true,
      latest: { text: 'Nov 22 07:44:40', atMs: null },
    });
  });

  test('with --json prints each check in the order of the text, with its place', async () => {
    const { out } = await intake({ log: many }, '--json', 'FOLDER/log');
    const read = jsonLines(out);
    expect(read.map(({ kind, place }) => [kind, place.line])).toEqual(
      [1, 2, 3, 4, 5, 6].map((line) => ['candidate', line]),
    );
    expect(read[1]).toMatchObject({
      schemaVersion: 1,
      file: 'FOLDER/log',
      form: 'policyd-spf',
      trust: { kind: 'own-log' },
      domain: 'b.test',
      clientIp: '192.0.2.2',
      mailFrom: 'a@b.test',
      identity: 'mailfrom',
      result: 'fail',
      missing: [],
    });
    expect(many.slice(read[1].place.start, read[1].place.end)).toContain('client-ip=192.0.2.2');
  });

  test('reads several files, packed or not, and tells what it can not read', async () => {
    const files = { log: many, 'log.1.gz': gzipSync(many), 'log.2': 'nothing\n' };
    const whole = await intake(files, 'FOLDER/log', 'FOLDER/log.1.gz', 'FOLDER/log.2');
    expect(whole.code).toBe(0);
    expect(whole.out).toContain('5 checks found, of 12 mails.');
    const partial = await intake(files, 'FOLDER/log', 'FOLDER/log.9', 'FOLDER', 'FOLDER/log.1.gz');
    expect(partial.code).toBe(64);
    expect(partial.out).toBe(whole.out);
    expect(partial.trouble).toBe(
      'spfx: FOLDER/log.9: there is no such file\nspfx: FOLDER: it is a directory; a text is wanted\n',
    );
  });

  test('reads a zip archive of a report, a text with a byte order mark, and UTF-16', async () => {
    const report = Buffer.from(fixture('dmarc-multi.xml'));
    const { out } = await intake({ z: zipFiles([{ name: 'r.xml', octets: report }]) }, 'FOLDER/z', '--json');
    expect(jsonLines(out)[0]).toMatchObject({ form: 'dmarc-report', place: { part: 'r.xml' } });
    for (const octets of [Buffer.from(`\ufeff${many}`), Buffer.from(`\ufeff${many}`, 'utf16le')])
      expect((await intake({ log: octets }, 'FOLDER/log')).out).toContain('5 checks found, of 6 mails.');
  });
});

describe('a message', () => {
  const border = 'received-border.txt';

  test('has its border named, why, and its hops numbered', async () => {
    const { out } = await runWords(['intake', join(fixtures, border)]);
    expect(out).toMatch(/hop 3 is the border\. The header with the result of SPF beside it/);
    expect(out).toMatch(/^> 3 {2}border {8}198\.51\.100\.33 /m);
    expect(out).toMatch(/^ {2}4 {2}below-border {2}172\.25\.0\.13 /m);
    expect(out).toContain('Another hop: --hop NUMBER');
    const [message, candidate] = jsonLines(
      (await runWords(['intake', '--json', join(fixtures, border)])).out,
    );
    expect(message).toMatchObject({ kind: 'message', border: 3 });
    expect(message.hops.map(({ standing }: { standing: string }) => standing)).toEqual([
      'internal',
      'internal',
      'border',
      'below-border',
    ]);
    expect(candidate).toMatchObject({ kind: 'candidate', clientIp: '198.51.100.33' });
  });

  test('has another hop chosen', async () => {
    const { out, code } = await runWords(['intake', join(fixtures, border), '--hop', '4', '--json']);
    expect(code).toBe(0);
    expect(jsonLines(out)).toMatchObject([{ clientIp: '172.25.0.13', trust: { kind: 'below-border' } }]);
  });

  test('of several is named in front of the hop', async () => {
    const two = `${fixture(border)}\n\n${fixture('received-postfix.txt')}`;
    const { out } = await intake({ two }, 'FOLDER/two');
    expect(out).toMatch(/hop 1\.3 is the border/);
    expect(out).toMatch(/^> 2\.\d+ {2}border/m);
    const first = await intake({ two }, 'FOLDER/two', '--hop', '4');
    expect((await intake({ two }, 'FOLDER/two', '--hop', '1.4')).out).toBe(first.out);
    expect((await intake({ two }, 'FOLDER/two', '--hop', '2.1')).out).not.toBe(first.out);
  });

  test.each<[hop: string, file: string, message: RegExp, code: number]>([
    ['x', border, /a number is wanted/, 64],
    ['9', border, /there is no hop 9; the message has hops 1 to 4/, 65],
    ['2.1', border, /there is no message 2; 1 were found/, 65],
    ['1', 'policyd-spf-2007.txt', /no message with Received headers was found/, 65],
  ])('without hop %s in %s is told', async (hop, file, message, wanted) => {
    const { out, code, trouble } = await runWords(['intake', join(fixtures, file), '--hop', hop]);
    expect({ out, code }).toEqual({ out: '', code: wanted });
    expect(trouble).toMatch(/^spfx: [\x20-\x7e]+\n$/);
    expect(trouble).toMatch(message);
  });
});

describe('a text that says nothing of SPF', () => {
  test.each<[name: string, octets: string | Uint8Array, nearest: RegExp | undefined]>([
    ['empty', '', undefined],
    ['prose', 'Dear all,\nnothing here.\n', undefined],
    ['a record', 'a.test. TXT "v=spf1 -all"\n', /nearest: line 1: It holds an SPF record/],
    ['a name', 'x\ny\nspf is broken!\n', /nearest: line 3: It names SPF/],
    ['binary', Buffer.from(Array.from({ length: 5000 }, (_, index) => index % 7)), /It is binary/],
    ['a broken zip', 'PK\x03\x04xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', /zip archive, but broken/],
  ])('as %s: what was looked for, the nearest miss, and 65', async (_, octets, nearest) => {
    for (const words of [[], ['--json'], ['--sort', 'time']]) {
      const { out, code, trouble } = await intake({ t: octets }, 'FOLDER/t', ...words);
      expect({ out, code }).toEqual({ out: '', code: 65 });
      expect(trouble).toMatch(/^spfx: FOLDER\/t: nothing in it speaks of an SPF check\n/);
      expect(trouble).toMatch(/\n {2}looked for: log lines .*DMARC aggregate reports\n$/);
      if (nearest === undefined) expect(trouble).not.toContain('nearest');
      else expect(trouble).toMatch(nearest);
    }
  });

  test.each<[name: string, octets: () => Uint8Array, message: RegExp]>([
    ['gzip in gzip', () => gzipSync(gzipSync(Buffer.from('a'))), /archive in an archive/],
    ['a bomb of gzip', () => gzipSync(Buffer.alloc(20_000_000)), /grows to more than 250 times/],
    [
      'broken gzip',
      () => Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
      /gzip archive, but broken/,
    ],
    ['long and binary', () => Buffer.alloc(5_000_000, '\x01\x02\x03'), /it is binary, no text/],
    ['UTF-16 beyond measure', () => Buffer.from('\ufeffabc'.repeat(1e6), 'utf16le'), /it is UTF-16/],
    [
      'a message beyond measure',
      () => Buffer.from(`MIME-Version: 1.0\nSubject: x\n\n${'x'.repeat(34_000_000)}`),
      /more than 33554432 octets/,
    ],
  ])('as %s: one line, and 65', async (_, octets, message) => {
    const { out, code, trouble } = await intake({ t: octets() }, 'FOLDER/t');
    expect({ out, code }).toEqual({ out: '', code: 65 });
    expect(trouble).toMatch(/^spfx: FOLDER\/t: [\x20-\x7e]+\n$/);
    expect(trouble).toMatch(message);
  });

  test('in a file that is not there: one line, and 64', async () => {
    const { code, trouble } = await runWords(['intake', '/nowhere\x1b[2J']);
    expect({ code, trouble }).toEqual({
      code: 64,
      trouble: 'spfx: /nowhere\\x1B[2J: there is no such file\n',
    });
  });
});

test('a long log is read line by line, whatever its length, and says so where it finds nothing', async () => {
  const filler = `${'Nov 22 07:44:40 mx1 postfix/qmgr[901]: removed '.repeat(4)}\n`.repeat(30_000);
  const { out, code } = await intake({ log: filler + policydLines([{}]) }, 'FOLDER/log', '--json');
  expect(code).toBe(0);
  expect(jsonLines(out)).toMatchObject([{ place: { line: 30_001 }, clientIp: '192.0.2.1' }]);
  const packed = await intake({ log: gzipSync(filler) }, 'FOLDER/log');
  expect(packed.trouble).toMatch(/nearest: It has more than 4 MiB and was read as a log/);
});

test('hostile text leaves every line printable', async () => {
  const evil = '\x1b]0owned\x07\u202e\x00\x9b2J';
  const { out } = await intake(
    {
      log: policydLines(
        Array.from({ length: 6 }, (_, index) => ({
          helo: evil,
          sender: `${evil}@a${index}.test`,
          result: 'Fail',
        })),
      ),
    },
    'FOLDER/log',
  );
  expect(out).toMatch(/^[\n\x20-\x7e]*$/);
  const single = await intake(
    { log: policydLines([{ helo: evil, sender: `${evil}@${evil}`, result: 'Fail' }]) },
    'FOLDER/log',
  );
  expect(single.out).toMatch(/^[\n\x20-\x7e]*$/);
  expect(single.out).toContain('owned');
});
