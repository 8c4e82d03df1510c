import type { LintRow } from '../helpers/lint-table.ts';
import type { MemoryZone } from '../helpers/memory-zone.ts';
import { requestFrom } from '../helpers/walk-zone.ts';

const probes = true;

/** Rows of the rules that ask DNS questions of their own. */
export const probeRows: Readonly<Record<string, readonly LintRow[]>> = {
  'wrong-name': [
    [
      'a record at _spf alone',
      { 'example.com': { TXT: ['x'] }, '_spf.example.com': 'v=spf1 mx -all' },
      ['warning'],
      { probes },
    ],
    [
      'a record at both',
      { 'example.com': 'v=spf1 -all', '_spf.example.com': 'v=spf1 mx -all' },
      [],
      { probes },
    ],
    ['no record anywhere', { 'example.com': { TXT: ['x'] } }, [], { probes }],
    [
      'a record that is nearly one',
      { 'example.com': { TXT: ['v=spf10 -all'] }, 'spf.example.com': 'v=spf1 -all' },
      [],
      { probes },
    ],
    ['what nobody asked', { 'example.com': { TXT: ['x'] }, '_spf.example.com': 'v=spf1 mx -all' }, []],
  ],
  'policy-mismatch': [
    [
      'an ignored redirect to a record that ends otherwise',
      { 'example.com': 'v=spf1 redirect=a.example -all', 'a.example': 'v=spf1 mx ~all' },
      ["0 notice 'redirect=a.example'"],
      { probes },
    ],
    [
      'one that ends alike',
      { 'example.com': 'v=spf1 redirect=a.example -all', 'a.example': 'v=spf1 mx -all' },
      [],
      { probes },
    ],
    ['one to no record', 'v=spf1 redirect=gone.example -all', [], { probes }],
    [
      'a redirect that is followed',
      { 'example.com': 'v=spf1 redirect=a.example', 'a.example': 'v=spf1 mx ~all' },
      [],
      { probes },
    ],
    [
      'one in an included record',
      {
        'example.com': 'v=spf1 include:b.example -all',
        'b.example': 'v=spf1 redirect=a.example -all',
        'a.example': 'v=spf1 mx ~all',
      },
      [],
      { probes },
    ],
  ],
  'subdomain-none': [
    [
      'a name below one that has a record',
      { 'a.b.example.com': { A: ['192.0.2.1'] }, 'example.com': 'v=spf1 -all' },
      ['warning'],
      { probes, root: 'a.b.example.com' },
    ],
    [
      'a name with a record of its own',
      { 'a.example.com': 'v=spf1 -all', 'example.com': 'v=spf1 -all' },
      [],
      { probes, root: 'a.example.com' },
    ],
    [
      'a name with a record that is nearly one',
      { 'a.example.com': 'v=spf10 -all', 'example.com': 'v=spf1 -all' },
      [],
      { probes, root: 'a.example.com' },
    ],
    [
      'a domain that can be registered',
      { 'example.com': { TXT: ['x'] }, com: 'v=spf1 -all' },
      [],
      { probes },
    ],
  ],
  'helo-none': [
    [
      'a HELO name without a record',
      { 'example.com': 'v=spf1 -all', 'mail.example.com': { A: ['192.0.2.1'] } },
      ['warning'],
      { probes, request: requestFrom('192.0.2.1') },
    ],
    [
      'a HELO name with one',
      { 'example.com': 'v=spf1 -all', 'mail.example.com': 'v=spf1 a -all' },
      [],
      { probes, request: requestFrom('192.0.2.1') },
    ],
    [
      'a HELO name that is the domain itself',
      { 'example.com': 'v=spf1 -all' },
      [],
      { probes, request: requestFrom('192.0.2.1', { helo: 'EXAMPLE.com' }) },
    ],
    [
      'a HELO that is no name',
      'v=spf1 -all',
      [],
      { probes, request: requestFrom('192.0.2.1', { helo: '[192.0.2.1]' }) },
    ],
    [
      'a HELO name that did not answer',
      { 'example.com': 'v=spf1 -all', 'mail.example.com': 'timeout' },
      [],
      { probes, request: requestFrom('192.0.2.1') },
    ],
  ],
  'spf-type-record': [
    [
      'a record of the type',
      { 'example.com': { TXT: ['v=spf1 -all'], SPF: ['v=spf1 mx -all'] } },
      ['notice'],
      { probes },
    ],
    ['none', 'v=spf1 -all', [], { probes }],
  ],
  'dangling-name': [
    [
      'an include that leads to a domain which nobody has',
      'v=spf1 ip4:192.0.2.1 include:_spf.gone.net -all',
      ["1 error 'include:_spf.gone.net'"],
      { probes },
    ],
    ['a host of such a domain', 'v=spf1 a:mail.gone.net -all', ["0 error 'a:mail.gone.net'"], { probes }],
    [
      'a name below a domain that exists',
      { 'example.com': 'v=spf1 a:mail.kept.net -all', 'kept.net': { A: ['192.0.2.1'] } },
      [],
      { probes },
    ],
    [
      'a name in no given zone',
      'v=spf1 a:mail.gone.net -all',
      [],
      { probes, change: ({ outcome }) => (outcome === 'name-error' ? { origin: { kind: 'none' } } : {}) },
    ],
    ['a name that exists', { 'example.com': 'v=spf1 a -all' }, [], { probes }],
  ],
  'lame-name': [
    [
      'a zone whose servers fail',
      {
        'example.com': 'v=spf1 include:_spf.lame.net -all',
        '_spf.lame.net': 'servfail',
        'lame.net': { otherwise: 'servfail' },
      },
      ["0 error 'include:_spf.lame.net'"],
      { probes },
    ],
    [
      'one name of a zone that answers',
      {
        'example.com': 'v=spf1 include:_spf.lame.net -all',
        '_spf.lame.net': 'servfail',
        'lame.net': { A: ['192.0.2.1'] },
      },
      [],
      { probes },
    ],
  ],
  'parked-domain': [
    [
      'a null MX',
      { 'example.com': { TXT: ['v=spf1 a ~all'], A: ['192.0.2.1'], MX: [[0, '']] } },
      ['notice'],
      { probes },
    ],
    ['neither MX nor address', 'v=spf1 ip4:192.0.2.1 -all', ['notice'], { probes }],
    ['a record that says so', 'v=spf1 -all', [], { probes }],
    [
      'a name that is there to be included',
      { '_spf.example.com': 'v=spf1 ip4:192.0.2.1 -all' },
      [],
      { probes, root: '_spf.example.com' },
    ],
    [
      'a domain with an exchange',
      { 'example.com': { TXT: ['v=spf1 mx -all'], MX: [[1, 'm.net']] } },
      [],
      { probes },
    ],
    [
      'a domain with an address',
      { 'example.com': { TXT: ['v=spf1 a -all'], A: ['192.0.2.1'] } },
      [],
      { probes },
    ],
    [
      'an MX that did not answer',
      { 'example.com': { TXT: ['v=spf1 ip4:192.0.2.1 -all'], MX: 'timeout' } },
      [],
      { probes },
    ],
  ],
};

