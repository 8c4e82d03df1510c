import { describe, expect, test } from 'vitest';
import { runWords } from '../helpers/fake-terminal.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const zone = `
$ORIGIN test.
@ 300 SOA ns hostmaster 1 3600 600 86400 60
a TXT "v=spf1 ip4:192.0.2.0/24 include:b.test a:mail.test -all"
b TXT "v=spf1 ip4:198.51.100.0/24 -all"
mail A 192.0.2.10
six TXT "v=spf1 a:host6.test -all"
host6 AAAA 2001:db8::6
void TXT "v=spf1 mx:none.test a:none.test -all"
bad TXT "v=spf1 oops -all"
far TXT "v=spf1 include:elsewhere.example ip4:192.0.2.1 -all"
`;

const runFile = async (text: string, ...words: string[]) => {
  const folder = await temporaryFolder({ zone, tests: text });
  const run = (...given: string[]) => runWords(given.map((word) => word.replaceAll('FOLDER', folder)));
  const zoneWords = [
    '--zone',
    'FOLDER/zone',
    '--server',
    '127.0.0.1:1',
    '--dns-timeout',
    '200',
    '--dns-retries',
    '0',
  ];
  return { folder, run, ...(await run('test', 'FOLDER/tests', ...zoneWords, ...words)) };
};

const whole = `
domains:
  - domain: a.test
    clients:
      - {label: web, ip: 192.0.2.1, expect: pass}
      - {label: 'a # and \\', ip: 203.0.113.9, expect: pass}
      - {ip: mail.test, expect: pass}
    limits: {lookups: at most 2, voids: 0, ipv6: pass, problems: no errors}
  - domain: six.test
    limits: {lookups: 0, ipv6: pass}
`;

describe('a file of tests', () => {
  test('gives TAP, what failed with its reason', async () => {
    const { out, trouble, code } = await runFile(whole);
    expect(trouble).toBe('');
    expect(code).toBe(1);
    expect(out).toMatchInlineSnapshot(`
      "TAP version 14
      1..9
      ok 1 - a.test: web 192.0.2.1 gets pass
      not ok 2 - a.test: a \\# and \\\\ 203.0.113.9 gets pass
        ---
        severity: "fail"
        expected: "pass"
        actual: "fail"
        reason: "No term before \\"-all\\" matches 203.0.113.9, so it decides."
        ...
      ok 3 - a.test: mail.test 192.0.2.10 gets pass
      ok 4 - a.test: lookups: at most 2
      not ok 5 - a.test: voids: at most 0
        ---
        severity: "fail"
        expected: "at most 0"
        actual: "1"
        reason: "A check that nothing matches spends 1."
        ...
      not ok 6 - a.test: ipv6: pass
        ---
        severity: "fail"
        expected: "a pass for an IPv6 address"
        actual: "none"
        reason: "No ip6, and no AAAA record of an a or mx, lets an IPv6 address pass."
        ...
      ok 7 - a.test: problems: no errors
      not ok 8 - six.test: lookups: at most 0
        ---
        severity: "fail"
        expected: "at most 0"
        actual: "1"
        reason: "A check that nothing matches spends 1."
        ...
      ok 9 - six.test: ipv6: pass
      # 5 passed, 4 failed
      "
    `);
  });

  test('gives a JUnit report with --junit', async () => {
    const { out, code } = await runFile(whole, '--junit');
    expect(code).toBe(1);
    expect(out).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="spfx" tests="9" failures="4" errors="0">
        <testsuite name="a.test" tests="7" failures="3" errors="0">
          <testcase classname="a.test" name="web 192.0.2.1 gets pass"/>
          <testcase classname="a.test" name="a # and \\ 203.0.113.9 gets pass">
            <failure message="pass was expected, got fail">No term before &#34;-all&#34; matches 203.0.113.9, so it decides.</failure>
          </testcase>
          <testcase classname="a.test" name="mail.test 192.0.2.10 gets pass"/>
          <testcase classname="a.test" name="lookups: at most 2"/>
          <testcase classname="a.test" name="voids: at most 0">
            <failure message="at most 0 was expected, got 1">A check that nothing matches spends 1.</failure>
          </testcase>
          <testcase classname="a.test" name="ipv6: pass">
            <failure message="a pass for an IPv6 address was expected, got none">No ip6, and no AAAA record of an a or mx, lets an IPv6 address pass.</failure>
          </testcase>
          <testcase classname="a.test" name="problems: no errors"/>
        </testsuite>
        <testsuite name="six.test" tests="2" failures="1" errors="0">
          <testcase classname="six.test" name="lookups: at most 0">
            <failure message="at most 0 was expected, got 1">A check that nothing matches spends 1.</failure>
          </testcase>
          <testcase classname="six.test" name="ipv6: pass"/>
        </testsuite>
      </testsuites>
      "
    `);
  });

  test.each([
    ['all passed', 'a.test', '{lookups: 2, voids: 1}', 0, /^# 2 passed, 0 failed$/m],
    ['too many lookups', 'a.test', '{lookups: 1}', 1, /actual: "2"/],
    ['too many voids', 'void.test', '{voids: 1}', 1, /actual: "2"/],
    ['an error', 'bad.test', '{problems: no errors}', 1, /actual: "unknown-mechanism|severity: "fail"/],
    ['a warning', 'void.test', '{problems: no warnings}', 1, /warning void-term in void\.test/],
    ['no error though a warning', 'void.test', '{problems: no errors}', 0, /^ok 1/m],
    [
      'trouble',
      'far.test',
      '{lookups: 3, problems: no errors}',
      5,
      /^# 0 passed, 0 failed, 2 undecided, as DNS did not tell$/m,
    ],
    ['a failure in spite of trouble', 'far.test', '{lookups: 0}', 1, /actual: "1 or more"/],
  ])('%s', async (_, domain, limits, code, wanted) => {
    const given = await runFile(`domains: [{domain: ${domain}, limits: ${limits}}]`);
    expect(given.trouble).toBe('');
    expect(given.out).toMatch(wanted);
    expect(given.code).toBe(code);
  });

  test('passes where the problems are of codes to ignore', async () => {
    const seen = await runFile('domains: [{domain: void.test, limits: {problems: no warnings}}]');
    const codes = /actual: "([^"]*)"/.exec(seen.out)?.[1] ?? '';
    const ignored = await runFile(
      `domains: [{domain: void.test, limits: {problems: no warnings, ignore: [${codes}]}}]`,
    );
    expect(ignored.code).toBe(0);
  });

  test('cannot decide on a client where DNS is in trouble, and says so; a temperror may be expected', async () => {
    const client = (expected: string): string =>
      `domains: [{domain: far.test, clients: [{ip: 192.0.2.1, expect: ${expected}}]}]`;
    const given = await runFile(client('pass'));
    expect(given.code).toBe(5);
    expect(given.out).toMatch(/severity: "undecided"\n {2}expected: "pass"\n {2}actual: "temperror"/);
    expect((await runFile(client('pass'), '--junit')).out).toMatch(/failures="0" errors="1"/);
    expect((await runFile(client('temperror'))).code).toBe(0);
  });

  test('is run against a snapshot, too', async () => {
    const { run } = await runFile('domains: [{domain: b.test, limits: {lookups: 0}}]');
    await run('tree', 'b.test', '--zone', 'FOLDER/zone', '--server', '127.0.0.1:1', '--record', 'FOLDER/s');
    expect(await run('test', 'FOLDER/tests', '--replay', 'FOLDER/s')).toMatchObject({ code: 0, trouble: '' });
    expect(await run('test', '--replay', 'FOLDER/s')).toMatchObject({ code: 64 });
  });

  test('as JSON reads the same', async () => {
    const { code } = await runFile('{"domains": [{"domain": "b.test", "limits": {"lookups": 0}}]}');
    expect(code).toBe(0);
  });
});

