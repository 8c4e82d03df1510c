import { describe } from 'vitest';
import { type CheckRow, testRows } from '../../helpers/check-table.ts';
import type { MemoryZone } from '../../helpers/memory-zone.ts';

const bad = (record: string, path: string): CheckRow => [
  `"${record}" is a syntax error in term ${path}`,
  { 'example.com': record },
  {},
  { result: 'permerror', cause: 'syntax-error', path },
];

describe('RFC 7208 §6: modifiers', () => {
  testRows([
    bad('v=spf1 redirect=a.example redirect=b.example -all', '1'),
    bad('v=spf1 exp=a.example -all exp=a.example', '2'),
    bad('v=spf1 exp=a.example -all EXP=a.example', '2'),
    ['unknown modifiers may repeat', { 'example.com': 'v=spf1 x=1 x=2 -all' }, {}, 'fail'],
    ['unknown modifiers may be empty', { 'example.com': 'v=spf1 x= -all' }, {}, 'fail'],
    ['a leftover default= is ignored', { 'example.com': 'v=spf1 default=+' }, {}, 'neutral'],
    ['an unknown modifier may hold macros', { 'example.com': 'v=spf1 x=%{d}%%%_%-/: -all' }, {}, 'fail'],
    bad('v=spf1 -all x=%abc', '1'),
    bad('v=spf1 -all x=100%', '1'),
    bad('v=spf1 -all x=%{z}', '1'),
    bad('v=spf1 -all x=%{c}', '1'),
    bad('v=spf1 -all x=%{R}', '1'),
    bad('v=spf1 -all x=%{t}', '1'),
    bad('v=spf1 -all x=caf\xe9', '1'),
    bad('v=spf1 1x=a', '0'),
    bad('v=spf1 _x=a', '0'),
  ]);
});

describe('RFC 7208 §6.1: redirect', () => {
  testRows([
    [
      'the result is that of the target',
      { 'example.com': 'v=spf1 redirect=b.example', 'b.example': 'v=spf1 ~all' },
      {},
      { result: 'softfail', path: '0.0', domain: 'b.example', lookups: 1 },
    ],
    [
      'other modifiers may stand before it',
      { 'example.com': 'v=spf1 x=y exp=why.example redirect=b.example', 'b.example': 'v=spf1 ~all' },
      {},
      { result: 'softfail', path: '2.0', domain: 'b.example', lookups: 1 },
    ],
    [
      'a neutral target is neutral',
      { 'example.com': 'v=spf1 redirect=b.example', 'b.example': 'v=spf1' },
      {},
      { result: 'neutral', cause: 'no-match', path: '0', domain: 'b.example' },
    ],
    [
      'a target without a record is permerror',
      { 'example.com': 'v=spf1 redirect=b.example' },
      {},
      { result: 'permerror', cause: 'no-record', path: '0' },
    ],
    [
      'a malformed target is permerror',
      { 'example.com': 'v=spf1 redirect=b..example' },
      {},
      { result: 'permerror', cause: 'malformed-domain', path: '0' },
    ],
    [
      'a target in trouble is temperror',
      { 'example.com': 'v=spf1 redirect=b.example', 'b.example': 'timeout' },
      {},
      { result: 'temperror', path: '0' },
    ],
    [
      'a target in error is permerror',
      { 'example.com': 'v=spf1 redirect=b.example', 'b.example': 'v=spf1 x' },
      {},
      { result: 'permerror', path: '0.0', domain: 'b.example' },
    ],
    [
      'a target with two records is permerror',
      { 'example.com': 'v=spf1 redirect=b.example', 'b.example': { TXT: ['v=spf1', 'v=spf1 all'] } },
      {},
      { result: 'permerror', cause: 'multiple-records', path: '0' },
    ],
    [
      'a redirect after an error of DNS is not followed',
      { 'example.com': 'v=spf1 a redirect=b.example', 'b.example': 'v=spf1 all' },
      { limits: { lookups: 10, voidLookups: 0, mxNames: 10, ptrNames: 10, elapsedMs: 20_000 } },
      { result: 'permerror', cause: 'too-many-voids' },
    ],
    [
      'macros see the target as the current domain',
      {
        'example.com': 'v=spf1 redirect=b.example',
        'b.example': 'v=spf1 exists:%{d}.ok.example -all',
        'b.example.ok.example': { A: ['127.0.0.2'] },
      },
      {},
      'pass',
    ],
    [
      'its target may come from macros',
      { 'example.com': 'v=spf1 redirect=_%{h1}._spf.%{d}', '_com._spf.example.com': 'v=spf1 ?all' },
      {},
      { result: 'neutral', path: '0.0' },
    ],
    [
      'a chain is followed',
      {
        'example.com': 'v=spf1 redirect=b.example',
        'b.example': 'v=spf1 redirect=c.example',
        'c.example': 'v=spf1 -all',
      },
      {},
      { result: 'fail', path: '0.0.0', lookups: 2 },
    ],
    bad('v=spf1 redirect=', '0'),
    bad('v=spf1 ?all redirect=', '1'),
    bad('v=spf1 redirect=-all ?all', '0'),
    bad('v=spf1 redirect=b', '0'),
    bad('v=spf1 redirect=b.example/24', '0'),
    bad('v=spf1 redirect=%{c}.example', '0'),
  ]);
});

