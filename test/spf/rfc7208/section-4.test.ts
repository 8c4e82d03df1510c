import { describe } from 'vitest';
import { type CheckRow, testRows } from '../../helpers/check-table.ts';

const label63 = 'a'.repeat(63);

describe('RFC 7208 §4.1 and §4.2: arguments and results', () => {
  testRows([
    [
      'domain and sender may differ: the domain decides, the sender feeds the macros',
      {
        'example.net': 'v=spf1 exists:%{o}.known.example.net -all',
        'example.com.known.example.net': { A: ['127.0.0.2'] },
      },
      { domain: 'example.net' },
      'pass',
    ],
    [
      'the domain compares without case',
      { 'EXAMPLE.com': 'v=spf1 -all' },
      { sender: 'a@Example.COM' },
      'fail',
    ],
  ]);
});

describe('RFC 7208 §4.3: initial processing', () => {
  const malformed = (what: string, domain: string): CheckRow => [
    `${what} is none, and nothing is asked`,
    { [domain]: 'v=spf1 -all' },
    { sender: `a@${domain}` },
    { result: 'none', cause: 'malformed-domain', path: '', lookups: 0, voids: 0, asked: [] },
  ];
  testRows([
    malformed('a label of 64 octets', `${label63}a.example.com`),
    malformed('an empty label', 'a..example.com'),
    malformed('an empty first label', '.example.com'),
    malformed('a name of 256 octets', `${`${label63}.`.repeat(3)}${'a'.repeat(62)}.`),
    malformed('a single label', 'com'),
    malformed('a single label with a trailing dot', 'com.'),
    malformed('the root', '.'),
    malformed('a name with a space in it', 'exa mple.com'),
    malformed('a name with a NUL in it', 'exa\0mple.com'),
    [
      'a label of 63 octets is fine',
      { [`${label63}.example.com`]: 'v=spf1 -all' },
      { sender: `a@${label63}.example.com` },
      'fail',
    ],
    ['a trailing dot is dropped', { 'example.com': 'v=spf1 -all' }, { sender: 'a@example.com.' }, 'fail'],
    [
      'an underscore is no obstacle',
      { '_spf.example.com': 'v=spf1 -all' },
      { sender: 'a@_spf.example.com' },
      'fail',
    ],
    [
      'a sender without a local-part is postmaster',
      { 'example.com': 'v=spf1 -all exp=why.example.com', 'why.example.com': '%{l}' },
      { sender: '@example.com' },
      { result: 'fail', explanation: 'postmaster' },
    ],
    [
      'a sender without an at sign is a domain',
      { 'example.com': 'v=spf1 -all exp=why.example.com', 'why.example.com': '%{s}' },
      { sender: 'example.com' },
      { result: 'fail', explanation: 'postmaster@example.com' },
    ],
    [
      'a domain in Unicode is asked as A-labels (RFC 8616)',
      { 'xn--mnchen-3ya.example': 'v=spf1 -all exp=why.example.com', 'why.example.com': '%{d} %{o} %{s}' },
      { sender: 'a@m\u00fcnchen.example' },
      {
        result: 'fail',
        explanation: 'xn--mnchen-3ya.example xn--mnchen-3ya.example a@xn--mnchen-3ya.example',
      },
    ],
    [
      'a domain that is no IDN is none',
      {},
      { sender: 'a@\u2603\ufffd.example' },
      { result: 'none', asked: [] },
    ],
  ]);
});

describe('RFC 7208 §4.4: record lookup', () => {
  const trouble = (word: string): CheckRow => [
    `${word} is temperror`,
    { 'example.com': word },
    {},
    { result: 'temperror', cause: 'dns-trouble', path: '', asked: ['TXT example.com'] },
  ];
  testRows([
    ...['timeout', 'servfail', 'refused', 'unreachable', 'malformed'].map(trouble),
    ['any other RCODE is temperror', { 'example.com': { TXT: 4 } }, {}, 'temperror'],
    ['NXDOMAIN is none, and no void lookup', {}, {}, { result: 'none', cause: 'no-record', voids: 0 }],
    [
      'no data is none, and no void lookup',
      { 'example.com': {} },
      {},
      { result: 'none', cause: 'no-record', voids: 0 },
    ],
    [
      'trouble with another type at the name is no trouble',
      { 'example.com': { TXT: ['v=spf1 -all'], otherwise: 'timeout' } },
      {},
      'fail',
    ],
    [
      'an alias is followed',
      { 'example.com': { CNAME: 'b.example' }, 'b.example': 'v=spf1 -all' },
      {},
      'fail',
    ],
  ]);
});

