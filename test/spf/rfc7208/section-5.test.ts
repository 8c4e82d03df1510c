import { describe } from 'vitest';
import { type CheckRow, testRows } from '../../helpers/check-table.ts';
import type { MemoryZone } from '../../helpers/memory-zone.ts';

/** A record at example.com beside the other names of a zone. */
const at = (record: string, rest: MemoryZone = {}): MemoryZone => ({ 'example.com': record, ...rest });

const syntaxError = (term: string): CheckRow => [
  `${term} is a syntax error`,
  at(`v=spf1 ${term} -all`),
  {},
  { result: 'permerror', cause: 'syntax-error', path: '0', lookups: 0 },
];

describe('RFC 7208 §5: rules for all mechanisms', () => {
  testRows([
    [
      'a v4-mapped client is its IPv4 address, to ip4',
      at('v=spf1 ip4:192.0.2.1 -all'),
      { ip: '::ffff:192.0.2.1' },
      'pass',
    ],
    [
      'a v4-mapped client is its IPv4 address, to ip6',
      at('v=spf1 ip6:::ffff:192.0.2.1 ip6:::/0 -all'),
      { ip: '::ffff:c000:201' },
      { result: 'fail', path: '2' },
    ],
    [
      'a v4-mapped client is its IPv4 address, to a',
      { 'example.com': { TXT: ['v=spf1 a -all'], A: ['192.0.2.1'] } },
      { ip: '::ffff:192.0.2.1' },
      { result: 'pass', asked: ['TXT example.com', 'A example.com'] },
    ],
    [
      'a v4-mapped client is its IPv4 address, to ptr',
      at('v=spf1 ptr -all', {
        '1.2.0.192.in-addr.arpa': { PTR: ['a.example.com'] },
        'a.example.com': { A: ['192.0.2.1'] },
      }),
      { ip: '::FFFF:192.0.2.1' },
      'pass',
    ],
    [
      'an IPv4-compatible IPv6 client is IPv6',
      at('v=spf1 ip4:192.0.2.1 ip6:::192.0.2.1 -all'),
      { ip: '::192.0.2.1' },
      { result: 'pass', path: '1' },
    ],
    [
      'a v4-mapped AAAA record is no IPv4 address',
      { 'example.com': { TXT: ['v=spf1 a//0 -all'], AAAA: ['::ffff:192.0.2.1'] } },
      { ip: '192.0.2.1' },
      { result: 'fail', asked: ['TXT example.com', 'A example.com'] },
    ],
    [
      'names of mechanisms compare without case',
      at('v=spf1 -IP4:198.51.100.1 Ip4:192.0.2.1 -ALL'),
      {},
      { result: 'pass', path: '1' },
    ],
    [
      'an alias is followed to its addresses',
      at('v=spf1 a:w.example -all', {
        'w.example': { CNAME: 'x.example' },
        'x.example': { A: ['192.0.2.1'] },
      }),
      {},
      { result: 'pass', voids: 0 },
    ],
    [
      'aliases in a loop are no address',
      at('v=spf1 a:w.example -all', {
        'w.example': { CNAME: 'x.example' },
        'x.example': { CNAME: 'W.example' },
      }),
      {},
      { result: 'fail', voids: 1 },
    ],
  ]);
});

describe('RFC 7208 §5.1: all', () => {
  testRows([
    [
      'all matches every client',
      at('v=spf1 all'),
      { ip: '2001:db8::1' },
      { result: 'pass', cause: 'match', path: '0' },
    ],
    ['what follows all is not evaluated', at('v=spf1 all -all a mx'), {}, { result: 'pass', lookups: 0 }],
    [
      'a redirect beside all is ignored',
      at('v=spf1 ?all redirect=no.example'),
      {},
      { result: 'neutral', lookups: 0 },
    ],
    ...['all.', '-all:example.com', '-all/8', 'all//0', 'all:'].map(syntaxError),
  ]);
});

