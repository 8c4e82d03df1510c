import { describe } from 'vitest';
import { type CheckRow, testRows } from '../../helpers/check-table.ts';
import type { MemoryZone } from '../../helpers/memory-zone.ts';

const times = (count: number, term: string): string => Array.from({ length: count }, () => term).join(' ');

const known: MemoryZone = {
  'other.example': { A: ['198.51.100.1'], MX: [[0, 'other.example']] },
  '1.2.0.192.in-addr.arpa': { PTR: ['other.example'] },
  'included.example': 'v=spf1 -all',
};
const spending = [
  'a:other.example',
  'mx:other.example',
  'ptr:example.org',
  'exists:%{d2}.other.example',
  'include:included.example',
];

describe('RFC 7208 §4.6.4: ten terms that ask DNS', () => {
  const atLimit = (term: string): CheckRow => [
    `ten of ${term} are allowed`,
    {
      ...known,
      'example.com.other.example': { A: 'timeout' },
      'example.com': `v=spf1 ${times(10, term)} all`,
    },
    {},
    term.startsWith('exists') ? 'temperror' : { result: 'pass', lookups: 10 },
  ];
  const pastLimit = (term: string): CheckRow => [
    `an eleventh ${term} is permerror`,
    {
      ...known,
      'example.com.other.example': { CNAME: 'x.example' },
      'x.example': { A: [] },
      'example.com': `v=spf1 ${times(10, 'a:other.example')} ${term} all`,
    },
    {},
    { result: 'permerror', cause: 'too-many-lookups', path: '10', lookups: 11 },
  ];
  testRows([
    ...spending.map(atLimit),
    ...spending.map(pastLimit),
    [
      'a redirect may be the tenth',
      { ...known, 'example.com': `v=spf1 ${times(9, 'a:other.example')} redirect=included.example` },
      {},
      { result: 'fail', lookups: 10 },
    ],
    [
      'a redirect as the eleventh is permerror',
      { ...known, 'example.com': `v=spf1 ${times(10, 'a:other.example')} redirect=included.example` },
      {},
      { result: 'permerror', cause: 'too-many-lookups', path: '10' },
    ],
    [
      'all, ip4, ip6, exp and unknown modifiers cost nothing',
      {
        'example.com': `v=spf1 ${times(20, 'ip4:198.51.100.1 ip6:2001:db8::1')} foo=%{d} exp=why.example.com -all`,
        'why.example.com': 'no',
      },
      {},
      { result: 'fail', lookups: 0, explanation: 'no' },
    ],
    [
      'the limit is one for the whole check, at it',
      {
        ...known,
        'example.com': `v=spf1 a:other.example include:inner.example all`,
        'inner.example': `v=spf1 ${times(8, 'a:other.example')}`,
      },
      {},
      { result: 'pass', lookups: 10 },
    ],
    [
      'the limit is one for the whole check, past it',
      {
        ...known,
        'example.com': `v=spf1 a:other.example include:inner.example a:other.example all`,
        'inner.example': `v=spf1 ${times(8, 'a:other.example')}`,
      },
      {},
      { result: 'permerror', cause: 'too-many-lookups', path: '2', domain: 'example.com' },
    ],
    [
      'the limit may be passed inside an include',
      {
        ...known,
        'example.com': `v=spf1 ${times(5, 'a:other.example')} include:inner.example all`,
        'inner.example': `v=spf1 ${times(5, 'a:other.example')}`,
      },
      {},
      { result: 'permerror', cause: 'too-many-lookups', path: '5.4', domain: 'inner.example' },
    ],
    [
      'a redirect to itself ends at the limit',
      { 'example.com': 'v=spf1 redirect=example.com' },
      {},
      { result: 'permerror', cause: 'too-many-lookups', lookups: 11, path: '0.0.0.0.0.0.0.0.0.0.0' },
    ],
    [
      'includes in a circle end at the limit',
      { 'example.com': 'v=spf1 include:b.example', 'b.example': 'v=spf1 include:example.com' },
      {},
      { result: 'permerror', cause: 'too-many-lookups', lookups: 11 },
    ],
    [
      'terms past a match are not counted',
      { ...known, 'example.com': `v=spf1 ${times(9, 'a:other.example')} ip4:192.0.2.1 ${times(9, 'mx')}` },
      {},
      { result: 'pass', lookups: 9 },
    ],
    [
      'the eleventh term asks nothing',
      {
        ...known,
        'example.com': `v=spf1 ${times(10, 'ip4:198.51.100.1')} ${times(10, 'include:included.example')} exists:never.example`,
      },
      {},
      {
        result: 'permerror',
        asked: ['TXT example.com', ...Array.from({ length: 10 }, () => 'TXT included.example')],
      },
    ],
  ]);
});

