import { expect, it } from 'vitest';
import { type BareText, readBareText } from '../../../src/tui/editing/bare-text.ts';

const rows: readonly (readonly [text: string, bare: BareText | undefined])[] = [
  ['example.com', { kind: 'domain', domain: 'example.com' }],
  ['  _spf.example.com.\n', { kind: 'domain', domain: '_spf.example.com.' }],
  ['bücher.example', { kind: 'domain', domain: 'bücher.example' }],
  ['<example.com>', { kind: 'domain', domain: 'example.com' }],
  ['localhost', undefined],
  ['word', undefined],
  ['example.com other.example', undefined],
  ['https://example.com/', undefined],
  ['bob@example.com', { kind: 'mailbox', mailbox: 'bob@example.com', domain: 'example.com' }],
  ['<bob@example.com>', { kind: 'mailbox', mailbox: 'bob@example.com', domain: 'example.com' }],
  ['@example.com', undefined],
  ['bob@localhost', undefined],
  ['192.0.2.1', { kind: 'client', ip: '192.0.2.1' }],
  ['[192.0.2.1]', { kind: 'client', ip: '192.0.2.1' }],
  ['[IPv6:2001:DB8::1]', { kind: 'client', ip: '2001:db8::1' }],
  ['192.0.2.0/24', undefined],
  ['300.1.2.3', { kind: 'domain', domain: '300.1.2.3' }],
  ['v=spf1 a -all', { kind: 'record', octets: 'v=spf1 a -all' }],
  ['"v=spf1 a " "-all"\n', { kind: 'record', octets: 'v=spf1 a -all' }],
  [
    'example.com. 600 IN TXT ( "v=spf1 ip4:192.0.2.1"\n  " -all" )',
    { kind: 'record', octets: 'v=spf1 ip4:192.0.2.1 -all' },
  ],
  ['v=spf1', { kind: 'record', octets: 'v=spf1' }],
  ['v=spf10 a', undefined],
  ['v=spf1 a -all\nv=spf1 mx -all', undefined],
  ['the record is v=spf1 -all', undefined],
  ['', undefined],
  [`${'a'.repeat(500)}.example`, undefined],
];

it.each(rows)('%j is %o', (text, bare) => {
  expect(readBareText(text)).toEqual(bare);
});