describe('RFC 7208 §4.5: selecting records', () => {
  testRows([
    [
      'a record is found among other TXT records',
      { 'example.com': { TXT: ['x=1', 'v=spf1 -all', 'y=2'] } },
      {},
      'fail',
    ],
    ['v=spf10 is no record', { 'example.com': 'v=spf10 -all' }, {}, { result: 'none', cause: 'no-record' }],
    [
      'v=spf10 beside a record is no second one',
      { 'example.com': { TXT: ['v=spf10', 'v=spf1 -all'] } },
      {},
      'fail',
    ],
    [
      'the version alone is a record, of no terms',
      { 'example.com': 'v=spf1' },
      {},
      { result: 'neutral', cause: 'no-match' },
    ],
    ['the version and spaces are a record', { 'example.com': 'v=spf1   ' }, {}, 'neutral'],
    ['a tab after the version makes it no record', { 'example.com': 'v=spf1\t-all' }, {}, 'none'],
    ['a space before the version makes it no record', { 'example.com': ' v=spf1 -all' }, {}, 'none'],
    ['a quote before the version makes it no record', { 'example.com': '"v=spf1 -all"' }, {}, 'none'],
    ['spf2.0 is no record', { 'example.com': 'spf2.0/pra -all' }, {}, 'none'],
    ['the version compares without case', { 'example.com': 'V=SpF1 ~all' }, {}, 'softfail'],
    [
      'two records that differ in case are two',
      { 'example.com': { TXT: ['v=spf1 -all', 'V=sPf1 -all'] } },
      {},
      { result: 'permerror', cause: 'multiple-records' },
    ],
    [
      'two records of which one is in error are two',
      { 'example.com': { TXT: ['v=spf1 foo', 'v=spf1 -all'] } },
      {},
      { result: 'permerror', cause: 'multiple-records' },
    ],
  ]);
});

describe('RFC 7208 §4.6: record evaluation', () => {
  const good = (record: string): CheckRow => [`"${record}" passes`, { 'example.com': record }, {}, 'pass'];
  const bad = (record: string, path: string): CheckRow => [
    `"${record}" is a syntax error in term ${path}`,
    { 'example.com': record },
    {},
    { result: 'permerror', cause: 'syntax-error', path, lookups: 0, asked: ['TXT example.com'] },
  ];
  testRows([
    bad('v=spf1 ip4:192.0.2.1 -all foo', '2'),
    bad('v=spf1 +all ip4:192.0.2', '1'),
    bad('v=spf1 a foo', '1'),
    bad('v=spf1 a foo bar', '1'),
    good('v=spf1 ip4:192.0.2.1'),
    good('v=spf1 IP4:192.0.2.1 -ALL'),
    good('v=spf1  ip4:192.0.2.1   -all  '),
    good('v=spf1 foo.bar-baz_9=a:b/c ip4:192.0.2.1 -all'),
    good('v=spf1 foo= ip4:192.0.2.1'),
    good('v=spf1 ip4:192.0.2.1 REDIRECT=x.example.com'),
    good('v=spf1 ip4:198.51.100.1 +ip4:192.0.2.1 -all'),
    good('v=spf1 -ip4:198.51.100.1 ~ip4:198.51.100.2 ?ip4:198.51.100.3 all'),
    bad('v=spf1 ip4:192.0.2.1\t-all', '0'),
    bad('v=spf1 ip4:192.0.2.1\r\n-all', '0'),
    bad('v=spf1 ip4:192.0.2.1\n', '0'),
    bad('v=spf1 ip4:192.0.2.1, -all', '0'),
    bad('v=spf1 --all', '0'),
    bad('v=spf1 - all', '0'),
    bad('v=spf1 +', '0'),
    bad('v=spf1 :all', '0'),
    bad('v=spf1 =all', '0'),
    bad('v=spf1 1a=b', '0'),
    bad('v=spf1 -foo=bar', '0'),
    bad('v=spf1 +redirect=a.example.com', '0'),
    bad('v=spf1 foo.bar/baz=x', '0'),
    bad('v=spf1 foo.bar:baz=x', '0'),
    bad('v=spf1 redirect:a.example.com', '0'),
    bad('v=spf1 ip4=192.0.2.1 exp:a.example.com', '1'),
    bad('v=spf1 v=spf1 a b', '2'),
    bad('v=spf1 all(x)', '0'),
    bad('v=spf1 \x7f', '0'),
    [
      '§4.6.2: the first match decides',
      { 'example.com': 'v=spf1 ~ip4:192.0.2.0/24 -ip4:192.0.2.1 all' },
      {},
      { result: 'softfail', path: '0' },
    ],
    [
      '§4.6.2: a match ends the asking',
      { 'example.com': 'v=spf1 ip4:192.0.2.1 a mx -all' },
      {},
      { result: 'pass', lookups: 0, asked: ['TXT example.com'] },
    ],
    [
      '§4.6.3: redirect acts last wherever it stands',
      { 'example.com': 'v=spf1 redirect=b.example ip4:192.0.2.1', 'b.example': 'v=spf1 -all' },
      {},
      { result: 'pass', lookups: 0 },
    ],
    [
      '§4.6.3: redirect does not act beside all',
      { 'example.com': 'v=spf1 redirect=example.com ~all' },
      {},
      { result: 'softfail', lookups: 0 },
    ],
    [
      '§4.6.3: a modifier of no meaning changes nothing',
      { 'example.com': 'v=spf1 default=pass' },
      {},
      'neutral',
    ],
    [
      '§4.6.3: a modifier with the name of a mechanism is unknown',
      { 'example.com': 'v=spf1 all=x a=b -all' },
      {},
      'fail',
    ],
  ]);
});

