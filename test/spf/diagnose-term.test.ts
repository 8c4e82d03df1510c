import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyFix } from '../../src/spf/diagnostic.ts';
import { firstError, parseRecord } from '../../src/spf/parse-record.ts';

/** A record, the code and span of its first problem, and the text after the fix; no fix where it is absent. */
type Row = readonly [
  record: string,
  code: string,
  span: readonly [start: number, end: number],
  fixed?: string,
];

const rows: readonly Row[] = [
  // Published at some time.
  ['v=spf1 ip4:72.11.154.128/25-all', 'missing-space', [27, 31], 'v=spf1 ip4:72.11.154.128/25 -all'],
  [
    'v=spf1 ipv4:120.197.68.19/24 ipv4:113.106.14.0/24 -all',
    'unknown-mechanism',
    [7, 11],
    'v=spf1 ip4:120.197.68.19/24 ipv4:113.106.14.0/24 -all',
  ],
  [
    'v=spf1 ip4:157.203.42.35 ip4:18.202.114.104 ip:3.8.227.20 ip:3.10.60.122 a:smtppost.atos.net -all',
    'unknown-mechanism',
    [44, 46],
    'v=spf1 ip4:157.203.42.35 ip4:18.202.114.104 ip4:3.8.227.20 ip:3.10.60.122 a:smtppost.atos.net -all',
  ],
  ['v=spf1 ip4:45.154.45.81~all', 'missing-space', [23, 27], 'v=spf1 ip4:45.154.45.81 ~all'],
  [
    'v=spf1 include.spf.protection.outlook.com',
    'missing-colon',
    [14, 15],
    'v=spf1 include:spf.protection.outlook.com',
  ],
  // A space is missing.
  ['v=spf1 mx-all', 'missing-space', [9, 13], 'v=spf1 mx -all'],
  [
    'v=spf1 a:b.exampleip4:192.0.2.1 -all',
    'missing-space',
    [18, 31],
    'v=spf1 a:b.example ip4:192.0.2.1 -all',
  ],
  [
    'v=spf1 ip4:192.0.2.1redirect=b.example',
    'missing-space',
    [20, 38],
    'v=spf1 ip4:192.0.2.1 redirect=b.example',
  ],
  // Quotes and separators.
  ['v=spf1 "ip4:192.0.2.1" -all', 'quotes', [7, 8], 'v=spf1 ip4:192.0.2.1 -all'],
  ['v=spf1 mx -all"', 'quotes', [14, 15], 'v=spf1 mx -all'],
  ['v=spf1 mx \xe2\x80\x9call\xe2\x80\x9d', 'quotes', [10, 13], 'v=spf1 mx all'],
  ['v=spf1 mx \\"-all\\"', 'quotes', [10, 12], 'v=spf1 mx -all'],
  ['v=spf1 ip4:192.0.2.1, -all', 'separator', [20, 21], 'v=spf1 ip4:192.0.2.1 -all'],
  ['v=spf1 ip4:192.0.2.1;-all', 'separator', [20, 21], 'v=spf1 ip4:192.0.2.1 -all'],
  ['v=spf1 mx\t-all', 'separator', [9, 10], 'v=spf1 mx -all'],
  ['v=spf1 mx\r\n-all', 'separator', [9, 10], 'v=spf1 mx -all'],
  ['v=spf1 mx\xc2\xa0-all', 'separator', [9, 11], 'v=spf1 mx -all'],
  // Names.
  ['v=spf1 foo -all', 'unknown-mechanism', [7, 10]],
  ['v=spf1 ~inlcude:b.example', 'unknown-mechanism', [8, 15], 'v=spf1 ~include:b.example'],
  ['v=spf1 includes:b.example', 'unknown-mechanism', [7, 15], 'v=spf1 include:b.example'],
  ['v=spf1 exist:b.example', 'unknown-mechanism', [7, 12], 'v=spf1 exists:b.example'],
  ['v=spf1 prt', 'unknown-mechanism', [7, 10], 'v=spf1 ptr'],
  ['v=spf1 inclde:b.example', 'unknown-mechanism', [7, 13], 'v=spf1 include:b.example'],
  ['v=spf1 incllude:b.example', 'unknown-mechanism', [7, 15], 'v=spf1 include:b.example'],
  ['v=spf1 inclode:b.example', 'unknown-mechanism', [7, 14], 'v=spf1 include:b.example'],
  ['v=spf1 inklode:b.example', 'unknown-mechanism', [7, 14]],
  ['v=spf1 mz', 'unknown-mechanism', [7, 9]],
  ['v=spf1 ipv6:2001:db8::/32', 'unknown-mechanism', [7, 11], 'v=spf1 ip6:2001:db8::/32'],
  ['v=spf1 ip:2001:db8::/32', 'unknown-mechanism', [7, 9], 'v=spf1 ip6:2001:db8::/32'],
  ['v=spf1 ip4.192.0.2.1', 'missing-colon', [10, 11], 'v=spf1 ip4:192.0.2.1'],
  ['v=spf1 redirect:b.example', 'modifier-with-colon', [15, 16], 'v=spf1 redirect=b.example'],
  ['v=spf1 exp:b.example -all', 'modifier-with-colon', [10, 11], 'v=spf1 exp=b.example -all'],
  ['v=spf1 -redirect:b.example', 'modifier-with-colon', [16, 17]],
  ['v=spf1 redirect', 'unknown-mechanism', [7, 15]],
  ['v=spf1 expand:b.example', 'unknown-mechanism', [7, 13]],
  ['v=spf1 +redirect=b.example', 'bad-term', [7, 8]],
  ['v=spf1 =all', 'bad-term', [7, 11]],
  ['v=spf1 -', 'bad-term', [7, 8]],
  ['v=spf1 - all', 'bad-term', [7, 8], 'v=spf1 -all'],
  ['v=spf1 --all', 'bad-term', [7, 9], 'v=spf1 -all'],
  ['v=spf1 mx ~~~all', 'bad-term', [10, 13], 'v=spf1 mx ~all'],
  ['v=spf1 -~all', 'bad-term', [8, 12]],
  ['v=spf1 --foo', 'bad-term', [8, 12]],
  ['v=spf1 -al', 'unknown-mechanism', [8, 10], 'v=spf1 -all'],
  ['v=spf1 ~ll', 'unknown-mechanism', [8, 10], 'v=spf1 ~all'],
  ['v=spf1 al:x', 'unknown-mechanism', [7, 9]],
  // Addresses without a mechanism.
  ['v=spf1 192.0.2.1 -all', 'bad-term', [7, 16], 'v=spf1 ip4:192.0.2.1 -all'],
  ['v=spf1 ~192.0.2.0/24 -all', 'bad-term', [8, 20], 'v=spf1 ~ip4:192.0.2.0/24 -all'],
  ['v=spf1 2001:db8::/32 -all', 'bad-term', [7, 20], 'v=spf1 ip6:2001:db8::/32 -all'],
  ['v=spf1 192.0.2.0/33 -all', 'bad-term', [7, 19]],
  ['v=spf1 192.0.2 -all', 'bad-term', [7, 14]],
  // Two slips in one term.
  ['v=spf1 ipv4:192.0.2.0/24-all', 'missing-space', [24, 28], 'v=spf1 ip4:192.0.2.0/24 -all'],
  ['v=spf1 192.0.2.1~all', 'missing-space', [16, 20], 'v=spf1 ip4:192.0.2.1 ~all'],
  ['v=spf1 a:b.exampleip4:2001:db8::1', 'missing-space', [18, 33], 'v=spf1 a:b.example ip6:2001:db8::1'],
  ['v=spf1 mx ipv4:192.0.2.1ip4:2001:db8::1', 'unknown-mechanism', [10, 14]],
  ['v=spf1 foo:192.0.2.0/24-all', 'unknown-mechanism', [7, 10]],
  [`v=spf1 ${'x'.repeat(300)}:192.0.2.0/24-all`, 'unknown-mechanism', [7, 307]],
  [
    'v=spf1 ipv4:192.0.2.1,ipv4:192.0.2.2,-all',
    'separator',
    [21, 22],
    'v=spf1 ip4:192.0.2.1 ip4:192.0.2.2 -all',
  ],
  ['v=spf1 ip4:192.0.2.1,192.0.2.2 -all', 'separator', [20, 21], 'v=spf1 ip4:192.0.2.1 ip4:192.0.2.2 -all'],
  ['v=spf1 "ipv4:192.0.2.1" -all', 'quotes', [7, 8], 'v=spf1 ip4:192.0.2.1 -all'],
  ['v=spf1 "foo" -all', 'quotes', [7, 8]],
  ['v=spf1 foo,bar -all', 'bad-term', [10, 14]],
  ['v=spf1 mx\tfoo -all', 'separator', [9, 10]],
  // A space within a term.
  ['v=spf1 ip4 192.0.2.1 -all', 'missing-colon', [7, 10], 'v=spf1 ip4:192.0.2.1 -all'],
  ['v=spf1 ~include  b.example -all', 'missing-colon', [8, 15], 'v=spf1 ~include:b.example -all'],
  ['v=spf1 exists: b.example -all', 'empty-argument', [7, 14], 'v=spf1 exists:b.example -all'],
  ['v=spf1 ip6 :2001:db8::1 -all', 'empty-argument', [7, 10], 'v=spf1 ip6:2001:db8::1 -all'],
  ['v=spf1 redirect= b.example', 'empty-argument', [7, 16], 'v=spf1 redirect=b.example'],
  ['v=spf1 redirect b.example', 'unknown-mechanism', [7, 15], 'v=spf1 redirect=b.example'],
  ['v=spf1 exp b.example -all', 'unknown-mechanism', [7, 10], 'v=spf1 exp=b.example -all'],
  ['v=spf1 include mx -all', 'empty-argument', [7, 14]],
  ['v=spf1 ip4 foo -all', 'empty-argument', [7, 10]],
  ['v=spf1 ip4:192.0.2.0 /24 -all', 'bad-term', [21, 24], 'v=spf1 ip4:192.0.2.0/24 -all'],
  ['v=spf1 mx  //64 -all', 'bad-term', [11, 15], 'v=spf1 mx//64 -all'],
  ['v=spf1 ip4:192.0.2.0/24 /24 -all', 'bad-term', [24, 27]],
  ['v=spf1 mx - -all', 'bad-term', [10, 11]],
  ['v=spf1 mx \xe2\x80\x93 all', 'non-ascii', [10, 13], 'v=spf1 mx -all'],
  ['v=spf1 mx ~  all', 'bad-term', [10, 11], 'v=spf1 mx ~all'],
  ['v=spf1 all(x)', 'bad-term', [10, 13]],
  ['v=spf1 all(x:y', 'bad-term', [10, 14]],
  // Arguments.
  ['v=spf1 -all.', 'unknown-mechanism', [8, 12], 'v=spf1 -all'],
  ['v=spf1 -all:x', 'argument-on-all', [11, 13], 'v=spf1 -all'],
  ['v=spf1 ~all/8', 'argument-on-all', [11, 13], 'v=spf1 ~all'],
  ['v=spf1 include', 'empty-argument', [7, 14]],
  ['v=spf1 include: -all', 'empty-argument', [7, 15]],
  ['v=spf1 include/x:b.example -all', 'empty-argument', [7, 26]],
  ['v=spf1 exists/x:b.example -all', 'empty-argument', [7, 25]],
  ['v=spf1 a: -all', 'empty-argument', [8, 9], 'v=spf1 a -all'],
  ['v=spf1 ?mx: -all', 'empty-argument', [10, 11], 'v=spf1 ?mx -all'],
  ['v=spf1 ptr: -all', 'empty-argument', [10, 11], 'v=spf1 ptr -all'],
  ['v=spf1 exp= -all', 'empty-argument', [7, 11]],
  ['v=spf1 ip4 -all', 'empty-argument', [7, 10]],
  ['v=spf1 ip4://', 'empty-argument', [7, 13]],
  ['v=spf1 ip4/24:192.0.2.1', 'empty-argument', [7, 23]],
  ['v=spf1 +ip6:/64 -all', 'empty-argument', [8, 15]],
  ['v=spf1 ptr/24', 'empty-argument', [10, 13]],
  ['v=spf1 ptr/x:b.example', 'empty-argument', [10, 22]],
  ['v=spf1 redirect=a.example redirect=b.example', 'duplicate-modifier', [26, 44]],
  [
    'v=spf1 exp=a.example mx exp=a.example -all',
    'duplicate-modifier',
    [24, 37],
    'v=spf1 exp=a.example mx -all',
  ],
  // Domain names and macros.
  ['v=spf1 a:localhost -all', 'bad-domain-spec', [9, 18]],
  ['v=spf1 ptr:localhost -all', 'bad-domain-spec', [11, 20]],
  ['v=spf1 exists:b.ip4:::1', 'bad-domain-spec', [14, 23]],
  ['v=spf1 include:b.example/24', 'bad-domain-spec', [15, 27], 'v=spf1 include:b.example'],
  ['v=spf1 a:mail.b.example:25 -all', 'bad-domain-spec', [9, 26], 'v=spf1 a:mail.b.example -all'],
  ['v=spf1 include:https://b.example/ -all', 'bad-domain-spec', [15, 33], 'v=spf1 include:b.example -all'],
  ['v=spf1 include:b.example/a/b -all', 'bad-domain-spec', [15, 28], 'v=spf1 include:b.example -all'],
  ['v=spf1 include:post@localhost -all', 'bad-domain-spec', [15, 29]],
  ['v=spf1 exists:%{z}.b.example', 'bad-macro', [14, 18]],
  ['v=spf1 exists:x.%{ir.b.example', 'bad-macro', [16, 30]],
  ['v=spf1 exists:%(ir).b.example', 'bad-macro', [14, 15]],
  ['v=spf1 exists:%{c}.b.example', 'bad-macro', [14, 18]],
  ['v=spf1 exists:%{d0}.b.example', 'bad-macro', [14, 19]],
  ['v=spf1 exists:%x.%{d}', 'bad-macro', [14, 15]],
  ['v=spf1 exists:%{d!}.%{d}', 'bad-macro', [14, 19]],
  ['v=spf1 x=100% -all', 'bad-macro', [12, 13]],
  // Addresses and prefix lengths.
  ['v=spf1 ip4:192.0.2 -all', 'bad-ip', [11, 18]],
  ['v=spf1 ~ip4:mail.b.example -all', 'bad-ip', [12, 26], 'v=spf1 ~a:mail.b.example -all'],
  ['v=spf1 ip4:localhost -all', 'bad-ip', [11, 20]],
  ['v=spf1 ip4:192.0.2.a -all', 'bad-ip', [11, 20]],
  ['v=spf1 ip6:[2001:db8::1] -all', 'bad-ip', [11, 24], 'v=spf1 ip6:2001:db8::1 -all'],
  ['v=spf1 ip6:[2001:db8::1]/64 -all', 'bad-ip', [11, 24], 'v=spf1 ip6:2001:db8::1/64 -all'],
  ['v=spf1 ip6:[2001:db8] -all', 'bad-ip', [11, 21]],
  ['v=spf1 ip4:192.0.2.1/33 -all', 'bad-prefix', [20, 23]],
  ['v=spf1 ip4:192.0.2.1/032 -all', 'bad-prefix', [20, 24], 'v=spf1 ip4:192.0.2.1/32 -all'],
  ['v=spf1 ip4:192.0.2.1/033 -all', 'bad-prefix', [20, 24]],
  ['v=spf1 ip4:192.0.2.0/00 -all', 'bad-prefix', [20, 23], 'v=spf1 ip4:192.0.2.0/0 -all'],
  ['v=spf1 ip4:192.0.2.0//24 -all', 'bad-prefix', [20, 24], 'v=spf1 ip4:192.0.2.0/24 -all'],
  ['v=spf1 ip6:2001:db8:://64 -all', 'bad-prefix', [21, 25], 'v=spf1 ip6:2001:db8::/64 -all'],
  ['v=spf1 ip4:192.0.2.0/255.255.255.0 -all', 'bad-prefix', [20, 34], 'v=spf1 ip4:192.0.2.0/24 -all'],
  ['v=spf1 ip4:192.0.2.1/255.255.255.255 -all', 'bad-prefix', [20, 36], 'v=spf1 ip4:192.0.2.1/32 -all'],
  ['v=spf1 ip4:192.0.2.0/255.0.255.0 -all', 'bad-prefix', [20, 32]],
  ['v=spf1 ip4:192.0.2.0/0.0.0.255 -all', 'bad-prefix', [20, 30]],
  ['v=spf1 ip6:2001:db8::/255.255.255.0 -all', 'bad-prefix', [21, 35]],
  ['v=spf1 mx/255.255.255.0 -all', 'bad-prefix', [9, 23], 'v=spf1 mx/24 -all'],
  ['v=spf1 a//064 -all', 'bad-prefix', [8, 13], 'v=spf1 a//64 -all'],
  ['v=spf1 a//255.255.255.0 -all', 'bad-prefix', [8, 23]],
  ['v=spf1 ip4:192.0.2.1/ -all', 'bad-prefix', [20, 21]],
  ['v=spf1 ip4:192.0.2.1/x -all', 'bad-prefix', [20, 22]],
  ['v=spf1 a/b.example -all', 'bad-prefix', [8, 18]],
  ['v=spf1 a/24//129 -all', 'bad-prefix', [11, 16]],
  ['v=spf1 a/24/129 -all', 'bad-prefix', [11, 15]],
  ['v=spf1 a/24/64x -all', 'bad-prefix', [8, 15]],
  ['v=spf1 a/24all=x', 'bad-prefix', [8, 16]],
  ['v=spf1 za/24/64 -all', 'unknown-mechanism', [7, 9]],
  ['v=spf1 ~a/24/64 -all', 'bad-prefix', [12, 15], 'v=spf1 ~a/24//64 -all'],
  ['v=spf1 mx:b.example/24/64 -all', 'bad-prefix', [22, 25], 'v=spf1 mx:b.example/24//64 -all'],
  ['v=spf1 a/24/64 -all', 'bad-prefix', [11, 14], 'v=spf1 a/24//64 -all'],
  ['v=spf1 a//129 -all', 'bad-prefix', [8, 13]],
  ['v=spf1 ip4:2001:db8::/32 -all', 'ip-family-mismatch', [11, 21], 'v=spf1 ip6:2001:db8::/32 -all'],
  ['v=spf1 ~ip4:2001:db8::/32 -all', 'ip-family-mismatch', [12, 22], 'v=spf1 ~ip6:2001:db8::/32 -all'],
  ['v=spf1 ip6:192.0.2.1 -all', 'ip-family-mismatch', [11, 20], 'v=spf1 ip4:192.0.2.1 -all'],
  ['v=spf1 ~a:192.0.2.0/24 -all', 'ip-as-name', [10, 19], 'v=spf1 ~ip4:192.0.2.0/24 -all'],
  ['v=spf1 a:192.0.2.0/24//64 -all', 'bad-domain-spec', [9, 18]],
  ['v=spf1 include:2001:db8::1 -all', 'ip-as-name', [15, 26], 'v=spf1 ip6:2001:db8::1 -all'],
  // Characters.
  ['v=spf1 a:caf\xc3\xa9.example -all', 'non-ascii', [12, 14], 'v=spf1 a:xn--caf-dma.example -all'],
  ['v=spf1 a:caf\xc3\xa9.example/24 -all', 'non-ascii', [12, 14], 'v=spf1 a:xn--caf-dma.example/24 -all'],
  ['v=spf1 a:caf\xe9.example -all', 'non-ascii', [12, 13]],
  ['v=spf1 include:\xe2\x80\x8bb.example -all', 'non-ascii', [15, 18], 'v=spf1 include:b.example -all'],
  ['v=spf1 mx\xef\xbb\xbf -all', 'non-ascii', [9, 12], 'v=spf1 mx -all'],
  ['v=spf1 mx \xe2\x80\x93all', 'non-ascii', [10, 13], 'v=spf1 mx -all'],
  ['v=spf1 mx \xe2\x88\x92\xe2\x80\x8ball', 'non-ascii', [10, 16], 'v=spf1 mx -all'],
  ['v=spf1 caf\xc3\xa9 -all', 'non-ascii', [10, 12]],
  ['v=spf1 mx\xe2\x80\xaf-all', 'separator', [9, 12], 'v=spf1 mx -all'],
  ['v=spf1 mx\xa0-all', 'separator', [9, 10], 'v=spf1 mx -all'],
  ['v=spf1 a:b.example\0', 'non-ascii', [18, 19]],
];

