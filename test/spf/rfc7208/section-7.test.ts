import { describe } from 'vitest';
import { type CheckRow, type CheckSpec, testRows } from '../../helpers/check-table.ts';
import type { MemoryZone } from '../../helpers/memory-zone.ts';

/** What a macro-string becomes, in an explanation. */
const explained = (macro: string, text: string, spec: CheckSpec = {}, zone: MemoryZone = {}): CheckRow => [
  `${macro} becomes "${text}"`,
  { 'example.com': 'v=spf1 -all exp=why.example', 'why.example': macro, ...zone },
  spec,
  { result: 'fail', explanation: text },
];

/** The name that a domain-spec becomes. */
const asked = (domainSpec: string, name: string, spec: CheckSpec = {}, zone: MemoryZone = {}): CheckRow => [
  `${domainSpec} asks for ${name}`,
  { 'example.com': `v=spf1 exists:${domainSpec} -all`, ...zone },
  { sender: 'strong-bad@example.com', ...spec },
  { result: 'fail', asked: ['TXT example.com', `A ${name}`] },
];

const syntaxError = (macro: string): CheckRow => [
  `${macro} is a syntax error`,
  { 'example.com': `v=spf1 exists:${macro} -all` },
  {},
  { result: 'permerror', cause: 'syntax-error', path: '0' },
];

describe('RFC 7208 §7.1: the grammar of macro-strings', () => {
  testRows([
    asked('a%%b.example', 'a%b.example'),
    asked('a%_b.example', 'a b.example'),
    asked('a%-b.example', 'a%20b.example'),
    asked('x.%%', 'x.%'),
    asked('x.%-', 'x.%20'),
    asked('%{d}', 'example.com'),
    asked('%{d}%{d}', 'example.comexample.com'),
    asked('%{d}.example', 'example.com.example'),
    asked('%{d}.example.', 'example.com.example'),
    asked('%{l1r-+,/_=.}.example', 'strong.example'),
    asked('%{d127}', 'example.com'),
    asked('%{d99999999999999999999}', 'example.com'),
    asked('%{d01}.example', 'com.example'),
    ...[
      '%',
      '%a',
      'x%.example',
      'x%',
      '%%%',
      '%(d).example',
      '%{',
      '%{}',
      '%{d',
      '%{dd}.example',
      '%{d-.example',
      '%{d r}',
      '%{d0}',
      '%{d00}.example',
      '%{dr2}',
      '%{d2rr}',
      '%{d*}',
      '%{d;}',
      '%{-d}',
      '%{2d}',
      '%{x}',
      '%{a}',
      '%{é}',
      '%{c}.example',
      '%{r}.example',
      '%{t}.example',
      '%{C}.example',
      '%{R}',
      '%{T}',
      '%{d}}',
      '%{d}x',
    ].map(syntaxError),
  ]);
});

describe('RFC 7208 §7.2: the macro letters', () => {
  testRows([
    explained('%{s}', 'alice@example.com'),
    explained('%{l}', 'alice'),
    explained('%{o}', 'example.com'),
    explained('%{d}', 'example.com'),
    explained('%{i}', '192.0.2.1'),
    explained('%{v}', 'in-addr'),
    explained('%{h}', 'mail.example.com'),
    explained('%{c}', '192.0.2.1'),
    explained('%{r}', 'mx.example.org', { receiver: 'mx.example.org' }),
    explained('%{t}', '1700000000', { timeSeconds: 1_700_000_000 }),
    explained('%{p}', 'unknown'),
    explained('%{v}', 'ip6', { ip: '2001:db8::1' }),
    explained('%{c}', '2001:db8::1', { ip: '2001:0DB8:0:0:0:0:0:1' }),
    explained('%{i}', `2.0.0.1.0.D.B.8.${'0.'.repeat(23)}1`, { ip: '2001:db8::1' }),
    explained('%{ir}.%{v}.arpa', `1.${'0.'.repeat(23)}8.B.D.0.1.0.0.2.ip6.arpa`, { ip: '2001:db8::1' }),
    explained('%{c} %{i} %{v}', '192.0.2.1 192.0.2.1 in-addr', { ip: '::ffff:192.0.2.1' }),
    explained('%{h}', '[192.0.2.1]', { helo: '[192.0.2.1]' }),
    explained('%{h}', 'mail.example.com', { helo: 'mail.example.com.' }),
    explained('%{s} %{h}', 'postmaster@example.com example.com', { sender: '', helo: 'example.com' }),
    explained('%{l}', 'a b', { sender: 'a b@example.com' }),
    asked('%{h}', 'LOCALHOST', { helo: 'LOCALHOST' }),
    asked('%{H}.example', '%5B192.0.2.1%5D.example', { helo: '[192.0.2.1]' }),
    asked('%{h}.example', "JUMPIN' JUPITER.example", { helo: "JUMPIN' JUPITER" }),
    asked('%{i}.example', `2.0.0.1.0.d.b.8.${'0.'.repeat(23)}1.example`, { ip: '2001:db8::1' }),
    [
      '%{d} is the included domain inside an include, %{o} stays',
      {
        'example.com': 'v=spf1 include:b.example -all',
        'b.example': 'v=spf1 exists:%{d}.%{o}.ok.example',
        'b.example.example.com.ok.example': { A: ['127.0.0.2'] },
      },
      {},
      'pass',
    ],
  ]);
});

