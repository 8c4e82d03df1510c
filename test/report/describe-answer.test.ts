import { describe, expect, test } from 'vitest';
import type { DnsAnswer, DnsRecord } from '../../src/dns/resolver.ts';
import {
  describeAnswer,
  formatElapsed,
  formatOutcome,
  formatQuestion,
  formatRcode,
  formatRecordData,
  listAnswer,
} from '../../src/report/describe-answer.ts';
import { answerOf } from '../helpers/manual-resolver.ts';

const question = { name: 'example.com', type: 'TXT' } as const;
const head = { name: 'example.com', ttlSeconds: 60 };

test.each<[number, string]>([
  [0, '0 ms'],
  [0.04, '0.0 ms'],
  [0.4, '0.4 ms'],
  [9.94, '9.9 ms'],
  [10, '10 ms'],
  [23.4, '23 ms'],
  [999, '999 ms'],
  [1000, '1.0 s'],
  [1540, '1.5 s'],
  [20_000, '20.0 s'],
])('%d milliseconds are %j', (elapsedMs, text) => {
  expect(formatElapsed(elapsedMs)).toBe(text);
});

test.each<[number, string]>([
  [0, 'NOERROR'],
  [2, 'SERVFAIL'],
  [3, 'NXDOMAIN'],
  [5, 'REFUSED'],
  [16, 'RCODE 16'],
])('response code %d is %s', (rcode, name) => {
  expect(formatRcode(rcode)).toBe(name);
});

test.each<[Partial<DnsAnswer>, string]>([
  [{ outcome: 'records' }, 'NOERROR'],
  [{ outcome: 'no-data', rcode: 0 }, 'NODATA'],
  [{ outcome: 'name-error', rcode: 3 }, 'NXDOMAIN'],
  [{ outcome: 'server-failure', rcode: 2 }, 'SERVFAIL'],
  [{ outcome: 'server-failure', rcode: 4 }, 'NOTIMP'],
  [{ outcome: 'refused', rcode: 5 }, 'REFUSED'],
  [{ outcome: 'timeout' }, 'timeout'],
  [{ outcome: 'unreachable' }, 'unreachable'],
  [{ outcome: 'malformed' }, 'malformed'],
  [{ outcome: 'unaskable' }, 'unaskable'],
])('the outcome of %j is %s', (given, word) => {
  expect(formatOutcome(answerOf(question, given))).toBe(word);
});

test.each<[Parameters<typeof formatQuestion>[0], string]>([
  [{ name: 'example.com', type: 'TXT' }, 'TXT example.com'],
  [{ name: '', type: 'NS' }, 'NS .'],
  [{ name: 'a\\.b.\x1b.example', type: 'A' }, 'A a\\.b.\\x1B.example'],
])('a question is written %#', (asked, text) => {
  expect(formatQuestion(asked)).toBe(text);
});

describe('a record’s data', () => {
  test.each<[DnsRecord, string]>([
    [{ ...head, type: 'A', address: '192.0.2.1' }, '192.0.2.1'],
    [{ ...head, type: 'AAAA', address: '2001:db8::1' }, '2001:db8::1'],
    [{ ...head, type: 'MX', preference: 10, exchange: 'm.\x9b.example' }, '10 m.\\x9B.example'],
    [{ ...head, type: 'MX', preference: 0, exchange: '' }, '0 .'],
    [{ ...head, type: 'TXT', strings: ['v=spf1 ', '-all\x07'] }, '"v=spf1 " "-all\\x07"'],
    [{ ...head, type: 'TXT', strings: ['"v=spf1 -all"', '\\x07\x07'] }, '"\\"v=spf1 -all\\"" "\\\\x07\\x07"'],
    [{ ...head, type: 'PTR', target: 'h\x1b.example' }, 'h\\x1B.example'],
    [{ ...head, type: 'NS', target: '' }, '.'],
    [{ ...head, type: 'SOA', mname: '', rname: 'h\x1b', serial: 7, minimumSeconds: 1 }, '. h\\x1B 7'],
    [{ ...head, type: 'other', typeCode: 99, octets: new Uint8Array(3) }, 'type 99, 3 octets'],
    [
      { ...head, type: 'bad', typeCode: 1, octets: new Uint8Array(3), problem: '3 octets \x1b' },
      'does not decode: 3 octets \\x1B',
    ],
  ])('of %j is %j', (record, text) => {
    expect(formatRecordData(record)).toBe(text);
  });
});