describe('RFC 7208 §4.6.4: ten exchanges, ten names', () => {
  const exchanges = (count: number) =>
    Array.from({ length: count }, (_, index) => [index, `mx${index}.example`] as const);
  const hosts: MemoryZone = Object.fromEntries(
    Array.from({ length: 12 }, (_, index) => [`mx${index}.example`, { A: [`198.51.100.${index}`] }]),
  );
  const names = (count: number) => Array.from({ length: count }, (_, index) => `h${index}.example.com`);
  testRows([
    [
      'ten exchanges are looked up',
      { ...hosts, 'example.com': { TXT: ['v=spf1 mx -all'], MX: exchanges(10) } },
      { ip: '198.51.100.9' },
      { result: 'pass', lookups: 1 },
    ],
    [
      'eleven exchanges are permerror, before any address is asked for',
      { ...hosts, 'example.com': { TXT: ['v=spf1 mx -all'], MX: exchanges(11) } },
      { ip: '198.51.100.0' },
      {
        result: 'permerror',
        cause: 'too-many-exchanges',
        path: '0',
        asked: ['TXT example.com', 'MX example.com'],
      },
    ],
    [
      'the exchanges of two terms do not add up',
      { ...hosts, 'example.com': { TXT: ['v=spf1 mx mx -all'], MX: exchanges(10) } },
      {},
      { result: 'fail', lookups: 2 },
    ],
    [
      'an A answer may hold any number of addresses',
      {
        'example.com': {
          TXT: ['v=spf1 a -all'],
          A: Array.from({ length: 40 }, (_, index) => `198.51.100.${index}`),
        },
      },
      { ip: '198.51.100.39' },
      'pass',
    ],
    [
      'the tenth name of the client is looked at',
      {
        'example.com': 'v=spf1 ptr -all',
        '1.2.0.192.in-addr.arpa': { PTR: names(10) },
        'h9.example.com': { A: ['192.0.2.1'] },
      },
      {},
      { result: 'pass', path: '0' },
    ],
    [
      'the eleventh name of the client is not looked at',
      {
        'example.com': 'v=spf1 ptr -all',
        '1.2.0.192.in-addr.arpa': { PTR: names(11) },
        'h10.example.com': { A: ['192.0.2.1'] },
      },
      {},
      { result: 'fail', path: '1' },
    ],
    [
      'the eleventh name of the client is no %{p} either',
      {
        'example.com': 'v=spf1 exists:%{p}.ok.example -all',
        '1.2.0.192.in-addr.arpa': { PTR: names(11) },
        'h10.example.com': { A: ['192.0.2.1'] },
        'h10.example.com.ok.example': { A: ['127.0.0.2'] },
        'unknown.ok.example': { A: ['198.51.100.1'] },
      },
      {},
      {
        result: 'pass',
        asked: [
          'TXT example.com',
          'PTR 1.2.0.192.in-addr.arpa',
          ...names(10).map((name) => `A ${name}`),
          'A unknown.ok.example',
        ],
      },
    ],
  ]);
});

