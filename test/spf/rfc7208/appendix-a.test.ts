import { describe } from 'vitest';
import { type CheckRow, testRows } from '../../helpers/check-table.ts';
import type { MemoryZone } from '../../helpers/memory-zone.ts';

const hosts: MemoryZone = {
  'example.com': {
    MX: [
      [10, 'mail-a.example.com'],
      [20, 'mail-b.example.com'],
    ],
    A: ['192.0.2.10', '192.0.2.11'],
  },
  'amy.example.com': { A: ['192.0.2.65'] },
  'bob.example.com': { A: ['192.0.2.66'] },
  'mail-a.example.com': { A: ['192.0.2.129'] },
  'mail-b.example.com': { A: ['192.0.2.130'] },
  'www.example.com': { CNAME: 'example.com' },
  'example.org': { MX: [[10, 'mail-c.example.org']] },
  'mail-c.example.org': { A: ['192.0.2.140'] },
  '10.2.0.192.in-addr.arpa': { PTR: ['example.com'] },
  '11.2.0.192.in-addr.arpa': { PTR: ['example.com'] },
  '65.2.0.192.in-addr.arpa': { PTR: ['amy.example.com'] },
  '66.2.0.192.in-addr.arpa': { PTR: ['bob.example.com'] },
  '129.2.0.192.in-addr.arpa': { PTR: ['mail-a.example.com'] },
  '130.2.0.192.in-addr.arpa': { PTR: ['mail-b.example.com'] },
  '140.2.0.192.in-addr.arpa': { PTR: ['mail-c.example.org'] },
  '4.0.0.10.in-addr.arpa': { PTR: ['bob.example.com'] },
};
const clients = [
  '192.0.2.10',
  '192.0.2.11',
  '192.0.2.65',
  '192.0.2.66',
  '192.0.2.129',
  '192.0.2.130',
  '192.0.2.140',
  '10.0.0.4',
];

/** One row a client: those of the list pass, the others fail. */
const passing = (record: string, ...passes: readonly string[]): CheckRow[] =>
  clients.map((ip) => [
    `"${record}" and ${ip}`,
    // The domain has addresses and exchanges beside its record.
    { ...hosts, 'example.com': { ...(hosts['example.com'] as object), TXT: [record] } },
    { ip },
    passes.includes(ip) ? 'pass' : 'fail',
  ]);

describe('RFC 7208 appendix A.1: simple examples', () => {
  testRows([
    ...passing('v=spf1 +all', ...clients),
    ...passing('v=spf1 a -all', '192.0.2.10', '192.0.2.11'),
    ...passing('v=spf1 a:example.org -all'),
    ...passing('v=spf1 mx -all', '192.0.2.129', '192.0.2.130'),
    ...passing('v=spf1 mx:example.org -all', '192.0.2.140'),
    ...passing('v=spf1 mx mx:example.org -all', '192.0.2.129', '192.0.2.130', '192.0.2.140'),
    ...passing('v=spf1 mx/30 mx:example.org/30 -all', '192.0.2.129', '192.0.2.130', '192.0.2.140'),
    ...passing('v=spf1 ptr -all', ...clients.slice(0, 6)),
    ...passing('v=spf1 ip4:192.0.2.128/28 -all', '192.0.2.129', '192.0.2.130', '192.0.2.140'),
  ]);
});

describe('RFC 7208 appendix A.2: several domains', () => {
  const zone: MemoryZone = {
    'example.org': 'v=spf1 include:example.com include:example.net -all',
    'la.example.org': 'v=spf1 redirect=example.org',
    'example.com': 'v=spf1 ip4:192.0.2.10 -all',
    'example.net': 'v=spf1 ip4:198.51.100.10 -all',
  };
  testRows([
    [
      'a client of the first',
      zone,
      { sender: 'a@la.example.org', ip: '192.0.2.10' },
      { result: 'pass', path: '0.0', lookups: 2 },
    ],
    [
      'a client of the second',
      zone,
      { sender: 'a@la.example.org', ip: '198.51.100.10' },
      { result: 'pass', path: '0.1', lookups: 3 },
    ],
    [
      'a client of neither',
      zone,
      { sender: 'a@la.example.org', ip: '203.0.113.1' },
      { result: 'fail', path: '0.2', domain: 'example.org' },
    ],
  ]);
});

describe('RFC 7208 appendix A.3: in the style of a DNSBL', () => {
  const zone: MemoryZone = {
    'example.com': 'v=spf1 mx include:mobile-users._spf.%{d} include:remote-users._spf.%{d} -all',
    'mobile-users._spf.example.com': 'v=spf1 exists:%{l1r+}.%{d}',
    'remote-users._spf.example.com': 'v=spf1 exists:%{ir}.%{l1r+}.%{d}',
    'mary.mobile-users._spf.example.com': { A: ['127.0.0.2'] },
    '15.15.168.192.joel.remote-users._spf.example.com': { A: ['127.0.0.2'] },
  };
  const rules = { lookups: 10, voidLookups: 9, mxNames: 10, ptrNames: 10, elapsedMs: 20_000 };
  testRows([
    [
      'a mobile user, from anywhere',
      zone,
      { sender: 'mary@example.com', ip: '203.0.113.1', limits: rules },
      { result: 'pass', path: '1' },
    ],
    [
      'a mobile user with an extension',
      zone,
      { sender: 'mary+news@example.com', ip: '203.0.113.1', limits: rules },
      'pass',
    ],
    [
      'a remote user, from her address',
      zone,
      { sender: 'joel@example.com', ip: '192.168.15.15', limits: rules },
      { result: 'pass', path: '2' },
    ],
    [
      'a remote user, from elsewhere',
      zone,
      { sender: 'joel@example.com', ip: '203.0.113.1', limits: rules },
      { result: 'fail', path: '3' },
    ],
    [
      'nobody',
      zone,
      { sender: 'fred@example.com', ip: '192.168.15.15', limits: rules },
      { result: 'fail', path: '3' },
    ],
  ]);
});

describe('RFC 7208 appendix A.4: several requirements at once', () => {
  const zone: MemoryZone = {
    'example.com': 'v=spf1 -include:ip4._spf.%{d} -include:ptr._spf.%{d} +all',
    'ip4._spf.example.com': 'v=spf1 -ip4:192.0.2.0/24 +all',
    'ptr._spf.example.com': 'v=spf1 -ptr:example.com +all',
    '1.2.0.192.in-addr.arpa': { PTR: ['a.example.com'] },
    '2.2.0.192.in-addr.arpa': { PTR: ['a.example.net'] },
    '1.100.51.198.in-addr.arpa': { PTR: ['b.example.com'] },
    'a.example.com': { A: ['192.0.2.1'] },
    'a.example.net': { A: ['192.0.2.2'] },
    'b.example.com': { A: ['198.51.100.1'] },
  };
  testRows([
    ['both met', zone, { ip: '192.0.2.1' }, { result: 'pass', path: '2' }],
    ['the network alone', zone, { ip: '192.0.2.2' }, { result: 'fail', path: '1' }],
    ['the name alone', zone, { ip: '198.51.100.1' }, { result: 'fail', path: '0' }],
  ]);
});