describe('an answer in one line', () => {
  test.each<[Partial<DnsAnswer>, string]>([
    [
      {
        outcome: 'records',
        elapsedMs: 23,
        ttlSeconds: 600,
        sizeOctets: 96,
        flags: { aa: true, tc: false, ra: true, ad: true },
        origin: { kind: 'server', server: '192.0.2.53:53', transport: 'tcp' },
      },
      'NOERROR  23 ms  ttl 600  tcp 192.0.2.53:53  96 B  aa ad',
    ],
    [
      { outcome: 'name-error', ttlSeconds: 60, origin: { kind: 'zone', file: 'a\x1b.zone' } },
      'NXDOMAIN  ttl 60  zone a\\x1B.zone',
    ],
    [
      {
        outcome: 'no-data',
        elapsedMs: 2,
        origin: { kind: 'server', server: '192.0.2.53:53', transport: 'udp' },
      },
      'NODATA  2.0 ms  ttl unknown  udp 192.0.2.53:53',
    ],
    [{ outcome: 'name-error', origin: { kind: 'none' } }, 'NXDOMAIN  not asked'],
    [{ outcome: 'records', origin: { kind: 'overlay' } }, 'NOERROR  edited record'],
    [
      {
        outcome: 'timeout',
        elapsedMs: 3000,
        attempts: [
          { server: '192.0.2.53:53', transport: 'udp', outcome: 'timeout', elapsedMs: 1000 },
          { server: '192.0.2.53:53', transport: 'udp', outcome: 'timeout', elapsedMs: 1000 },
          { server: '[2001:db8::53]:53', transport: 'udp', outcome: 'timeout', elapsedMs: 1000 },
        ],
      },
      'timeout  3.0 s',
    ],
    [{ outcome: 'unaskable' }, 'unaskable  not asked'],
  ])('of %j', (given, line) => {
    expect(describeAnswer(answerOf(question, given))).toBe(line);
  });
});

describe('everything about an answer', () => {
  test('is in its lines: aliases, records, extended errors, problems, attempts', () => {
    const lines = listAnswer(
      answerOf(question, {
        outcome: 'server-failure',
        aliases: ['a\x1b.example', ''],
        extendedErrors: [
          { code: 9, text: 'bogus \x9b' },
          { code: 22, text: '' },
        ],
        problems: ['a record of \u202e was skipped'],
        attempts: [
          { server: '192.0.2.53:53', transport: 'udp', outcome: 'timeout', elapsedMs: 3000 },
          {
            server: 'x\x07',
            transport: 'tcp',
            outcome: 'server-failure',
            elapsedMs: 1,
            detail: 'odd \x1b[0m',
          },
        ],
      }),
    );
    expect(lines).toEqual([
      'CNAME a\\x1B.example',
      'CNAME .',
      'extended error 9, DNSKEY missing: bogus \\x9B',
      'extended error 22, no reachable authority',
      'note: a record of \\u202E was skipped',
      'try 1: udp 192.0.2.53:53 timeout 3.0 s',
      'try 2: tcp x\\x07 server-failure 1.0 ms (odd \\x1B[0m)',
    ]);
  });

  test('has no line for the one attempt that worked', () => {
    const attempts = [{ server: 's', transport: 'udp', outcome: 'records', elapsedMs: 1 }] as const;
    const records = [{ ...head, type: 'A', address: '192.0.2.1' }] as const;
    expect(listAnswer(answerOf(question, { records, attempts }))).toEqual(['192.0.2.1']);
  });

  test('shows the one attempt of an answer if there was something odd about it', () => {
    const attempts = [
      { server: 's', transport: 'udp', outcome: 'records', elapsedMs: 1, detail: '1 reply ignored' },
    ] as const;
    const lines = listAnswer(answerOf(question, { records: [], attempts }));
    expect(lines).toEqual(['try 1: udp s records 1.0 ms (1 reply ignored)']);
  });
});