describe('RFC 7208 §4.7: the default result', () => {
  testRows([
    [
      'no match and no redirect is neutral',
      { 'example.com': 'v=spf1 ip4:198.51.100.1' },
      {},
      { result: 'neutral', cause: 'no-match', path: '' },
    ],
  ]);
});

describe('RFC 7208 §4.8: target names', () => {
  testRows([
    [
      'without a domain-spec the target is the current domain',
      { 'example.com': { TXT: ['v=spf1 a -all'], A: ['192.0.2.1'] } },
      {},
      'pass',
    ],
    [
      'inside an include the current domain is the included one',
      {
        'example.com': 'v=spf1 include:b.example -all',
        'b.example': { TXT: ['v=spf1 a -all'], A: ['192.0.2.1'] },
      },
      {},
      'pass',
    ],
    [
      'after a redirect the current domain is its target',
      {
        'example.com': { TXT: ['v=spf1 redirect=b.example'], A: ['198.51.100.1'] },
        'b.example': { TXT: ['v=spf1 a -all'], A: ['192.0.2.1'] },
      },
      {},
      'pass',
    ],
    [
      'a trailing dot is dropped',
      { 'example.com': 'v=spf1 a:b.example. -all', 'b.example': { A: ['192.0.2.1'] } },
      {},
      { result: 'pass', asked: ['TXT example.com', 'A b.example'] },
    ],
    [
      'a colon and a slash may stand in a name',
      { 'example.com': 'v=spf1 a:x:y/z.example.com -all', 'x:y/z.example.com': { A: ['192.0.2.1'] } },
      {},
      'pass',
    ],
    [
      'an underscore may stand in a name',
      { 'example.com': 'v=spf1 a:_a_.example.com -all', '_a_.example.com': { A: ['192.0.2.1'] } },
      {},
      'pass',
    ],
    [
      'a backslash in a name is an octet like any other',
      { 'example.com': 'v=spf1 a:x\\y.example.com -all', 'x\\\\y.example.com': { A: ['192.0.2.1'] } },
      {},
      'pass',
    ],
    [
      'a toplabel may contain hyphens',
      { 'example.com': 'v=spf1 a:b.xn--p1ai -all', 'b.xn--p1ai': { A: ['192.0.2.1'] } },
      {},
      'pass',
    ],
    [
      'a toplabel may be digits and hyphens',
      { 'example.com': 'v=spf1 a:b.1-2 -all', 'b.1-2': { A: ['192.0.2.1'] } },
      {},
      'pass',
    ],
    [
      'a toplabel may end in a digit',
      { 'example.com': 'v=spf1 a:b.c9 -all', 'b.c9': { A: ['192.0.2.1'] } },
      {},
      'pass',
    ],
    ...[
      'a:b.-c',
      'a:b.c-',
      'a:b.123',
      'a:b',
      'a:b.',
      'a:.',
      'a:b.c:80',
      'a:b.c_d',
      'a:192.0.2.1',
      'a:b.c..',
      'a:%{d}.',
      'a:%{d}com',
      'a:b.c\0',
    ].map(
      (term): CheckRow => [
        `${term} is a syntax error`,
        { 'example.com': `v=spf1 ${term} -all` },
        {},
        { result: 'permerror', cause: 'syntax-error', path: '0' },
      ],
    ),
  ]);
});