describe('RFC 7208 §7.3: %{p}', () => {
  const pointer = '1.2.0.192.in-addr.arpa';
  const here = { A: ['192.0.2.1'] };
  const names = (what: string, zone: MemoryZone, text: string): CheckRow => [
    what,
    { 'example.com': 'v=spf1 -all exp=why.example', 'why.example': '%{p}', ...zone },
    {},
    { result: 'fail', explanation: text },
  ];
  testRows([
    names('a validated name is used', { [pointer]: { PTR: ['h.example'] }, 'h.example': here }, 'h.example'),
    names(
      'a name that does not lead back is not',
      { [pointer]: { PTR: ['h.example'] }, 'h.example': { A: ['192.0.2.2'] } },
      'unknown',
    ),
    names(
      'a name below the domain is preferred',
      { [pointer]: { PTR: ['h.example', 'a.example.com'] }, 'h.example': here, 'a.example.com': here },
      'a.example.com',
    ),
    names(
      'the domain itself is preferred to names below it',
      {
        [pointer]: { PTR: ['h.example', 'a.example.com', 'EXAMPLE.com'] },
        'h.example': here,
        'a.example.com': here,
        'example.com': { TXT: ['v=spf1 -all exp=why.example'], ...here },
      },
      'EXAMPLE.com',
    ),
    names(
      'a preferred name that does not validate gives way',
      { [pointer]: { PTR: ['h.example', 'a.example.com'] }, 'h.example': here },
      'h.example',
    ),
    names(
      'among equals the order of the answer decides',
      { [pointer]: { PTR: ['z.example', 'h.example'] }, 'h.example': here, 'z.example': here },
      'z.example',
    ),
    [
      'an IPv6 client is validated by AAAA',
      {
        'example.com': 'v=spf1 exists:%{p}.ok.example -all',
        [`1.${'0.'.repeat(23)}8.b.d.0.1.0.0.2.ip6.arpa`]: { PTR: ['h.example'] },
        'h.example': { A: ['192.0.2.1'], AAAA: ['2001:db8::1'] },
        'h.example.ok.example': here,
      },
      { ip: '2001:db8::1' },
      'pass',
    ],
    [
      'inside an include the included domain is preferred',
      {
        'example.com': 'v=spf1 include:b.example -all',
        'b.example': 'v=spf1 exists:%{p}.ok.example',
        [pointer]: { PTR: ['a.example.com', 'a.b.example'] },
        'a.example.com': here,
        'a.b.example': here,
        'a.b.example.ok.example': here,
      },
      {},
      'pass',
    ],
    [
      'its questions spend no lookup',
      {
        'example.com': 'v=spf1 exists:%{p}.example -all',
        [pointer]: { PTR: ['h.example'] },
        'h.example': here,
      },
      {},
      { result: 'fail', lookups: 1 },
    ],
  ]);
});

