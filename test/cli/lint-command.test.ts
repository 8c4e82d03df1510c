import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { allCodes } from '../../src/lint/explain-code.ts';
import { runWords } from '../helpers/fake-terminal.ts';
import { asArgument, findStray, hostilePieces } from '../helpers/hostile-text.ts';
import { type SarifResult, sarifFaults } from '../helpers/sarif-faults.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

// Everything is asked of this zone, or of a port where nobody listens: never of the network.
const zone = `
$ORIGIN test.
@ 300 SOA ns hostmaster 1 3600 600 86400 60
good A 8.8.8.8
good TXT "v=spf1 ip4:8.8.8.0/24 ip6:2606:4700::/48 -all"
warn TXT "v=spf1 ip4:8.8.8.19/24 ip6:2606:4700::/48 -all"
bad 600 TXT "v=spf1 ip4:8.8.8.0/24-all"
note TXT "v=spf1 ip4:8.8.8.0/24 ip6:2606:4700::/48 ~all"
lines TXT ( "v=spf1 ip4:8.8.8.0/24 "
  "ipv6:2606:4700::/48 -all" )
miss TXT "v=spf10 -all"
silent TXT "v=spf1 include:elsewhere.example -all"
ours TXT "v=spf1 include:_spf.other.test. include:_spf.ours.test. -all"
_spf.ours TXT "v=spf1 ipv4:8.8.8.8 ip6:2606:4700::/48 -all"
_spf.other TXT "v=spf1 ip4:8.8.8.8/32 ip6:2606:4700::/48 -all"
hostile TXT "v=spf1 include:a\\027[2J.test ip4:\\155 -all"
plain TXT "hello"
bare TXT "v=spf1 ip4:8.8.8.0/24 ip6:2606:4700::/48 -all"
`;

const lint = async (...words: readonly string[]) => {
  const folder = await temporaryFolder({ 'z.zone': zone });
  const file = join(folder, 'z.zone');
  const { code, out, trouble } = await runWords([
    'lint',
    '--zone',
    file,
    '--server',
    '127.0.0.1:1',
    ...words,
  ]);
  return { code, trouble, out: out.replaceAll(file, 'z.zone') };
};

describe('the exit code', () => {
  test.each<[words: string[], code: number]>([
    [['good.test'], 0],
    [['good.test', '--fail-on', 'notice'], 0],
    [['note.test'], 0],
    [['note.test', '--fail-on', 'notice', '--no-probes'], 1],
    [['bare.test', '--fail-on', 'notice'], 1],
    [['bare.test', '--fail-on', 'notice', '--no-probes'], 0],
    [['note.test', '--fail-on', 'warning'], 0],
    [['note.test', '--fail-on', 'notice'], 1],
    [['warn.test'], 0],
    [['warn.test', '--fail-on', 'warning'], 1],
    [['bad.test'], 1],
    [['bad.test', '--json'], 1],
    [['bad.test', '--sarif'], 1],
    [['miss.test'], 1],
    [['silent.test'], 5],
    [['elsewhere.example'], 5],
    [['--record', 'v=spf1 foo', '--no-dns'], 1],
    [['--record', 'v=spf1 include:elsewhere.example -all', '--no-dns'], 0],
    [['--record', 'v=spf1 include:elsewhere.example -all'], 5],
    [['--record', 'v=spf1 include:good.test -all'], 0],
    [['--record', 'v=spf1 a mx -all'], 0],
    [['a..b'], 64],
    [['--record', ''], 64],
    [['--no-dns'], 64],
    [['good.test', '--json', '--sarif'], 64],
    [['good.test', '--fail-on', 'eror'], 64],
  ])('of %j is %i', async (words, code) => {
    expect((await lint(...words)).code).toBe(code);
  });

  test('is 64 where there is nothing to look at', async () => {
    expect((await runWords(['lint'])).code).toBe(64);
    const folder = await temporaryFolder({ 'z.zone': '$ORIGIN test.\nplain TXT "hello"\n' });
    const { code, trouble } = await runWords(['lint', '--zone', join(folder, 'z.zone')]);
    expect([code, trouble]).toEqual([64, expect.stringMatching(/there is no SPF record in /)]);
  });
});

test('a problem is shown with its place, its carets, and the repair with its proof', async () => {
  const { out } = await lint('bad.test', '--ip', '8.8.8.8', '--fix');
  expect(out).toBe(`bad.test  1 error
z.zone:7: error missing-space: a space is missing before "-all"  [term 0, RFC 7208 §4.6.1]
    v=spf1 ip4:8.8.8.0/24-all
                         ^^^^
  fix: insert the space
    v=spf1 ip4:8.8.8.0/24 -all
    8.8.8.8 gets permerror -> pass
    256 more IPv4 addresses pass
    no client that was judged without error gets another result
    errors 1 -> 0, warnings 0 -> 1, lookups at most 0, void lookups at most 0

Corrected record of bad.test (1 repair):
  v=spf1 ip4:8.8.8.0/24 -all
  bad.test. 600 IN TXT "v=spf1 ip4:8.8.8.0/24 -all"
Proven over the same answers:
  8.8.8.8 gets permerror -> pass
  256 more IPv4 addresses pass
  no client that was judged without error gets another result
  errors 1 -> 0, warnings 0 -> 1, lookups at most 0, void lookups at most 0
`);
});

