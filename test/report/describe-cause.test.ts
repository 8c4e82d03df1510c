import { describe, expect, test } from 'vitest';
import { citeCause, count, describeCause, findCauseRecord } from '../../src/report/describe-cause.ts';
import { checkHost, type Evaluation } from '../../src/spf/check-host.ts';
import { memoryResolver } from '../helpers/memory-resolver.ts';
import type { MemoryZone } from '../helpers/memory-zone.ts';
import { requestFrom } from '../helpers/walk-zone.ts';

const check = (zone: MemoryZone, ip: string, domain = 'example.com', elapsedMs = 0): Promise<Evaluation> =>
  checkHost(requestFrom(ip, { domain }), memoryResolver(zone, { elapsedMs }));

const many = (count: number, term: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => term(index)).join(' ');

type Row = readonly [
  kind: Evaluation['cause']['kind'],
  what: string,
  zone: MemoryZone,
  sentence: string,
  reference: string,
  ip?: string,
  domain?: string,
];

const rows: readonly Row[] = [
  [
    'match',
    'by all',
    { 'example.com': 'v=spf1 ip4:192.0.2.9 -all' },
    'No term before "-all" matches 192.0.2.1, so it decides.',
    '5.1',
  ],
  [
    'match',
    'by an all that stands first',
    { 'example.com': 'v=spf1 +all ip4:192.0.2.1' },
    'No term before "+all" matches 192.0.2.1, so it decides.',
    '5.1',
  ],
  [
    'match',
    'by the all of another record',
    { 'example.com': 'v=spf1 redirect=b.example', 'b.example': 'v=spf1 ~all' },
    'No term before "~all" of b.example matches 192.0.2.1, so it decides.',
    '5.1',
  ],
  [
    'match',
    'by a network',
    { 'example.com': 'v=spf1 ip4:192.0.2.0/24 -all' },
    'ip4:192.0.2.0/24: 192.0.2.1 is in 192.0.2.0/24.',
    '5.6',
  ],
  [
    'match',
    'by an address',
    { 'example.com': 'v=spf1 ip4:192.0.2.1 -all' },
    'ip4:192.0.2.1: 192.0.2.1 is the address that the record names.',
    '5.6',
  ],
  [
    'match',
    'by an IPv6 network',
    { 'example.com': 'v=spf1 ip6:2001:DB8::/32 -all' },
    'ip6:2001:DB8::/32: 2001:db8::1 is in 2001:db8::/32.',
    '5.6',
    '2001:db8::1',
  ],
  [
    'match',
    'by a',
    { 'example.com': { TXT: ['v=spf1 a -all'], A: ['192.0.2.1'] } },
    'a: 192.0.2.1 is an address of example.com.',
    '5.3',
  ],
  [
    'match',
    'by a and its prefix length',
    { 'example.com': 'v=spf1 ?a:h.example/24 -all', 'h.example': { A: ['192.0.2.77'] } },
    '?a:h.example/24: 192.0.2.1 is in 192.0.2.77/24, and 192.0.2.77 is an address of h.example.',
    '5.3',
  ],
  [
    'match',
    'by mx',
    {
      'example.com': { TXT: ['v=spf1 mx -all'], MX: [[10, 'm.example']] },
      'm.example': { A: ['192.0.2.1'] },
    },
    'mx: 192.0.2.1 is an address of m.example.',
    '5.4',
  ],
  [
    'match',
    'by exists',
    { 'example.com': 'v=spf1 exists:%{l}.example -all', 'alice.example': { A: ['127.0.0.2'] } },
    'exists:%{l}.example: alice.example exists.',
    '5.7',
  ],
  [
    'match',
    'by ptr',
    {
      'example.com': 'v=spf1 ptr -all',
      '1.2.0.192.in-addr.arpa': { PTR: ['h.example.com'] },
      'h.example.com': { A: ['192.0.2.1'] },
    },
    'ptr: 192.0.2.1 is called h.example.com, and that name leads back to it.',
    '5.5',
  ],
  [
    'match',
    'by an include in an include',
    {
      'example.com': 'v=spf1 include:a.example -all',
      'a.example': 'v=spf1 include:b.example -all',
      'b.example': 'v=spf1 ip4:192.0.2.0/24 -all',
    },
    'include:a.example: 192.0.2.1 passes the record of a.example, by include:b.example, by ip4:192.0.2.0/24.',
    '5.2',
  ],
  [
    'no-match',
    'of any term',
    { 'example.com': 'v=spf1 ip4:192.0.2.9' },
    'No term of example.com matches 192.0.2.1, and neither "all" nor a redirect decides.',
    '4.7',
  ],
  [
    'malformed-domain',
    'of the check',
    {},
    '"localhost" cannot be checked: it has one label only; a fully qualified name has two or more.',
    '4.3',
    '192.0.2.1',
    'localhost',
  ],
  ['malformed-domain', 'that is empty', {}, '"" cannot be checked: it is empty.', '4.3', '192.0.2.1', ''],
  [
    'malformed-domain',
    'of a redirect',
    { 'example.com': 'v=spf1 redirect=%{d1}' },
    'The redirect in example.com leads to "com", which cannot be checked: it has one label only; a fully qualified name has two or more.',
    '4.3',
  ],
  ['no-record', 'at a name that does not exist', {}, 'example.com does not exist.', '4.5'],
  [
    'no-record',
    'at a name that exists',
    { 'example.com': { TXT: ['hello'] } },
    'example.com publishes no SPF record.',
    '4.5',
  ],
  [
    'no-record',
    'behind an include',
    {
      'example.com': 'v=spf1 include:a.example -all',
      'a.example': 'v=spf1 include:b.example',
      'b.example': {},
    },
    'The include in a.example leads to b.example, which publishes no SPF record.',
    '5.2',
  ],
  [
    'no-record',
    'behind a redirect',
    { 'example.com': 'v=spf1 redirect=b.example', 'b.example': {} },
    'The redirect in example.com leads to b.example, which publishes no SPF record.',
    '6.1',
  ],
  [
    'multiple-records',
    'of an included name',
    {
      'example.com': 'v=spf1 include:b.example -all',
      'b.example': { TXT: ['v=spf1 -all', 'v=spf1 ~all', 'x'] },
    },
    'b.example publishes 2 SPF records; there may be only one.',
    '4.5',
  ],
  [
    'syntax-error',
    'with the slip that explains it',
    { 'example.com': 'v=spf1 ip4:72.11.154.128/25-all' },
    'The record of example.com has a syntax error: a space is missing before "-all".',
    '4.6.1',
  ],
  [
    'too-many-lookups',
    'round a loop',
    { 'example.com': 'v=spf1 include:b.example -all', 'b.example': 'v=spf1 include:example.com -all' },
    '"include:b.example" of example.com is the 11th term that asks DNS; only 10 may.',
    '4.6.4',
  ],
  [
    'too-many-voids',
    'of one record',
    { 'example.com': 'v=spf1 a:a.example a:b.example a:c.example -all' },
    '"a:c.example" of example.com brings the 3rd void lookup, for a name without records; only 2 are allowed.',
    '4.6.4',
  ],
  [
    'too-many-exchanges',
    'of an mx',
    {
      'example.com': {
        TXT: ['v=spf1 mx -all'],
        MX: Array.from({ length: 12 }, (_, index) => [1, `m${index}.example`]),
      },
    },
    '"mx" of example.com finds 12 exchanges; only 10 are allowed.',
    '4.6.4',
  ],
  [
    'dns-trouble',
    'at the root',
    { 'example.com': 'servfail' },
    'DNS trouble: the resolver answered "TXT example.com" with a server failure.',
    '4.4',
  ],
];

