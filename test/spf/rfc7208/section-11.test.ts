import { describe } from 'vitest';
import { testRows } from '../../helpers/check-table.ts';
import type { MemoryZone } from '../../helpers/memory-zone.ts';

describe('RFC 7208 §11: what a hostile publisher can do', () => {
  const wide: MemoryZone = Object.fromEntries(
    Array.from({ length: 5 }, (_, index) => [
      `l${index}.example`,
      `v=spf1 ${`include:l${index + 1}.example `.repeat(9)}`,
    ]),
  );
  const exchanges: MemoryZone = {
    'example.com': {
      TXT: [`v=spf1 ${'mx '.repeat(10)}-all`],
      MX: Array.from({ length: 10 }, (_, index) => [0, `x${index}.example`] as const),
    },
    ...Object.fromEntries(
      Array.from({ length: 10 }, (_, index) => [`x${index}.example`, { A: ['203.0.113.1'] }]),
    ),
  };
  testRows([
    [
      '§11.1: a tree of includes ends after ten',
      { ...wide, 'l5.example': 'v=spf1 -all' },
      { sender: 'a@l0.example' },
      { result: 'permerror', cause: 'too-many-lookups', lookups: 11 },
    ],
    [
      '§11.1: names that do not exist end a check after three',
      { 'example.com': `v=spf1 ${'exists:%{ir}.victim.example '.repeat(10)}-all` },
      {},
      { result: 'permerror', cause: 'too-many-voids', voids: 3, lookups: 3 },
    ],
    [
      '§11.1: ten mx of ten exchanges are the most, and allowed',
      exchanges,
      {},
      { result: 'fail', lookups: 10 },
    ],
    [
      '§11.3: a client whose names are forged does not match',
      {
        'example.com': 'v=spf1 ptr -all',
        '1.2.0.192.in-addr.arpa': { PTR: ['mail.example.com'] },
        'mail.example.com': { A: ['198.51.100.1'] },
      },
      {},
      'fail',
    ],
    [
      '§11.5: an explanation may hold what a sender chose, but never another character than ASCII',
      { 'example.com': 'v=spf1 -all exp=why.example', 'why.example': '%{l}: no' },
      { sender: '"<script>"@example.com' },
      { result: 'fail', explanation: '"<script>": no' },
    ],
    [
      'a local-part of dots and empty pieces makes no name to ask for',
      { 'example.com': 'v=spf1 exists:%{l}.example -all' },
      { sender: '..@example.com' },
      { result: 'fail', voids: 0, asked: ['TXT example.com'] },
    ],
  ]);
});
