import { describe, expect, test } from 'vitest';
import { readDemoZones } from '../../src/cli/read-zones.ts';
import { incidents } from '../../src/demo/incidents.ts';
import type { DnsRecord } from '../../src/dns/resolver.ts';
import { zoneResolver } from '../../src/dns/zone-resolver.ts';
import { emptyPolicy, foldWalk } from '../../src/policy/policy.ts';
import { walkPolicy } from '../../src/policy/walk-policy.ts';
import { toAsciiJson } from '../../src/report/escape-text.ts';
import { checkJson, schemaVersion, treeJson } from '../../src/report/json-report.ts';
import { checkHost } from '../../src/spf/check-host.ts';
import { answerOf } from '../helpers/manual-resolver.ts';
import { memoryResolver } from '../helpers/memory-resolver.ts';
import type { MemoryZone } from '../helpers/memory-zone.ts';
import { requestFrom, walkZone } from '../helpers/walk-zone.ts';

const demo = zoneResolver(await readDemoZones());

/** What a reader of the JSON gets. */
const head = { name: 'example.com', ttlSeconds: 300 } as const;

const printed = (value: unknown): Record<string, unknown> => JSON.parse(toAsciiJson(value));

const checkOf = async (zone: MemoryZone, ip = '192.0.2.1', domain = 'example.com') =>
  printed(checkJson(await checkHost(requestFrom(ip, { domain }), memoryResolver(zone)), 1.23456));

const treeOf = async (zone: MemoryZone, caps = {}) => {
  const { policy } = await walkZone(zone, { caps });
  return printed(treeJson('example.com', policy, undefined, 0));
};

/** A value's shape: the fields of every object in it, each once, as `records[].terms[].path`. */
const fieldsOf = (value: unknown, at = ''): string[] => {
  if (Array.isArray(value)) return value.flatMap((item) => fieldsOf(item, `${at}[]`));
  if (value === null || typeof value !== 'object') return [at];
  const inner = Object.entries(value).flatMap(([key, field]) =>
    fieldsOf(field, at === '' ? key : `${at}.${key}`),
  );
  return at === '' ? inner : [at, ...inner];
};

// Every field that the two commands print, as documented; a field that is not here is not in the contract.
const answerFields = [
  'question',
  'question.name',
  'question.type',
  'outcome',
  'records',
  'records[]',
  'records[].name',
  'records[].type',
  'records[].ttlSeconds',
  'records[].strings',
  'records[].strings[]',
  'records[].data',
  'aliases',
  'aliases[]',
  'rcode',
  'flags',
  'flags.aa',
  'flags.tc',
  'flags.ra',
  'flags.ad',
  'extendedErrors',
  'withoutValidation',
  'ttlSeconds',
  'sizeOctets',
  'problems',
  'problems[]',
  'origin',
  'origin.kind',
  'origin.file',
  'askedAtMs',
  'elapsedMs',
  'attempts',
];
const causeFields = [
  'kind',
  'path',
  'domain',
  'span',
  'span[]',
  'reference',
  'term',
  'match',
  'match.kind',
  'match.network',
  'match.address',
  'match.prefixLength',
  'match.host',
  'match.name',
  'match.domain',
  'match.cause',
  'code',
  'message',
  'target',
  'reason',
  'question',
  'question.name',
  'question.type',
  'outcome',
];
const under = (place: string, fields: readonly string[]): string[] => [
  place,
  ...fields.map((field) => `${place}.${field}`),
];
const checkFields = new Set([
  'schemaVersion',
  ...under('request', ['ip', 'domain', 'sender', 'helo']),
  'result',
  'explanation',
  'reason',
  ...under('cause', causeFields),
  ...under('tally', ['lookups', 'voidLookups']),
  'trace',
  ...under('trace[]', [
    'path',
    'domain',
    'term',
    'target',
    'outcome',
    'result',
    'lookups',
    'lookups[]',
    'voidLookups',
    'voidLookups[]',
    'questions',
  ]),
  ...under('trace[].questions[]', ['name', 'type', 'purpose', 'isVoid']),
  'answers',
  ...under('answers[]', ['path', 'purpose', 'isVoid', ...answerFields]),
  'elapsedMs',
]);
const costFields = ['lookups', 'voidLookups', 'voidLookups.ip4', 'voidLookups.ip6', 'isKnown'];
const treeFields = new Set([
  'schemaVersion',
  'domain',
  'isComplete',
  'reachedCaps',
  ...under('reachedCaps[]', ['kind', 'limit']),
  ...under('cost', costFields),
  'records',
  ...under('records[]', ['path', 'domain', 'state', 'reason', 'text', 'diagnostics', 'terms']),
  ...under('records[].diagnostics[]', ['code', 'severity', 'span', 'span[]', 'message', 'reference']),
  ...under('records[].cost', costFields),
  ...under('records[].terms[]', [
    'path',
    'term',
    'kind',
    'span',
    'span[]',
    'target',
    'needsClient',
    'needsClient[]',
    'dead',
    'isLoop',
    'leadsTo',
  ]),
  ...under('records[].terms[].ownCost', costFields),
  ...under('records[].terms[].cost', costFields),
  'answers',
  ...under('answers[]', answerFields),
  'check',
  'elapsedMs',
]);