describe('RFC 7208 §4.6.4: two void lookups', () => {
  testRows([
    [
      'two are allowed',
      { 'example.com': 'v=spf1 a:no.example a:none.example ?all' },
      {},
      { result: 'neutral', voids: 2 },
    ],
    [
      'a third is permerror, at its term',
      { 'example.com': 'v=spf1 a:no.example a:none.example a:nil.example ?all' },
      {},
      { result: 'permerror', cause: 'too-many-voids', path: '2', voids: 3 },
    ],
    [
      'no data counts as NXDOMAIN does',
      { 'example.com': 'v=spf1 a:no.example a:empty.example mx:empty.example ?all', 'empty.example': {} },
      {},
      { result: 'permerror', cause: 'too-many-voids', path: '2' },
    ],
    [
      'the same void question counts again',
      { 'example.com': 'v=spf1 a:no.example a:no.example a:no.example ?all' },
      {},
      { result: 'permerror', cause: 'too-many-voids', path: '2' },
    ],
    [
      'each exchange without an address counts',
      {
        'example.com': {
          TXT: ['v=spf1 mx -all'],
          MX: [
            [1, 'a.example'],
            [2, 'b.example'],
            [3, 'c.example'],
          ],
        },
      },
      {},
      {
        result: 'permerror',
        cause: 'too-many-voids',
        path: '0',
        asked: ['TXT example.com', 'MX example.com', 'A a.example', 'A b.example', 'A c.example'],
      },
    ],
    [
      'over IPv6 an exchange with IPv4 only is void',
      {
        'example.com': {
          TXT: ['v=spf1 mx ~all'],
          MX: [
            [0, 'a.example'],
            [1, 'b.example'],
            [2, 'c.example'],
            [3, 'd.example'],
          ],
        },
        'a.example': { A: ['192.0.2.1'], AAAA: ['2001:db8::1'] },
        'b.example': { A: ['192.0.2.2'] },
        'c.example': { A: ['192.0.2.3'] },
        'd.example': { A: ['192.0.2.4'] },
      },
      { ip: '2001:db8::5' },
      { result: 'permerror', cause: 'too-many-voids', path: '0' },
    ],
    [
      'a client without a name costs one',
      { 'example.com': 'v=spf1 ptr -all' },
      {},
      { result: 'fail', voids: 1 },
    ],
    [
      'the PTR question behind %{p} counts',
      { 'example.com': 'v=spf1 exists:%{p}.x.example ?all' },
      {},
      { result: 'neutral', voids: 2 },
    ],
    [
      'what is void inside an include counts outside',
      {
        'example.com': 'v=spf1 include:b.example a:nil.example ?all',
        'b.example': 'v=spf1 a:no.example a:none.example',
      },
      {},
      { result: 'permerror', cause: 'too-many-voids', path: '1' },
    ],
    [
      'the third void inside an include is permerror for all',
      {
        'example.com': 'v=spf1 include:b.example all',
        'b.example': 'v=spf1 a:no.example a:none.example a:nil.example all',
      },
      {},
      { result: 'permerror', cause: 'too-many-voids', path: '0.2', domain: 'b.example' },
    ],
    [
      'trouble is no void',
      { 'example.com': 'v=spf1 ptr ptr ptr ptr -all', '1.2.0.192.in-addr.arpa': 'servfail' },
      {},
      { result: 'fail', voids: 0 },
    ],
    [
      'the third void behind the %{p} of a redirect is permerror, before its target is asked for',
      {
        'example.com': 'v=spf1 a:no.example a:none.example redirect=%{p}.x.example',
        'unknown.x.example': 'timeout',
      },
      {},
      { result: 'permerror', cause: 'too-many-voids', path: '2', voids: 3 },
    ],
    [
      'the third void behind the %{p} of an include is permerror, before its target is asked for',
      {
        'example.com': 'v=spf1 a:no.example a:none.example include:%{p}.x.example all',
        'unknown.x.example': 'timeout',
      },
      {},
      { result: 'permerror', cause: 'too-many-voids', path: '2', voids: 3 },
    ],
    [
      'an explanation that is not there counts nothing',
      { 'example.com': 'v=spf1 a:no.example a:none.example exp=nil.example -all' },
      {},
      { result: 'fail', voids: 2, explanation: null },
    ],
  ]);
});

describe('RFC 7208 §4.6.4: twenty seconds', () => {
  const zone: MemoryZone = {
    'example.com': { TXT: ['v=spf1 a mx -all'], A: ['198.51.100.1'], MX: [[0, 'other.example']] },
    'other.example': { A: ['192.0.2.1'] },
  };
  testRows([
    ['20 s in all are allowed', zone, { elapsedMs: 5_000 }, { result: 'pass', elapsedMs: 20_000 }],
    [
      'more are temperror, at the answer that passes them',
      zone,
      { elapsedMs: { 'TXT example.com': 5_000, 'A example.com': 5_000, 'MX example.com': 10_001 } },
      {
        result: 'temperror',
        cause: 'too-slow',
        path: '1',
        asked: ['TXT example.com', 'A example.com', 'MX example.com'],
      },
    ],
    [
      'a match that comes too late is temperror',
      zone,
      { elapsedMs: { 'A other.example': 20_001 } },
      { result: 'temperror', cause: 'too-slow', path: '1' },
    ],
    [
      'a record that comes too late is temperror',
      { 'example.com': 'v=spf1 +all' },
      { elapsedMs: 20_001 },
      { result: 'temperror', cause: 'too-slow', path: '' },
    ],
    [
      'an included record that comes too late is temperror',
      { 'example.com': 'v=spf1 include:b.example all', 'b.example': 'v=spf1 +all' },
      { elapsedMs: { 'TXT b.example': 20_001 } },
      { result: 'temperror', cause: 'too-slow', path: '0', domain: 'example.com' },
    ],
    [
      'the answers behind %{p} count',
      {
        'example.com': 'v=spf1 redirect=%{p}.x.example',
        '1.2.0.192.in-addr.arpa': { PTR: ['h.example.com'] },
      },
      { elapsedMs: { 'A h.example.com': 20_001 } },
      { result: 'temperror', cause: 'too-slow', path: '0' },
    ],
    [
      'a question that was asked before costs no time again',
      { 'example.com': { TXT: ['v=spf1 a/32 a/31 a/30 -all'], A: ['198.51.100.1'] } },
      { elapsedMs: { 'A example.com': 9_000 } },
      { result: 'fail', elapsedMs: 9_000 },
    ],
    [
      'a slow explanation does not change the result',
      { 'example.com': 'v=spf1 -all exp=why.example.com', 'why.example.com': 'late' },
      { elapsedMs: { 'TXT why.example.com': 60_000 } },
      { result: 'fail', explanation: 'late' },
    ],
  ]);
});
