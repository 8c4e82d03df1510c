import type { MemoryZone } from '../helpers/memory-zone.ts';

/** A broken record of `example.com`, the code that it gets, with the span of the problem between `[[` and `]]` (none:
 *  there is no span), and the record that an expert would make of it: absent where that can't be known. */
export type BrokenRow = readonly [code: string, record: string, fixed?: string];

/** Names that the records lead to. */
export const brokenZone: MemoryZone = Object.fromEntries([
  ...[
    'a.example',
    'b.example',
    'spf.example.net',
    'spf.protection.outlook.com',
    '_spf.google.com',
    'xn--caf-dma.example',
  ].map((name) => [name, 'v=spf1 ip4:8.8.4.0/24 ip6:2606:4700:30::/48 -all']),
  ...['h.example', 'mail.example.net', 'smtppost.atos.net'].map((name) => [
    name,
    { A: ['8.8.4.9'], AAAA: ['2606:4700:30::9'], MX: [[10, 'h.example']] },
  ]),
]);

/** As they were published at some time, and what was to be published. */
const publishedRows: readonly BrokenRow[] = [
  // anbermedia.com, 2007.
  ['missing-space', 'v=spf1 ip4:72.11.154.128/25[[-all]]', 'v=spf1 ip4:72.11.154.128/25 -all'],
  // kenfor.com (rspamd issue 626).
  [
    'unknown-mechanism',
    'v=spf1 [[ipv4]]:120.197.68.19/24 ipv4:113.106.14.0/24 -all',
    'v=spf1 ip4:120.197.68.0/24 ip4:113.106.14.0/24 -all',
  ],
  // maddy issue 498.
  [
    'unknown-mechanism',
    'v=spf1 ip4:157.203.42.35 ip4:18.202.114.104 [[ip]]:3.8.227.20 ip:3.10.60.122 a:smtppost.atos.net -all',
    'v=spf1 ip4:157.203.42.35 ip4:18.202.114.104 ip4:3.8.227.20 ip4:3.10.60.122 a:smtppost.atos.net -all',
  ],
  // checkdmarc issue 209.
  ['missing-space', 'v=spf1 ip4:45.154.45.81[[~all]]', 'v=spf1 ip4:45.154.45.81 ~all'],
  // coppertone issue 57.
  [
    'missing-colon',
    'v=spf1 include[[.]]spf.protection.outlook.com',
    'v=spf1 include:spf.protection.outlook.com',
  ],
];