describe('RFC 7208 §5.2: include', () => {
  const included = (result: string, record: string, expected: CheckRow[3]): CheckRow => [
    `an included ${result}`,
    at('v=spf1 ~include:b.example -all', { 'b.example': record }),
    {},
    expected,
  ];
  testRows([
    included('pass matches', 'v=spf1 +all', {
      result: 'softfail',
      cause: 'match',
      path: '0',
      domain: 'example.com',
    }),
    included('fail does not match', 'v=spf1 -all', { result: 'fail', path: '1' }),
    included('softfail does not match', 'v=spf1 ~all', { result: 'fail', path: '1' }),
    included('neutral does not match', 'v=spf1 ?all', { result: 'fail', path: '1' }),
    included('default neutral does not match', 'v=spf1', { result: 'fail', path: '1' }),
    included('temperror is temperror', 'servfail', {
      result: 'temperror',
      cause: 'dns-trouble',
      path: '0',
      domain: 'example.com',
    }),
    included('permerror is permerror', 'v=spf1 x', {
      result: 'permerror',
      cause: 'syntax-error',
      path: '0.0',
      domain: 'b.example',
    }),
    included('none is permerror', 'no record', { result: 'permerror', cause: 'no-record', path: '0' }),
    [
      'an included domain that does not exist is permerror',
      at('v=spf1 include:b.example all'),
      {},
      { result: 'permerror', cause: 'no-record', path: '0', lookups: 1, voids: 1 },
    ],
    [
      'an included domain with two records is permerror',
      at('v=spf1 include:b.example all', { 'b.example': { TXT: ['v=spf1 +all', 'v=spf1 -all'] } }),
      {},
      { result: 'permerror', cause: 'multiple-records', path: '0' },
    ],
    [
      'an included domain whose alias leads nowhere is permerror',
      at('v=spf1 include:b.example all', { 'b.example': { CNAME: 'c.example' } }),
      {},
      { result: 'permerror', cause: 'no-record' },
    ],
    [
      'an include expanded to one label is permerror',
      at('v=spf1 include:%{h} all'),
      { helo: 'localhost' },
      { result: 'permerror', cause: 'malformed-domain', path: '0', asked: ['TXT example.com'] },
    ],
    [
      'an include with an empty label is permerror',
      at('v=spf1 include:b..example all'),
      {},
      { result: 'permerror', cause: 'malformed-domain', path: '0', voids: 0, asked: ['TXT example.com'] },
    ],
    [
      'includes nest',
      at('v=spf1 include:b.example -all', {
        'b.example': 'v=spf1 include:c.example -all',
        'c.example': 'v=spf1 ip4:192.0.2.1',
      }),
      {},
      { result: 'pass', lookups: 2 },
    ],
    [
      'a redirect inside an include stays inside',
      at('v=spf1 include:b.example ~all', {
        'b.example': 'v=spf1 redirect=c.example',
        'c.example': 'v=spf1 -all',
      }),
      {},
      { result: 'softfail', path: '1', lookups: 2 },
    ],
    [
      'a redirect to nothing inside an include is permerror',
      at('v=spf1 include:b.example ~all', { 'b.example': 'v=spf1 redirect=c.example' }),
      {},
      { result: 'permerror', cause: 'no-record', path: '0.0' },
    ],
    [
      'an include may be negative',
      at('v=spf1 -include:b.example +all', { 'b.example': 'v=spf1 ip4:192.0.2.1' }),
      {},
      { result: 'fail', path: '0' },
    ],
    ...[
      'include',
      'include:',
      'include/24',
      'include:b.example/24',
      'include:b',
      'include:.',
      'include:b.example//64',
    ].map(syntaxError),
  ]);
});

