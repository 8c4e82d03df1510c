import type { LintRow } from '../helpers/lint-table.ts';
import { requestFrom } from '../helpers/walk-zone.ts';

const fine = 'v=spf1 ip4:192.0.2.1 ip6:2001:db8::1 -all';

const attempt = (outcome: 'truncated' | 'timeout' | 'records', transport: 'udp' | 'tcp') =>
  ({ server: '192.0.2.53:53', transport, outcome, elapsedMs: 1 }) as const;

/** Rows by code: about the selection of records, and DNS. */
export const selectionRows: Readonly<Record<string, readonly LintRow[]>> = {
  'no-record': [
    ['no TXT record at all', { 'example.com': { A: ['192.0.2.1'] } }, ['warning']],
    ['no such name', {}, ['warning']],
    ['other TXT records only', { 'example.com': { TXT: ['site-verification=1'] } }, ['warning']],
    ['a record', fine, []],
    ['a near miss, which says more', { 'example.com': { TXT: ['v=spf10 -all'] } }, []],
    ['no answer', { 'example.com': 'timeout' }, []],
    ['an include without one', { 'example.com': 'v=spf1 include:a.example -all', 'a.example': {} }, []],
  ],
  'multiple-records': [
    ['two', { 'example.com': { TXT: [fine, 'v=spf1 ~all'] } }, ['error']],
    [
      'two below an include',
      { 'example.com': 'v=spf1 include:a.example -all', 'a.example': { TXT: [fine, fine] } },
      ['0 error'],
    ],
    ['one beside others', { 'example.com': { TXT: [fine, 'v=spf10 -all', 'x'] } }, []],
  ],
  'record-prefix': [
    ['a space', ' v=spf1 -all', ["error ' '"]],
    ['quotes', '"v=spf1 -all"', ["error '\"'"]],
    ['a byte order mark', '\xef\xbb\xbfv=spf1 -all', ["error '\xef\xbb\xbf'"]],
    ['nothing', fine, []],
    ['words before it', 'the record is v=spf1 -all', []],
    ['a bad one beside a good one', { 'example.com': { TXT: [fine, ' v=spf1 -all'] } }, []],
  ],
  'bad-version': [
    ['v=spf10', 'v=spf10 -all', ["error 'v=spf10 '"]],
    ['v = spf1', 'v = spf1 -all', ["error 'v = spf1 '"]],
    ['v=spf1;', 'v=spf1; mx -all', ["error 'v=spf1; '"]],
    ['spf1', 'spf1 mx -all', ["error 'spf1 '"]],
    ['v=spf1include:', 'v=spf1include:a.example -all', ["error 'v=spf1'"]],
    ['v=spf1-all', 'v=spf1-all', ["error 'v=spf1'"]],
    ['v=spf', 'v=spf mx -all', ["error 'v=spf '"]],
    ['v:spf1', 'v:spf1 mx -all', ["error 'v:spf1 '"]],
    [
      'below an include',
      { 'example.com': 'v=spf1 include:a.example -all', 'a.example': 'v=spf1;-all' },
      ["0 error 'v=spf1;'"],
    ],
    ['v=spf1 alone', 'v=spf1', []],
    ['another version', 'v=DKIM1; p=', []],
    ['an spf2 record', 'spf2.0/pra -all', []],
    ['a word that begins alike', 'v=spfoo', []],
  ],
  'uppercase-version': [
    ['upper case', 'V=SPF1 -all', ["notice 'V=SPF1'"]],
    ['lower case', fine, []],
  ],
  'sender-id-record': [
    [
      'beside the record',
      { 'example.com': { TXT: [fine, 'spf2.0/pra,mfrom -all'] } },
      ["notice 'spf2.0/pra,mfrom'"],
    ],
    ['none', fine, []],
  ],
  'cname-at-record': [
    ['the domain is an alias', { 'example.com': { CNAME: 'a.example' }, 'a.example': fine }, ['warning']],
    [
      'an include is one',
      {
        'example.com': 'v=spf1 include:b.example -all',
        'b.example': { CNAME: 'a.example' },
        'a.example': fine,
      },
      ['0 notice'],
    ],
    ['nothing is', fine, []],
    ['an alias without a record', { 'example.com': { CNAME: 'a.example' }, 'a.example': {} }, []],
  ],
  'answer-too-big': [
    ['over 450 octets', { 'example.com': { TXT: [fine, 'x'.repeat(450)] } }, ['notice']],
    ['over what UDP holds', { 'example.com': { TXT: [fine, 'x'.repeat(1300)] } }, ['warning']],
    [
      'a reply that was cut off',
      fine,
      ['warning'],
      { change: () => ({ attempts: [attempt('truncated', 'udp'), attempt('records', 'tcp')] }) },
    ],
    ['under 450 octets', { 'example.com': { TXT: [fine, 'x'.repeat(350)] } }, []],
  ],
  'strings-weld-terms': [
    [
      'two terms that make none',
      { 'example.com': { TXT: [['v=spf1 ip4:192.0.2.1', 'include:a.example -all']] }, 'a.example': fine },
      ["0 error 'ip4:192.0.2.1include:a.example'"],
    ],
    [
      'two terms that make another',
      { 'example.com': { TXT: [['v=spf1 a:h.example', 'include:a.example -all']] } },
      ["0 error 'a:h.exampleinclude:a.example'"],
    ],
    ['a cut between terms', { 'example.com': { TXT: [['v=spf1 ip4:192.0.2.1 ', '-all']] } }, []],
    ['a name that is cut in two', { 'example.com': { TXT: [['v=spf1 a:h.exam', 'ple -all']] } }, []],
    ['a network that is cut in two', { 'example.com': { TXT: [['v=spf1 ip4:192.0.2.1', '00 -all']] } }, []],
    [
      'a full string that ends within a name',
      {
        'example.com': {
          TXT: [
            [
              `v=spf1 a:${'x'.repeat(60)}.${'y'.repeat(60)}.${'z'.repeat(60)}.${'w'.repeat(55)}.example.com`.slice(
                0,
                255,
              ),
              'a.example -all',
            ],
          ],
        },
      },
      [],
    ],
    ['one string', fine, []],
  ],
  'dns-trouble': [
    ['at the root', { 'example.com': 'servfail' }, ['error']],
    [
      'at terms, each question once',
      {
        'example.com': 'v=spf1 a:t.example a:t.example mx:u.example -all',
        't.example': { A: 'timeout', AAAA: ['2001:db8::1'] },
        'u.example': 'refused',
      },
      ["0 error 'a:t.example'", "2 error 'mx:u.example'"],
    ],
    [
      'of an include, at the include',
      { 'example.com': 'v=spf1 include:t.example -all', 't.example': 'malformed' },
      ["0 error 'include:t.example'"],
    ],
    ['no such name', 'v=spf1 a:gone.example -all', []],
    [
      'of the names of a client, which a receiver passes over',
      { 'example.com': 'v=spf1 ptr -all', '1.2.0.192.in-addr.arpa': 'timeout' },
      [],
      { request: requestFrom('192.0.2.1') },
    ],
  ],
  'dnssec-bogus': [
    [
      'signatures that do not validate',
      { 'example.com': 'servfail' },
      ['error'],
      { change: () => ({ withoutValidation: 'records' }) },
    ],
    [
      'a failure that goes deeper',
      { 'example.com': 'servfail' },
      [],
      { change: () => ({ withoutValidation: 'server-failure' }) },
    ],
    ['none', fine, []],
  ],
  'tcp-blocked': [
    [
      'TCP that times out',
      { 'example.com': 'timeout' },
      ['error'],
      { change: () => ({ attempts: [attempt('truncated', 'udp'), attempt('timeout', 'tcp')] }) },
    ],
    [
      'TCP that answers',
      fine,
      [],
      { change: () => ({ attempts: [attempt('truncated', 'udp'), attempt('records', 'tcp')] }) },
    ],
    [
      'UDP that times out',
      { 'example.com': 'timeout' },
      [],
      { change: () => ({ attempts: [attempt('timeout', 'udp')] }) },
    ],
  ],
  'slow-check': [
    [
      'near the limit',
      fine,
      ['warning'],
      { request: requestFrom('192.0.2.9'), change: () => ({ elapsedMs: 12_000 }) },
    ],
    [
      'over the limit',
      'v=spf1 a -all',
      ['error'],
      { request: requestFrom('192.0.2.9'), change: () => ({ elapsedMs: 12_000 }) },
    ],
    ['far from it', fine, [], { request: requestFrom('192.0.2.9'), change: () => ({ elapsedMs: 900 }) }],
  ],
  'ttl-unwise': [
    ['over a day', fine, ['notice'], { change: () => ({ ttlSeconds: 604_800 }) }],
    ['under a minute at the source', fine, ['notice'], { change: () => ({ ttlSeconds: 30 }) }],
    [
      'what is left in a cache',
      fine,
      [],
      {
        change: () => ({
          ttlSeconds: 30,
          origin: { kind: 'server', server: '192.0.2.53:53', transport: 'udp' },
        }),
      },
    ],
    ['an hour', fine, [], { change: () => ({ ttlSeconds: 3600 }) }],
  ],
};