describe('a file that is none of tests is one line with its place', () => {
  test.each([
    ['', ':1:1: a map is wanted'],
    ['hello', ':1:1: a map is wanted'],
    ['- a', ':1:1: a map is wanted'],
    ['domain: []', ':1:1: unknown key "domain"; did you mean "domains"?'],
    ['domains:\n', ':1:9: a list of domains is wanted'],
    ['domains: []', ':1:10: a list of domains is wanted'],
    ['domains: [a.test]', ':1:11: a map is wanted, as {domain: example.com'],
    ['domains:\n- limits: {voids: 1}', ':2:3: domain is missing'],
    ['domains:\n- domain: a..test\n  limits: {voids: 1}', ':2:11: "a..test": '],
    ['domains:\n- domain: a.test', ':2:3: there is nothing to test here'],
    ['domains:\n- domain: a.test\n  limits: {}', ':2:3: there is nothing to test here'],
    ['domains:\n- domain: a.test\n  clients: []', ':3:12: a list of clients is wanted'],
    ['domains:\n- domain: a.test\n  clients: [{ip: 192.0.2.1}]', ':3:13: expect is missing'],
    ['domains:\n- domain: a.test\n  clients: [{ip: 192.0.2.1, expect: passs}]', 'did you mean "pass"?'],
    ['domains:\n- domain: a.test\n  clients: [{ip: 1.2.3, expect: pass}]', ':3:18: ip: '],
    [
      'domains:\n- domain: a.test\n  limits: {lookup: 1}',
      ':3:12: unknown key "lookup"; did you mean "lookups"?',
    ],
    ['domains:\n- domain: a.test\n  limits: {lookups: many}', ':3:21: "many": a whole number'],
    ['domains:\n- domain: a.test\n  limits: {lookups: -1}', ':3:21: "-1": a whole number'],
    ['domains:\n- domain: a.test\n  limits: {ipv6: fail}', ':3:18: "fail": "pass" is wanted'],
    ['domains:\n- domain: a.test\n  limits: {problems: none}', '"no errors" or "no warnings" is wanted'],
    ['domains:\n- domain: a.test\n  limits: {ignore: [x]}', 'ignore is for problems'],
    ['domains:\n- domain: a.test\n  domain: b.test', ':3:3: domain stands here twice'],
    ['domains: [', ':1:11: this is no YAML'],
    ['a: \x1b[2J', 'unknown key'],
    [`domains: ${'['.repeat(50)}`, 'nested too deeply'],
  ])('%j', async (text, wanted) => {
    const { code, out, trouble } = await runFile(text);
    expect(trouble).toContain(wanted);
    expect(trouble).toMatch(/^spfx: [\x20-\x7e]*tests:\d+:\d+: [\x20-\x7e]*\n$/);
    expect({ code, out }).toEqual({ code: 65, out: '' });
  });

  test('or none that can be read, a fault of the command line', async () => {
    const { run } = await runFile('');
    expect(await run('test', 'FOLDER/none')).toMatchObject({
      code: 64,
      trouble: expect.stringMatching(/there is no such file/),
    });
    expect(await run('test')).toMatchObject({ code: 64 });
    expect(await run('test', '/dev/zero')).toMatchObject({ code: 65 });
  });
});
