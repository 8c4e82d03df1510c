import type { CheckRow } from '../helpers/check-table.ts';
import type { MemoryZone } from '../helpers/memory-zone.ts';
import type { interpretations } from './interpretations.ts';

const pointer = '1.2.0.192.in-addr.arpa';
const here = { A: ['192.0.2.1'] };
const there = { A: ['198.51.100.1'] };
const three: MemoryZone[string] = {
  TXT: ['v=spf1 mx ?all'],
  MX: [
    [1, 'a.example'],
    [2, 'b.example'],
    [3, 'c.example'],
  ],
};
const exchanges = Array.from({ length: 11 }, (_, index) => [index, `mx${index}.example`] as const);
const names = (count: number) => Array.from({ length: count }, (_, index) => `h${index}.example`);
const times = (count: number, term: string) => `${term} `.repeat(count);
const long = 'x'.repeat(64);

/** For each interpretation, checks that would end otherwise without it. */
export const interpretationProofs: Readonly<
  Record<(typeof interpretations)[number]['rule'], readonly CheckRow[]>
> = {
  'void-lookups-are-counted-per-query': [
    [
      'three void exchanges of one mx',
      { 'example.com': three },
      {},
      { result: 'permerror', cause: 'too-many-voids', voids: 3, lookups: 1 },
    ],
    [
      'two void exchanges of one mx',
      { 'example.com': three, 'c.example': there },
      {},
      { result: 'neutral', voids: 2 },
    ],
  ],
  'a-repeated-void-lookup-counts-again': [
    [
      'one name three times',
      { 'example.com': 'v=spf1 a:n.example a:n.example a:n.example ?all' },
      {},
      { result: 'permerror', voids: 3 },
    ],
  ],
  'the-first-record-is-no-void-lookup': [
    ['no such domain', {}, {}, { result: 'none', voids: 0 }],
    ['a domain without TXT', { 'example.com': here }, {}, { result: 'none', voids: 0 }],
    ['an included one', { 'example.com': 'v=spf1 include:n.example' }, {}, { result: 'permerror', voids: 1 }],
  ],
  'explanations-are-no-void-lookups': [
    [
      'after two void lookups',
      { 'example.com': 'v=spf1 a:n.example a:n.example -all exp=w.example' },
      {},
      { result: 'fail', voids: 2, asked: ['TXT example.com', 'A n.example', 'A n.example', 'TXT w.example'] },
    ],
    [
      'with a %{p} that is void',
      {
        'example.com': 'v=spf1 a:n.example a:n.example -all exp=%{p}.w.example',
        'unknown.w.example': 'from %{p}',
      },
      {},
      { result: 'fail', voids: 2, explanation: 'from unknown' },
    ],
  ],
  'addresses-of-client-names-are-no-void-lookups': [
    [
      'three names without addresses',
      {
        'example.com': 'v=spf1 ptr ?all',
        [pointer]: { PTR: ['a.example.com', 'b.example.com', 'c.example.com'] },
      },
      {},
      {
        result: 'neutral',
        voids: 0,
        asked: ['TXT example.com', `PTR ${pointer}`, 'A a.example.com', 'A b.example.com', 'A c.example.com'],
      },
    ],
    ['no name', { 'example.com': 'v=spf1 ptr ?all' }, {}, { result: 'neutral', voids: 1 }],
  ],
  'the-names-behind-p-can-be-void': [
    [
      'the third void lookup',
      { 'example.com': 'v=spf1 a:n.example a:n.example a:%{p}.example ?all' },
      {},
      { result: 'permerror', cause: 'too-many-voids', path: '2', lookups: 3 },
    ],
  ],
  'a-term-is-spent-before-it-asks': [
    [
      'an eleventh term that would match',
      { 'example.com': { TXT: [`v=spf1 ${times(10, 'a:t.example')} a -all`], ...here }, 't.example': there },
      {},
      { result: 'permerror', cause: 'too-many-lookups', path: '10' },
    ],
  ],
  'a-term-without-a-name-to-ask-is-spent': [
    [
      'ten of them',
      { 'example.com': `v=spf1 ${times(10, 'a:n..example')} all` },
      {},
      { result: 'pass', lookups: 10 },
    ],
    [
      'an eleventh',
      { 'example.com': `v=spf1 ${times(11, 'a:n..example')} all` },
      {},
      { result: 'permerror', cause: 'too-many-lookups' },
    ],
    [
      'one that RFC 8616 lets match nothing',
      { 'example.com': `v=spf1 ${times(11, 'a:%{l}.example')} all` },
      { sender: '\u00e9@example.com' },
      { result: 'permerror' },
    ],
  ],
  'eleven-exchanges-are-permerror-at-once': [
    [
      'the first would match',
      { 'example.com': { TXT: ['v=spf1 mx -all'], MX: exchanges }, 'mx0.example': here },
      {},
      { result: 'permerror', cause: 'too-many-exchanges', asked: ['TXT example.com', 'MX example.com'] },
    ],
  ],
  'the-first-ten-client-names-count': [
    [
      'the eleventh is the only one below the target',
      {
        'example.com': 'v=spf1 ptr -all',
        [pointer]: { PTR: [...names(10), 'h.example.com'] },
        'h.example.com': here,
      },
      {},
      { result: 'fail', asked: ['TXT example.com', `PTR ${pointer}`] },
    ],
    [
      'the tenth is',
      {
        'example.com': 'v=spf1 ptr -all',
        [pointer]: { PTR: [...names(9), 'h.example.com'] },
        'h.example.com': here,
      },
      {},
      'pass',
    ],
  ],
  'time-is-what-the-answers-took': [
    [
      '20 s',
      { 'example.com': 'v=spf1 a:t.example all', 't.example': there },
      { elapsedMs: 10_000 },
      { result: 'pass', elapsedMs: 20_000 },
    ],
    [
      'a millisecond more',
      { 'example.com': 'v=spf1 a:t.example all', 't.example': there },
      { elapsedMs: 10_001 },
      { result: 'temperror', cause: 'too-slow' },
    ],
    [
      'one question three times',
      { 'example.com': `v=spf1 ${times(3, 'a:t.example')} all`, 't.example': there },
      { elapsedMs: 9_000 },
      { result: 'pass', elapsedMs: 18_000 },
    ],
  ],
  'time-is-checked-when-an-answer-is-used': [
    [
      'a match that comes late',
      { 'example.com': 'v=spf1 a:t.example', 't.example': here },
      { elapsedMs: 10_001 },
      { result: 'temperror', cause: 'too-slow', path: '0' },
    ],
    ['no record, late', {}, { elapsedMs: 30_000 }, 'none'],
  ],
  'identical-records-are-two': [
    [
      '-all twice',
      { 'example.com': { TXT: ['v=spf1 -all', 'v=spf1 -all'] } },
      {},
      { result: 'permerror', cause: 'multiple-records' },
    ],
  ],
  'names-that-cannot-be-asked-match-nothing': [
    ...[`a:a..example`, `mx:${long}.example`, `exists:.a.example`, 'ptr:a..example', 'a:%{H}.example'].map(
      (term): CheckRow => [
        term,
        { 'example.com': `v=spf1 ${times(3, term)}?all` },
        { helo: '%'.repeat(22) },
        { result: 'neutral', voids: 0, asked: ['TXT example.com'] },
      ],
    ),
  ],
  'include-or-redirect-to-no-name-is-permerror': [
    ...[
      'include:a..example',
      `include:${long}.example`,
      'include:%{h}',
      'redirect=a..example',
      'redirect=%{h}',
    ].map(
      (term): CheckRow => [
        term,
        { 'example.com': `v=spf1 ${term} ${term.startsWith('include') ? 'all' : ''}` },
        { helo: 'localhost' },
        { result: 'permerror', cause: 'malformed-domain', path: '0', asked: ['TXT example.com'] },
      ],
    ),
  ],
  'single-labels-are-asked': [
    [
      'a:%{h}',
      { 'example.com': 'v=spf1 a:%{h} -all', localhost: here },
      { helo: 'localhost' },
      { result: 'pass', asked: ['TXT example.com', 'A localhost'] },
    ],
  ],
  'ip-addresses-are-no-domains': [
    ['in brackets', {}, { sender: 'a@[192.0.2.1]' }, { result: 'none', asked: [] }],
    ['bare', { '192.0.2.1': 'v=spf1 all' }, { sender: '', helo: '192.0.2.1' }, { result: 'none', asked: [] }],
  ],
  'no-reverse-path-is-postmaster': [
    ...['', '<>'].map(
      (sender): CheckRow => [
        JSON.stringify(sender),
        { 'mail.example.com': 'v=spf1 -all exp=w.example', 'w.example': '%{s}' },
        { sender },
        { result: 'fail', explanation: 'postmaster@mail.example.com' },
      ],
    ),
  ],
  'null-mx-names-no-exchange': [
    [
      'alone',
      { 'example.com': { TXT: ['v=spf1 mx/0 ?all'], MX: [[0, '']] } },
      {},
      { result: 'neutral', voids: 0, asked: ['TXT example.com', 'MX example.com'] },
    ],
    [
      'beside another, which it should not be',
      {
        'example.com': {
          TXT: ['v=spf1 mx ?all'],
          MX: [
            [0, ''],
            [1, 'a.example'],
          ],
        },
        'a.example': here,
      },
      {},
      'pass',
    ],
  ],
  'exchanges-are-tried-by-preference-then-name': [
    [
      'four exchanges',
      {
        'example.com': {
          TXT: ['v=spf1 mx ?all'],
          MX: [
            [20, 'a.example'],
            [10, 'd.example'],
            [10, 'B.example'],
            [10, 'c.example'],
          ],
        },
        'a.example': here,
        'B.example': there,
        'c.example': there,
        'd.example': there,
      },
      {},
      {
        result: 'pass',
        asked: [
          'TXT example.com',
          'MX example.com',
          'A B.example',
          'A c.example',
          'A d.example',
          'A a.example',
        ],
      },
    ],
    [
      'one in trouble after one that matches',
      {
        'example.com': {
          TXT: ['v=spf1 mx ?all'],
          MX: [
            [20, 'a.example'],
            [10, 'b.example'],
          ],
        },
        'a.example': 'timeout',
        'b.example': here,
      },
      {},
      'pass',
    ],
  ],
  'only-names-at-the-target-are-validated': [
    [
      'one of three',
      {
        'example.com': 'v=spf1 ptr:b.example ?all',
        [pointer]: { PTR: ['a.example', 'x.b.example', 'xb.example'] },
      },
      {},
      { result: 'neutral', asked: ['TXT example.com', `PTR ${pointer}`, 'A x.b.example'] },
    ],
  ],
  'p-prefers-the-domain-then-names-below-it': [
    [
      'none of four validates',
      {
        'example.com': 'v=spf1 exists:%{p}.w.example ?all',
        [pointer]: { PTR: ['z.example', 'a.example', 'b.example.com', 'example.com'] },
      },
      {},
      {
        result: 'neutral',
        asked: [
          'TXT example.com',
          `PTR ${pointer}`,
          'A example.com',
          'A b.example.com',
          'A z.example',
          'A a.example',
          'A unknown.w.example',
        ],
      },
    ],
  ],
  'p-is-unknown-on-any-trouble': [
    [
      'with the names',
      {
        'example.com': 'v=spf1 exists:%{p}.w.example ?all',
        [pointer]: 'servfail',
        'unknown.w.example': here,
      },
      {},
      'pass',
    ],
    [
      'with one name',
      {
        'example.com': 'v=spf1 exists:%{p}.w.example ?all',
        [pointer]: { PTR: ['t.example', 'a.example'] },
        't.example': 'timeout',
        'a.example': here,
        'a.example.w.example': here,
      },
      {},
      'pass',
    ],
  ],
  'c-r-t-are-for-explanations-only': [
    ...['x=%{c}', 'x=%{R}', 'x=%{t}', 'exists:%{c}.example', 'exp=%{r}.example'].map(
      (term): CheckRow => [
        term,
        { 'example.com': `v=spf1 all ${term}` },
        {},
        { result: 'permerror', path: '1' },
      ],
    ),
    [
      '%{c} %{r} %{t}',
      { 'example.com': 'v=spf1 -all exp=w.example', 'w.example': '%{c} %{r} %{t}' },
      {},
      { result: 'fail', explanation: '192.0.2.1 receiver.example.org 0' },
    ],
  ],
  'known-modifiers-are-never-unknown-ones': [
    ...['exp=-all', 'redirect=-all', 'exp=', 'redirect=', 'EXP=a', 'Redirect=%{d}x'].map(
      (term): CheckRow => [
        term,
        { 'example.com': `v=spf1 all ${term}` },
        {},
        { result: 'permerror', path: '1' },
      ],
    ),
  ],
  'prefix-lengths-have-no-leading-zero': [
    ...['ip4:192.0.2.0/08', 'ip4:192.0.2.0/00', 'a/032', 'mx//064', 'ip6:::/00'].map(
      (term): CheckRow => [
        term,
        { 'example.com': `v=spf1 all ${term}` },
        {},
        { result: 'permerror', path: '1' },
      ],
    ),
    ['ip4:0.0.0.0/0', { 'example.com': 'v=spf1 ip4:0.0.0.0/0' }, {}, 'pass'],
  ],
  'a-long-number-of-parts-keeps-all': [
    ...['%{d127}', '%{d128}', '%{d99999999999999999999999}', '%{d003}'].map(
      (macro): CheckRow => [
        macro,
        { 'example.com': `v=spf1 exists:${macro}.w.example -all`, 'example.com.w.example': here },
        {},
        'pass',
      ],
    ),
    ['%{d0}', { 'example.com': 'v=spf1 exists:%{d0}.w.example -all' }, {}, 'permerror'],
  ],
  'v4-mapped-clients-are-ipv4': [
    [
      'ip6 does not match',
      { 'example.com': 'v=spf1 ip6:::/0 ip4:192.0.2.1 -all' },
      { ip: '::ffff:192.0.2.1' },
      { result: 'pass', path: '1' },
    ],
    [
      'macros',
      { 'example.com': 'v=spf1 -all exp=w.example', 'w.example': '%{c} %{ir}.%{v}' },
      { ip: '::ffff:192.0.2.1' },
      { result: 'fail', explanation: '192.0.2.1 1.2.0.192.in-addr' },
    ],
  ],
  'c-of-ipv6-is-the-usual-form': [
    [
      'zeros and capitals',
      { 'example.com': 'v=spf1 -all exp=w.example', 'w.example': '%{c}' },
      { ip: '2001:0DB8:0:0:1:0:0:000A' },
      { result: 'fail', explanation: '2001:db8::1:0:0:a' },
    ],
  ],
  'nibbles-are-capitals-in-explanations': [
    [
      'the name and the text',
      { 'example.com': 'v=spf1 -all exp=%{i4}.w.example', 'a.b.c.d.w.example': '%{i4}' },
      { ip: '2001:db8::abcd' },
      { result: 'fail', explanation: 'A.B.C.D', asked: ['TXT example.com', 'TXT a.b.c.d.w.example'] },
    ],
  ],
  'a-name-is-cut-at-whole-labels': [
    [
      'five labels of 60',
      { 'example.com': 'v=spf1 exists:%{l}.w.example ?all' },
      { sender: `${'x'.repeat(60)}.${`${'y'.repeat(60)}.`.repeat(3)}z@example.com` },
      { result: 'neutral', asked: ['TXT example.com', `A ${`${'y'.repeat(60)}.`.repeat(3)}z.w.example`] },
    ],
    [
      'one label of 300',
      { 'example.com': 'v=spf1 exists:%{l} ?all' },
      { sender: `${'x'.repeat(300)}@example.com` },
      { result: 'neutral', voids: 0, asked: ['TXT example.com'] },
    ],
  ],
  'escapes-are-of-utf-8-octets': [
    [
      '%{S}',
      { 'example.com': 'v=spf1 -all exp=w.example', 'w.example': '%{S}' },
      { sender: '\u00fc&~@example.com' },
      { result: 'fail', explanation: '%C3%BC%26~%40example.com' },
    ],
  ],
  'a-redirect-with-a-non-ascii-local-part-leads-nowhere': [
    [
      'redirect',
      { 'example.com': 'v=spf1 redirect=%{l}.example' },
      { sender: '\u00fc@example.com' },
      { result: 'neutral', cause: 'no-match', asked: ['TXT example.com'] },
    ],
    [
      'exp',
      { 'example.com': 'v=spf1 -all exp=%{l}.example' },
      { sender: '\u00fc@example.com' },
      { result: 'fail', explanation: null, asked: ['TXT example.com'] },
    ],
  ],
  'an-explanation-is-ascii-or-none': [
    [
      'a local-part that is not',
      { 'example.com': 'v=spf1 -all exp=w.example', 'w.example': '%{l}' },
      { sender: '\u00fc@example.com' },
      { result: 'fail', explanation: null },
    ],
    [
      'an empty one',
      { 'example.com': 'v=spf1 -all exp=w.example', 'w.example': '' },
      {},
      { result: 'fail', explanation: '' },
    ],
  ],
  'an-alias-loop-is-no-data': [
    [
      'an a',
      { 'example.com': 'v=spf1 a:l.example ?all', 'l.example': { CNAME: 'l.example' } },
      {},
      { result: 'neutral', voids: 1 },
    ],
  ],
  'records-are-read-when-they-are-reached': [
    [
      'a broken record past a match',
      { 'example.com': 'v=spf1 ip4:192.0.2.1 include:b.example', 'b.example': 'v=spf1 foo' },
      {},
      { result: 'pass', asked: ['TXT example.com'] },
    ],
    [
      'a broken record before it',
      { 'example.com': 'v=spf1 include:b.example ip4:192.0.2.1', 'b.example': 'v=spf1 foo' },
      {},
      'permerror',
    ],
  ],
  'an-alias-to-nothing-is-a-void-lookup': [
    [
      'three times',
      {
        'example.com': 'v=spf1 a:n.example a:n.example a:n.example all',
        'n.example': { CNAME: 'o.example' },
        'o.example': { TXT: ['no address'] },
      },
      {},
      { result: 'permerror', cause: 'too-many-voids' },
    ],
  ],
  'an-alias-chain-is-one-lookup': [
    [
      'two aliases and no such name, once',
      {
        'example.com': 'v=spf1 a:n.example all',
        'n.example': { CNAME: 'o.example' },
        'o.example': { CNAME: 'p.example' },
      },
      {},
      { result: 'pass', lookups: 1, voids: 1 },
    ],
  ],
  'u-labels-of-a-client-become-a-labels': [
    [
      'a HELO name',
      { 'example.com': 'v=spf1 exists:%{h}.n.example -all', 'xn--ber-goa.example.n.example': here },
      { helo: '\u00fcber.example' },
      { result: 'pass', asked: ['TXT example.com', 'A xn--ber-goa.example.n.example'] },
    ],
  ],
  'the-last-at-sign-divides-a-sender': [
    [
      'two of them',
      { 'example.com': 'v=spf1 exists:%{l}.n.example -all', 'a@b.n.example': here },
      { sender: 'a@b@example.com' },
      { result: 'pass', asked: ['TXT example.com', 'A a@b.n.example'] },
    ],
  ],
};