describe('RFC 7208 §5.3: a', () => {
  const hosts: MemoryZone = {
    'h.example': { A: ['203.0.113.9', '192.0.2.5'], AAAA: ['2001:db8:1::5'] },
    'four.example': { A: ['203.0.113.9'] },
    'six.example': { AAAA: ['2001:db8::1'] },
  };
  const row = (term: string, ip: string, expected: CheckRow[3]): CheckRow => [
    `${term} and ${ip}`,
    at(`v=spf1 ${term} -all`, hosts),
    { ip },
    expected,
  ];
  testRows([
    row('a:h.example', '192.0.2.5', { result: 'pass', path: '0', asked: ['TXT example.com', 'A h.example'] }),
    row('a:h.example', '192.0.2.1', 'fail'),
    row('a:h.example', '2001:db8:1::5', { result: 'pass', asked: ['TXT example.com', 'AAAA h.example'] }),
    row('a:h.example/24', '192.0.2.1', 'pass'),
    row('a:h.example/30', '192.0.2.4', 'pass'),
    row('a:h.example/30', '192.0.2.3', 'fail'),
    row('a:h.example/24', '2001:db8:1::6', 'fail'),
    row('a:h.example//64', '2001:db8:1::6', 'pass'),
    row('a:h.example//64', '192.0.2.6', 'fail'),
    row('a:h.example//64', '192.0.2.5', 'pass'),
    row('a:h.example/24//64', '192.0.2.6', 'pass'),
    row('a:h.example/24//64', '2001:db8:1::6', 'pass'),
    row('a:h.example/24//65', '2001:db8:1:0:8000::', 'fail'),
    row('a:four.example/0', '198.51.100.1', 'pass'),
    row('a:four.example/0', '2001:db8::9', { result: 'fail', voids: 1 }),
    row('a:four.example//0', '2001:db8::9', { result: 'fail', voids: 1 }),
    row('a:six.example//0', '2001:db8::9', 'pass'),
    row('a:six.example//0', '::ffff:192.0.2.1', {
      result: 'fail',
      asked: ['TXT example.com', 'A six.example'],
    }),
    row('a:six.example//33', '2001:db8:7fff::', 'pass'),
    row('a:none.example/0', '192.0.2.1', { result: 'fail', voids: 1 }),
    row('a:%{d}/24', '192.0.2.1', { result: 'fail', voids: 1 }),
    row('a:192.0.2.1.%{d}', '192.0.2.1', 'fail'),
    [
      'a alone is the current domain',
      { 'example.com': { TXT: ['v=spf1 a -all'], A: ['192.0.2.1'] } },
      {},
      'pass',
    ],
    [
      'a with prefix lengths alone is the current domain',
      { 'example.com': { TXT: ['v=spf1 a/24//64 -all'], A: ['192.0.2.9'] } },
      {},
      'pass',
    ],
    ...[
      'a:',
      'a/',
      'a//',
      'a/33',
      'a//129',
      'a/24/64',
      'a/24//129',
      'a/33//64',
      'a/024',
      'a//064',
      'a/00',
      'a/-1',
      'a/2x',
      'a:/24',
      'a://64',
      'a:h.example/',
      'a:h.example/33',
      'a:h.example//',
      'a:h.example/24/',
      'a:h.example/24//',
      'a///64',
      'a/24///64',
      'a:museum',
      'a:museum.',
      'a:192.0.2.1',
      'a:192.0.2.1/24',
      'a:2001:db8::1',
      'a:h.example:25',
      'a:%',
      'a:%{',
      'a:%{}',
      'a:%{d',
      'a:%(d)',
      'a:%d',
    ].map(syntaxError),
  ]);
});

