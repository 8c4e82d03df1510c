import type { LintRow } from '../helpers/lint-table.ts';
import { requestFrom } from '../helpers/walk-zone.ts';

const fine = 'v=spf1 ip4:192.0.2.1 ip6:2001:db8::1 -all';

/** A zone whose root includes so many records, each of which costs `each` lookups below it. */
const included = (count: number, each = 0) =>
  Object.fromEntries([
    [
      'example.com',
      `v=spf1 ${Array.from({ length: count }, (_, i) => `include:i${i}.example`).join(' ')} -all`,
    ],
    ...Array.from({ length: count }, (_, i) => [
      `i${i}.example`,
      `v=spf1 ${'a:h.example '.repeat(each)}-all`,
    ]),
    ['h.example', { A: ['192.0.2.1'], AAAA: ['2001:db8::1'] }],
  ]);

const byClient = {
  'example.com': 'v=spf1 include:%{i}.e.example a:h.example -all',
  'h.example': { A: ['192.0.2.1'], AAAA: ['2001:db8::1'] },
};

const host = { A: ['192.0.2.1'], AAAA: ['2001:db8::1'] };

const twoVoids = 'v=spf1 a:g1.example a:g2.example -all';

/** Rows by code: about the structure of records, and the limits. */
export const structureRows: Readonly<Record<string, readonly LintRow[]>> = {
  'pass-all': [
    ['+all', 'v=spf1 mx +all', ["1 error '+all'"]],
    [
      'all behind a redirect',
      { 'example.com': 'v=spf1 redirect=a.example', 'a.example': 'v=spf1 all' },
      ["0.0 error 'all'"],
    ],
    [
      'all in an include',
      { 'example.com': 'v=spf1 include:a.example -all', 'a.example': 'v=spf1 all' },
      ["0.0 error 'all'"],
    ],
    ['-all', fine, []],
    ['a few that are refused', 'v=spf1 -ip4:192.0.2.1 +all', ["1 error '+all'"]],
    [
      'all but a few that are refused (RFC 7208 appendix A.4)',
      {
        'example.com': 'v=spf1 -include:_ip.example.com +all',
        '_ip.example.com': 'v=spf1 -ip4:192.0.2.0/24 +all',
      },
      [],
    ],
    ['a record in error, which lets nobody pass', 'v=spf1 foo +all', []],
  ],
  'neutral-all': [
    ['?all', 'v=spf1 mx ?all', ["1 warning '?all'"]],
    ['-all', fine, []],
    [
      'an include, where it does not decide',
      { 'example.com': 'v=spf1 include:a.example -all', 'a.example': 'v=spf1 ?all' },
      [],
    ],
  ],
  'soft-all': [
    ['~all', 'v=spf1 mx ~all', ["1 notice '~all'"]],
    [
      '~all behind a redirect',
      { 'example.com': 'v=spf1 redirect=a.example', 'a.example': 'v=spf1 ~all' },
      ["0.0 notice '~all'"],
    ],
    ['-all', fine, []],
  ],
  'no-terminator': [
    ['networks only', 'v=spf1 ip4:192.0.2.1', ['warning']],
    ['nothing', 'v=spf1', ['warning']],
    ['a redirect', { 'example.com': 'v=spf1 redirect=a.example', 'a.example': fine }, []],
    [
      'an include, which needs none',
      { 'example.com': 'v=spf1 include:a.example -all', 'a.example': 'v=spf1 mx' },
      [],
    ],
    ['a broken all', 'v=spf1 mx -al', []],
  ],
  'terms-after-all': [
    ['terms after all', 'v=spf1 mx -all a include:a.example', ["2 warning 'a include:a.example'"]],
    ['modifiers after all', 'v=spf1 mx -all exp=why.example', []],
    ['all at the end', fine, []],
  ],
  'redirect-ignored': [
    ['a redirect before all', 'v=spf1 redirect=a.example -all', ["0 warning 'redirect=a.example'"]],
    ['a redirect alone', { 'example.com': 'v=spf1 redirect=a.example', 'a.example': fine }, []],
  ],
  'redundant-term': [
    ['the same term', 'v=spf1 mx a +MX -all', ["2 notice '+MX'"]],
    [
      'the same network in other words',
      'v=spf1 ip6:2001:db8::1 ip6:2001:DB8:0::1/128 -all',
      ["1 notice 'ip6:2001:DB8:0::1/128'"],
    ],
    ['another qualifier', 'v=spf1 mx -mx -all', ["1 warning '-mx'"]],
    ['another prefix', 'v=spf1 mx mx/24 -all', []],
    ['another macro', 'v=spf1 exists:%{s}.e.example exists:%{S}.e.example -all', []],
  ],
  'needless-text': [
    ['a plus and whole prefixes', 'v=spf1 +mx ip4:192.0.2.1/32 -all', ["notice '+'"]],
    ['+all, which is clear', 'v=spf1 mx +all', []],
    ['none of it', fine, []],
  ],
  'include-own-all': [
    [
      'a stronger one below',
      { 'example.com': 'v=spf1 include:a.example ~all', 'a.example': fine },
      ["0 notice 'include:a.example'"],
    ],
    ['the same', { 'example.com': 'v=spf1 include:a.example -all', 'a.example': fine }, []],
    [
      'a weaker one below',
      { 'example.com': 'v=spf1 include:a.example -all', 'a.example': 'v=spf1 ~all' },
      [],
    ],
  ],
  'include-qualifier': [
    [
      '~include',
      { 'example.com': 'v=spf1 ~include:a.example -all', 'a.example': fine },
      ["0 warning '~include:a.example'"],
    ],
    ['+include', { 'example.com': 'v=spf1 +include:a.example -all', 'a.example': fine }, []],
  ],
  loop: [
    ['itself', 'v=spf1 include:example.com -all', ["0 error 'include:example.com'"]],
    [
      'a round of three, in other letters',
      {
        'example.com': 'v=spf1 include:a.example -all',
        'a.example': 'v=spf1 redirect=b.example',
        'b.example': 'v=spf1 include:A.Example -all',
      },
      ["0.0.0 error 'include:A.Example'"],
    ],
    [
      'a shared include',
      {
        'example.com': 'v=spf1 include:a.example include:b.example -all',
        'a.example': 'v=spf1 include:b.example -all',
        'b.example': fine,
      },
      [],
    ],
    ['one after all', 'v=spf1 -all include:example.com', []],
    ['a record in error, where nobody follows it', 'v=spf1 foo include:example.com -all', []],
  ],
  'too-many-lookups': [
    ['eleven includes', included(11), ["10 error 'include:i10.example'"]],
    ['six includes of one more each', included(6, 1), ["5 error 'include:i5.example'"]],
    ['four includes of two more each', included(4, 2), ["3.0 error 'a:h.example'"]],
    [
      'a redirect, which comes last wherever it stands',
      {
        'example.com': `v=spf1 redirect=r.example ${'a:h.example '.repeat(10)}`,
        'r.example': fine,
        'h.example': host,
      },
      ["0 error 'redirect=r.example'"],
    ],
    ['ten', included(10), []],
    ['a loop, which is the problem', 'v=spf1 include:example.com -all', []],
  ],
  'near-limit': [
    ['eight', included(8), ['warning']],
    ['ten', included(10), ['warning']],
    ['seven', included(7), []],
    ['eleven', included(11), []],
  ],
  'too-many-voids': [
    ['three names that are gone', 'v=spf1 a:g1.example a:g2.example a:g3.example -all', ['error']],
    ['two', twoVoids, []],
    [
      'a client of one family',
      'v=spf1 a:g1.example a:g2.example a:g3.example -all',
      ['error'],
      { request: requestFrom('192.0.2.1') },
    ],
    [
      'three that lack one family only',
      {
        'example.com': 'v=spf1 a:h1.example a:h2.example a:h3.example -all',
        'h1.example': { A: ['192.0.2.1'] },
        'h2.example': { A: ['192.0.2.1'] },
        'h3.example': { A: ['192.0.2.1'] },
      },
      [],
    ],
  ],
  'near-void-limit': [
    ['two', twoVoids, ['warning']],
    [
      'two over IPv6, as is usual',
      { 'example.com': { TXT: ['v=spf1 a mx -all'], A: ['192.0.2.1'], MX: [[10, 'example.com']] } },
      ['notice'],
    ],
    ['one', 'v=spf1 a:g1.example -all', []],
    ['three', 'v=spf1 a:g1.example a:g2.example a:g3.example -all', []],
  ],
  'void-term': [
    ['a host that does not exist', 'v=spf1 a:gone.example -all', ["0 warning 'a:gone.example'"]],
    ['a host without addresses', { 'example.com': 'v=spf1 a -all' }, ["0 warning 'a'"]],
    ['a domain without MX', { 'example.com': 'v=spf1 mx -all' }, ["0 warning 'mx'"]],
    ['a fixed name that does not exist', 'v=spf1 exists:gone.%{d} -all', ["0 warning 'exists:gone.%{d}'"]],
    [
      'one in the record of another',
      { 'example.com': 'v=spf1 include:a.example -all', 'a.example': 'v=spf1 a -all' },
      ["0.0 notice 'a'"],
    ],
    ['a host of one family', { 'example.com': { TXT: ['v=spf1 a -all'], AAAA: ['2001:db8::1'] } }, []],
    ['a host that may have the other family', 'v=spf1 a -all', [], { request: requestFrom('192.0.2.1') }],
    ['a host that did not answer', { 'example.com': 'v=spf1 a:t.example -all', 't.example': 'timeout' }, []],
    ['a name of the client', 'v=spf1 exists:%{i}.example -all', [], { request: requestFrom('192.0.2.1') }],
  ],
  'family-split': [
    [
      'three exchanges without IPv6',
      {
        'example.com': {
          TXT: ['v=spf1 mx ~all'],
          MX: [
            [1, 'm1.example'],
            [2, 'm2.example'],
            [3, 'm3.example'],
          ],
        },
        'm1.example': { A: ['192.0.2.1'] },
        'm2.example': { A: ['192.0.2.2'] },
        'm3.example': { A: ['192.0.2.3'] },
      },
      ['warning'],
    ],
    [
      'the same, where IPv6 networks are listed',
      {
        'example.com': {
          TXT: ['v=spf1 mx ip6:2001:db8::/48 ~all'],
          MX: [
            [1, 'm1.example'],
            [2, 'm2.example'],
            [3, 'm3.example'],
          ],
        },
        'm1.example': { A: ['192.0.2.1'] },
        'm2.example': { A: ['192.0.2.2'] },
        'm3.example': { A: ['192.0.2.3'] },
      },
      ['error'],
    ],
    [
      'the same, before the one exchange that has IPv6 (pyspf issue 44)',
      {
        'example.com': {
          TXT: ['v=spf1 mx ~all'],
          MX: [
            [1, 'm1.example'],
            [2, 'm2.example'],
            [3, 'm3.example'],
            [4, 'm4.example'],
          ],
        },
        'm1.example': { A: ['192.0.2.1'] },
        'm2.example': { A: ['192.0.2.2'] },
        'm3.example': { A: ['192.0.2.3'] },
        'm4.example': { A: ['192.0.2.4'], AAAA: ['2001:db8::4'] },
      },
      ['error'],
    ],
    [
      'the same, behind the networks that are listed',
      {
        'example.com': {
          TXT: ['v=spf1 ip6:2001:db8::/48 mx ~all'],
          MX: [
            [1, 'm1.example'],
            [2, 'm2.example'],
            [3, 'm3.example'],
          ],
        },
        'm1.example': { A: ['192.0.2.1'] },
        'm2.example': { A: ['192.0.2.2'] },
        'm3.example': { A: ['192.0.2.3'] },
      },
      ['warning'],
    ],
    ['two', { 'example.com': { TXT: ['v=spf1 a mx ~all'], A: ['192.0.2.1'], MX: [[1, 'example.com']] } }, []],
    ['voids of both', 'v=spf1 a:g1.example a:g2.example a:g3.example -all', []],
    [
      'a walk of one family, which cannot tell',
      'v=spf1 a:g1.example a:g2.example a:g3.example -all',
      [],
      { request: requestFrom('192.0.2.1') },
    ],
  ],
  'too-many-mx': [
    [
      'eleven',
      {
        'example.com': {
          TXT: ['v=spf1 mx -all'],
          MX: Array.from({ length: 11 }, (_, i) => [i, 'h.example'] as const),
        },
      },
      ["0 error 'mx'"],
    ],
    [
      'ten',
      {
        'example.com': {
          TXT: ['v=spf1 mx -all'],
          MX: Array.from({ length: 10 }, (_, i) => [i, 'h.example'] as const),
        },
      },
      [],
    ],
  ],
  'too-many-ptr': [
    [
      'eleven',
      {
        'example.com': 'v=spf1 ptr -all',
        '1.2.0.192.in-addr.arpa': { PTR: Array.from({ length: 11 }, (_, i) => `h${i}.example`) },
      },
      ["0 notice 'ptr'"],
      { request: requestFrom('192.0.2.1') },
    ],
    [
      'ten',
      {
        'example.com': 'v=spf1 ptr -all',
        '1.2.0.192.in-addr.arpa': { PTR: Array.from({ length: 10 }, (_, i) => `h${i}.example`) },
      },
      [],
      { request: requestFrom('192.0.2.1') },
    ],
  ],
  'null-mx': [
    ['the null MX', { 'example.com': { TXT: ['v=spf1 mx -all'], MX: [[0, '']] } }, ["0 warning 'mx'"]],
    ['exchanges', { 'example.com': { TXT: ['v=spf1 mx -all'], MX: [[0, 'h.example']] } }, []],
    ['no MX at all', 'v=spf1 mx -all', []],
  ],
  'mx-dangling': [
    [
      'an exchange that is gone',
      {
        'example.com': {
          TXT: ['v=spf1 mx -all'],
          MX: [
            [0, 'gone.example'],
            [1, 'h.example'],
          ],
        },
        'h.example': host,
      },
      ["0 warning 'mx'"],
    ],
    [
      'one without addresses',
      { 'example.com': { TXT: ['v=spf1 mx -all'], MX: [[0, 'e.example']] }, 'e.example': {} },
      ["0 warning 'mx'"],
    ],
    [
      'one of one family',
      {
        'example.com': { TXT: ['v=spf1 mx -all'], MX: [[0, 'h.example']] },
        'h.example': { A: ['192.0.2.1'] },
      },
      [],
    ],
    [
      'one of the other family, of which a client tells nothing',
      {
        'example.com': { TXT: ['v=spf1 mx -all'], MX: [[0, 'h.example']] },
        'h.example': { AAAA: ['2001:db8::1'] },
      },
      [],
      { request: requestFrom('192.0.2.1') },
    ],
  ],
  'mx-loopback': [
    [
      'an exchange',
      {
        'example.com': { TXT: ['v=spf1 mx -all'], MX: [[0, 'h.example']] },
        'h.example': { A: ['127.0.0.1'] },
      },
      ["0 warning 'mx'"],
    ],
    ['a host', { 'example.com': { TXT: ['v=spf1 a -all'], AAAA: ['::1'] } }, ["0 warning 'a'"]],
    ['others', { 'example.com': { TXT: ['v=spf1 a -all'], A: ['192.0.2.127'] } }, []],
  ],
  'include-without-record': [
    ['a name that does not exist', 'v=spf1 include:gone.example -all', ["0 error 'include:gone.example'"]],
    [
      'a name without a record',
      { 'example.com': 'v=spf1 redirect=a.example', 'a.example': { A: ['192.0.2.1'] } },
      ["0 error 'redirect=a.example'"],
    ],
    ['a name that is none', 'v=spf1 include:%{d1} -all', ["0 error 'include:%{d1}'"]],
    ['one with a record', { 'example.com': 'v=spf1 include:a.example -all', 'a.example': fine }, []],
    [
      'one that did not answer',
      { 'example.com': 'v=spf1 include:a.example -all', 'a.example': 'timeout' },
      [],
    ],
    ['one after all', 'v=spf1 -all include:gone.example', []],
  ],
  'provider-typo': [
    [
      'a letter that is missing',
      'v=spf1 include:_spf.Gogle.com -all',
      ["0 warning 'include:_spf.Gogle.com'"],
    ],
    [
      'two letters the wrong way round',
      'v=spf1 redirect=sendgrid.nte',
      ["0 warning 'redirect=sendgrid.nte'"],
    ],
    ['the name itself', 'v=spf1 include:_spf.google.com -all', []],
    [
      'a near name that has a record',
      { 'example.com': 'v=spf1 include:_spf.gogle.com -all', '_spf.gogle.com': fine },
      [],
    ],
    [
      'a near name that did not answer',
      { 'example.com': 'v=spf1 include:_spf.gogle.com -all', '_spf.gogle.com': 'timeout' },
      [],
    ],
    ['another name', 'v=spf1 include:spf.example.com -all', []],
  ],
  'provider-wrong-name': [
    [
      'a name of once',
      { 'example.com': 'v=spf1 include:Support.Zendesk.com -all', 'support.zendesk.com': fine },
      ["0 warning 'include:Support.Zendesk.com'"],
    ],
    [
      'one that is gone, behind a redirect',
      'v=spf1 redirect=spf.messaging.microsoft.com',
      ["0 warning 'redirect=spf.messaging.microsoft.com'"],
    ],
    ['the name of now', { 'example.com': 'v=spf1 include:mail.zendesk.com -all' }, []],
    [
      'one that another includes',
      { 'example.com': 'v=spf1 include:a.example -all', 'a.example': 'v=spf1 include:cmail1.com -all' },
      [],
    ],
    ['a name below one', 'v=spf1 include:spf.outlook.com -all', []],
    ['the domain itself', { 'outlook.com': fine }, [], { root: 'outlook.com' }],
  ],
  'lookups-depend-on-client': [
    [
      'a client that is led to a long record',
      { ...byClient, '192.0.2.9.e.example': `v=spf1 ${'a:h.example '.repeat(9)}-all` },
      ["0 error 'include:%{i}.e.example'"],
      { request: requestFrom('192.0.2.9') },
    ],
    [
      'one that is led to a short one',
      { ...byClient, '192.0.2.9.e.example': 'v=spf1 a:h.example -all' },
      [],
      { request: requestFrom('192.0.2.9') },
    ],
    ['no client', { ...byClient, '192.0.2.9.e.example': `v=spf1 ${'a:h.example '.repeat(9)}-all` }, []],
    [
      'too many for everyone',
      { ...byClient, 'example.com': `v=spf1 include:%{i}.e.example ${'a:h.example '.repeat(10)}-all` },
      [],
      { request: requestFrom('192.0.2.9') },
    ],
    ['too many behind a fixed name', included(6, 1), [], { request: requestFrom('198.51.100.1') }],
  ],
  'nested-error': [
    [
      'a record in error',
      { 'example.com': 'v=spf1 include:a.example -all', 'a.example': 'v=spf1 foo' },
      ["0 error 'include:a.example'"],
    ],
    [
      'one further below',
      {
        'example.com': 'v=spf1 include:a.example -all',
        'a.example': 'v=spf1 include:b.example -all',
        'b.example': { TXT: [fine, fine] },
      },
      ["0 error 'include:a.example'"],
    ],
    ['sound records', { 'example.com': 'v=spf1 include:a.example -all', 'a.example': fine }, []],
    ['an error of the domain itself', 'v=spf1 foo -all', []],
    [
      'one behind a redirect, which says so itself',
      { 'example.com': 'v=spf1 redirect=a.example', 'a.example': 'v=spf1 foo' },
      [],
    ],
  ],
  'ptr-used': [
    ['ptr', 'v=spf1 ptr ptr:a.example -all', ["0 warning 'ptr'", "1 warning 'ptr:a.example'"]],
    ['others', fine, []],
  ],
  'macro-p-used': [
    ['%{p}', 'v=spf1 exists:%{p}.e.example -all', ["0 warning '%{p}'"]],
    ['%{i}', 'v=spf1 exists:%{i}.e.example -all', []],
  ],
  'local-part-lookup': [
    ['%{l}', 'v=spf1 exists:%{l}.e.example -all', ["0 notice '%{l}'"]],
    ['%{s}', 'v=spf1 exists:%{i}.%{sr}.e.example -all', ["0 notice '%{sr}'"]],
    ['%{o}', 'v=spf1 exists:%{o}.e.example -all', []],
  ],
  'exists-matches-all': [
    [
      'a name that is the same for all',
      { 'example.com': 'v=spf1 exists:h.example -all', 'h.example': host },
      ["0 error 'exists:h.example'"],
    ],
    [
      'a refusal for all',
      { 'example.com': 'v=spf1 -exists:h.%{d} -all', 'h.example.com': host },
      ["0 warning '-exists:h.%{d}'"],
    ],
    [
      'a name of the client',
      { 'example.com': 'v=spf1 exists:%{i}.example -all', '192.0.2.1.example': host },
      [],
      { request: requestFrom('192.0.2.1') },
    ],
    ['a name that does not exist', 'v=spf1 exists:gone.example -all', []],
  ],
  'exp-bad': [
    ['no such name', 'v=spf1 -all exp=why.example', ["1 notice 'exp=why.example'"]],
    [
      'two texts',
      { 'example.com': 'v=spf1 -all exp=why.example', 'why.example': { TXT: ['a', 'b'] } },
      ["1 notice 'exp=why.example'"],
    ],
    [
      'a broken macro',
      { 'example.com': 'v=spf1 -all exp=why.example', 'why.example': '%{x}' },
      ["1 notice 'exp=why.example'"],
    ],
    [
      'octets that are no ASCII',
      { 'example.com': 'v=spf1 -all exp=why.example', 'why.example': 'caf\xe9' },
      ["1 notice 'exp=why.example'"],
    ],
    ['a good text', { 'example.com': 'v=spf1 -all exp=why.example', 'why.example': 'see %{i} at %{t}' }, []],
    [
      'an include, whose text nobody uses',
      { 'example.com': 'v=spf1 include:a.example -all', 'a.example': 'v=spf1 -all exp=why.example' },
      [],
    ],
  ],
  'exp-unreachable': [
    ['a record that fails nobody', 'v=spf1 ~all exp=why.example', ["1 notice 'exp=why.example'"]],
    ['one that fails some', 'v=spf1 -ip4:192.0.2.1 ~all exp=why.example', []],
  ],
};