/** What terms, and slips of the pen, are made of. */
const piece = fc.constantFrom(
  'a',
  'mx',
  ':',
  '/',
  '24',
  '.',
  '-all',
  '~all',
  '-',
  '+',
  'ip4:',
  'ip6:',
  'ip:',
  '192.0.2.1',
  '2001:db8::1',
  'b.example',
  '"',
  ',',
  ';',
  '\t',
  'inclde:',
  'include.',
  'redirect:',
  '%{d}',
  '%',
);

describe('diagnoseTerm', () => {
  test.each(rows.map((row) => [row[0], row[1], row] as const))('%j: %s', (text, code, row) => {
    const [, , [start, end], fixed] = row;
    const diagnostic = firstError(parseRecord([text]));
    expect(diagnostic).toMatchObject({
      code,
      span: { start, end },
      severity: 'error',
      reference: { rfc: 7208 },
    });
    const fix = diagnostic?.fix;
    expect(fix === undefined ? undefined : applyFix(text, fix)).toBe(fixed);
  });

  test.each([
    ['a-all', '4.6.1'],
    ['a:caf\xe9.example', '4.6.1'],
    ['=all', '4.6.1'],
    ['+redirect=b.example', '4.6.1'],
    ['all(x)', '4.6.1'],
    ['foo', '4.6.1'],
    ['all:x', '5.1'],
    ['include', '5.2'],
    ['a:', '5.3'],
    ['a/24/64', '5.3'],
    ['mx:', '5.4'],
    ['mx/x', '5.4'],
    ['mx/33', '5.4'],
    ['ptr/24', '5.5'],
    ['ip4', '5.6'],
    ['ip4:192.0.2', '5.6'],
    ['ip4:192.0.2.1/x', '5.6'],
    ['ip4:192.0.2.1/33', '5.6'],
    ['ip6:192.0.2.1', '5.6'],
    ['exists', '5.7'],
    ['exp=b.example exp=b.example', '6'],
    ['redirect=', '6.1'],
    ['redirect:b.example', '6.1'],
    ['exp=', '6.2'],
    ['EXP:b.example', '6.2'],
    ['exists:%{z}.b.example', '7.1'],
    ['a:localhost', '7.1'],
  ])('%j breaks the rule of RFC 7208 §%s', (term, section) => {
    expect(firstError(parseRecord([`v=spf1 ${term}`]))?.reference).toEqual({ rfc: 7208, section });
  });

  test('records that look odd and are right have no diagnostic', () => {
    for (const text of [
      'v=spf1 redirect=__spf.campaign.adobe.com ip4:151.106.144.120',
      'v=spf1 a mx ip4:38.98.2.0/24 -all',
      'v=spf1 include:%{i}._ip.%{h}._ehlo.%{d}._spf.vali.email ~all',
      'v=spf1 exists:%{i}._spf.mta.salesforce.com -all',
    ])
      expect(parseRecord([text]).diagnostics).toEqual([]);
    expect(parseRecord(['v=spf1 ip4:69.171.232.0/24 i', 'p4:66.220.157.0/25 mx -all']).diagnostics).toEqual(
      [],
    );
  });

  test('a message is one sentence, and what a fix does is a phrase, without full stops', () => {
    for (const [text] of rows) {
      const diagnostic = firstError(parseRecord([text]));
      expect(diagnostic?.message).toMatch(/^[^\n]+[^.\s]$/);
      if (diagnostic?.fix !== undefined) expect(diagnostic.fix.label).toMatch(/^[^\n]+[^.\s]$/);
    }
  });

  test('every fix of a term takes that problem away', () => {
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 8 }), (pieces) => {
        const text = `v=spf1 ${pieces.join('')}`;
        const record = parseRecord([text]);
        const fix = firstError(record)?.fix;
        if (fix === undefined) return;
        expect(
          parseRecord([applyFix(text, fix)]).diagnostics.filter(({ code }) => code !== 'duplicate-modifier'),
        ).toEqual([]);
      }),
      { numRuns: 5_000 },
    );
  });

  test('every fix leaves fewer problems, whatever stands beside the term', () => {
    let fixes = 0;
    const spaced = fc.oneof(piece, fc.constant(' '));
    fc.assert(
      fc.property(fc.array(spaced, { minLength: 1, maxLength: 10 }), (pieces) => {
        const text = `v=spf1 ${pieces.join('')}`;
        const { diagnostics } = parseRecord([text]);
        for (const { fix } of diagnostics) {
          if (fix === undefined) continue;
          fixes++;
          const left = parseRecord([applyFix(text, fix)]).diagnostics;
          expect(left.filter(({ code }) => code !== 'duplicate-modifier').length).toBeLessThan(
            diagnostics.length,
          );
        }
      }),
      { numRuns: 5_000 },
    );
    expect(fixes).toBeGreaterThan(1_000);
  });
});