const servers = (...views: readonly (readonly [zone: MemoryZone | string, isOwn: boolean])[]) => ({
  probes,
  servers: views.map(([zone, isOwn]) => ({ zone, isOwn })),
});

const now = 'v=spf1 mx -all';
const before = 'v=spf1 a -all';

/** Rows of the rules that compare several servers. */
export const serverRows: Readonly<Record<string, readonly LintRow[]>> = {
  'servers-differ': [
    ['two of the zone that differ', now, ['error'], servers([now, true], [before, true])],
    ['one of the zone that has none', now, ['error'], servers([now, true], [{ 'example.com': {} }, true])],
    [
      'a name below the domain that an include leads to',
      { 'example.com': 'v=spf1 include:_spf.example.com -all', '_spf.example.com': now },
      ['0 error'],
      servers([{ '_spf.example.com': now }, true], [{ '_spf.example.com': before }, true]),
    ],
    ['two that are alike', now, [], servers([now, true], [now, true])],
    [
      'other texts at the name, and their order',
      now,
      [],
      servers([{ 'example.com': { TXT: ['x', now] } }, true], [{ 'example.com': { TXT: [now] } }, true]),
    ],
    ['one that did not answer', now, [], servers([now, true], [{ 'example.com': 'timeout' }, true])],
    ['caches, which may be behind', now, [], servers([now, false], [before, false])],
    [
      'what an include leads to elsewhere',
      { 'example.com': 'v=spf1 include:a.example -all', 'a.example': now },
      [],
      servers(
        [{ 'example.com': now, 'a.example': now }, true],
        [{ 'example.com': now, 'a.example': before }, true],
      ),
    ],
    ['one server only', now, [], servers([now, true])],
    ['what nobody asked', now, [], { servers: servers([now, true], [before, true]).servers }],
  ],
  'resolver-stale': [
    ['a cache that differs from the zone', now, ['notice'], servers([before, false], [now, true])],
    [
      'a cache that keeps that there is none',
      now,
      ['notice'],
      servers([{ 'example.com': {} }, false], [now, true]),
    ],
    ['caches that differ', now, ['notice'], servers([before, false], [now, false])],
    ['caches that agree', now, [], servers([now, false], [now, false], [now, true])],
    ['a zone whose servers differ', now, [], servers([before, false], [now, true], [before, true])],
    ['a cache that did not answer', now, [], servers([{ 'example.com': 'servfail' }, false], [now, true])],
  ],
};

/** Rows of a rule that has others elsewhere. */
export const wildcardRows: readonly LintRow[] = [
  [
    'a wildcard that answers for every address',
    {
      'example.com': 'v=spf1 exists:%{i}.l.net -all',
      '192.0.2.77.l.net': { A: ['127.0.0.2'] },
      '198.51.100.177.l.net': { A: ['127.0.0.2'] },
      '203.0.113.7.l.net': { A: ['127.0.0.2'] },
    },
    ["0 error 'exists:%{i}.l.net'"],
    { probes },
  ],
  [
    'a list that has one of them by chance',
    { 'example.com': 'v=spf1 exists:%{i}.l.net -all', '192.0.2.77.l.net': { A: ['127.0.0.2'] } },
    [],
    { probes },
  ],
];