/** Nested causes have the fields of a cause. */
const flattened = (field: string): string => field.replace(/(?:\.match\.cause)+(?=\.)/, '');

describe('the JSON of every incident', () => {
  test.each(incidents)(
    '$name has the documented fields and no other, for check',
    async ({ domain, clients }) => {
      for (const client of clients) {
        const request = requestFrom(client.ip, { ...client, domain });
        const json = printed(checkJson(await checkHost(request, demo), 1));
        expect(
          fieldsOf(json)
            .map(flattened)
            .filter((field) => !checkFields.has(field)),
        ).toEqual([]);
        expect(Object.keys(json)).toEqual([
          'schemaVersion',
          'request',
          'result',
          'explanation',
          'reason',
          'cause',
          'tally',
          'trace',
          'answers',
          'elapsedMs',
        ]);
        expect(json).toMatchObject({
          schemaVersion,
          result: client.expect,
          request: { domain, ip: client.ip },
        });
      }
    },
  );

  test.each(incidents)('$name has the documented fields and no other, for tree', async ({ domain }) => {
    const json = printed(treeJson(domain, await walkPolicy(domain, demo, { now: () => 0 }), undefined, 1));
    expect(fieldsOf(json).filter((field) => !treeFields.has(field))).toEqual([]);
    expect(json).toMatchObject({ schemaVersion, domain, check: null, isComplete: true });
  });
});

