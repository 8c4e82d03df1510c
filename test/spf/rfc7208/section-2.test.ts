import { describe } from 'vitest';
import { testRows } from '../../helpers/check-table.ts';

describe('RFC 7208 §2.3: the HELO identity', () => {
  testRows([
    [
      'without a sender the HELO name is checked',
      { 'mail.example.com': 'v=spf1 ip4:192.0.2.1 -all', 'example.com': 'v=spf1 -all' },
      { sender: '' },
      { result: 'pass', asked: ['TXT mail.example.com'] },
    ],
    [
      'a HELO name of one label is none, and nothing is asked',
      { localhost: 'v=spf1 -all' },
      { sender: '', helo: 'localhost' },
      { result: 'none', cause: 'malformed-domain', asked: [] },
    ],
    [
      'a HELO that is an address literal is none',
      {},
      { sender: '', helo: '[192.0.2.1]' },
      { result: 'none', cause: 'malformed-domain', asked: [] },
    ],
    [
      'a HELO that is an IPv6 address literal is none',
      {},
      { sender: '', helo: '[IPv6:2001:db8::1]' },
      { result: 'none', cause: 'malformed-domain', asked: [] },
    ],
    [
      'a HELO that is a bare IP address is none',
      {},
      { sender: '', helo: '192.0.2.1' },
      { result: 'none', cause: 'malformed-domain', asked: [] },
    ],
  ]);
});

describe('RFC 7208 §2.4: the MAIL FROM identity', () => {
  testRows([
    [
      'the domain of the sender is checked, not the HELO name',
      { 'example.com': 'v=spf1 -all', 'mail.example.com': 'v=spf1 +all' },
      {},
      'fail',
    ],
    [
      'a null reverse-path is postmaster at the HELO name',
      { 'mail.example.com': 'v=spf1 -all exp=why.example.com', 'why.example.com': '%{s}' },
      { sender: '' },
      { result: 'fail', explanation: 'postmaster@mail.example.com' },
    ],
    [
      'a null reverse-path in brackets is postmaster at the HELO name',
      { 'mail.example.com': 'v=spf1 -all exp=why.example.com', 'why.example.com': '%{s} %{o}' },
      { sender: '<>' },
      { result: 'fail', explanation: 'postmaster@mail.example.com mail.example.com' },
    ],
    [
      'the last at sign divides local-part and domain',
      { 'example.com': 'v=spf1 -all exp=why.example.com', 'why.example.com': '%{l} of %{o}' },
      { sender: '"a@b"@example.com' },
      { result: 'fail', explanation: '"a@b" of example.com' },
    ],
    [
      'a sender domain that is an address literal is none',
      {},
      { sender: 'alice@[192.0.2.1]' },
      { result: 'none', cause: 'malformed-domain' },
    ],
  ]);
});

describe('RFC 7208 §2.6: the results', () => {
  testRows([
    ['none: the domain has no record', { 'example.com': { A: ['192.0.2.1'] } }, {}, 'none'],
    ['none: the domain does not exist', {}, {}, { result: 'none', cause: 'no-record', voids: 0 }],
    ['neutral: the domain asserts nothing', { 'example.com': 'v=spf1 ?all' }, {}, 'neutral'],
    ['pass: the client is authorised', { 'example.com': 'v=spf1 +all' }, {}, 'pass'],
    ['fail: the client is not authorised', { 'example.com': 'v=spf1 -all' }, {}, 'fail'],
    ['softfail: between fail and neutral', { 'example.com': 'v=spf1 ~all' }, {}, 'softfail'],
    ['temperror: a transient error of DNS', { 'example.com': 'servfail' }, {}, 'temperror'],
    ['permerror: the record can not be read', { 'example.com': 'v=spf1 foo' }, {}, 'permerror'],
  ]);
});
