import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runWords } from '../helpers/fake-terminal.ts';
import { startLoopbackServer } from '../helpers/loopback-server.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const zones = `
$ORIGIN test.
@ 300 SOA ns hostmaster 1 3600 600 86400 60
a TXT "v=spf1 ip4:192.0.2.0/28 ip6:2001:db8::/64 include:b.test ~all"
b TXT "v=spf1 ip4:198.51.100.0/24 -all"
mail A 192.0.2.10
mail A 192.0.2.9
mail AAAA 2001:db8:1::5
alias CNAME mail
empty TXT "nothing"
`;

const withZones = async ([command = '', ...words]: readonly string[], files: Record<string, string> = {}) => {
  const folder = await temporaryFolder({ z: zones, ...files });
  const placed = words.map((word) => word.replace('FOLDER', folder));
  return runWords([command, '--zone', join(folder, 'z'), '--server', '127.0.0.1:1', ...placed]);
};

const pass = 'label=in,ip=192.0.2.1';
const softfail = 'label=out,ip=203.0.113.1';

describe('check of several clients', () => {
  test('has a line for each, in their order, and the count', async () => {
    const { out, trouble, code } = await withZones(
      [
        'check',
        'a.test',
        '--client',
        `${pass},expect=pass`,
        '--clients',
        'FOLDER/c',
        '--client',
        `${softfail},expect=fail`,
        '--ip',
        '198.51.100.7',
      ],
      { c: '- ip: mail.test\n  label: gate\n' },
    );
    expect(trouble).toBe('');
    expect(code).toBe(2);
    expect(`\n${out}`).toMatchInlineSnapshot(`
      "
      198.51.100.7        pass                              include:b.test: 198.51.100.7 passes the record of b.test, by ip4:198.51.100.0/24.  [RFC 7208 §5.2]
      in  192.0.2.1       pass       as expected            ip4:192.0.2.0/28: 192.0.2.1 is in 192.0.2.0/28.  [RFC 7208 §5.6]
      out  203.0.113.1    softfail   but fail was expected  No term before "~all" matches 203.0.113.1, so it decides.  [RFC 7208 §5.1]
      gate 192.0.2.9      pass                              ip4:192.0.2.0/28: 192.0.2.9 is in 192.0.2.0/28.  [RFC 7208 §5.6]
      gate 192.0.2.10     pass                              ip4:192.0.2.0/28: 192.0.2.10 is in 192.0.2.0/28.  [RFC 7208 §5.6]
      gate 2001:db8:1::5  softfail                          No term before "~all" matches 2001:db8:1::5, so it decides.  [RFC 7208 §5.1]
      6 clients, 1 not as expected.
      "
    `);
  });

  test('with --json prints one object a line: that of one client, its label, what was expected', async () => {
    const { out } = await withZones([
      'check',
      'a.test',
      '--json',
      '--client',
      `${pass},expect=pass`,
      '--client',
      softfail,
    ]);
    const lines = out.trimEnd().split('\n');
    const read = lines.map((line) => JSON.parse(line));
    expect(read).toMatchObject([
      { label: 'in', expected: 'pass', schemaVersion: 1, result: 'pass', request: { ip: '192.0.2.1' } },
      { label: 'out', expected: null, result: 'softfail' },
    ]);
    const single = JSON.parse((await withZones(['check', 'a.test', '--json', '--ip', '203.0.113.1'])).out);
    const timeless = (json: unknown) =>
      JSON.stringify(json, (key, value) => (/Ms$|^file$/.test(key) ? 0 : value));
    const { label: _, expected: __, ...rest } = read[1];
    expect(timeless(rest)).toBe(timeless(single));
  });

  test('has --helo and --sender stand for those without their own', async () => {
    const { out } = await withZones([
      'check',
      '--json',
      '--sender',
      'x@a.test',
      '--client',
      'ip=192.0.2.1',
      '--client',
      'ip=192.0.2.1,sender=y@b.test,helo=h.test',
    ]);
    const requests = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).request);
    expect(requests).toMatchObject([
      { domain: 'a.test', sender: 'x@a.test', helo: 'a.test' },
      { domain: 'b.test', sender: 'y@b.test', helo: 'h.test' },
    ]);
  });

  test.each<[clients: string[], code: number]>([
    [[pass], 0],
    [[`${pass},expect=pass`], 0],
    [[`${softfail},expect=softfail`, pass], 0],
    [[softfail], 2],
    [[pass, softfail, `${pass},expect=fail`], 2],
    // A pass that was not expected is no success.
    [[`${pass},expect=fail`, softfail], 1],
    [[`${softfail},expect=pass`], 2],
    [['ip=gone.test', `${pass},expect=fail`], 6],
  ])('%j: the exit code is that of the first that is not as wanted, %i', async (clients, code) => {
    const words = ['a.test', ...clients.flatMap((client) => ['--client', client])];
    expect((await withZones(['check', ...words])).code).toBe(code);
    expect((await withZones(['check', '--json', ...words])).code).toBe(code);
    expect((await withZones(['tree', ...words])).code).toBe(code);
    expect((await withZones(['tree', '--json', ...words])).code).toBe(code);
    expect((await withZones(['explore', ...words])).code).toBe(code);
  });

  test('asks equal questions once', async () => {
    const asked: string[] = [];
    const server = await startLoopbackServer(({ name, type }) => {
      asked.push(`${type} ${name}`);
      return { answers: [{ name, type: 'TXT', ttl: 1, data: ['v=spf1 a:h.test -all'] }] };
    });
    const clients = Array.from({ length: 20 }, (_, index) => ['--client', `ip=192.0.2.${index}`]).flat();
    await runWords(['check', 'a.test', '--server', `127.0.0.1:${server.address.port}`, ...clients]);
    await server.close();
    expect(asked.length).toBeGreaterThan(0);
    expect(asked).toEqual([...new Set(asked)]);
  });

  test.each<[words: string[], message: RegExp]>([
    [['check', '--client', 'ip=192.0.2.1'], /no domain to check/],
    [['check', 'a.test', '--client', 'ip=192.0.2.1', '--clients', '/nowhere'], /there is no such file/],
    [['tree', 'a.test', '--client', 'ip=x'], /^spfx: --client ip=x: ip: x is no IP address/],
    [['explore', 'a.test', '--client', 'expect=pass'], /ip is missing/],
    [['tree', '--client', 'ip=192.0.2.1'], /tree needs a DOMAIN/],
  ])('%j is refused in one line', async (words, message) => {
    const { code, out, trouble } = await withZones(words);
    expect(trouble).toMatch(/^spfx: [\x20-\x7e]+\n$/);
    expect(trouble).toMatch(message);
    expect({ code, out }).toEqual({ code: 64, out: '' });
  });
});

describe('--ip with a host name', () => {
  test('stands for each of its addresses, also behind an alias', async () => {
    for (const host of ['mail.test', 'alias.test', 'MAIL.test.']) {
      const { out, code } = await withZones(['check', 'a.test', '--json', '--ip', host]);
      const read = out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
      expect(read.map(({ label, result }) => [label, result])).toEqual([
        [`${host} 192.0.2.9`, 'pass'],
        [`${host} 192.0.2.10`, 'pass'],
        [`${host} 2001:db8:1::5`, 'softfail'],
      ]);
      expect(code).toBe(2);
    }
  });

  test.each([
    ['empty.test', 'empty.test has no address: DNS has neither A nor AAAA records of it.'],
    ['gone.test', 'gone.test has no address: it does not exist in DNS.'],
  ])('%s without an address is told, with the exit code of none', async (host, sentence) => {
    const { out, code, trouble } = await withZones(['check', 'a.test', '--ip', host]);
    expect({ code, trouble }).toEqual({ code: 6, trouble: '' });
    expect(out).toContain(sentence);
    const json = JSON.parse((await withZones(['check', 'a.test', '--json', '--ip', host])).out);
    expect(json).toMatchObject({ schemaVersion: 1, label: host, result: null, problem: sentence });
  });

  test('in no given zone is not said to be missing from DNS', async () => {
    const { out } = await runWords(['check', 'google.com', '--demo', '--ip', 'outside.example']);
    expect(out).toContain('outside.example has no address: it is in none of the given zones.');
  });

  test('of which DNS says only a part has that part checked, the trouble told, and 5', async () => {
    const server = await startLoopbackServer(({ name, type }) =>
      type === 'AAAA'
        ? { rcode: 2 }
        : type === 'A'
          ? { answers: [{ name, type: 'A', ttl: 1, data: '192.0.2.1' }] }
          : { answers: [{ name, type: 'TXT', ttl: 1, data: 'v=spf1 ip4:192.0.2.1 -all' }] },
    );
    const at = ['--server', `127.0.0.1:${server.address.port}`, '--dns-retries', '0'];
    const outcome = await runWords(['check', 'a.test', '--ip', 'mail.test', ...at]);
    const tree = await runWords(['tree', 'a.test', '--ip', 'mail.test', ...at]);
    await server.close();
    for (const { out, code } of [outcome, tree]) {
      expect(code).toBe(5);
      expect(out).toMatch(/mail\.test 192\.0\.2\.1 +pass /);
      expect(out).toMatch(/mail\.test +unknown +Addresses of mail\.test are unknown: .*"AAAA mail\.test"/);
    }
  });

  test('that has none leaves the tree as it is without a client', async () => {
    const { out, code } = await withZones(['tree', 'a.test', '--ip', 'gone.test']);
    expect(code).toBe(6);
    expect(out).toContain('Policy\n');
    expect(out).toContain('gone.test has no address');
  });
});

describe('tree of several clients', () => {
  test('is the report on the first, then the verdicts of all', async () => {
    const words = ['a.test', '--client', `${softfail},expect=pass`, '--client', pass];
    const { out } = await withZones(['tree', ...words]);
    expect(out).toMatch(/^a\.test {2}softfail\n/);
    expect(out.slice(out.indexOf('\nClients'))).toMatchInlineSnapshot(`
      "
      Clients
        out  203.0.113.1  softfail   but pass was expected  No term before "~all" matches 203.0.113.1, so it decides.  [RFC 7208 §5.1]
        in  192.0.2.1     pass                              ip4:192.0.2.0/28: 192.0.2.1 is in 192.0.2.0/28.  [RFC 7208 §5.6]
        2 clients, 1 not as expected.
      "
    `);
    const json = JSON.parse((await withZones(['tree', '--json', ...words])).out);
    expect(json.check.result).toBe('softfail');
    expect(json.clients).toMatchObject([
      { label: 'out', expected: 'pass', result: 'softfail' },
      { label: 'in', expected: null, result: 'pass' },
    ]);
  });
});
