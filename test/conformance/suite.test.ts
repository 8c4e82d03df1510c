import { describe, expect, test } from 'vitest';
import type { DnsQuestion, RecordType } from '../../src/dns/resolver.ts';
import { serverResolver } from '../../src/dns/server-resolver.ts';
import { memoryResolver } from '../helpers/memory-resolver.ts';
import { startZoneServer } from '../helpers/zone-server.ts';
import { runCase } from './run-case.ts';
import { readSuite, type Scenario, SuiteError } from './suite.ts';

const text = String.raw`# A comment.
---
description: Two scenarios, the first
tests:
  plain:
    description: >-
      Words that nothing reads.
    spec: 4.5/1
    helo: mail.example.com
    host: 192.0.2.1
    mailfrom: a@spf.example.com
    result: pass
  several-results:
    helo: mail.example.com
    host: 2001:db8::1
    mailfrom: a@spf.example.com
    result: [Neutral, fail]
    explanation: DEFAULT
  null-sender:
    helo: spf.example.com
    host: 192.0.2.1
    mailfrom: ""
    result: pass
  missing-sender:
    helo: spf.example.com
    host: 192.0.2.1
    result: pass
  explained:
    helo: mail.example.com
    host: 192.0.2.1
    mailfrom: a@why.example.com
    result: fail
    explanation: 'a, no'
  octets:
    helo: mail.example.com
    host: 192.0.2.1
    mailfrom: a@octets.example.com
    result: permerror
  silent:
    helo: mail.example.com
    host: 192.0.2.1
    mailfrom: a@silent.example.com
    result: temperror
zonedata:
  SPF.example.com:
    - SPF: v=spf1 ip4:192.0.2.1 -all
  why.example.com:
    - SPF: v=spf1 -all exp=text.example.com
  text.example.com:
    - TXT: ['%{l},', ' no']
  octets.example.com:
    - TXT: "v=spf1 a:\xEF.example.com -all"
  silent.example.com:
    - TIMEOUT
  none.example.com:
    - SPF: v=spf1 -all
    - TXT: NONE
  both.example.com:
    - SPF: v=spf1 -all
    - TXT: v=spf1 +all
  mixed.example.com:
    - A: 192.0.2.1
    - AAAA: TIMEOUT
    - MX: [10, "mail.example.com."]
    - MX: [0, ""]
    - SERVFAIL
  mixed.example.com:
    - A: 192.0.2.2
  code.example.com:
    - RCODE: 5
  true.example.com:
    - TIMEOUT: true
    - A: 192.0.2.3
  empty.example.com:
    - TXT: []
    - TXT: yes
  alias.example.com:
    - CNAME: Mixed.example.com.
  loop.example.com:
    - CNAME: pool.example.com
  pool.example.com:
    - CNAME: LOOP.example.com
  astray.example.com:
    - CNAME: nowhere.example.com
  "x y%/:z.example.com":
    - A: 192.0.2.4
  1.2.0.192.in-addr.arpa:
    - PTR: a.example.com.
    - PTR: b.example.com
---
description: The second
tests:
  second:
    helo: mail.example.com
    host: 192.0.2.1
    mailfrom: a@spf.example.com
    result: none
zonedata: {}
`;

const scenarios = readSuite(Buffer.from(text, 'latin1'));
const [first, second] = scenarios;
if (first === undefined || second === undefined) throw new Error('two scenarios are in the text');

const withServer = async <Result>(
  scenario: Scenario,
  use: (ask: ReturnType<typeof serverResolver>) => Promise<Result>,
) => {
  const server = await startZoneServer(scenario.zone);
  try {
    return await use(
      serverResolver({
        servers: [server.address],
        timeoutMs: 300,
        retries: 0,
        now: () => 0,
        monotonicNow: () => performance.now(),
      }),
    );
  } finally {
    await server.close();
  }
};

describe('readSuite', () => {
  test('reads the cases of each document', () => {
    expect(scenarios.map(({ description, cases }) => [description, cases.length])).toEqual([
      ['Two scenarios, the first', 7],
      ['The second', 1],
    ]);
    expect(first.cases[1]).toMatchObject({
      name: 'several-results',
      results: ['neutral', 'fail'],
      explanation: null,
    });
    expect(first.cases[3]).toMatchObject({ mailfrom: '', helo: 'spf.example.com' });
  });

  test('an escape in a text is an octet, and a letter in the file its UTF-8 octets', () => {
    const file = `description: x\ntests: {a: {host: 1.2.3.4, result: pass, mailfrom: "a@\u00fc.example"}}\nzonedata: {b.example: [{TXT: "\\xEF\u00ef"}]}`;
    const [scenario] = readSuite(Buffer.from(file, 'utf8'));
    expect(scenario?.zone).toEqual({ 'b.example': { TXT: [['\xef\xc3\xaf']] } });
    expect(scenario?.cases[0]?.mailfrom).toBe('a@\u00fc.example');
  });

  test('words that YAML 1.1 takes for numbers and booleans stay words', () => {
    const file =
      'tests: {a: {host: 1.2.3.4, result: none, helo: no, mailfrom: 1_0}}\nzonedata: {010: [{TXT: 1:30}, {TXT: ~}]}';
    const [scenario] = readSuite(Buffer.from(file));
    expect(scenario?.cases[0]).toMatchObject({ helo: 'no', mailfrom: '1_0' });
    expect(scenario?.zone).toEqual({ '010': { TXT: [['1:30'], ['']] } });
  });

  test.each([
    ['no YAML', 'a: [', /./],
    ['no cases', 'description: x', /no cases/],
    ['an empty file', '', /no cases/],
    ['a case without a result', 'tests: {a: {host: 1.2.3.4}}', /case "a" has no "result"/],
    ['a client that is no address', 'tests: {a: {host: nine, result: pass}}', /"nine" is no IP address/],
  ])('%s is one line of complaint', (_what, file, message) => {
    const read = () => readSuite(Buffer.from(file));
    expect(read).toThrow(SuiteError);
    expect(read).toThrow(message);
    expect(read).toThrow(/^[^\n]*$/);
  });
});