describe('RFC 7208 §7.3: transformers, delimiters, escapes', () => {
  const a63 = 'a'.repeat(63);
  const long = (lastLabel: number): string => `${a63}.${a63}.${a63}.${'b'.repeat(lastLabel)}`;
  testRows([
    explained('%{l-}', 'a.b.c', { sender: 'a-b-c@example.com' }),
    explained('%{lr-}', 'c.b.a', { sender: 'a-b-c@example.com' }),
    explained('%{l2-}', 'b.c', { sender: 'a-b-c@example.com' }),
    explained('%{l2r-}', 'b.a', { sender: 'a-b-c@example.com' }),
    explained('%{L2R-}', 'b.a', { sender: 'a-b-c@example.com' }),
    explained('%{l9r-}', 'c.b.a', { sender: 'a-b-c@example.com' }),
    explained('%{l}', 'a-b.c', { sender: 'a-b.c@example.com' }),
    explained('%{lr}', 'c.a-b', { sender: 'a-b.c@example.com' }),
    explained('%{lr-}', 'b.c.a', { sender: 'a-b.c@example.com' }),
    explained('%{lr-.}', 'c.b.a', { sender: 'a-b.c@example.com' }),
    explained('%{l.-+,/_=}', 'a.b.c.d.e.f.g.h', { sender: 'a.b-c+d,e/f_g=h@example.com' }),
    explained('%{l+}', 'a..b.', { sender: 'a++b+@example.com' }),
    explained('%{L}', 'jack%26jill%3Dup', { sender: 'jack&jill=up@example.com' }),
    explained('%{S}', 'a%2Bb%40example.com', { sender: 'a+b@example.com' }),
    explained('%{L}', 'AZaz09-._~', { sender: 'AZaz09-._~@example.com' }),
    explained(
      '%{L}',
      '%21%22%23%24%25%26%27%28%29%2A%2B%2C%2F%3A%3B%3C%3D%3E%3F%5B%5C%5D%5E%60%7B%7C%7D%20',
      { sender: `!"#$%&'()*+,/:;<=>?[\\]^\`{|} @example.com` },
    ),
    explained('%{L}', '%01%7F', { sender: '\x01\x7f@example.com' }),
    explained('%{L+}', 'a.b', { sender: 'a+b@example.com' }),
    asked(`%{l}.${long(20)}.example`, `${`strong-bad.${long(20)}`}.example`),
    [
      'a target-name of 253 octets is left whole',
      { 'example.com': `v=spf1 exists:%{l}.${long(42)}.example -all` },
      { sender: 'strong-bad@example.com' },
      { result: 'fail', voids: 1, asked: ['TXT example.com', `A strong-bad.${long(42)}.example`] },
    ],
    [
      'at 254 octets the first label goes',
      { 'example.com': `v=spf1 exists:%{l}.${long(43)}.example -all` },
      { sender: 'strong-bad@example.com' },
      { result: 'fail', asked: ['TXT example.com', `A ${long(43)}.example`] },
    ],
    [
      'as many labels go as it takes',
      { 'example.com': `v=spf1 exists:%{l.}.${a63}.${a63}.${a63}.%{o} -all` },
      { sender: `${`${'x'.repeat(30)}.`.repeat(4)}y@example.com` },
      {
        result: 'fail',
        asked: ['TXT example.com', `A ${'x'.repeat(30)}.y.${a63}.${a63}.${a63}.example.com`],
      },
    ],
    [
      'a last label that is too long leaves nothing to ask',
      { 'example.com': 'v=spf1 exists:%{d}.%{l} -all' },
      { sender: `${'x'.repeat(254)}@example.com` },
      { result: 'fail', voids: 0, asked: ['TXT example.com'] },
    ],
    [
      'the trailing dot does not count',
      { 'example.com': `v=spf1 exists:%{l}.${long(42)}.example. -all` },
      { sender: 'strong-bad@example.com' },
      { result: 'fail', asked: ['TXT example.com', `A strong-bad.${long(42)}.example`] },
    ],
  ]);
});