describe('a check that ended by', () => {
  test.each(rows.map((row) => [row[0], row[1], row] as const))(
    '%s %s says why in a sentence',
    async (_kind, _what, [kind, , zone, sentence, reference, ip = '192.0.2.1', domain = 'example.com']) => {
      const { cause, request } = await check(zone, ip, domain);
      expect(cause.kind).toBe(kind);
      expect(describeCause(cause, request)).toBe(sentence);
      expect(citeCause(cause)).toBe(`RFC 7208 §${reference}`);
    },
  );

  test('too-slow says how long, and in which record', async () => {
    const { cause, request } = await check(
      { 'example.com': 'v=spf1 a -all' },
      '192.0.2.1',
      'example.com',
      11_000,
    );
    expect(describeCause(cause, request)).toBe(
      'DNS took longer than 20 seconds over the record of example.com.',
    );
  });

  test('any kind has its row in the table above', () => {
    const kinds = new Set<Evaluation['cause']['kind']>(rows.map(([kind]) => kind));
    expect([...kinds, 'too-slow'].sort()).toEqual([
      'dns-trouble',
      'malformed-domain',
      'match',
      'multiple-records',
      'no-match',
      'no-record',
      'syntax-error',
      'too-many-exchanges',
      'too-many-lookups',
      'too-many-voids',
      'too-slow',
    ]);
  });
});