describe('RFC 7208 §6.2: exp', () => {
  const explained = (
    what: string,
    why: MemoryZone[string] | undefined,
    explanation: string | null,
  ): CheckRow => [
    what,
    { 'example.com': 'v=spf1 exp=why.example -all', ...(why === undefined ? {} : { 'why.example': why }) },
    {},
    { result: 'fail', explanation, lookups: 0, voids: 0 },
  ];
  testRows([
    explained('the text of the TXT record is the explanation', 'Because.', 'Because.'),
    explained(
      'several strings join without a space',
      { TXT: [['See ', 'http://exa', 'mple.com']] },
      'See http://example.com',
    ),
    explained('macros are expanded', '%{i} is not %{d}', '192.0.2.1 is not example.com'),
    explained('the letters c, r and t may be used', '%{c} %{r} %{t}', '192.0.2.1 receiver.example.org 0'),
    explained('a trailing dot stays', 'See why.example.', 'See why.example.'),
    explained('escapes are expanded', '100%% %_| %-|', '100%  | %20|'),
    explained('an empty text is an explanation', '', ''),
    explained('spaces stay as they are', '  a  b ', '  a  b '),
    explained('an SPF record is a text like any other', 'v=spf1 -all', 'v=spf1 -all'),
    explained('no TXT record: none', { A: ['192.0.2.1'] }, null),
    explained('no such name: none', undefined, null),
    explained('two TXT records: none', { TXT: ['one', 'two'] }, null),
    explained('two equal TXT records: none', { TXT: ['one', 'one'] }, null),
    explained('trouble: none', 'servfail', null),
    explained('a macro letter that is none: none', 'The %{x} files', null),
    explained('a stray percent sign: none', '100% sure', null),
    explained('an octet over 127: none', '\xef\xbb\xbfBecause', null),
    explained('a tab: none', 'a\tb', null),
    explained('a line break: none', 'a\nb', null),
    [
      'only a fail is explained',
      { 'example.com': 'v=spf1 ~all exp=why.example', 'why.example': 'no' },
      {},
      { result: 'softfail', explanation: null, asked: ['TXT example.com'] },
    ],
    [
      'a pass is not explained',
      { 'example.com': 'v=spf1 all exp=why.example', 'why.example': 'no' },
      {},
      { result: 'pass', explanation: null },
    ],
    [
      'a permerror is not explained',
      { 'example.com': 'v=spf1 include:no.example exp=why.example', 'why.example': 'no' },
      {},
      { result: 'permerror', explanation: null },
    ],
    [
      'any failing directive is explained',
      { 'example.com': 'v=spf1 exp=why.example -ip4:192.0.2.1 all', 'why.example': 'no' },
      {},
      { result: 'fail', explanation: 'no' },
    ],
    [
      'an explanation of an included domain is never used',
      {
        'example.com': 'v=spf1 include:b.example -all exp=why.example',
        'b.example': 'v=spf1 -all exp=not.example',
        'why.example': 'ours',
        'not.example': 'theirs',
      },
      {},
      { result: 'fail', explanation: 'ours' },
    ],
    [
      'an explanation of an included domain is not used where there is no other',
      {
        'example.com': 'v=spf1 include:b.example -all',
        'b.example': 'v=spf1 -all exp=not.example',
        'not.example': 'theirs',
      },
      {},
      { result: 'fail', explanation: null },
    ],
    [
      'a negative include that passes is explained by the including domain',
      {
        'example.com': 'v=spf1 -include:b.example exp=why.example',
        'b.example': 'v=spf1 +all exp=not.example',
        'why.example': 'ours',
        'not.example': 'theirs',
      },
      {},
      { result: 'fail', explanation: 'ours' },
    ],
    [
      'with a redirect the explanation is that of its target',
      {
        'example.com': 'v=spf1 redirect=b.example exp=not.example',
        'b.example': 'v=spf1 -all exp=why.example',
        'why.example': 'for %{d} by %{o}',
        'not.example': 'origin',
      },
      {},
      { result: 'fail', explanation: 'for b.example by example.com' },
    ],
    [
      'with a redirect the explanation of its origin is not used',
      {
        'example.com': 'v=spf1 redirect=b.example exp=not.example',
        'b.example': 'v=spf1 -all',
        'not.example': 'origin',
      },
      {},
      { result: 'fail', explanation: null },
    ],
    [
      'its name may come from macros',
      { 'example.com': 'v=spf1 -all exp=%{ir}.why.%{d}', '1.2.0.192.why.example.com': 'known' },
      {},
      { result: 'fail', explanation: 'known' },
    ],
    [
      'a trailing dot of its name is dropped',
      { 'example.com': 'v=spf1 -all exp=why.example.', 'why.example': 'known' },
      {},
      { result: 'fail', explanation: 'known' },
    ],
    [
      'a name that can not be asked gives none',
      { 'example.com': 'v=spf1 -all exp=why..example' },
      {},
      { result: 'fail', explanation: null },
    ],
    [
      'an alias is followed',
      {
        'example.com': 'v=spf1 -all exp=why.example',
        'why.example': { CNAME: 'b.example' },
        'b.example': 'known',
      },
      {},
      { result: 'fail', explanation: 'known' },
    ],
    bad('v=spf1 exp= -all', '0'),
    bad('v=spf1 exp=-all', '0'),
    bad('v=spf1 exp=why -all', '0'),
    bad('v=spf1 -all exp=%{r}.example.com', '1'),
    bad('v=spf1 -all exp=%{C}.example.com', '1'),
    bad('v=spf1 -all exp:why.example', '1'),
  ]);
});
