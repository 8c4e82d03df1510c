import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/options.ts';
import { incidents } from '../../src/demo/incidents.ts';
import { demoZones } from '../../src/demo/zones.ts';
import { runWords } from '../helpers/fake-terminal.ts';
import { startLoopbackServer } from '../helpers/loopback-server.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

// Everything is asked of these zones, or of a port where nobody listens: never of the network.
const zones = `
$ORIGIN test.
@ 300 SOA ns hostmaster 1 3600 600 86400 60
pass TXT "v=spf1 ip4:192.0.2.0/24 -all"
fail TXT "v=spf1 -all exp=why.test"
why TXT "not from %{i}"
softfail TXT "v=spf1 ~all"
neutral TXT "v=spf1 ?all"
permerror TXT "v=spf1 ip4:192.0.2.0/24-all"
none TXT "hello"
two TXT "v=spf1 -all"
two TXT "v=spf1 ~all"
loop TXT "v=spf1 include:loop.test -all"
hostile TXT "v=spf1 include:a\\027[2J.test ip4:\\155 -all"
`;

const withZones = async ([command = '', ...words]: readonly string[], terminal = {}) => {
  const folder = await temporaryFolder({ z: zones });
  return runWords([command, '--zone', join(folder, 'z'), '--server', '127.0.0.1:1', ...words], terminal);
};

describe('bad input gives one line on stderr, nothing on stdout, and 64', () => {
  test.each<[words: string[], message: RegExp]>([
    [['check', 'a.test', '--ipp', '192.0.2.1'], /did you mean "--ip"/],
    [['chek'], /did you mean "check"/],
    [['check', 'a.test', '--ip', '300.1.2.3'], /--ip 300\.1\.2\.3 is no IP address/],
    [['check', 'a.test', '--ip', '10.0.0.0/8'], /one address is wanted/],
    [['check', 'a.test', '--ip', '192.0.2.1', '--server', 'dns.example'], /--server dns\.example: /],
    [['tree', 'a.test', '--demo', '--server', 'dns.example'], /--server dns\.example: /],
    [
      ['check', 'a.test', '--ip', '192.0.2.1', '--zone', '/nowhere/x'],
      /--zone \/nowhere\/x: there is no such file/,
    ],
    [['check', 'a.test', '--ip', '192.0.2.1', '--zone', '/'], /it is a directory/],
    [['check', 'a.test', '--ip', '192.0.2.1', '--dns-timeout', 'x', '--demo'], /--dns-timeout x: /],
    [['check', 'a.test'], /check needs a client: --ip ADDRESS/],
    [['check', '--ip', '192.0.2.1'], /no domain to check/],
    [['tree'], /tree needs a DOMAIN/],
    [['explore'], /explore needs a DOMAIN/],
    [['tree', 'a.test', 'b.test'], /one word too many/],
    [['demo', 'twiter.com'], /no incident is called "twiter\.com"; did you mean "twitter\.com"\?/],
    [['demo', 'x'.repeat(50)], /"spfx demo" lists them/],
    [['demo', 'twitter.com', '--write', 'x'], /leave the NAME out/],
    [['demo', '--write', '/dev/null/x'], /--write \/dev\/null\/x: it is no directory/],
    [['demo', '--write', '/proc/x'], /--write \/proc\/x: no directory can be made there/],
    [['check', '\x1b[2J', '--ip', '\u202e'], /--ip \\u202E is no IP address/],
  ])('%j', async (words, message) => {
    const { code, out, trouble } = await runWords(words);
    expect(trouble).toMatch(/^spfx: [\x20-\x7e]+\n$/);
    expect(trouble).toMatch(message);
    expect({ code, out }).toEqual({ code: 64, out: '' });
  });

  test.each([
    ['a locale that is not UTF-8', [], { isUtf8: false }],
    ['--ascii', ['--ascii'], {}],
  ])('in ASCII with %s: octets of a letter may be control characters', async (_, words, terminal) => {
    const { code, trouble } = await runWords(
      ['tree', '\u011f.test', '--server', '\u011f\x1b', ...words],
      terminal,
    );
    expect(trouble).toMatch(/^spfx: --server \?\\x1B: [\x20-\x7e]+\n$/);
    expect(code).toBe(64);
  });

  test('for a zone file that is wrong: the file, the line, what was expected', async () => {
    const folder = await temporaryFolder({ z: `${zones}x A 300.1.2.3\n` });
    const { code, out, trouble } = await runWords(['tree', 'pass.test', '--zone', join(folder, 'z')]);
    expect(trouble).toMatch(/^spfx: \S+\/z:15:\d+: .+\n$/);
    expect({ code, out }).toEqual({ code: 64, out: '' });
  });
});