describe('RFC 7208 §5.4: mx', () => {
  const hosts: MemoryZone = {
    'm.example': {
      MX: [
        [20, 'b.example'],
        [10, 'a.example'],
      ],
    },
    'a.example': { A: ['192.0.2.5'], AAAA: ['2001:db8:1::5'] },
    'b.example': { A: ['192.0.2.65'] },
  };
  const row = (term: string, ip: string, expected: CheckRow[3]): CheckRow => [
    `${term} and ${ip}`,
    at(`v=spf1 ${term} -all`, hosts),
    { ip },
    expected,
  ];
  testRows([
    row('mx:m.example', '192.0.2.5', {
      result: 'pass',
      asked: ['TXT example.com', 'MX m.example', 'A a.example'],
    }),
    row('mx:m.example', '192.0.2.65', {
      result: 'pass',
      asked: ['TXT example.com', 'MX m.example', 'A a.example', 'A b.example'],
    }),
    row('mx:m.example', '192.0.2.1', { result: 'fail', voids: 0 }),
    row('mx:m.example/30', '192.0.2.6', 'pass'),
    row('mx:m.example/30', '192.0.2.1', 'fail'),
    row('mx:m.example//64', '2001:db8:1::6', 'pass'),
    row('mx:m.example/0', '2001:db8:9::6', { result: 'fail', voids: 1 }),
    row('mx:m.example//0', '192.0.2.1', 'fail'),
    row('mx:a.example', '192.0.2.5', {
      result: 'fail',
      voids: 1,
      asked: ['TXT example.com', 'MX a.example'],
    }),
    row('mx:none.example/0', '192.0.2.5', { result: 'fail', voids: 1 }),
    [
      'a null MX is no exchange, and no void lookup',
      { 'example.com': { TXT: ['v=spf1 mx'], MX: [[0, '']], A: ['192.0.2.1'] } },
      {},
      { result: 'neutral', voids: 0, asked: ['TXT example.com', 'MX example.com'] },
    ],
    [
      'a name without MX is not its own exchange',
      { 'example.com': { TXT: ['v=spf1 mx'], A: ['192.0.2.1'] } },
      {},
      { result: 'neutral', voids: 1 },
    ],
    [
      'an exchange that can not be asked for is passed over',
      {
        'example.com': {
          TXT: ['v=spf1 mx -all'],
          MX: [
            [0, 'a..example'],
            [1, 'b.example'],
          ],
        },
        'b.example': { A: ['192.0.2.1'] },
      },
      {},
      { result: 'pass', voids: 0 },
    ],
    [
      'an exchange that is an alias is followed',
      {
        'example.com': { TXT: ['v=spf1 mx -all'], MX: [[0, 'a.example']] },
        'a.example': { CNAME: 'b.example' },
        'b.example': { A: ['192.0.2.1'] },
      },
      {},
      'pass',
    ],
    [
      'a colon and a slash may stand in the names',
      at('v=spf1 mx:x:y/z.example -all', {
        'x:y/z.example': { MX: [[0, 'x:y/z.example']], A: ['192.0.2.1'] },
      }),
      { ip: '::ffff:192.0.2.1' },
      'pass',
    ],
    ...[
      'mx:',
      'mx/',
      'mx/33',
      'mx//129',
      'mx/24/64',
      'mx/032',
      'mx:m.123',
      'mx:m.-c',
      'mx:m.example:25',
      'mx:m.example\0',
      'mx:/24',
    ].map(syntaxError),
  ]);
});