/** The catalogue's table of syntax, code by code. */
const syntaxRows: readonly BrokenRow[] = [
  ['missing-space', 'v=spf1 8.8.8.8[[~all]]', 'v=spf1 ip4:8.8.8.8 ~all'],
  ['missing-space', 'v=spf1 ip4:8.8.8.8[[~all]]', 'v=spf1 ip4:8.8.8.8 ~all'],
  ['missing-space', 'v=spf1 a:h.example[[ip4:8.8.8.8]] -all', 'v=spf1 a:h.example ip4:8.8.8.8 -all'],
  ['missing-space', 'v=spf1 ipv4:8.8.8.0/24[[-all]]', 'v=spf1 ip4:8.8.8.0/24 -all'],
  ['missing-space', 'v=spf1 mx[[-all]]', 'v=spf1 mx -all'],
  ['missing-space', 'v=spf1 include:a.example[[~all]]', 'v=spf1 include:a.example ~all'],
  ['welded-terms', 'v=spf1 include:a.example[[-all]]', 'v=spf1 include:a.example -all'],
  ['unknown-mechanism', 'v=spf1 [[ipv4]]:8.8.8.8 -all', 'v=spf1 ip4:8.8.8.8 -all'],
  ['unknown-mechanism', 'v=spf1 [[ip]]:8.8.8.8 -all', 'v=spf1 ip4:8.8.8.8 -all'],
  ['unknown-mechanism', 'v=spf1 [[ip]]:2606:4700:20::/48 -all', 'v=spf1 ip6:2606:4700:20::/48 -all'],
  ['unknown-mechanism', 'v=spf1 [[ipv6]]:2606:4700:20::8 -all', 'v=spf1 ip6:2606:4700:20::8 -all'],
  ['unknown-mechanism', 'v=spf1 mx [[prt]] -all', 'v=spf1 mx ptr -all'],
  ['unknown-mechanism', 'v=spf1 mx -[[all.]]', 'v=spf1 mx -all'],
  ['unknown-mechanism', 'v=spf1 [[incude]]:a.example -all', 'v=spf1 include:a.example -all'],
  ['missing-colon', 'v=spf1 include[[.]]spf.example.net -all', 'v=spf1 include:spf.example.net -all'],
  ['missing-colon', 'v=spf1 [[ip4]] 8.8.8.8 -all', 'v=spf1 ip4:8.8.8.8 -all'],
  ['mechanism-with-equals', 'v=spf1 [[include=a.example]] -all', 'v=spf1 include:a.example -all'],
  ['mechanism-with-equals', 'v=spf1 [[ip4=8.8.8.8]] -all', 'v=spf1 ip4:8.8.8.8 -all'],
  ['mechanism-with-equals', 'v=spf1 [[a=h.example]] -all', 'v=spf1 a:h.example -all'],
  ['modifier-with-colon', 'v=spf1 redirect[[:]]a.example', 'v=spf1 redirect=a.example'],
  ['modifier-with-colon', 'v=spf1 mx -all exp[[:]]a.example', 'v=spf1 mx -all exp=a.example'],
  ['unknown-modifier', 'v=spf1 [[redirct=a.example]]', 'v=spf1 redirect=a.example'],
  ['separator', 'v=spf1 ip4:8.8.8.8[[,]]ip4:8.8.9.9 -all', 'v=spf1 ip4:8.8.8.8 ip4:8.8.9.9 -all'],
  ['separator', 'v=spf1 ip4:8.8.8.8[[,]] ip4:8.8.9.9 -all', 'v=spf1 ip4:8.8.8.8 ip4:8.8.9.9 -all'],
  ['separator', 'v=spf1 a:h.example[[;]]-all', 'v=spf1 a:h.example -all'],
  ['separator', 'v=spf1 a:h.example[[\t]]-all', 'v=spf1 a:h.example -all'],
  ['separator', 'v=spf1 a:h.example[[\n]]-all', 'v=spf1 a:h.example -all'],
  ['separator', 'v=spf1 a:h.example[[\xc2\xa0]]-all', 'v=spf1 a:h.example -all'],
  ['quotes', 'v=spf1 include:[["]]a.example" -all', 'v=spf1 include:a.example -all'],
  ['quotes', 'v=spf1 [[\\"]]include:a.example\\" -all', 'v=spf1 include:a.example -all'],
  ['quotes', 'v=spf1 [[\xe2\x80\x9c]]a:h.example\xe2\x80\x9d -all', 'v=spf1 a:h.example -all'],
  ['non-ascii', 'v=spf1 include:caf[[\xe9]].example -all'],
  ['non-ascii', 'v=spf1 include:caf[[\xc3\xa9]].example -all', 'v=spf1 include:xn--caf-dma.example -all'],
  ['non-ascii', 'v=spf1 include:a[[\xe2\x80\x8b]].example -all', 'v=spf1 include:a.example -all'],
  ['non-ascii', 'v=spf1 include:a.example [[\xe2\x80\x93]]all', 'v=spf1 include:a.example -all'],
  ['extra-space', 'v=spf1 [[ ]]include:a.example -all', 'v=spf1 include:a.example -all'],
  ['extra-space', 'v=spf1 include:a.example -all[[ ]]', 'v=spf1 include:a.example -all'],
  ['ip-as-name', 'v=spf1 a:[[8.8.8.8]] -all', 'v=spf1 ip4:8.8.8.8 -all'],
  ['ip-as-name', 'v=spf1 mx:[[8.8.8.8]] -all', 'v=spf1 ip4:8.8.8.8 -all'],
  ['ip-as-name', 'v=spf1 include:[[8.8.8.8]] -all', 'v=spf1 ip4:8.8.8.8 -all'],
  ['ip-family-mismatch', 'v=spf1 ip4:[[2606:4700:20::8]] -all', 'v=spf1 ip6:2606:4700:20::8 -all'],
  ['ip-family-mismatch', 'v=spf1 ip6:[[8.8.8.8]] -all', 'v=spf1 ip4:8.8.8.8 -all'],
  ['bad-ip', 'v=spf1 ip4:[[8.8.8.256]] -all'],
  ['bad-ip', 'v=spf1 ip4:[[8.8.8]] -all'],
  ['bad-ip', 'v=spf1 ip6:[[2606::4700::8]] -all'],
  ['bad-ip', 'v=spf1 ip4:[[8.8.8.08]] -all'],
  ['bad-ip', 'v=spf1 ip4:[[mail.example.net]] -all', 'v=spf1 a:mail.example.net -all'],
  ['bad-prefix', 'v=spf1 ip4:8.8.8.0[[/33]] -all'],
  ['bad-prefix', 'v=spf1 ip6:2606:4700:20::[[/129]] -all'],
  ['bad-prefix', 'v=spf1 ip4:8.8.8.0[[/024]] -all', 'v=spf1 ip4:8.8.8.0/24 -all'],
  ['bad-prefix', 'v=spf1 ip4:8.8.8.0[[/]] -all'],
  ['bad-prefix', 'v=spf1 a:h.example/24[[/64]] -all', 'v=spf1 a:h.example/24//64 -all'],
  ['bad-prefix', 'v=spf1 ip6:2606:4700:20::[[//64]] -all', 'v=spf1 ip6:2606:4700:20::/64 -all'],
  ['bad-prefix', 'v=spf1 ip4:8.8.8.0[[/255.255.255.0]] -all', 'v=spf1 ip4:8.8.8.0/24 -all'],
  ['empty-argument', 'v=spf1 [[include:]] -all'],
  ['empty-argument', 'v=spf1 a[[:]] -all', 'v=spf1 a -all'],
  ['empty-argument', 'v=spf1 [[exists:]] -all'],
  ['empty-argument', 'v=spf1 [[redirect=]]'],
  ['empty-argument', 'v=spf1 [[include:]] a.example -all', 'v=spf1 include:a.example -all'],
  ['argument-on-all', 'v=spf1 a:h.example -all[[:x]]', 'v=spf1 a:h.example -all'],
  ['argument-on-all', 'v=spf1 a:h.example -all[[/8]]', 'v=spf1 a:h.example -all'],
  ['bad-domain-spec', 'v=spf1 include:[[localhost]] -all'],
  ['bad-domain-spec', 'v=spf1 include:[[a..example]] -all', 'v=spf1 include:a.example -all'],
  ['bad-domain-spec', `v=spf1 a:[[${'x'.repeat(64)}.example]] -all`],
  ['bad-domain-spec', 'v=spf1 include:[[https://a.example]] -all', 'v=spf1 include:a.example -all'],
  ['bad-domain-spec', 'v=spf1 include:[[https://a.example/]] -all', 'v=spf1 include:a.example -all'],
  ['bad-domain-spec', 'v=spf1 a:[[post@h.example]] -all', 'v=spf1 a:h.example -all'],
  ['bad-domain-spec', 'v=spf1 a:[[h.example:25]] -all', 'v=spf1 a:h.example -all'],
  ['trailing-dot', 'v=spf1 include:a.example[[.]] -all', 'v=spf1 include:a.example -all'],
  ['duplicate-modifier', 'v=spf1 redirect=a.example [[redirect=b.example]]'],
  ['duplicate-modifier', 'v=spf1 redirect=a.example [[redirect=a.example]]', 'v=spf1 redirect=a.example'],
  ['duplicate-modifier', 'v=spf1 mx -all exp=a.example [[exp=b.example]]'],
  ['bad-macro', 'v=spf1 exists:[[%{x}]].a.example -all'],
  ['bad-macro', 'v=spf1 exists:[[%]].a.example -all'],
  ['bad-macro', 'v=spf1 exists:[[%{i.a.example]] -all'],
  ['bad-macro', 'v=spf1 exists:[[%{d0}]].a.example -all'],
  ['bad-macro', 'v=spf1 exists:[[%{c}]].a.example -all'],
  ['bad-macro', 'v=spf1 exists:[[%{r}]].a.example -all'],
  ['bad-macro', 'v=spf1 exists:[[%{t}]].a.example -all'],
  ['macro-uppercase', 'v=spf1 exists:[[%{S}]].a.example -all'],
];