test('the JSON of one check, whole', async () => {
  const json = await checkOf({
    'example.com': 'v=spf1 include:%{d1r}.example -all',
    'example.example': { TXT: [['v=spf1 ip4:192.0.2.0', '/24 ~all']] },
  });
  expect(json).toMatchInlineSnapshot(`
    {
      "answers": [
        {
          "aliases": [],
          "askedAtMs": 0,
          "attempts": [],
          "elapsedMs": 0,
          "extendedErrors": [],
          "flags": null,
          "isVoid": false,
          "origin": {
            "file": "memory",
            "kind": "zone",
          },
          "outcome": "records",
          "path": "",
          "problems": [],
          "purpose": "record",
          "question": {
            "name": "example.com",
            "type": "TXT",
          },
          "rcode": null,
          "records": [
            {
              "name": "example.com",
              "strings": [
                "v=spf1 include:%{d1r}.example -all",
              ],
              "ttlSeconds": 300,
              "type": "TXT",
            },
          ],
          "sizeOctets": null,
          "ttlSeconds": null,
          "withoutValidation": null,
        },
        {
          "aliases": [],
          "askedAtMs": 0,
          "attempts": [],
          "elapsedMs": 0,
          "extendedErrors": [],
          "flags": null,
          "isVoid": false,
          "origin": {
            "file": "memory",
            "kind": "zone",
          },
          "outcome": "records",
          "path": "0",
          "problems": [],
          "purpose": "record",
          "question": {
            "name": "example.example",
            "type": "TXT",
          },
          "rcode": null,
          "records": [
            {
              "name": "example.example",
              "strings": [
                "v=spf1 ip4:192.0.2.0",
                "/24 ~all",
              ],
              "ttlSeconds": 300,
              "type": "TXT",
            },
          ],
          "sizeOctets": null,
          "ttlSeconds": null,
          "withoutValidation": null,
        },
      ],
      "cause": {
        "domain": "example.com",
        "kind": "match",
        "match": {
          "cause": {
            "domain": "example.example",
            "kind": "match",
            "match": {
              "kind": "network",
              "network": "192.0.2.0/24",
            },
            "path": "0.0",
            "reference": "RFC 7208 §5.6",
            "span": [
              7,
              23,
            ],
            "term": "ip4:192.0.2.0/24",
          },
          "domain": "example.example",
          "kind": "include",
        },
        "path": "0",
        "reference": "RFC 7208 §5.2",
        "span": [
          7,
          29,
        ],
        "term": "include:%{d1r}.example",
      },
      "elapsedMs": 1.235,
      "explanation": null,
      "reason": "include:%{d1r}.example: 192.0.2.1 passes the record of example.example, by ip4:192.0.2.0/24.",
      "request": {
        "domain": "example.com",
        "helo": "mail.example.com",
        "ip": "192.0.2.1",
        "sender": "alice@example.com",
      },
      "result": "pass",
      "schemaVersion": 1,
      "tally": {
        "lookups": 1,
        "voidLookups": 0,
      },
      "trace": [
        {
          "domain": "example.com",
          "lookups": [
            0,
            1,
          ],
          "outcome": "match",
          "path": "0",
          "questions": [
            {
              "isVoid": false,
              "name": "example.example",
              "purpose": "record",
              "type": "TXT",
            },
          ],
          "result": "pass",
          "target": "example.example",
          "term": "include:%{d1r}.example",
          "voidLookups": [
            0,
            0,
          ],
        },
        {
          "domain": "example.example",
          "lookups": [
            1,
            1,
          ],
          "outcome": "match",
          "path": "0.0",
          "questions": [],
          "result": "pass",
          "target": null,
          "term": "ip4:192.0.2.0/24",
          "voidLookups": [
            0,
            0,
          ],
        },
      ],
    }
  `);
});

describe('the cause in the JSON', () => {
  test.each<[string, MemoryZone, Record<string, unknown>, string?]>([
    [
      'a syntax error',
      { 'example.com': 'v=spf1 a ip4:1' },
      {
        kind: 'syntax-error',
        path: '1',
        span: [13, 14],
        code: 'bad-ip',
        domain: 'example.com',
        reference: 'RFC 7208 §5.6',
      },
    ],
    ['no record', {}, { kind: 'no-record', path: '', span: null, target: 'example.com' }],
    [
      'a malformed domain',
      {},
      { kind: 'malformed-domain', path: '', span: null, target: 'localhost' },
      'localhost',
    ],
    [
      'trouble',
      { 'example.com': 'timeout' },
      { kind: 'dns-trouble', question: { name: 'example.com', type: 'TXT' }, outcome: 'timeout' },
    ],
    [
      'a match',
      { 'example.com': 'v=spf1 -all' },
      { kind: 'match', path: '0', span: [7, 11], term: '-all', match: { kind: 'all' } },
    ],
    [
      'a lookup too many',
      { 'example.com': 'v=spf1 include:example.com' },
      { kind: 'too-many-lookups', path: Array.from({ length: 11 }, () => '0').join('.') },
    ],
  ])('of %s is told', async (_, zone, cause, domain) => {
    expect((await checkOf(zone, '192.0.2.1', domain)).cause).toMatchObject(cause);
  });
});

test('an explanation is what the domain published, and null where it published none', async () => {
  const zone = { 'example.com': 'v=spf1 -all exp=why.example', 'why.example': 'no mail from %{i}' };
  expect((await checkOf(zone)).explanation).toBe('no mail from 192.0.2.1');
  expect((await checkOf({ 'example.com': 'v=spf1 -all' })).explanation).toBeNull();
});

test('milliseconds are rounded to the microsecond', async () => {
  expect((await checkOf({})).elapsedMs).toBe(1.235);
});

