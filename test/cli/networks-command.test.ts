import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runWords } from '../helpers/fake-terminal.ts';
import { findStray } from '../helpers/hostile-text.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const zone = `
$ORIGIN test.
@ 300 SOA ns hostmaster 1 3600 600 86400 60
holes TXT "v=spf1 -ip4:192.0.2.128/25 ip4:192.0.2.0/24 include:inner.test ip4:192.0.2.7 ip6:2001:db8::/32 ~all"
inner TXT "v=spf1 -ip4:198.51.100.0/25 ip4:198.51.100.0/24 a:host.test -all"
host A 203.0.113.9
macro TXT "v=spf1 exists:%{i}.l.test ip4:192.0.2.1 ptr -all"
hostile TXT "v=spf1 include:a\\027[2J.test -all"
empty TXT "hello"
twice TXT "v=spf1 -all"
twice TXT "v=spf1 ~all"
`;

const networks = async (...words: readonly string[]) => {
  const folder = await temporaryFolder({ z: zone });
  return runWords(['networks', '--zone', join(folder, 'z'), '--server', '127.0.0.1:1', ...words]);
};

test('networks are told merged, then the rest, then by term with what is left of each', async () => {
  const { out, code } = await networks('holes.test');
  expect(code).toBe(0);
  // Columns are as wide as they need to be.
  const lines = out
    .trimEnd()
    .split('\n')
    .map((line) => line.trim().replace(/ {2,}/g, ' | '));
  expect(lines).toEqual([
    'holes.test | addresses that pass: IPv4 257, IPv6 2^96',
    '',
    'IPv4',
    'pass: 3 networks, 257 addresses',
    '192.0.2.0/25 | 128 | 1 ip4:192.0.2.0/24',
    '198.51.100.128/25 | 128 | 2.1 include:inner.test > ip4:198.51.100.0/24',
    '203.0.113.9/32 | 1 | 2.2 include:inner.test > a:host.test',
    'fail: 1 network, 128 addresses',
    '192.0.2.128/25 | 128 | 0 -ip4:192.0.2.128/25',
    'softfail: 4294966911 other addresses, by 5 ~all',
    '',
    'IPv6',
    'pass: 1 network, 2^96 addresses',
    '2001:db8::/32 | 2^96 | 4 ip6:2001:db8::/32',
    'softfail: over 2^127 other addresses, by 5 ~all',
    '',
    'Terms',
    '0 | -ip4:192.0.2.128/25 | fail | decides all of it',
    '1 | ip4:192.0.2.0/24 | pass | decides 128 of 256, 0 the rest',
    '2.0 | -ip4:198.51.100.0/25 | keeps its include from matching | decides none of it, 5 the rest',
    '2.1 | ip4:198.51.100.0/24 | pass | decides 128 of 256, 5 the rest',
    '2.2 | a:host.test = 203.0.113.9/32 | pass | decides all of it',
    '3 | ip4:192.0.2.7 = 192.0.2.7/32 | pass | decides none of it, 1 the rest',
    '4 | ip6:2001:db8::/32 | pass | decides all of it',
  ]);
});

test('terms that only a client knows are told, and what they leave uncertain', async () => {
  const { out } = await networks('macro.test');
  expect(out).toContain('  fail (not certain): 4294967295 other addresses, by 3 -all');
  expect(out).toContain('Not listed\n  0 exists:%{i}.l.test: its name is another one for each client\n');
  expect(out).toContain("  2 ptr: it depends on the client's own names in DNS\n");
});

describe('--contains', () => {
  test('lists every term that matches an address, and its check', async () => {
    const { out } = await networks('holes.test', '--contains', '192.0.2.7');
    const [head, , ...lines] = out.split('\n');
    expect(head).toBe('192.0.2.7  pass');
    expect(lines.slice(0, 3)).toEqual([
      'Terms that match 192.0.2.7 by themselves:',
      '  1  ip4:192.0.2.0/24  in holes.test  it is in 192.0.2.0/24',
      '  3  ip4:192.0.2.7     in holes.test  it is in 192.0.2.7/32',
    ]);
  });

  test('says where none does', async () => {
    const { out } = await networks('holes.test', '--contains', '8.8.8.8');
    expect(out).toMatch(/^8\.8\.8\.8 {2}softfail\n.*\nNo term but an "all" matches 8\.8\.8\.8\.\n/);
  });

  test('takes one address', async () => {
    const { code, trouble } = await networks('holes.test', '--contains', '192.0.2.0/24');
    expect([code, trouble]).toEqual([64, expect.stringContaining('--contains 192.0.2.0/24 is a network')]);
  });
});

test('JSON tiles each family', async () => {
  const { out } = await networks('holes.test', '--json', '--contains', '192.0.2.7');
  const { families, contains, unlisted, schemaVersion } = JSON.parse(out);
  expect([schemaVersion, unlisted, contains.result]).toEqual([1, [], 'pass']);
  expect(contains.covering.map(({ path }: { path: string }) => path)).toEqual(['1', '3']);
  const [ip4] = families;
  expect(ip4.counts).toEqual({ pass: '257', fail: '128', softfail: '4294966911' });
  expect(ip4.verdicts[0]).toMatchObject({ first: '0.0.0.0', result: 'softfail', path: '5', isCertain: true });
  expect(ip4.verdicts.at(-1).last).toBe('255.255.255.255');
});

test('CSV has no cell that a spreadsheet takes for a formula, and one line a row', async () => {
  const { out } = await networks('holes.test', '--csv');
  const rows = out.trimEnd().split('\n').slice(1);
  expect(rows.length).toBeGreaterThan(10);
  for (const row of rows) {
    const cells = [...row.matchAll(/"((?:[^"]|"")*)"(?:,|$)/g)].map(([, cell]) => cell ?? '');
    expect(cells).toHaveLength(9);
    for (const cell of cells) expect(cell).toMatch(/^(?![=+\-@])[ -~]*$/);
  }
  expect(out).toContain(`"'-ip4:192.0.2.128/25"`);
});

test.each([
  ['empty.test', 6],
  ['twice.test', 4],
  ['elsewhere.example', 5],
])('the exit code of %s is %i', async (domain, code) => {
  expect((await networks(domain)).code).toBe(code);
});

test('nothing that DNS holds reaches the terminal as it is', async () => {
  for (const words of [[], ['--csv'], ['--json']])
    expect(findStray((await networks('hostile.test', ...words)).out)).toBeUndefined();
});

test('bad words are refused', async () => {
  expect((await runWords(['networks'])).code).toBe(64);
  expect((await networks('holes.test', '--json', '--csv')).code).toBe(64);
});

test('a term whose addresses get an error decides for none of them', async () => {
  const { out } = await runWords(['networks', 'four-exchanges.example', '--demo']);
  expect(out).toMatch(
    /mx = 2a01:261:e80:4800::1\/128 +pass +decides none of it: its addresses get permerror there\n/,
  );
  expect(out).toContain('permerror: all addresses, by 0 mx\n');
  expect(out).toMatch(/mx = 188\.230\.215\.50\/32 +pass +decides all of it\n/);
});

test('with --contains, the answer is about that address alone', async () => {
  const { out } = await runWords(['networks', 'twitter.com', '--demo', '--contains', '199.59.148.9']);
  expect(out).toBe(`199.59.148.9  pass
ip4:199.59.148.0/22: 199.59.148.9 is in 199.59.148.0/22.
Terms that match 199.59.148.9 by themselves:
  1  ip4:199.59.148.0/22  in twitter.com  it is in 199.59.148.0/22
`);
});