describe('the exit code is the result', () => {
  const rows: readonly (readonly [result: string, code: number])[] = [
    ['pass', 0],
    ['fail', 1],
    ['softfail', 2],
    ['neutral', 3],
    ['permerror', 4],
    ['none', 6],
  ];

  test.each(rows)('%s: %i, of check and of tree, as text and as JSON', async (result, code) => {
    for (const words of [['check'], ['check', '--json'], ['tree'], ['tree', '--json'], ['explore']]) {
      const outcome = await withZones([...words, `${result}.test`, '--ip', '192.0.2.1']);
      expect([words, outcome.code, outcome.trouble]).toEqual([words, code, '']);
      expect(outcome.out).toContain(result);
      if (words.includes('--json')) expect(() => JSON.parse(outcome.out)).not.toThrow();
    }
  });

  test('temperror: 5, with the server, the question, and what to try next', async () => {
    const words = [
      'temp.test',
      '--ip',
      '192.0.2.1',
      '--server',
      '127.0.0.1:1',
      '--dns-timeout',
      '200',
      '--dns-retries',
      '0',
    ];
    for (const command of ['check', 'tree', 'explore']) {
      const { code, out, trouble } = await runWords([command, ...words]);
      expect({ code, trouble }).toEqual({ code: 5, trouble: '' });
      expect(out).toContain('127.0.0.1:1');
      expect(out).toContain('TXT temp.test');
      expect(out).toMatch(/--server ADDR.*--demo/);
      expect(out).not.toMatch(/^\s+at /m);
    }
  });

  test('temperror after SERVFAIL and after silence', async () => {
    const server = await startLoopbackServer(({ name }) => (name.startsWith('mute') ? 'drop' : { rcode: 2 }));
    const named = `127.0.0.1:${server.address.port}`;
    const ask = (domain: string) =>
      runWords([
        'check',
        domain,
        '--ip',
        '192.0.2.1',
        '--server',
        named,
        '--dns-timeout',
        '50',
        '--dns-retries',
        '1',
      ]);
    const [failed, mute] = [await ask('broken.test'), await ask('mute.test')];
    await server.close();
    expect(failed).toMatchObject({ code: 5, trouble: '' });
    expect(failed.out).toContain(`${named} answered "TXT broken.test" with a server failure`);
    expect(mute).toMatchObject({ code: 5, trouble: '' });
    expect(mute.out).toMatch(/no answer to "TXT mute\.test" from 127\.0\.0\.1:\d+ within .*\(2 tries\)/);
  });

  test.each<[domain: string, code: number]>([
    ['pass.test', 0],
    ['permerror.test', 0],
    ['none.test', 6],
    ['missing.test', 6],
    ['localhost', 6],
    ['', 6],
    ['two.test', 4],
    ['loop.test', 0],
  ])('of tree and explore without a client: %j gives %i', async (domain, code) => {
    for (const words of [['tree'], ['tree', '--json'], ['explore']]) {
      const outcome = await withZones([...words, domain]);
      expect([words, outcome.code, outcome.trouble]).toEqual([words, code, '']);
    }
  });
});

describe('a DOMAIN that RFC 7208 §4.3 calls malformed', () => {
  test.each([
    [''],
    ['localhost'],
    ['[192.0.2.1]'],
    ['192.0.2.1'],
    ['a..test'],
    [`${'l'.repeat(64)}.test`],
    [`${'l.'.repeat(130)}test`],
    ['two words.test'],
    ['\x1b[2J\u202e.test'],
  ])('%j gives none with the reason', async (domain) => {
    const { code, out, trouble } = await withZones(['check', '--ip', '192.0.2.1', '--', domain]);
    expect({ code, trouble }).toEqual({ code: 6, trouble: '' });
    expect(out).toMatch(/^none\n".*" cannot be checked: it .*\. {2}\[RFC 7208 §4\.3\]\n/);
    expect(out).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f\u202e]/);
    const tree = await withZones(['tree', '--', domain]);
    expect(tree.out).toMatch(/cannot be checked: it /);
    expect(tree.out).not.toContain('asking');
  });
});