describe('the policy in the JSON', () => {
  test('has each record once, with the path where it first stands', async () => {
    const { records } = await treeOf({
      'example.com': 'v=spf1 include:a.example include:b.example redirect=Example.com',
      'a.example': 'v=spf1 include:B.example ~all',
      'b.example': 'v=spf1 include:a.example include:localhost.%{d1r} exists:%{i}.x.example -all a',
    });
    expect(records).toMatchObject([
      {
        path: '',
        domain: 'example.com',
        state: 'record',
        terms: [
          { leadsTo: 'a.example', isLoop: false },
          { isLoop: false },
          { leadsTo: 'Example.com', isLoop: true },
        ],
      },
      {
        path: '0',
        domain: 'a.example',
        terms: [{ path: '0.0', leadsTo: 'B.example', isLoop: false }, { kind: 'all' }],
      },
      {
        path: '0.0',
        terms: [
          { isLoop: true, cost: { lookups: null } },
          { target: 'localhost.b' },
          { target: null, needsClient: ['i'], ownCost: { lookups: 1, isKnown: false } },
          {},
          { dead: 'after-all', cost: { lookups: 0 } },
        ],
      },
      { path: '0.0.1', domain: 'localhost.b', state: 'no-record' },
    ]);
  });

  test('says what a record is instead, and why', async () => {
    const { records } = await treeOf({
      'example.com': 'v=spf1 include:%{d1} include:two.example include:slow.example include:bad.example -all',
      'two.example': { TXT: ['v=spf1 -all', 'v=spf1 ~all'] },
      'slow.example': 'timeout',
      'bad.example': 'v=spf1 ip4:1',
    });
    expect(records).toMatchObject([
      { state: 'record', reason: null },
      {
        domain: 'com',
        state: 'malformed',
        reason: expect.stringContaining('one label'),
        text: null,
        terms: [],
      },
      { state: 'multiple-records', text: null },
      { state: 'dns-trouble' },
      {
        state: 'record',
        diagnostics: [{ code: 'bad-ip', severity: 'error', span: [11, 12], reference: 'RFC 7208 §5.6' }],
      },
    ]);
  });

  test('says which cap ended the walk, and is not complete then', async () => {
    const json = await treeOf({ 'example.com': 'v=spf1 a a a' }, { queries: 2 });
    expect(json).toMatchObject({ isComplete: false, reachedCaps: [{ kind: 'queries', limit: 2 }] });
  });
});

test('an answer that only validation failed says what there is without it', async () => {
  const question = { name: 'example.com', type: 'TXT' } as const;
  const given = { outcome: 'server-failure', withoutValidation: 'records' } as const;
  const bogus = { resolve: async () => answerOf(question, given) };
  const json = printed(checkJson(await checkHost(requestFrom('192.0.2.1'), bogus), 0));
  expect(json).toMatchObject({ result: 'temperror', answers: [given] });
});

test.each<[DnsRecord, unknown]>([
  [
    { ...head, type: 'MX', preference: 5, exchange: 'm\x1b.\x9b\xe2\x80\xae.example' },
    '5 m\x1b.\x9b\xe2\x80\xae.example',
  ],
  [{ ...head, type: 'MX', preference: 0, exchange: '' }, '0 .'],
  [{ ...head, type: 'PTR', target: 'a\\.b\\\\.c\x07' }, 'a\\.b\\\\.c\x07'],
  [{ ...head, type: 'CNAME', target: '' }, '.'],
  [{ ...head, type: 'A', address: '192.0.2.1' }, '192.0.2.1'],
])('a record’s data has the very octets of its names: %j', (record, data) => {
  const question = { name: 'example.com', type: 'TXT' } as const;
  const policy = foldWalk(emptyPolicy('example.com', { families: [4, 6] }), [
    {
      kind: 'answered',
      planned: { question, purpose: 'record' },
      answer: answerOf(question, { records: [record] }),
    },
  ]);
  const json = printed(treeJson('example.com', policy, undefined, 0));
  expect(json).toMatchObject({ answers: [{ records: [{ data }] }] });
});

test('hostile text comes through as it is, in ASCII', async () => {
  const evaluation = await checkHost(
    requestFrom('192.0.2.1'),
    memoryResolver({ 'example.com': 'v=spf1 ip4:\x1b[2J\xe2\x80\xae' }),
  );
  const text = toAsciiJson(checkJson(evaluation, 0));
  expect(text).toMatch(/^[\n\x20-\x7e]*$/);
  expect(JSON.parse(text).answers[0].records[0].strings).toEqual(['v=spf1 ip4:\x1b[2J\xe2\x80\xae']);
});