/** Records that are not selected, and others that a mechanical fix mends. */
const otherRows: readonly BrokenRow[] = [
  ['record-prefix', '[[ ]]v=spf1 a:h.example -all', 'v=spf1 a:h.example -all'],
  ['record-prefix', '[["]]v=spf1 a:h.example -all"', 'v=spf1 a:h.example -all'],
  ['record-prefix', '[[\xef\xbb\xbf]]v=spf1 a:h.example -all', 'v=spf1 a:h.example -all'],
  ['bad-version', '[[v=spf10 ]]a:h.example -all', 'v=spf1 a:h.example -all'],
  ['bad-version', '[[v = spf1 ]]a:h.example -all', 'v=spf1 a:h.example -all'],
  ['bad-version', '[[v=spf1; ]]a:h.example -all', 'v=spf1 a:h.example -all'],
  ['bad-version', '[[spf1 ]]a:h.example -all', 'v=spf1 a:h.example -all'],
  ['bad-version', '[[v=spf1]]include:a.example -all', 'v=spf1 include:a.example -all'],
  ['uppercase-version', '[[V=SPF1]] a:h.example -all', 'v=spf1 a:h.example -all'],
  ['unknown-modifier', 'v=spf1 a:h.example [[v=spf1]] -all', 'v=spf1 a:h.example -all'],
  ['redundant-term', 'v=spf1 a:h.example [[a:h.example]] -all', 'v=spf1 a:h.example -all'],
  ['host-bits', 'v=spf1 [[ip4:8.8.8.19/24]] a:h.example -all', 'v=spf1 ip4:8.8.8.0/24 a:h.example -all'],
  ['void-term', 'v=spf1 a:h.example [[a:gone.example]] -all', 'v=spf1 a:h.example -all'],
  ['bad-term', 'v=spf1 [[8.8.8.8]] a:h.example -all', 'v=spf1 ip4:8.8.8.8 a:h.example -all'],
  ['bad-term', 'v=spf1 a:h.example [[-]] all', 'v=spf1 a:h.example -all'],
  ['bad-term', 'v=spf1 a:h.example [[--]]all', 'v=spf1 a:h.example -all'],
  ['bad-term', 'v=spf1 ip4:8.8.8.0 [[/24]] -all', 'v=spf1 ip4:8.8.8.0/24 -all'],
  ['provider-typo', 'v=spf1 [[include:_spf.gogle.com]] -all', 'v=spf1 include:_spf.google.com -all'],
  [
    'provider-wrong-name',
    'v=spf1 [[include:spf.messaging.microsoft.com]] -all',
    'v=spf1 include:spf.protection.outlook.com -all',
  ],
];

/** Every broken record. */
export const brokenRows: readonly BrokenRow[] = [...publishedRows, ...syntaxRows, ...otherRows];
