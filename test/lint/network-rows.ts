import type { LintRow } from '../helpers/lint-table.ts';
import { requestFrom } from '../helpers/walk-zone.ts';

const dual = { A: ['192.0.2.1'], AAAA: ['2001:db8::1'] };

/** Rows by code: about networks and risk. */
export const networkRows: Readonly<Record<string, readonly LintRow[]>> = {
  'host-bits': [
    ['an address in a network', 'v=spf1 ip4:192.0.2.19/24 -all', ["0 warning 'ip4:192.0.2.19/24'"]],
    ['an IPv6 one', 'v=spf1 ip6:2001:db8::1/32 -all', ["0 warning 'ip6:2001:db8::1/32'"]],
    [
      'first addresses',
      'v=spf1 ip4:192.0.2.0/24 ip4:192.0.2.16/28 ip4:192.0.2.19 ip6:2001:db8::/33 ip4:192.0.2.2/31 -all',
      [],
    ],
  ],
  'zero-prefix': [
    ['/0', 'v=spf1 ip4:0.0.0.0/0 ip6:::/0 -all', ["0 error 'ip4:0.0.0.0/0'", "1 error 'ip6:::/0'"]],
    ['a/0', 'v=spf1 a:h.example/0 -all', ["0 error 'a:h.example/0'"]],
    ['mx//0', 'v=spf1 mx//0 -all', ["0 error 'mx//0'"]],
    ['two halves', 'v=spf1 ip4:128.0.0.0/1 mx ip4:0.0.0.0/1 -all', ["2 error 'ip4:0.0.0.0/1'"]],
    ['a refusal', 'v=spf1 mx -ip4:0.0.0.0/0 ~all', ["1 warning '-ip4:0.0.0.0/0'"]],
    ['halves of different families', 'v=spf1 ip4:128.0.0.0/1 ip6:::/1 -all', []],
    ['one half twice', 'v=spf1 ip4:128.0.0.0/1 ip4:192.0.0.0/1 -all', []],
  ],
  'wide-network': [
    ['a /16', 'v=spf1 ip4:192.0.0.0/16 -all', ["0 warning 'ip4:192.0.0.0/16'"]],
    ['a /8', 'v=spf1 ip4:192.0.0.0/8 -all', ["0 error 'ip4:192.0.0.0/8'"]],
    ['an IPv6 /32', 'v=spf1 ip6:2001:db8::/32 -all', ["0 warning 'ip6:2001:db8::/32'"]],
    ['a host and all round it', 'v=spf1 a/12 -all', ["0 warning 'a/12'"]],
    [
      'one that a provider answers for',
      { 'example.com': 'v=spf1 include:a.example -all', 'a.example': 'v=spf1 ip4:192.0.0.0/15 -all' },
      ["0.0 notice 'ip4:192.0.0.0/15'"],
    ],
    [
      'several of a provider, which are told once',
      {
        'example.com': 'v=spf1 include:a.example ip4:192.0.0.0/15 ip4:198.0.0.0/15 -all',
        'a.example': 'v=spf1 ip4:192.0.0.0/15 ip4:198.0.0.0/15 ip4:203.0.0.0/8 ip4:193.0.0.0/16 -all',
      },
      [
        "0.2 error 'ip4:203.0.0.0/8'",
        "1 warning 'ip4:192.0.0.0/15'",
        "2 warning 'ip4:198.0.0.0/15'",
        "0.0 notice 'ip4:192.0.0.0/15'",
      ],
    ],
    [
      'narrower ones that are very many addresses in all',
      'v=spf1 ip4:192.0.0.0/17 ip4:198.51.0.0/17 ip4:203.0.0.0/17 ip4:203.0.128.0/17 -all',
      ['warning'],
    ],
    [
      'as many in the record of another',
      {
        'example.com': 'v=spf1 include:a.example -all',
        'a.example': 'v=spf1 ip4:192.0.0.0/17 ip4:198.51.0.0/17 ip4:203.0.0.0/17 ip4:203.0.128.0/17 -all',
      },
      [],
    ],
    ['narrower ones', 'v=spf1 ip4:192.0.0.0/17 ip6:2001:db8::/33 a/24 -all', []],
    ['a refusal', 'v=spf1 -ip4:192.0.0.0/8 ~all', []],
  ],
  'private-network': [
    [
      'private ones',
      'v=spf1 ip4:192.168.1.0/24 ip4:10.0.0.0/8 ip6:fd00::/8 -all',
      ["0 warning 'ip4:192.168.1.0/24'", "1 warning 'ip4:10.0.0.0/8'", "2 warning 'ip6:fd00::/8'"],
    ],
    ['IPv4 mapped into IPv6', 'v=spf1 ip6:::ffff:192.0.2.1 -all', ["0 warning 'ip6:::ffff:192.0.2.1'"]],
    [
      'documentation, once a record',
      'v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/48 -all',
      ["0 notice 'ip4:192.0.2.0/24'"],
    ],
    [
      'public ones, and wider ones',
      'v=spf1 ip4:72.11.154.128/25 ip4:8.0.0.0/7 ip6:2001:4860:4864::/56 -all',
      [],
    ],
  ],
  'covered-network': [
    [
      'one that lies in an earlier one',
      'v=spf1 ip4:192.0.2.0/24 ip4:192.0.2.7 -all',
      ["1 notice 'ip4:192.0.2.7'"],
    ],
    [
      'one that lies in a later one',
      'v=spf1 ip4:192.0.2.7 ip4:192.0.2.0/24 -all',
      ["0 notice 'ip4:192.0.2.7'"],
    ],
    [
      'an exception that comes too late',
      'v=spf1 ip4:192.0.2.0/24 -ip4:192.0.2.66 -all',
      ["1 warning '-ip4:192.0.2.66'"],
    ],
    ['an exception in time', 'v=spf1 -ip4:192.0.2.66 ip4:192.0.2.0/24 -all', []],
    [
      'one that an exception stands after',
      'v=spf1 ip4:192.0.2.1 -ip4:192.0.2.0/28 ip4:192.0.2.0/24 -all',
      [],
    ],
    ['the same twice, which has a code of its own', 'v=spf1 ip4:192.0.2.1 ip4:192.0.2.1 -all', []],
    ['one that a term stands after which may fail', 'v=spf1 ip4:192.0.2.1 mx ip4:192.0.2.0/24 -all', []],
    [
      'networks apart',
      'v=spf1 ip4:192.0.2.0/25 ip4:192.0.2.128/25 ip6:2001:db8::/33 ip6:2001:db8:8000::/33 -all',
      [],
    ],
    [
      'one within one within one',
      'v=spf1 ip6:2001:db8::/32 ip6:2001:db8:1::/48 ip6:2001:db8:1:1::/64 ip6:2001:db9::/64 -all',
      ["1 notice 'ip6:2001:db8:1::/48'", "2 notice 'ip6:2001:db8:1:1::/64'"],
    ],
  ],
  overlapping: [
    [
      'a network that an include has',
      {
        'example.com': 'v=spf1 include:a.example ip4:192.0.2.7 -all',
        'a.example': 'v=spf1 ip4:192.0.2.0/24 ~all',
      },
      ["1 notice 'ip4:192.0.2.7'"],
    ],
    [
      'two halves of a network',
      'v=spf1 ip4:192.0.2.0/25 ip4:192.0.2.128/25 ip4:192.0.2.0/24 -all',
      ["2 notice 'ip4:192.0.2.0/24'"],
    ],
    [
      'a host in a network',
      { 'example.com': { TXT: ['v=spf1 ip4:192.0.2.0/24 a -all'], A: ['192.0.2.7'] } },
      ["1 notice 'a'"],
    ],
    [
      'an exception that comes too late',
      {
        'example.com': 'v=spf1 include:a.example -ip4:192.0.2.7 -all',
        'a.example': 'v=spf1 ip4:192.0.2.0/24 ~all',
      },
      ["1 warning '-ip4:192.0.2.7'"],
    ],
    [
      'an include all of which another has',
      {
        'example.com': 'v=spf1 include:a.example include:b.example -all',
        'a.example': 'v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 ~all',
        'b.example': 'v=spf1 ip4:192.0.2.0/28 ip6:2001:db8:1::/48 ~all',
      },
      ["1 notice 'include:b.example'"],
    ],
    [
      'a record behind a redirect',
      {
        'example.com': 'v=spf1 ip4:192.0.2.0/24 redirect=a.example',
        'a.example': 'v=spf1 ip4:192.0.2.0/25 ip4:192.0.2.200 ip4:198.51.100.0/24 -all',
      },
      [],
    ],
    [
      'networks that an include has in part',
      {
        'example.com': 'v=spf1 include:a.example ip4:192.0.2.0/23 -all',
        'a.example': 'v=spf1 ip4:192.0.2.0/24 ~all',
      },
      [],
    ],
    [
      'an include that has the same and more',
      {
        'example.com': 'v=spf1 ip4:192.0.2.0/24 include:a.example -all',
        'a.example': 'v=spf1 ip4:192.0.2.0/24 ip4:198.51.100.1 ~all',
      },
      [],
    ],
    [
      'an exception in time',
      {
        'example.com': 'v=spf1 -ip4:192.0.2.7 include:a.example -all',
        'a.example': 'v=spf1 ip4:192.0.2.0/24 ~all',
      },
      [],
    ],
    [
      'an include that excludes',
      {
        'example.com': 'v=spf1 include:a.example ip4:192.0.2.7 -all',
        'a.example': 'v=spf1 -ip4:192.0.2.7 ip4:192.0.2.0/24 ~all',
      },
      [],
    ],
    [
      'a term that depends on the client, which may have more',
      {
        'example.com': 'v=spf1 ip4:192.0.2.0/24 include:a.example -all',
        'a.example': 'v=spf1 ip4:192.0.2.0/25 exists:%{i}.e.example ~all',
      },
      [],
    ],
    [
      'a host of one family behind one of both',
      {
        'example.com': { TXT: ['v=spf1 ip4:192.0.2.7 a -all'], A: ['192.0.2.7'], AAAA: ['2001:db8::7'] },
      },
      [],
    ],
    ['a host that has no address', { 'example.com': 'v=spf1 ip4:192.0.2.7 a -all' }, []],
    [
      'a term after one that did not answer',
      {
        'example.com': 'v=spf1 a:t.example ip4:192.0.2.0/24 ip4:192.0.2.7 -all',
        't.example': 'timeout',
      },
      [],
    ],
    ['a network within one, which has a code of its own', 'v=spf1 ip4:192.0.2.0/24 ip4:192.0.2.7 -all', []],
    ['the same term twice', { 'example.com': { TXT: ['v=spf1 a a -all'], A: ['192.0.2.7'] } }, []],
  ],
  'ipv6-missing': [
    ['IPv4 networks only', 'v=spf1 ip4:192.0.2.0/24 -all', ['warning']],
    [
      'an include that has IPv4 only, beside one that has both',
      {
        'example.com': 'v=spf1 include:a.example include:b.example -all',
        'a.example': 'v=spf1 ip4:192.0.2.0/24 -all',
        'b.example': 'v=spf1 include:c.example ip4:192.0.2.0/24 -all',
        'c.example': 'v=spf1 ip6:2001:db8::/48 -all',
      },
      ["0 notice 'include:a.example'"],
    ],
    ['networks of both families', 'v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/48 -all', []],
    [
      'a host with an AAAA record',
      {
        'example.com': { TXT: ['v=spf1 ip4:192.0.2.0/24 mx -all'], MX: [[1, 'h.example']] },
        'h.example': dual,
      },
      [],
    ],
    ['hosts only', { 'example.com': { TXT: ['v=spf1 a -all'], A: ['192.0.2.1'] } }, []],
    ['a name that depends on the client', 'v=spf1 ip4:192.0.2.0/24 exists:%{i}.e.example -all', []],
    [
      'a walk of one family, which cannot tell',
      { 'example.com': { TXT: ['v=spf1 ip4:192.0.2.0/24 a -all'], A: ['192.0.2.1'] } },
      [],
      { request: requestFrom('192.0.2.1') },
    ],
    [
      'a host that did not answer',
      {
        'example.com': 'v=spf1 ip4:192.0.2.0/24 a:t.example -all',
        't.example': { A: ['192.0.2.1'], AAAA: 'timeout' },
      },
      [],
    ],
    [
      'an include that did not answer',
      { 'example.com': 'v=spf1 ip4:192.0.2.0/24 include:t.example -all', 't.example': 'timeout' },
      [],
    ],
    [
      'a walk that was cut off',
      { 'example.com': 'v=spf1 ip4:192.0.2.0/24 include:a.example -all', 'a.example': 'v=spf1 -all' },
      [],
      { caps: { depth: 0 } },
    ],
  ],
  'mx-not-dual-stack': [
    [
      'an exchange without IPv6',
      {
        'example.com': {
          TXT: ['v=spf1 mx -all'],
          MX: [
            [1, 'h.example'],
            [2, 'i.example'],
          ],
        },
        'h.example': { A: ['192.0.2.1'] },
        'i.example': dual,
      },
      ["0 warning 'mx'"],
    ],
    [
      'an exchange without IPv4',
      {
        'example.com': { TXT: ['v=spf1 mx -all'], MX: [[1, 'h.example']] },
        'h.example': { AAAA: ['2001:db8::1'] },
      },
      ["0 warning 'mx'"],
    ],
    [
      'one with both',
      { 'example.com': { TXT: ['v=spf1 mx -all'], MX: [[1, 'h.example']] }, 'h.example': dual },
      [],
    ],
    ['a host of an a', { 'example.com': { TXT: ['v=spf1 a -all'], A: ['192.0.2.1'] } }, []],
    [
      'an exchange that is gone',
      { 'example.com': { TXT: ['v=spf1 mx -all'], MX: [[1, 'gone.example']] } },
      [],
    ],
    [
      'a walk of one family',
      {
        'example.com': { TXT: ['v=spf1 mx -all'], MX: [[1, 'h.example']] },
        'h.example': { A: ['192.0.2.1'] },
      },
      [],
      { request: requestFrom('192.0.2.1') },
    ],
  ],
  'client-private': [
    ['a private client', 'v=spf1 -all', ['error'], { request: requestFrom('10.0.0.7') }],
    ['a loopback client', 'v=spf1 -all', ['error'], { request: requestFrom('::1') }],
    ['a client for documentation', 'v=spf1 -all', [], { request: requestFrom('192.0.2.1') }],
    ['no client', 'v=spf1 -all', []],
  ],
};