describe('hostile text', () => {
  test.each<readonly [what: string, zone: MemoryZone]>([
    ['in a term', { 'example.com': 'v=spf1 ip4:\x1b[2J -all' }],
    ['in a term that glues to another', { 'example.com': 'v=spf1 \x1b]0;x\x07-all' }],
    ['in a name', { 'example.com': 'v=spf1 include:\xe2\x80\xae.example -all' }],
    ['in a mechanism', { 'example.com': 'v=spf1 \x9bnclude:a.example' }],
  ])('%s stands as escapes in the sentence', async (_, zone) => {
    const { cause, request } = await check(zone, '192.0.2.1');
    expect(describeCause(cause, request)).toMatch(/^[\x20-\x7e]*$/);
  });

  test('in the names that are asked about stands as escapes', async () => {
    const { cause, request } = await check({}, '192.0.2.1', '\x1b[31m\u202eexample');
    expect(describeCause(cause, request)).toBe(
      '"\\x1B[31m\\u202Eexample" cannot be checked: it is no internationalised domain name.',
    );
  });
});

describe('the record of a cause', () => {
  test('is the one that holds the term', async () => {
    const evaluation = await check(
      { 'example.com': 'v=spf1 include:a.example -all', 'a.example': 'v=spf1 ip4:1 -all' },
      '192.0.2.1',
    );
    expect(findCauseRecord(evaluation)).toBe('v=spf1 ip4:1 -all');
  });

  test('is none where nothing was read', async () => {
    expect(findCauseRecord(await check({}, '192.0.2.1'))).toBeUndefined();
    expect(findCauseRecord(await check({}, '192.0.2.1', ''))).toBeUndefined();
  });

  test('is that of the include for a match behind it', async () => {
    const evaluation = await check(
      { 'example.com': 'v=spf1 include:a.example -all', 'a.example': 'v=spf1 +all' },
      '192.0.2.1',
    );
    expect(findCauseRecord(evaluation)).toBe('v=spf1 include:a.example -all');
  });

  test('is not that of a term whose number begins alike', async () => {
    const passes = many(10, (index) => `ip4:203.0.113.${index}`);
    const evaluation = await check(
      {
        'example.com': `v=spf1 ip4:203.0.113.99 include:a.example ${passes} include:b.example`,
        'a.example': 'v=spf1 -all',
        'b.example': 'v=spf1 ip4:1',
      },
      '192.0.2.1',
    );
    expect(evaluation.cause.path).toBe('12.0');
    expect(findCauseRecord(evaluation)).toBe('v=spf1 ip4:1');
  });
});

test.each([
  [0, 'lookup', '0 lookups'],
  [1, 'lookup', '1 lookup'],
  [2, 'term', '2 terms'],
])('%i %s counts as %j', (number, noun, text) => {
  expect(count(number, noun)).toBe(text);
});