describe('check --json', () => {
  test('prints one object with the fields of the contract', async () => {
    const { out } = await withZones([
      'check',
      '--json',
      '--sender',
      'a@fail.test',
      '--helo',
      'h.test',
      '--ip',
      '192.0.2.1',
    ]);
    const json = JSON.parse(out);
    expect(json).toMatchObject({
      schemaVersion: 1,
      request: { ip: '192.0.2.1', domain: 'fail.test', sender: 'a@fail.test', helo: 'h.test' },
      result: 'fail',
      explanation: 'not from 192.0.2.1',
      reason: 'No term before "-all" matches 192.0.2.1, so it decides.',
      cause: { kind: 'match', path: '0', domain: 'fail.test', span: [7, 11] },
      tally: { lookups: 0, voidLookups: 0 },
      trace: [{ path: '0', term: '-all', outcome: 'match' }],
      answers: [
        { question: { name: 'fail.test', type: 'TXT' }, outcome: 'records', origin: { kind: 'zone' } },
        { question: { name: 'why.test', type: 'TXT' }, purpose: 'explanation' },
      ],
    });
    expect(json.elapsedMs).toBeGreaterThanOrEqual(0);
    expect(out.endsWith('}\n')).toBe(true);
  });

  test('has null where the domain explains nothing', async () => {
    const { out } = await withZones(['check', '--json', 'softfail.test', '--ip', '192.0.2.1']);
    expect(JSON.parse(out).explanation).toBeNull();
  });
});

describe('check', () => {
  test('prints the answer first, then why, the fix, and what was spent', async () => {
    const { out } = await withZones(['check', 'permerror.test', '--ip', '192.0.2.7']);
    expect(`\n${out}`).toMatchInlineSnapshot(`
      "
      permerror
      The record of permerror.test has a syntax error: a space is missing before "-all".  [RFC 7208 §4.6.1]
        v=spf1 ip4:192.0.2.0/24-all
                               ^ column 24
      Fix: v=spf1 ip4:192.0.2.0/24 -all
           would give 192.0.2.7 pass by ip4:192.0.2.0/24
      Client 192.0.2.7, helo permerror.test, from postmaster@permerror.test. Lookups 0 of 10, void lookups 0 of 2.
      "
    `);
  });

  test('prints what would steer a terminal as escapes', async () => {
    for (const command of ['check', 'tree']) {
      const { out } = await withZones([command, 'hostile.test', '--ip', '192.0.2.1']);
      expect(out).toContain('\\x1B[2J');
      expect(out).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
    }
  });

  test('colours for a terminal, unless told not to', async () => {
    const words = ['check', 'pass.test', '--ip', '192.0.2.1'];
    expect((await withZones(words, { hasColour: true })).out).toContain('\x1b[1;32mpass\x1b[0m');
    expect((await withZones([...words, '--no-color'], { hasColour: true })).out).not.toContain('\x1b');
    expect((await withZones(words)).out).not.toContain('\x1b');
  });
});

describe('tree', () => {
  test('draws ASCII signs where UTF-8 is not understood, or not wanted', async () => {
    const signs = /[✓✗·…▾▸]/;
    const words = ['tree', 'pass.test', '--ip', '192.0.2.1'];
    expect((await withZones(words)).out).toMatch(signs);
    expect((await withZones([...words, '--ascii'])).out).not.toMatch(signs);
    expect((await withZones(words, { isUtf8: false })).out).not.toMatch(signs);
  });
});