describe('the zone of a suite, in memory and over the wire', () => {
  /** A question, its outcome, and the data of its records. */
  const answers: readonly (readonly [
    name: string,
    type: RecordType,
    outcome: string,
    data?: readonly unknown[],
  ])[] = [
    ['spf.example.com', 'TXT', 'records', [['v=spf1 ip4:192.0.2.1 -all']]],
    ['sPf.EXAMPLE.com', 'TXT', 'records', [['v=spf1 ip4:192.0.2.1 -all']]],
    ['spf.example.com', 'A', 'no-data'],
    ['none.example.com', 'TXT', 'no-data'],
    ['both.example.com', 'TXT', 'records', [['v=spf1 +all']]],
    ['silent.example.com', 'A', 'timeout'],
    ['mixed.example.com', 'A', 'records', ['192.0.2.1', '192.0.2.2']],
    ['mixed.example.com', 'AAAA', 'timeout'],
    [
      'mixed.example.com',
      'MX',
      'records',
      [
        [10, 'mail.example.com'],
        [0, ''],
      ],
    ],
    ['mixed.example.com', 'TXT', 'server-failure'],
    ['code.example.com', 'TXT', 'refused'],
    ['true.example.com', 'A', 'records', ['192.0.2.3']],
    ['true.example.com', 'TXT', 'timeout'],
    ['empty.example.com', 'TXT', 'records', [[''], ['yes']]],
    ['octets.example.com', 'TXT', 'records', [['v=spf1 a:\xef.example.com -all']]],
    ['alias.example.com', 'A', 'records', ['192.0.2.1', '192.0.2.2']],
    ['loop.example.com', 'A', 'no-data'],
    ['astray.example.com', 'A', 'name-error'],
    ['x y%/:z.example.com', 'A', 'records', ['192.0.2.4']],
    ['1.2.0.192.in-addr.arpa', 'PTR', 'records', ['a.example.com', 'b.example.com']],
    ['nowhere.example.com', 'A', 'name-error'],
    ['a..example.com', 'A', 'unaskable'],
  ];

  test.each(answers.map((row) => [row[0], row[1], row[2], row] as const))(
    '%s %s: %s',
    async (name, type, outcome, row) => {
      const question: DnsQuestion = { name, type };
      const [, , , data = []] = row;
      const inMemory = await memoryResolver(first.zone).resolve(question);
      const overWire = await withServer(first, (resolver) => resolver.resolve(question));
      for (const answer of [inMemory, overWire]) {
        expect(answer.outcome).toBe(outcome);
        expect(
          answer.records.map((record) => {
            if (record.type === 'TXT') return record.strings;
            if (record.type === 'MX') return [record.preference, record.exchange];
            if (record.type === 'A') return record.address;
            return record.type === 'PTR' ? record.target : record;
          }),
        ).toEqual(data);
      }
      expect(overWire.aliases.map((alias) => alias.toLowerCase())).toEqual(
        inMemory.aliases.map((alias) => alias.toLowerCase()),
      );
    },
  );
});

describe('runCase', () => {
  test.each(scenarios.flatMap((scenario) => scenario.cases.map((one) => [one.name, scenario, one] as const)))(
    '%s passes in memory and over the wire, with the same questions',
    async (_name, scenario, one) => {
      const inMemory = await runCase(one, memoryResolver(scenario.zone));
      expect(inMemory).toMatchObject({ passed: true });
      expect(await withServer(scenario, (resolver) => runCase(one, resolver))).toEqual(inMemory);
    },
  );

  test('a wrong result fails, and so does a wrong explanation', async () => {
    const [plain] = first.cases;
    const explained = first.cases.find(({ name }) => name === 'explained');
    if (plain === undefined || explained === undefined) throw new Error('both cases are in the text');
    const resolver = memoryResolver(first.zone);
    expect(await runCase({ ...plain, results: ['fail'] }, resolver)).toMatchObject({
      passed: false,
      expected: 'fail',
      got: 'pass',
      questions: ['TXT spf.example.com: records'],
    });
    expect(await runCase({ ...explained, explanation: 'yes' }, resolver)).toMatchObject({
      passed: false,
      expected: 'fail, "yes"',
      got: 'fail, "a, no"',
    });
    expect((await runCase({ ...explained, explanation: null }, resolver)).passed).toBe(false);
  });
});