describe('RFC 8616 §4: internationalised mail', () => {
  const cafe = 'caf\u00e9@example.com';
  testRows([
    [
      'a non-ASCII local-part in %{l} matches nothing',
      { 'example.com': 'v=spf1 exists:%{l}.example ?all' },
      { sender: cafe },
      { result: 'neutral', lookups: 1, asked: ['TXT example.com'] },
    ],
    [
      'a non-ASCII local-part in %{S} matches nothing',
      { 'example.com': 'v=spf1 a:%{S}.example ?all' },
      { sender: cafe },
      { result: 'neutral', asked: ['TXT example.com'] },
    ],
    [
      'an include with it matches nothing',
      { 'example.com': 'v=spf1 include:%{l}.example ?all' },
      { sender: cafe },
      { result: 'neutral', asked: ['TXT example.com'] },
    ],
    [
      'a redirect with it leads nowhere',
      { 'example.com': 'v=spf1 redirect=%{l}.example' },
      { sender: cafe },
      { result: 'neutral', asked: ['TXT example.com'] },
    ],
    [
      'an explanation named by it is none',
      { 'example.com': 'v=spf1 -all exp=%{l}.example' },
      { sender: cafe },
      { result: 'fail', explanation: null, asked: ['TXT example.com'] },
    ],
    [
      'other letters work as ever',
      { 'example.com': 'v=spf1 exists:%{o}.example -all', 'example.com.example': { A: ['127.0.0.2'] } },
      { sender: cafe },
      'pass',
    ],
    [
      'an explanation that shows it is none, since it is not ASCII',
      { 'example.com': 'v=spf1 -all exp=why.example', 'why.example': 'from %{s}' },
      { sender: cafe },
      { result: 'fail', explanation: null },
    ],
    explained('from %{S}', 'from caf%C3%A9%40example.com', { sender: cafe }),
    explained('%{L}', '%E2%98%83', { sender: '\u2603@example.com' }),
    explained('%{o} %{h}', 'example.com xn--bcher-kva.example', { helo: 'b\u00fccher.example' }),
    asked('%{h}.x', '\xef\xbf\xbd.example.x', { helo: '\ufffd.example' }),
  ]);
});

describe('RFC 7208 §7.4: the examples', () => {
  const sender = 'strong-bad@email.example.com';
  const explainedThere = (macro: string, text: string): CheckRow => [
    `${macro} becomes "${text}"`,
    { 'email.example.com': 'v=spf1 -all exp=why.example', 'why.example': macro },
    { sender, ip: '192.0.2.3' },
    { result: 'fail', explanation: text },
  ];
  const askedThere = (domainSpec: string, name: string, ip = '192.0.2.3'): CheckRow => [
    `${domainSpec} asks for ${name}`,
    { 'email.example.com': `v=spf1 exists:${domainSpec} -all` },
    { sender, ip },
    { result: 'fail', asked: ['TXT email.example.com', `A ${name}`] },
  ];
  testRows([
    explainedThere('%{s}', 'strong-bad@email.example.com'),
    explainedThere('%{o}', 'email.example.com'),
    explainedThere('%{d}', 'email.example.com'),
    explainedThere('%{d4}', 'email.example.com'),
    explainedThere('%{d3}', 'email.example.com'),
    explainedThere('%{d2}', 'example.com'),
    explainedThere('%{d1}', 'com'),
    explainedThere('%{dr}', 'com.example.email'),
    explainedThere('%{d2r}', 'example.email'),
    explainedThere('%{l}', 'strong-bad'),
    explainedThere('%{l-}', 'strong.bad'),
    explainedThere('%{lr}', 'strong-bad'),
    explainedThere('%{lr-}', 'bad.strong'),
    explainedThere('%{l1r-}', 'strong'),
    askedThere('%{ir}.%{v}._spf.%{d2}', '3.2.0.192.in-addr._spf.example.com'),
    askedThere('%{lr-}.lp._spf.%{d2}', 'bad.strong.lp._spf.example.com'),
    askedThere('%{lr-}.lp.%{ir}.%{v}._spf.%{d2}', 'bad.strong.lp.3.2.0.192.in-addr._spf.example.com'),
    askedThere('%{ir}.%{v}.%{l1r-}.lp._spf.%{d2}', '3.2.0.192.in-addr.strong.lp._spf.example.com'),
    askedThere('%{d2}.trusted-domains.example.net', 'example.com.trusted-domains.example.net'),
    askedThere(
      '%{ir}.%{v}._spf.%{d2}',
      `1.0.b.c.${'0.'.repeat(20)}8.b.d.0.1.0.0.2.ip6._spf.example.com`,
      '2001:db8::cb01',
    ),
  ]);
});
