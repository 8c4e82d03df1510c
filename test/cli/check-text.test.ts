import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runWords } from '../helpers/fake-terminal.ts';
import { startLoopbackServer } from '../helpers/loopback-server.ts';
import { type PolicydLine, policydLines } from '../helpers/policyd-lines.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const zones = `
$ORIGIN test.
@ 300 SOA ns hostmaster 1 3600 600 86400 60
a TXT "v=spf1 ip4:192.0.2.0/28 -all"
b TXT "v=spf1 ip4:198.51.100.0/24 ~all"
mx.a TXT "v=spf1 ip4:192.0.2.1 -all"
l TXT "v=spf1 exists:%{l}.l.test -all"
h TXT "v=spf1 exists:%{h} -all"
`;

/** Runs `check` or `explore` on a text, over the zones. */
const withText = async (command: string, text: string, ...words: readonly string[]) => {
  const folder = await temporaryFolder({ z: zones, log: text });
  const at = ['--zone', join(folder, 'z'), '--server', '127.0.0.1:1'];
  return runWords([command, ...at, '--from-text', join(folder, 'log'), ...words]);
};

const check = (lines: readonly PolicydLine[], ...words: readonly string[]) =>
  withText('check', policydLines(lines), ...words);

const noClient = 'Mar  1 10:00:01 mx opendmarc[9]: A1B2C3D4E5: SPF(mailfrom): a.test fail\n';

describe('check --from-text of one check', () => {
  test('is the report of check, headed by what was read', async () => {
    const { out, code, trouble } = await check([{ result: 'Fail', ip: '192.0.2.1' }]);
    expect({ code, trouble }).toEqual({ code: 0, trouble: '' });
    expect(out.replace(/read from {2}.*log,/, 'read from  log,')).toMatchInlineSnapshot(`
      "Read from the text:
        read from  log, line 1: a line of policyd-spf
        HELO       mx.a.test
        MAIL FROM  bob@a.test  (judged)
        claimed    fail: mailfrom
        receiver   example.net
        time       Nov 22 07:44:40
        also       action prepend
        trust      A log of the receiving server: it saw the client itself.

      pass
      Claimed by example.net (Nov 22 07:44:40): fail. A check gives pass now.
        Neither the text nor DNS now shows why: DNS answered otherwise then, or the receiver judged something else or by rules of its own.
      ip4:192.0.2.0/28: 192.0.2.1 is in 192.0.2.0/28.  [RFC 7208 §5.6]
        v=spf1 ip4:192.0.2.0/28 -all
               ^ column 8
      Client 192.0.2.1, helo mx.a.test, from bob@a.test. Lookups 0 of 10, void lookups 0 of 2.
      "
    `);
  });

  test('is the same report as that of the options', async () => {
    const { out } = await check([{ result: 'Fail', ip: '192.0.2.99' }]);
    const folder = await temporaryFolder({ z: zones });
    const own = await runWords([
      ...['check', '--zone', join(folder, 'z'), '--server', '127.0.0.1:1', '--ip', '192.0.2.99'],
      ...['--sender', 'bob@a.test', '--helo', 'mx.a.test'],
    ]);
    const [result, ...report] = own.out.trimEnd().split('\n');
    expect(
      out
        .trimEnd()
        .split('\n')
        .slice(-2 - report.length),
    ).toEqual([
      result,
      'Claimed by example.net (Nov 22 07:44:40): fail. A check gives the same now.',
      ...report,
    ]);
  });

  test('without an address says what is missing, and 65', async () => {
    const { out, code } = await withText('check', noClient);
    expect(code).toBe(65);
    expect(out).toContain("missing    the client's address: without it, nothing can be checked");
  });
});

const several: readonly PolicydLine[] = [
  { result: 'Fail', ip: '192.0.2.1' },
  { result: 'Fail', ip: '192.0.2.1', sender: 'eve@a.test' },
  { result: 'Fail', ip: '192.0.2.99' },
  { result: 'Softfail', ip: '192.0.2.1', sender: 'bob@b.test' },
];

describe('check --from-text of several checks', () => {
  test('has a line for each, the claimed result beside ours, and a summary', async () => {
    const { out, code } = await withText('check', policydLines(several) + noClient);
    expect(code).toBe(1);
    expect(out).toMatchInlineSnapshot(`
      "          claimed    now        client        domain  count  first at  why
      DIFFERS   fail       pass       192.0.2.1     a.test  2      log:1     ip4:192.0.2.0/28: 192.0.2.1 is in 192.0.2.0/28.  [RFC 7208 §5.6]
      same      fail       fail       192.0.2.99    a.test  1      log:3     No term before "-all" matches 192.0.2.99, so it decides.  [RFC 7208 §5.1]
      same      softfail   softfail   192.0.2.1     b.test  1      log:4     No term before "~all" matches 192.0.2.1, so it decides.  [RFC 7208 §5.1]
      missing   fail       -          (no address)  a.test  1      log:5     The text does not say the client's address.
      4 checks: 1 differs from the claim, 2 as claimed, 1 can't be checked.
      "
    `);
  });

  test('with --json prints one object a line: that of check, the claim and how both agree', async () => {
    const { out, code } = await withText('check', policydLines(several) + noClient, '--json');
    expect(code).toBe(1);
    const read = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(read).toMatchObject([
      {
        schemaVersion: 1,
        claim: { kind: 'candidate', result: 'fail', place: { line: 1 } },
        count: 2,
        agreement: 'differs',
        result: 'pass',
        request: { ip: '192.0.2.1', domain: 'a.test', sender: 'bob@a.test', helo: 'mx.a.test' },
      },
      { agreement: 'same', result: 'fail' },
      { agreement: 'same', result: 'softfail' },
      { agreement: null, result: null, claim: { missing: ['clientIp'] }, schemaVersion: 1 },
    ]);
  });

  test.each<[name: string, results: readonly PolicydLine[], code: number]>([
    ['all pass', [{ ip: '192.0.2.1' }, { ip: '192.0.2.2', result: 'Fail' }], 0],
    [
      'the first of two softfails, the other fails',
      [{ ip: '192.0.2.1', sender: 'x@b.test' }, { ip: '192.0.2.99' }],
      2,
    ],
    ['one has no record', [{ ip: '192.0.2.1' }, { ip: '192.0.2.1', sender: 'x@none.test' }], 6],
  ])('%s: the exit code is that of the first that does not pass', async (_, lines, code) => {
    expect((await check(lines)).code).toBe(code);
    expect((await check(lines, '--json')).code).toBe(code);
  });

  test('of which DOMAIN names one has only its own', async () => {
    const { out } = await check(several, 'B.test.');
    expect(out).toContain(
      'softfail\nClaimed by example.net (Nov 22 07:44:40): softfail. A check gives the same now.\n',
    );
    const none = await check(several, 'c.test');
    expect(none).toMatchObject({ code: 65, out: '' });
    expect(none.trouble).toBe('spfx: no check of c.test is in the text; it speaks of a.test, b.test\n');
  });

  test.each<[domain: string, other: PolicydLine, note: string | undefined]>([
    ['l.test', { sender: 'eve@l.test' }, 'The record asks for the sender'],
    ['h.test', { helo: 'mx.h.test' }, 'The record asks for the HELO name'],
    ['l.test', {}, undefined],
    ['h.test', { sender: 'eve@h.test' }, undefined],
    ['a.test', { sender: 'eve@a.test', helo: 'mx.h.test' }, undefined],
  ])('of a group whose members may differ by the record of %s, that is told', async (domain, other, note) => {
    const first = { sender: `bob@${domain}` };
    const { out } = await check([first, { ...first, ...other }]);
    if (note === undefined) expect(out).not.toContain('The record asks for');
    else expect(out).toContain(note);
  });

  test('asks equal questions once, and few servers at a time', async () => {
    const asked: string[] = [];
    const server = await startLoopbackServer(({ name, type }) => {
      asked.push(`${type} ${name}`);
      return { answers: [{ name, type: 'TXT', ttl: 1, data: ['v=spf1 a:h.test -all'] }] };
    });
    const lines = Array.from({ length: 40 }, (_, index) => ({
      ip: `192.0.2.${index}`,
      sender: `x@d${index % 20}.test`,
    }));
    const folder = await temporaryFolder({ log: policydLines(lines) });
    const at = `127.0.0.1:${server.address.port}`;
    const { out } = await runWords(['check', '--from-text', join(folder, 'log'), '--server', at, '--json']);
    await server.close();
    expect(out.trimEnd().split('\n')).toHaveLength(40);
    expect(asked.length).toBeGreaterThanOrEqual(20);
    expect(asked).toEqual([...new Set(asked)]);
  });
});

test.each<[words: string[], message: RegExp]>([
  [['--ip', '192.0.2.1'], /--from-text takes the clients from the text; leave --ip out/],
  [['--clients', 'x'], /leave --clients out/],
])('%j beside --from-text is refused', async (words, message) => {
  for (const command of ['check', 'explore']) {
    const { code, out, trouble } = await withText(command, policydLines(several), ...words);
    expect({ code, out }).toEqual({ code: 64, out: '' });
    expect(trouble).toMatch(message);
  }
});

describe('explore --from-text without a terminal', () => {
  test('is the report on the client of the text', async () => {
    const { out, code, trouble } = await withText('explore', policydLines(several.slice(0, 1)));
    expect({ code, trouble }).toEqual({ code: 0, trouble: '' });
    expect(out).toMatch(/^a\.test {2}pass\n/);
    expect(out).toContain('Client 192.0.2.1, helo mx.a.test, from bob@a.test.');
  });

  test('has what was refused first, and the clients of its domain', async () => {
    const passed = { ip: '192.0.2.5', sender: 'x@b.test' };
    const { out, trouble } = await withText('explore', policydLines([passed, passed, passed, ...several]));
    expect(out).toMatch(/^a\.test {2}pass\n/);
    expect(out.slice(out.indexOf('\nClients'))).toMatch(
      /192\.0\.2\.1 claimed fail, 2 mails .*\n.*192\.0\.2\.99 claimed fail/,
    );
    expect(trouble).toBe(
      'spfx: 4 checks in the text; these 2 clients are of a.test; "spfx intake" lists the 2 others\n',
    );
  });

  test('explores the domain where the text has no client', async () => {
    const { out, code } = await withText('explore', noClient);
    expect(code).toBe(0);
    expect(out).toMatch(/^a\.test {2}/);
    expect(out).not.toContain('Client ');
  });

  test('says so where the text names no domain', async () => {
    const header = 'Authentication-Results: mx.test; spf=pass (sender IP is 192.0.2.7)\n';
    const { code, trouble } = await withText('explore', header);
    expect(code).toBe(65);
    expect(trouble).toBe(
      'spfx: the text names no domain to explore, only the client: spfx explore DOMAIN --ip 192.0.2.7\n',
    );
  });
});