describe('RFC 7208 §5.5: ptr', () => {
  const client: MemoryZone = {
    '1.2.0.192.in-addr.arpa': { PTR: ['other.example', 'a.example.com', 'example.com'] },
    'other.example': { A: ['192.0.2.1'] },
    'a.example.com': { A: ['198.51.100.1', '192.0.2.1'] },
  };
  testRows([
    [
      'a name below the current domain matches',
      at('v=spf1 ptr -all', client),
      {},
      { result: 'pass', asked: ['TXT example.com', 'PTR 1.2.0.192.in-addr.arpa', 'A a.example.com'] },
    ],
    ['a name equal to the target matches', at('v=spf1 ptr:other.example -all', client), {}, 'pass'],
    [
      'a name above the target does not match',
      at('v=spf1 ptr:b.other.example -all', client),
      {},
      { result: 'fail', voids: 0 },
    ],
    [
      'a name that merely ends in the same letters does not match',
      at('v=spf1 ptr:ther.example -all', client),
      {},
      'fail',
    ],
    [
      'a name that does not lead back to the client does not match',
      at('v=spf1 ptr -all', {
        '1.2.0.192.in-addr.arpa': { PTR: ['a.example.com'] },
        'a.example.com': { A: ['192.0.2.0', '192.0.2.2'] },
      }),
      {},
      'fail',
    ],
    [
      'the names compare without case',
      at('v=spf1 ptr:Example.ORG -all', {
        '1.2.0.192.IN-ADDR.arpa': { PTR: ['A.eXample.org'] },
        'a.example.org': { A: ['192.0.2.1'] },
      }),
      {},
      'pass',
    ],
    [
      'an IPv6 client is asked for by its nibbles',
      at('v=spf1 ptr -all', {
        [`1.0.0.0.${'0.'.repeat(20)}8.b.d.0.1.0.0.2.ip6.arpa`]: { PTR: ['a.example.com'] },
        'a.example.com': { AAAA: ['2001:db8::1'] },
      }),
      { ip: '2001:DB8::1' },
      {
        result: 'pass',
        asked: ['TXT example.com', `PTR 1.${'0.'.repeat(23)}8.b.d.0.1.0.0.2.ip6.arpa`, 'AAAA a.example.com'],
      },
    ],
    [
      'every bit of an IPv6 client counts',
      at('v=spf1 ptr -all', {
        [`1.${'0.'.repeat(23)}8.b.d.0.1.0.0.2.ip6.arpa`]: { PTR: ['a.example.com'] },
        'a.example.com': { AAAA: ['2001:db8::', '2001:db8:8000::1'] },
      }),
      { ip: '2001:db8::1' },
      'fail',
    ],
    [
      'trouble with the names is no match',
      at('v=spf1 ptr -all', { '1.2.0.192.in-addr.arpa': 'timeout' }),
      {},
      { result: 'fail', voids: 0 },
    ],
    [
      'a name in trouble is passed over',
      at('v=spf1 ptr -all', {
        '1.2.0.192.in-addr.arpa': { PTR: ['t.example.com', 'a.example.com'] },
        't.example.com': 'servfail',
        'a.example.com': { A: ['192.0.2.1'] },
      }),
      {},
      'pass',
    ],
    [
      'names without addresses are passed over, and no void lookups',
      at('v=spf1 ptr -all', {
        '1.2.0.192.in-addr.arpa': {
          PTR: ['t.example.com', 'u.example.com', 'v.example.com', 'a.example.com'],
        },
        'a.example.com': { A: ['192.0.2.1'] },
      }),
      {},
      { result: 'pass', voids: 0 },
    ],
    [
      'a name that is an alias in a loop is passed over',
      at('v=spf1 ptr', {
        '1.2.0.192.in-addr.arpa': { PTR: ['l.example.com'] },
        'l.example.com': { CNAME: 'M.example.com' },
        'm.example.com': { CNAME: 'M.example.com' },
      }),
      {},
      'neutral',
    ],
    [
      'delegated reverse zones are reached over their alias (RFC 2317)',
      at('v=spf1 ptr -all', {
        '1.2.0.192.in-addr.arpa': { CNAME: '1.0-25.2.0.192.in-addr.arpa' },
        '1.0-25.2.0.192.in-addr.arpa': { PTR: ['a.example.com'] },
        'a.example.com': { A: ['192.0.2.1'] },
      }),
      {},
      'pass',
    ],
    ...['ptr:', 'ptr/0', 'ptr:a.example/24', 'ptr:a', 'ptr//0', 'ptr:a.1'].map(syntaxError),
  ]);
});