test('every name of a zone file that has an SPF record, or was meant to, is looked at', async () => {
  const { code, out } = await lint();
  expect(code).toBe(1);
  const heads = [...out.matchAll(/^(\S+\.test) {2}/gm)].map(([, name]) => name);
  expect(heads).toEqual(
    [
      'good',
      'warn',
      'bad',
      'note',
      'lines',
      'miss',
      'silent',
      'ours',
      '_spf.ours',
      '_spf.other',
      'hostile',
      'bare',
    ].map((name) => `${name}.test`),
  );
  expect(out).toMatch(/^z\.zone:9: error unknown-mechanism/m);
  expect(out).toMatch(/^z\.zone:11: error bad-version/m);
  expect(out).toMatch(/^12 domains: \d+ errors/m);
  // One record that another includes is told of once.
  expect(out.match(/error unknown-mechanism: "ipv4"/g)).toHaveLength(1);
});

test('only records of the domain and below it are corrected, and the corrected ones have no error left', async () => {
  const { out } = await lint('ours.test', '--fix', '--json');
  const [domain] = JSON.parse(out).domains;
  const records: { domain: string; record: string }[] = domain.corrected.records;
  expect(records.map(({ domain: name }) => name).sort()).toEqual(['_spf.ours.test', 'ours.test']);
  for (const { record } of records) {
    const again = await lint('--record', record, '--no-dns');
    expect([record, again.code]).toEqual([record, 0]);
  }
});

test('JSON has every problem with its span, its line and its repair', async () => {
  const { out } = await lint('bad.test', '--json', '--ip', '8.8.8.8');
  expect(JSON.parse(out)).toMatchObject({
    schemaVersion: 1,
    counts: { error: 1, warning: 0, notice: 0 },
    domains: [
      {
        domain: 'bad.test',
        corrected: null,
        notes: [],
        problems: [
          {
            code: 'missing-space',
            severity: 'error',
            path: '0',
            line: 7,
            text: 'v=spf1 ip4:8.8.8.0/24-all',
            span: [21, 25],
            reference: 'RFC 7208 §4.6.1',
            fix: {
              label: 'insert the space',
              replaced: ['v=spf1 ip4:8.8.8.0/24-all'],
              record: 'v=spf1 ip4:8.8.8.0/24 -all',
              proof: {
                kind: 'safe',
                before: { counts: { error: 1 }, clients: [{ ip: '8.8.8.8', result: 'permerror' }] },
                after: { counts: { error: 0 }, clients: [{ ip: '8.8.8.8', result: 'pass' }], lookups: 0 },
                addresses: { ip4: { widened: '256', narrowed: '0' } },
              },
            },
          },
        ],
      },
    ],
  });
});

describe('SARIF', () => {
  test('is as 2.1.0 has it, property by property', async () => {
    for (const words of [[], ['bad.test'], ['elsewhere.example'], ['plain.test'], ['good.test']])
      expect([words, sarifFaults(JSON.parse((await lint(...words, '--sarif')).out))]).toEqual([words, []]);
  });

  test('names each rule once, with what its page says, and results by their rules', async () => {
    const [{ tool, results }] = JSON.parse((await lint('--sarif')).out).runs;
    const ids: string[] = tool.driver.rules.map(({ id }: { id: string }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(allCodes()).toContain(id);
    expect(results.length).toBeGreaterThan(5);
    for (const { ruleId, ruleIndex, message } of results) {
      expect(ids[ruleIndex]).toBe(ruleId);
      expect(message.text).toMatch(/^[ -~]+\.$/);
    }
  });

  test('of a zone file stands at lines of the file alone, what its records lead to as well', async () => {
    const [{ results }] = JSON.parse((await lint('--sarif')).out).runs;
    const places = results.map(({ ruleId, locations: [{ physicalLocation }] }: SarifResult) => [
      ruleId,
      physicalLocation.artifactLocation.uri,
      physicalLocation.region?.startLine,
    ]);
    expect(new Set(places.map(([, uri]: string[]) => uri))).toEqual(new Set(['z.zone']));
    expect(places).toContainEqual(['missing-space', 'z.zone', 7]);
    expect(places).toContainEqual(['dns-trouble', 'z.zone', 12]);
  });

  test('without a file stands at the name in DNS, in columns of the record', async () => {
    const { out } = await runWords(['lint', 'anbermedia.com', '--demo', '--sarif']);
    const [{ results }] = JSON.parse(out).runs;
    expect(results[0].locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'dns:anbermedia.com?type=TXT' },
      region: { startLine: 1, startColumn: 28, endColumn: 32, snippet: { text: '-all' } },
    });
  });
});

describe('nothing that DNS or the command line holds reaches the terminal as it is', () => {
  test('from a zone', async () => {
    const { out } = await lint('hostile.test');
    expect(out).toMatch(/^[\n\x20-\x7e§]*$/);
    expect(out).toContain('\\x1B[2J');
  });

  test.each(hostilePieces.map((piece) => [asArgument(piece)]))('from --record %j', async (text) => {
    const { out, trouble } = await runWords([
      'lint',
      '--record',
      `v=spf1 ${text} ${text}`,
      '--no-dns',
      '--fix',
    ]);
    expect(trouble).toBe('');
    expect(findStray(out)).toBeUndefined();
  });
});

test('a record without a domain asks nothing of the placeholder, and says what is left out', async () => {
  const { out } = await lint('--record', 'v=spf1 a mx include:good.test -all');
  expect(out).toContain('Name a DOMAIN for that.');
  expect(out).not.toContain('void');
});

test.each([
  ['v=spf1 incude:a.example -all', 'v=spf1 include:a.example -all'],
  ['v=spf1 include: a.example ip4 8.8.8.8 - all', 'v=spf1 include:a.example ip4:8.8.8.8 -all'],
  ['v=spf1 redirect:a.example', 'v=spf1 redirect=a.example'],
])('without DNS, the text alone is corrected: %j', async (text, corrected) => {
  const { out } = await runWords(['lint', '--record', text, '--no-dns', '--fix']);
  expect(/Corrected record \(\d repairs?\):\n {2}(.*)\n/.exec(out)?.[1]).toBe(corrected);
});
