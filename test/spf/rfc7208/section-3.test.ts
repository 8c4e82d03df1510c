import { describe } from 'vitest';
import { testRows } from '../../helpers/check-table.ts';

const addresses = Array.from({ length: 300 }, (_, index) => `ip4:198.51.100.${index % 256}`).join(' ');

describe('RFC 7208 §3.1: records are TXT, in ASCII', () => {
  testRows([
    [
      'a record of type SPF alone is no record, and that type is never asked for',
      { 'example.com': { SPF: ['v=spf1 +all'] } },
      {},
      { result: 'none', asked: ['TXT example.com'] },
    ],
    [
      'a record of type SPF does not contradict the TXT record',
      { 'example.com': { TXT: ['v=spf1 -all'], SPF: ['v=spf1 +all'] } },
      {},
      'fail',
    ],
    [
      'an octet over 127 in a mechanism is a syntax error',
      { 'example.com': 'v=spf1 a:caf\xe9.example.com -all' },
      {},
      { result: 'permerror', cause: 'syntax-error', path: '0' },
    ],
    [
      'an octet over 127 before a mechanism is a syntax error',
      { 'example.com': 'v=spf1 \x80a -all' },
      {},
      { result: 'permerror', path: '0' },
    ],
    [
      'an octet over 127 after a mechanism that matches is a syntax error',
      { 'example.com': 'v=spf1 ip4:192.0.2.1 \x96all' },
      {},
      { result: 'permerror', path: '1' },
    ],
    [
      'an octet over 127 in a TXT record of another kind is of no concern',
      { 'example.com': { TXT: ['\x96', 'v=spf1 -all'] } },
      {},
      'fail',
    ],
    [
      'a byte order mark before the version makes it no SPF record',
      { 'example.com': '\xef\xbb\xbfv=spf1 -all' },
      {},
      'none',
    ],
  ]);
});

describe('RFC 7208 §3.2: one record', () => {
  testRows([
    [
      'two SPF records are permerror',
      { 'example.com': { TXT: ['v=spf1 +all', 'v=spf1 -all'] } },
      {},
      { result: 'permerror', cause: 'multiple-records' },
    ],
    [
      'one record reached through two aliases is one record each time',
      {
        'example.com': 'v=spf1 ?include:one.example.com ?include:two.example.com -all',
        'one.example.com': { CNAME: 'two.example.com' },
        'two.example.com': { TXT: ['verification=1', 'v=spf1 ip4:198.51.100.1', 'verification=2'] },
      },
      {},
      { result: 'fail', lookups: 2 },
    ],
  ]);
});

describe('RFC 7208 §3.3: strings join without a space', () => {
  testRows([
    [
      'a record split inside a word is whole again',
      { 'example.com': { TXT: [['v=spf1 i', 'p4:192.0.2.1 -a', 'll']] } },
      {},
      'pass',
    ],
    [
      'strings that lack a space between terms run together',
      { 'example.com': { TXT: [['v=spf1 mx', 'ip4:192.0.2.1 -all']] } },
      {},
      { result: 'permerror', code: 'missing-space' },
    ],
    [
      'a version run together with a term is no record',
      { 'example.com': { TXT: [['v=spf1', 'mx']] } },
      {},
      'none',
    ],
    [
      'a version split over strings is found',
      { 'example.com': { TXT: [['v=', 'spf1', ' -all']] } },
      {},
      'fail',
    ],
    [
      'empty strings change nothing',
      { 'example.com': { TXT: [['', 'v=spf1', '', ' -all', '']] } },
      {},
      'fail',
    ],
  ]);
});

describe('RFC 7208 §3.4 and §3.5: size, wildcards', () => {
  testRows([
    [
      'a record of several thousand octets is read to its end',
      { 'example.com': { TXT: [`v=spf1 ${addresses} ip4:192.0.2.1 -all`.match(/.{1,255}/g) ?? []] } },
      {},
      { result: 'pass', path: '300' },
    ],
    [
      'a record that a wildcard gives is evaluated for the name that was asked',
      { 'x.example.com': 'v=spf1 a -all' },
      { sender: 'a@x.example.com' },
      { result: 'fail', asked: ['TXT x.example.com', 'A x.example.com'] },
    ],
  ]);
});