describe('demo', () => {
  test('lists every incident with the command that shows it', async () => {
    const { code, out, trouble } = await runWords(['demo']);
    expect({ code, trouble }).toEqual({ code: 0, trouble: '' });
    for (const { name, domain, clients } of incidents) {
      expect(out).toContain(name);
      expect(out).toContain(`spfx explore ${domain} --ip ${clients[0].ip}`);
    }
  });

  test.each(incidents)(
    '$name is found by its name and by its domain, and told',
    async ({ name, title, clients }) => {
      const { code, out, trouble } = await runWords(['demo', name]);
      expect(trouble).toBe('');
      expect(out.startsWith(title)).toBe(true);
      expect(code).toBe(
        ['pass', 'fail', 'softfail', 'neutral', 'permerror', 'temperror', 'none'].indexOf(clients[0].expect),
      );
    },
  );

  test('the commands of the list give what the incidents say', async () => {
    const { out } = await runWords(['demo']);
    const lines = out.split('\n').filter((line) => line.startsWith('    spfx '));
    expect(lines).toHaveLength(incidents.length);
    for (const [index, line] of lines.entries()) {
      const words = line.trim().split(' ').slice(1);
      const { out: said } = await runWords(['check', ...words.slice(1), '--json']);
      expect(JSON.parse(said).result).toBe(incidents[index]?.clients[0].expect);
    }
  });

  test('a name outside the embedded incidents is not said to be missing from DNS', async () => {
    const { out } = await runWords(['check', 'outside.example', '--ip', '192.0.2.1', '--demo']);
    expect(out).toContain('outside.example is in none of the given zones.');
    expect(out).toContain('Leave --demo out to ask DNS for outside.example');
  });

  test('--write writes over no file that is another', async () => {
    const folder = await temporaryFolder();
    expect(await runWords(['demo', '--write', folder])).toMatchObject({ code: 0 });
    expect(await runWords(['demo', '--write', folder])).toMatchObject({ code: 0 });
    const path = join(folder, 'google.com.zone');
    await writeFile(path, 'mine');
    const { code, trouble } = await runWords(['demo', '--write', folder]);
    expect(code).toBe(64);
    expect(trouble).toContain('google.com.zone exists and is another file; it was left as it is');
    expect(await readFile(path, 'utf8')).toBe('mine');
  });

  test('--write names its directory in signs that the terminal can show', async () => {
    const folder = join(await temporaryFolder(), '\u011f\x1b[2J');
    const { out } = await runWords(['demo', '--write', folder], { isUtf8: false });
    expect(out).toMatch(/^\d+ zone files in [\x20-\x7e]+\/\?\\x1B\[2J\n$/);
  });

  test('--write writes the zone files, which answer as --demo does', async () => {
    const folder = join(await temporaryFolder(), 'deep', 'er');
    const { code, out } = await runWords(['demo', '--write', folder]);
    expect({ code, out }).toEqual({ code: 0, out: `${demoZones.length} zone files in ${folder}\n` });
    expect((await readdir(folder)).sort()).toEqual(demoZones.map(({ file }) => file).sort());
    for (const { file, text } of demoZones) expect(await readFile(join(folder, file), 'latin1')).toBe(text);
    const [incident] = incidents;
    if (incident === undefined) throw new Error('there is no incident');
    const words = [
      'check',
      incident.domain,
      '--ip',
      incident.clients[0].ip,
      '--json',
      '--server',
      '127.0.0.1:1',
    ];
    const files = demoZones.flatMap(({ file }) => ['--zone', join(folder, file)]);
    const both = [await runWords([...words, ...files]), await runWords([...words, '--demo'])];
    const [written, embedded] = both.map((outcome) => {
      const { result, cause, tally, reason } = JSON.parse(outcome.out);
      return { result, cause, tally, reason };
    });
    expect(written).toEqual(embedded);
  });
});

describe('help', () => {
  test.each([[[]], [['--help']], [['-h']], [['help']]])(
    '%j shows every command and the exit codes',
    async (words) => {
      const { code, out, trouble } = await runWords(words);
      expect({ code, trouble }).toEqual({ code: 0, trouble: '' });
      for (const { name, summary } of commands) {
        expect(out).toContain(`  ${name} `);
        expect(out).toContain(summary);
      }
      expect(out).toMatch(/0 pass, 1 fail, 2 softfail, 3 neutral, 4 permerror, 5 temperror, 6 none/);
      expect(out).toMatch(/64 usage, 65 broken file, 70 internal error, 130 Ctrl-C/);
    },
  );

  test.each(commands)('of $name shows each of its options', async ({ name, options }) => {
    const { out } = await runWords([name, '--help']);
    expect(out).toMatch(new RegExp(`^Usage: spfx ${name}\\b`));
    for (const option of options)
      expect(out).toContain(`--${option.name}${option.value ? ` ${option.value}` : ''}`);
    expect((await runWords(['help', name])).out).toBe(out);
  });

  test('--version says which', async () => {
    expect(await runWords(['--version'])).toEqual({ code: 0, out: 'spfx 1.2.3\n', trouble: '' });
  });
});
