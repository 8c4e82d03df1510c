import type { LintRow } from '../helpers/lint-table.ts';
import { requestFrom } from '../helpers/walk-zone.ts';

const fine = 'v=spf1 ip4:192.0.2.1 a:h.example/24//64 exists:%{i}.e.example exp=why.%{d} -all';

/** Rows by code: about the syntax of records. */
export const syntaxRows: Readonly<Record<string, readonly LintRow[]>> = {
  'bad-term': [
    ['a prefix length alone', 'v=spf1 /24 -all', ["0 error '/24'"]],
    [
      'one below an include',
      { 'example.com': 'v=spf1 include:a.example -all', 'a.example': 'v=spf1 mx /24' },
      ["0.1 error '/24'"],
    ],
    ['good terms', fine, []],
  ],
  'missing-space': [
    ['a prefix and all', 'v=spf1 ip4:72.11.154.128/25-all', ["0 error '-all'"]],
    ['good terms', fine, []],
    [
      'what the strings of the TXT record did, which has a code of its own',
      { 'example.com': { TXT: [['v=spf1 ip4:192.0.2.1', 'ip4:192.0.2.2 -all']] } },
      [],
    ],
  ],
  'welded-terms': [
    ['a name that ends in -all', 'v=spf1 include:a.example-all', ["0 error '-all'"]],
    ['a host of which there is nothing', 'v=spf1 a:h.example-all', ["0 error '-all'"]],
    ['two includes', 'v=spf1 include:a.exampleinclude:b.example -all', ["0 error 'include:b.example'"]],
    ['a name that exists', { 'example.com': 'v=spf1 a:h.example-all', 'h.example-all': {} }, []],
    [
      'a name that did not answer',
      { 'example.com': 'v=spf1 include:a.example-all', 'a.example-all': 'timeout' },
      [],
    ],
    ['a redirect, which an all would make void', 'v=spf1 redirect=a.example-all', []],
    ['a name with macros', 'v=spf1 exists:%{i}.a.example-all', []],
    ['good terms', fine, []],
  ],
  'unknown-mechanism': [
    ['ipv4:', 'v=spf1 ipv4:192.0.2.1 -all', ["0 error 'ipv4'"]],
    ['good terms', fine, []],
  ],
  'missing-colon': [
    ['include.', 'v=spf1 include.a.example -all', ["0 error '.'"]],
    ['good terms', fine, []],
  ],
  'modifier-with-colon': [
    ['redirect:', 'v=spf1 redirect:a.example', ["0 error ':'"]],
    ['good terms', fine, []],
  ],
  separator: [
    ['a comma', 'v=spf1 ip4:192.0.2.1,ip4:192.0.2.2 -all', ["0 error ','"]],
    ['good terms', fine, []],
  ],
  quotes: [
    ['quotes round a name', 'v=spf1 include:"a.example" -all', ["0 error '\"'"]],
    ['good terms', fine, []],
  ],
  'non-ascii': [
    ['an octet over 126', 'v=spf1 include:caf\xe9.example -all', ["0 error '\xe9'"]],
    ['good terms', fine, []],
  ],
  'ip-as-name': [
    ['a: with an address', 'v=spf1 a:192.0.2.1 -all', ["0 error '192.0.2.1'"]],
    ['good terms', fine, []],
  ],
  'ip-family-mismatch': [
    ['ip6 with an IPv4 address', 'v=spf1 ip6:192.0.2.1 -all', ["0 error '192.0.2.1'"]],
    ['good terms', fine, []],
  ],
  'bad-ip': [
    ['an octet over 255', 'v=spf1 ip4:192.0.2.256 -all', ["0 error '192.0.2.256'"]],
    ['good terms', fine, []],
  ],
  'bad-prefix': [
    ['a prefix that is too long', 'v=spf1 ip4:192.0.2.0/33 -all', ["0 error '/33'"]],
    ['good terms', fine, []],
  ],
  'empty-argument': [
    ['nothing after the colon', 'v=spf1 a: -all', ["0 error ':'"]],
    ['good terms', fine, []],
  ],
  'argument-on-all': [
    ['all with a name', 'v=spf1 -all:a.example', ["0 error ':a.example'"]],
    ['good terms', fine, []],
  ],
  'bad-domain-spec': [
    ['one label', 'v=spf1 include:localhost -all', ["0 error 'localhost'"]],
    ['an empty label', 'v=spf1 include:a..example -all', ["0 error 'a..example'"]],
    [
      'a label that is too long',
      `v=spf1 a:${'x'.repeat(64)}.example -all`,
      [`0 error '${'x'.repeat(64)}.example'`],
    ],
    ['a URL', 'v=spf1 include:https://a.example -all', ["0 error 'https://a.example'"]],
    ['a mail address', 'v=spf1 include:post@a.example -all', ["0 error 'post@a.example'"]],
    ['a port', 'v=spf1 a:a.example:25 -all', ["0 error 'a.example:25'"]],
    ['a wildcard, underscores, a dot at the end', 'v=spf1 a:*._a-b.example. -all', []],
    ['what macros may make', 'v=spf1 exists:%{i}@.%{d}:x.example -all', []],
    ['one after all', 'v=spf1 -all include:a..example', []],
    ['good terms', fine, []],
  ],
  'duplicate-modifier': [
    ['two redirects', 'v=spf1 redirect=a.example redirect=b.example', ["1 error 'redirect=b.example'"]],
    ['one of each', 'v=spf1 redirect=a.example exp=b.example', []],
  ],
  'bad-macro': [
    ['an unknown letter', 'v=spf1 exists:%{x}.example -all', ["0 error '%{x}'"]],
    ['good terms', fine, []],
  ],
  'mechanism-with-equals': [
    ['include=', 'v=spf1 include=a.example -all', ["0 error 'include=a.example'"]],
    ['IP4=', 'v=spf1 IP4=192.0.2.1 mx=x -all', ["0 error 'IP4=192.0.2.1'", "1 error 'mx=x'"]],
    ['redirect= and others', 'v=spf1 moo=cow redirect=a.example', []],
  ],
  'unknown-modifier': [
    ['one that is near redirect', 'v=spf1 redirct=a.example', ["0 warning 'redirct=a.example'"]],
    ['a second version', 'v=spf1 mx v=spf1 -all', ["1 warning 'v=spf1'"]],
    ['any other', 'v=spf1 moo=cow -all', ["0 notice 'moo=cow'"]],
    ['ipv4=', 'v=spf1 ipv4=192.0.2.1 -all', ["0 warning 'ipv4=192.0.2.1'"]],
    ['those of RFC 6652', 'v=spf1 ra=postmaster rp=10 rr=e -all', []],
    ['a mechanism with =', 'v=spf1 include=a.example -all', []],
  ],
  'extra-space': [
    ['two spaces', 'v=spf1  mx   -all', ["notice ' '"]],
    ['one at the end', 'v=spf1 mx -all ', ["notice ' '"]],
    ['several at the end', 'v=spf1 mx -all   ', ["notice '   '"]],
    ['one between terms', 'v=spf1 mx -all', []],
  ],
  'trailing-dot': [
    ['an include', 'v=spf1 include:a.example. -all', ["0 notice '.'"]],
    ['a name before a prefix', 'v=spf1 a:a.example./24 -all', ["0 notice '.'"]],
    ['no dot', fine, []],
  ],
  'macro-uppercase': [
    ['%{S}', 'v=spf1 exists:%{S}.example.com -all', ["0 notice '%{S}'"]],
    ['lower case', fine, []],
  ],
  'macro-truncated': [
    [
      'a name that became too long',
      'v=spf1 exists:%{h}.%{h}.%{h}.%{h}.example.com -all',
      ["0 notice 'exists:%{h}.%{h}.%{h}.%{h}.example.com'"],
      { request: requestFrom('192.0.2.1', { helo: `${'x'.repeat(60)}.${'y'.repeat(20)}.example` }) },
    ],
    [
      'one that did not',
      'v=spf1 exists:%{h}.example.com -all',
      [],
      { request: requestFrom('192.0.2.1', { helo: `${'x'.repeat(60)}.${'y'.repeat(20)}.example` }) },
    ],
  ],
};
