import { describe } from 'vitest';
import { type CheckRow, type Expected, testRows } from '../../helpers/check-table.ts';
import type { MemoryZone, NameData } from '../../helpers/memory-zone.ts';

/** The ways in which a question can fail to bring a record. */
const outcomes: Readonly<Record<string, NameData | string | undefined>> = {
  NXDOMAIN: undefined,
  'no data': {},
  'an alias to no name': { CNAME: 'nowhere.example' },
  timeout: 'timeout',
  SERVFAIL: 'servfail',
  REFUSED: 'refused',
  'no reachable server': 'unreachable',
  'a broken reply': 'malformed',
  NOTIMP: { otherwise: 4 },
};
const isVoid = (outcome: string): boolean => ['NXDOMAIN', 'no data', 'an alias to no name'].includes(outcome);

/** A place where a question is asked: the zone around it, the name that has the outcome, and what follows. */
type Place = readonly [
  place: string,
  name: string,
  zone: MemoryZone,
  afterVoid: Expected,
  afterTrouble: Expected,
];

const pointer = '1.2.0.192.in-addr.arpa';
const trouble = (path: string): Expected => ({ result: 'temperror', cause: 'dns-trouble', path, voids: 0 });

const places: readonly Place[] = [
  [
    'the domain itself',
    'example.com',
    {},
    { result: 'none', cause: 'no-record', path: '', voids: 0 },
    trouble(''),
  ],
  [
    'an included domain',
    'x.example',
    { 'example.com': 'v=spf1 include:x.example -all' },
    { result: 'permerror', cause: 'no-record', path: '0', voids: 1 },
    trouble('0'),
  ],
  [
    'a domain included by an included one',
    'x.example',
    {
      'example.com': 'v=spf1 ip4:198.51.100.1 include:b.example -all',
      'b.example': 'v=spf1 include:x.example',
    },
    { result: 'permerror', cause: 'no-record', path: '1.0', voids: 1 },
    trouble('1.0'),
  ],
  [
    'the target of a redirect',
    'x.example',
    { 'example.com': 'v=spf1 redirect=x.example' },
    { result: 'permerror', cause: 'no-record', path: '0', voids: 1 },
    trouble('0'),
  ],
  [
    'the name of an a',
    'x.example',
    { 'example.com': 'v=spf1 a:x.example/0 -all' },
    { result: 'fail', path: '1', voids: 1 },
    trouble('0'),
  ],
  [
    'the name of an mx',
    'x.example',
    { 'example.com': 'v=spf1 mx:x.example/0 -all' },
    { result: 'fail', path: '1', voids: 1 },
    trouble('0'),
  ],
  [
    'an exchange',
    'x.example',
    { 'example.com': { TXT: ['v=spf1 mx/0 -all'], MX: [[0, 'x.example']] } },
    { result: 'fail', path: '1', voids: 1 },
    trouble('0'),
  ],
  [
    'an exchange before one that matches',
    'x.example',
    {
      'example.com': {
        TXT: ['v=spf1 mx -all'],
        MX: [
          [0, 'x.example'],
          [1, 'y.example'],
        ],
      },
      'y.example': { A: ['192.0.2.1'] },
    },
    { result: 'pass', path: '0', voids: 1 },
    trouble('0'),
  ],
  [
    'an exchange after one that matches',
    'x.example',
    {
      'example.com': {
        TXT: ['v=spf1 mx -all'],
        MX: [
          [1, 'x.example'],
          [0, 'y.example'],
        ],
      },
      'y.example': { A: ['192.0.2.1'] },
    },
    { result: 'pass', path: '0', voids: 0 },
    { result: 'pass', path: '0', voids: 0 },
  ],
  [
    'the name of an exists',
    'x.example',
    { 'example.com': 'v=spf1 exists:x.example -all' },
    { result: 'fail', path: '1', voids: 1 },
    trouble('0'),
  ],
  [
    'the names of the client, for ptr',
    pointer,
    { 'example.com': 'v=spf1 ptr -all' },
    { result: 'fail', path: '1', voids: 1 },
    { result: 'fail', path: '1', voids: 0 },
  ],
  [
    'a name of the client, for ptr',
    'x.example.com',
    { 'example.com': 'v=spf1 ptr -all', [pointer]: { PTR: ['x.example.com'] } },
    { result: 'fail', path: '1', voids: 0 },
    { result: 'fail', path: '1', voids: 0 },
  ],
  [
    'a name of the client before one that matches',
    'x.example.com',
    {
      'example.com': 'v=spf1 ptr -all',
      [pointer]: { PTR: ['x.example.com', 'y.example.com'] },
      'y.example.com': { A: ['192.0.2.1'] },
    },
    { result: 'pass', path: '0', voids: 0 },
    { result: 'pass', path: '0', voids: 0 },
  ],
  [
    'the names of the client, for %{p}',
    pointer,
    { 'example.com': 'v=spf1 exists:%{p}.p.example -all', 'unknown.p.example': { A: ['127.0.0.2'] } },
    { result: 'pass', path: '0', voids: 1 },
    { result: 'pass', path: '0', voids: 0 },
  ],
  [
    'a name of the client, for %{p}',
    'x.example.com',
    {
      'example.com': 'v=spf1 exists:%{p}.p.example -all',
      [pointer]: { PTR: ['x.example.com'] },
      'unknown.p.example': { A: ['127.0.0.2'] },
    },
    { result: 'pass', path: '0', voids: 0 },
    { result: 'pass', path: '0', voids: 0 },
  ],
  [
    'the explanation',
    'x.example',
    { 'example.com': 'v=spf1 -all exp=x.example' },
    { result: 'fail', path: '0', voids: 0, explanation: null },
    { result: 'fail', path: '0', voids: 0, explanation: null },
  ],
  [
    'the names of the client, for %{p} in an explanation',
    pointer,
    { 'example.com': 'v=spf1 -all exp=x.example', 'x.example': 'from %{p}' },
    { result: 'fail', voids: 0, explanation: 'from unknown' },
    { result: 'fail', voids: 0, explanation: 'from unknown' },
  ],
];

describe.each(places)(
  'RFC 7208 §4.4, §5, §6.2: no record for %s',
  (_place, name, zone, afterVoid, afterTrouble) => {
    testRows(
      Object.entries(outcomes).map(([outcome, data]): CheckRow => {
        const broken = data === undefined ? zone : { ...zone, [name]: data };
        const expected = isVoid(outcome) ? afterVoid : afterTrouble;
        return [`${outcome}: ${expected.result}`, broken, {}, expected];
      }),
    );
  },
);
