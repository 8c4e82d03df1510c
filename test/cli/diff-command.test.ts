import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runWords } from '../helpers/fake-terminal.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const zoneOf = (a: string, more = ''): string => `
$ORIGIN test.
@ 300 SOA ns hostmaster 1 3600 600 86400 60
a TXT "${a}"
b TXT "v=spf1 ip4:198.51.100.0/24 -all"
mail A 192.0.2.10
${more}`;

const before = zoneOf('v=spf1 ip4:192.0.2.0/24 include:b.test a:mail.test -all');
const after = zoneOf('v=spf1 ip4:192.0.2.0/25 a:mail.test mx:none.test ~all', 'none A 192.0.2.77\n');

/** A folder with the snapshots `old` and `new` of a.test, before and after an edit. */
const inFolder = async (files: Readonly<Record<string, string>> = {}) => {
  const folder = await temporaryFolder({ before, after, ...files });
  const run = (...words: string[]) => runWords(words.map((word) => word.replaceAll('FOLDER', folder)));
  for (const [zone, name] of [
    ['before', 'old'],
    ['after', 'new'],
    ['before', 'again'],
  ] as const) {
    const zoneWords = ['--zone', join(folder, zone), '--server', '127.0.0.1:1'];
    await run('tree', 'a.test', ...zoneWords, '--record', `FOLDER/${name}`);
  }
  return { run, folder };
};

describe('diff', () => {
  test('of a record before and after an edit names the terms, networks, clients, problems and answers', async () => {
    const { run } = await inFolder();
    const { out, trouble, code } = await run(
      'diff',
      'FOLDER/old',
      'FOLDER/new',
      '--client',
      'label=web,ip=192.0.2.200',
      '--client',
      'label=in,ip=192.0.2.1',
    );
    expect(trouble).toBe('');
    expect(code).toBe(1);
    expect(out.replace(/of 20\S+ \S+ UTC/g, 'of TIME')).toMatchInlineSnapshot(`
      "- a.test, snapshot of TIME (1 zone file, then 127.0.0.1:1)
      + a.test, snapshot of TIME (1 zone file, then 127.0.0.1:1)

      Record of a.test
        - v=spf1 ip4:192.0.2.0/24 include:b.test a:mail.test -all
        + v=spf1 ip4:192.0.2.0/25 a:mail.test mx:none.test ~all
        changed  term 1: ip4:192.0.2.0/24 is now ip4:192.0.2.0/25
        removed  term 2: include:b.test
        added    term 3: mx:none.test
        changed  term 4: -all is now ~all

      Record of b.test, which only the first leads to
        - v=spf1 ip4:198.51.100.0/24 -all

      Networks that pass
        - 192.0.2.128/25
        - 198.51.100.0/24

      Clients
        web 192.0.2.200: pass is now softfail
          - ip4:192.0.2.0/24: 192.0.2.200 is in 192.0.2.0/24.
          + No term before "~all" matches 192.0.2.200, so it decides.

      If nothing matches
        - 2 of 10 lookups, 0 of 2 voids over IPv4, 1 over IPv6
        + 2 of 10 lookups, 1 of 2 voids over IPv4, 2 over IPv6

      Problems
        - warning ipv6-missing in a.test: 2 IPv4 networks may send, and no term refers to an IPv6 address  [IPv6 health check for SPF, 2013]
        - notice private-network in a.test: the network of "ip4:192.0.2.0/24" is for documentation (RFC 5737)  [RFC 6890 §2.2]
        - notice private-network in b.test: the network of "ip4:198.51.100.0/24" is for documentation (RFC 5737)  [RFC 6890 §2.2]
        - notice overlapping in a.test: "a:mail.test" adds nothing today, and costs 1 lookup: "ip4:192.0.2.0/24" before it matches all of its addresses  [RFC 7208 §4.6.2]
        + warning ipv6-missing in a.test: 1 IPv4 network may send, and no term refers to an IPv6 address  [IPv6 health check for SPF, 2013]
        + warning void-term in a.test: "none.test" has no MX record, so "mx:none.test" costs a lookup and a void lookup for nothing  [RFC 7208 §4.6.4]
        + notice near-void-limit in a.test: a check that nothing matches has 2 of 2 void lookups for an IPv6 client: "AAAA mail.test", "MX none.test"  [RFC 7208 §4.6.4]
        + notice private-network in a.test: the network of "ip4:192.0.2.0/25" is for documentation (RFC 5737)  [RFC 6890 §2.2]
        + notice overlapping in a.test: "a:mail.test" adds nothing today, and costs 1 lookup: "ip4:192.0.2.0/25" before it matches all of its addresses  [RFC 7208 §4.6.2]
        + notice soft-all in a.test: hosts that the record does not name get softfail, for which receivers should not reject alone  [RFC 7208 §8.5]

      Answers
        TXT a.test: NOERROR
          - "v=spf1 ip4:192.0.2.0/24 include:b.test a:mail.test -all"
          + "v=spf1 ip4:192.0.2.0/25 a:mail.test mx:none.test ~all"
        TXT b.test: NOERROR is now not asked
          - "v=spf1 ip4:198.51.100.0/24 -all"
        MX none.test: not asked is now NODATA

      They differ.
      "
    `);
  });

  test('of the same record is silent and 0, whatever its TTLs and times', async () => {
    const { run } = await inFolder();
    const { out, code } = await run('diff', 'FOLDER/old', 'FOLDER/again', '--ip', '192.0.2.1');
    expect(out.split('\n').slice(2)).toEqual(['', 'They are the same.', '']);
    expect(code).toBe(0);
  });

  test('with --json is one object', async () => {
    const { run } = await inFolder();
    const { out, code } = await run('diff', 'FOLDER/old', 'FOLDER/new', '--json', '--ip', '192.0.2.200');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      schemaVersion: 1,
      isSame: false,
      before: { domain: 'a.test' },
      networks: { removed: ['192.0.2.128/25', '198.51.100.0/24'] },
      clients: [{ before: { result: 'pass' }, after: { result: 'softfail' } }],
    });
  });

  test('compares a snapshot with DNS, and two domains', async () => {
    const { run } = await inFolder();
    const zone = ['--zone', 'FOLDER/before', '--server', '127.0.0.1:1'];
    expect((await run('diff', 'FOLDER/old', 'a.test', ...zone)).code).toBe(0);
    expect((await run('diff', 'FOLDER/old#b.test', 'b.test', ...zone)).code).toBe(0);
    const { code, out } = await run('diff', 'a.test', 'b.test', ...zone);
    expect(code).toBe(1);
    expect(out).toMatch(/Record of b\.test\n {2}- v=spf1 ip4:192\.0\.2\.0\/24 .*\n {2}\+ v=spf1 ip4:198/);
  });

  test('compares nothing with what a snapshot does not have, and says so', async () => {
    const { run } = await inFolder();
    const zone = ['--zone', 'FOLDER/before', '--server', '127.0.0.1:1'];
    await run('check', 'a.test', '--ip', '192.0.2.1', ...zone, '--record', 'FOLDER/short');
    const { out, code } = await run('diff', 'FOLDER/short#b.test', 'FOLDER/old#none.test');
    expect(out).toMatch(/Not compared, as a snapshot has no answer: TXT none\.test\./);
    expect(code).toBe(1);
  });

  test.each([
    ['diff', 64, /diff needs two/],
    ['diff a.test', 64, /diff needs two/],
    ['diff a b c', 64, /"c" is one word too many/],
    ['diff FOLDER/none FOLDER/old', 64, /none: there is no such file; a snapshot or a domain is wanted/],
    ['diff FOLDER/before FOLDER/old', 65, /before: it is no JSON from line 2, column 1 on/],
    ['diff a..test FOLDER/old --demo', 64, /"a\.\.test" cannot be checked/],
  ])('%s: one line', async (line, code, trouble) => {
    const { run } = await inFolder();
    const given = await run(...line.split(' '));
    expect(given.trouble).toMatch(trouble);
    expect(given.trouble).toMatch(/^spfx: [^\n]*\n$/);
    expect(given.code).toBe(code);
  });
});