describe('RFC 7208 §5.6: ip4 and ip6', () => {
  const row = (term: string, ip: string, result: 'pass' | 'fail'): CheckRow => [
    `${term} and ${ip}`,
    at(`v=spf1 ${term} -all`),
    { ip },
    { result, lookups: 0, asked: ['TXT example.com'] },
  ];
  testRows([
    row('ip4:192.0.2.1', '192.0.2.1', 'pass'),
    row('ip4:192.0.2.1', '192.0.2.2', 'fail'),
    row('ip4:192.0.2.0/24', '192.0.2.255', 'pass'),
    row('ip4:192.0.2.0/24', '192.0.3.0', 'fail'),
    row('ip4:192.0.2.77/24', '192.0.2.1', 'pass'),
    row('ip4:192.0.2.128/25', '192.0.2.127', 'fail'),
    row('ip4:192.0.2.128/25', '192.0.2.128', 'pass'),
    row('ip4:192.0.2.1/32', '192.0.2.1', 'pass'),
    row('ip4:192.0.2.1/31', '192.0.2.0', 'pass'),
    row('ip4:198.51.100.1/0', '192.0.2.1', 'pass'),
    row('ip4:198.51.100.1/0', '2001:db8::1', 'fail'),
    row('ip4:128.0.0.0/1', '127.255.255.255', 'fail'),
    row('ip4:128.0.0.0/1', '255.255.255.255', 'pass'),
    row('ip6:2001:db8::1', '2001:db8::1', 'pass'),
    row('ip6:2001:DB8::1', '2001:db8:0:0:0:0:0:1', 'pass'),
    row('ip6:2001:db8:8000::/33', '2001:db8:8000::1', 'pass'),
    row('ip6:2001:db8:8000::/33', '2001:db8:7fff::1', 'fail'),
    row('ip6:2001:db8::/127', '2001:db8::1', 'pass'),
    row('ip6:2001:db8::/127', '2001:db8::2', 'fail'),
    row('ip6:::1.1.1.1/0', '2001:db8::1', 'pass'),
    row('ip6:::1.1.1.1/0', '192.0.2.1', 'fail'),
    row('ip6:::1.1.1.1/0', '::ffff:192.0.2.1', 'fail'),
    row('ip6:::', '::', 'pass'),
    row('ip6:2001:db8:1:2:3:4:5:6', '2001:db8:1:2:3:4:5:6', 'pass'),
    row('ip6:2001:db8::192.0.2.1', '2001:db8::c000:201', 'pass'),
    ...[
      'ip4',
      'ip4:',
      'ip4/24',
      'ip4:192.0.2',
      'ip4:192.0.2.',
      'ip4:192.0.2.1.5',
      'ip4:192.0.2.256',
      'ip4:192.0.2.01',
      'ip4:192.0.2.1/33',
      'ip4:192.0.2.1/032',
      'ip4:192.0.2.1/',
      'ip4:192.0.2.1//32',
      'ip4:192.0.2.1/24/',
      'ip4:192.0.2.1:25',
      'ip4:192.0.2.1/-1',
      'ip4:192.0.2.1/+1',
      'ip4:%{i}',
      'ip4:a.example',
      'ip4:192.0.2.0-192.0.2.9',
      'ip4:2001:db8::1',
      'ip4:0x1.2.3.4',
      'ip4:3232235777',
      'ip6',
      'ip6:',
      'ip6/64',
      'ip6::2001::db8',
      'ip6:2001:db8',
      'ip6:2001:db8::1/129',
      'ip6:2001:db8::/064',
      'ip6:2001:db8::/',
      'ip6:2001:db8:://64',
      'ip6:2001:db8::1//33',
      'ip6:12345::',
      'ip6:2001:db8::1%eth0',
      'ip6:[2001:db8::1]',
      'ip6:192.0.2.1',
      'ip6:1:2:3:4:5:6:7:8:9',
      'ip6:1:2:3:4:5:6:7:8::',
      'ip6:1::2::3',
      'ip6::::',
      'ip6:::1.2.3',
      'ip6:::1.2.3.04',
    ].map(syntaxError),
  ]);
});

describe('RFC 7208 §5.7: exists', () => {
  testRows([
    [
      'any address matches',
      at('v=spf1 exists:b.example -all', { 'b.example': { A: ['127.0.0.2'] } }),
      {},
      { result: 'pass', asked: ['TXT example.com', 'A b.example'] },
    ],
    [
      'an A record is asked for over IPv6 too',
      at('v=spf1 exists:b.example -all', { 'b.example': { A: ['127.0.0.2'] } }),
      { ip: '2001:db8::1' },
      { result: 'pass', asked: ['TXT example.com', 'A b.example'] },
    ],
    [
      'an AAAA record alone does not match',
      at('v=spf1 exists:b.example -all', { 'b.example': { AAAA: ['2001:db8::1'] } }),
      { ip: '2001:db8::1' },
      { result: 'fail', voids: 1 },
    ],
    [
      'a name that does not exist does not match',
      at('v=spf1 exists:b.example -all'),
      {},
      { result: 'fail', voids: 1 },
    ],
    [
      'a trailing dot is fine',
      at('v=spf1 exists:b.example. -all', { 'b.example': { A: ['127.0.0.2'] } }),
      {},
      'pass',
    ],
    [
      'its name may come from macros',
      at('v=spf1 exists:%{ir}.%{v}.%{d} -all', { '1.2.0.192.in-addr.example.com': { A: ['127.0.0.2'] } }),
      {},
      'pass',
    ],
    ...['exists', 'exists:', 'exists/24', 'exists:b.example/24', 'exists:b', 'exists:b.example//64'].map(
      syntaxError,
    ),
  ]);
});
