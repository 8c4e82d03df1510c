import { describe, expect, test } from 'vitest';
import { termAt } from '../../src/policy/policy-tree.ts';
import { describeTermMeaning, describeTraced } from '../../src/report/describe-term.ts';
import { checkHost } from '../../src/spf/check-host.ts';
import { memoryResolver } from '../helpers/memory-resolver.ts';
import type { MemoryZone } from '../helpers/memory-zone.ts';
import { requestFrom, walkZone } from '../helpers/walk-zone.ts';

describe('a term is there for', () => {
  test.each<[term: string, meaning: string]>([
    ['-all', 'Matches every client. A match gives fail.'],
    ['?ip4:192.0.2.0/24', 'Matches if the client is in 192.0.2.0/24. A match gives neutral.'],
    ['include:b.example', 'Matches if the record of b.example gives the client pass. A match gives pass.'],
    ['~a', 'Matches if the client is one of the addresses of example.com. A match gives softfail.'],
    ['exists:%{d}', 'Matches if example.com has an A record. A match gives pass.'],
    [
      'exists:%{i}.x.example',
      'Matches if the name that its macros stand for has an A record. A match gives pass.',
    ],
    ['redirect=b.example', 'If no term matches, the record of b.example decides.'],
    ['exp=b.example', 'On fail, the text at b.example explains.'],
    ['ra=x', 'A modifier that RFC 7208 does not know: receivers check its syntax and ignore it.'],
    ['ip4:1', 'No term of the grammar: the whole record is permerror for every receiver.'],
  ])('%s: %s', async (term, meaning) => {
    const { policy } = await walkZone({ 'example.com': `v=spf1 ${term}` });
    const found = termAt(policy, '0');
    expect(found && describeTermMeaning(found)).toBe(meaning);
  });

  test.each(['mx/24//64', 'a:h.example/24', 'ptr', 'mx'])('%s in a sentence', async (term) => {
    const { policy } = await walkZone({ 'example.com': `v=spf1 ${term}` });
    const found = termAt(policy, '0');
    expect(found && describeTermMeaning(found)).toMatch(/^Matches if .*\. A match gives pass\.$/);
  });
});

type Row = readonly [
  what: string,
  zone: MemoryZone,
  expected: Readonly<{ word: string; reason: string; reference: string }>,
  request?: Parameters<typeof requestFrom>[1],
];

const rows: readonly Row[] = [
  [
    'a match',
    { 'example.com': 'v=spf1 ~ip4:192.0.2.1' },
    {
      word: 'MATCH',
      reason: '192.0.2.1 is the address that the record names; the qualifier ~ gives softfail.',
      reference: 'RFC 7208 §5.6',
    },
  ],
  [
    'another network',
    { 'example.com': 'v=spf1 ip4:192.0.2.9' },
    { word: 'NO MATCH', reason: '192.0.2.1 is not in the network.', reference: 'RFC 7208 §5.6' },
  ],
  [
    'another family',
    { 'example.com': 'v=spf1 ip6:::1' },
    { word: 'NO MATCH', reason: '192.0.2.1 is of the other address family.', reference: 'RFC 7208 §5.6' },
  ],
  [
    'other addresses',
    { 'example.com': { TXT: ['v=spf1 a'], A: ['192.0.2.9'] } },
    { word: 'NO MATCH', reason: '192.0.2.1 is none of the addresses found.', reference: 'RFC 7208 §5.3' },
  ],
  [
    'a name without addresses',
    { 'example.com': 'v=spf1 a' },
    {
      word: 'NO MATCH',
      reason: 'A example.com: the name has no such records; a void lookup.',
      reference: 'RFC 7208 §5.3',
    },
  ],
  [
    'a name that does not exist',
    { 'example.com': 'v=spf1 exists:x.example' },
    {
      word: 'NO MATCH',
      reason: 'A x.example: the name does not exist (NXDOMAIN); a void lookup.',
      reference: 'RFC 7208 §5.7',
    },
  ],
  [
    'a name that DNS cannot carry',
    { 'example.com': 'v=spf1 a:x..example' },
    {
      word: 'NO MATCH',
      reason: 'x..example cannot be asked for: it has an empty label.',
      reference: 'RFC 7208 §5.3',
    },
  ],
  [
    'names elsewhere',
    { 'example.com': 'v=spf1 ptr', '1.2.0.192.in-addr.arpa': { PTR: ['a.example'] } },
    {
      word: 'NO MATCH',
      reason: 'No name of 192.0.2.1 lies there and leads back to it.',
      reference: 'RFC 7208 §5.5',
    },
  ],
  [
    'names that cannot be had',
    { 'example.com': 'v=spf1 ptr', '1.2.0.192.in-addr.arpa': 'timeout' },
    {
      word: 'NO MATCH',
      reason: 'The names of 192.0.2.1 could not be asked for (timeout), which is no match.',
      reference: 'RFC 7208 §5.5',
    },
  ],
  [
    'an include that fails',
    { 'example.com': 'v=spf1 include:b.example', 'b.example': 'v=spf1 -all' },
    {
      word: 'NO MATCH',
      reason: 'The record of b.example gives fail; only pass would match.',
      reference: 'RFC 7208 §5.2',
    },
  ],
  [
    'a redirect',
    { 'example.com': 'v=spf1 redirect=b.example', 'b.example': 'v=spf1 -all' },
    {
      word: 'REDIRECTED',
      reason: "No term matched, so the target's record decided: fail.",
      reference: 'RFC 7208 §6.1',
    },
  ],
  [
    'an error below',
    { 'example.com': 'v=spf1 include:b.example', 'b.example': {} },
    {
      word: 'PERMERROR',
      reason: 'The include in example.com leads to b.example, which publishes no SPF record.',
      reference: 'RFC 7208 §5.2',
    },
  ],
  [
    'a local-part that no name may hold',
    { 'example.com': 'v=spf1 exists:%{l}.example' },
    {
      word: 'NO MATCH',
      reason:
        'The sender\'s local-part is not ASCII, so "exists:%{l}.example" matches nothing (RFC 8616 §4).',
      reference: 'RFC 7208 §5.7',
    },
    { sender: 'jos\xe9@example.com' },
  ],
];

describe('what a check found at a term', () => {
  test.each(rows.map((row) => [row[0], row] as const))(
    'is told of %s',
    async (_, [, zone, expected, fields]) => {
      const request = requestFrom('192.0.2.1', { domain: 'example.com', ...fields });
      const { trace } = await checkHost(request, memoryResolver(zone));
      const traced = trace.terms.get('0');
      expect(traced && describeTraced(traced, request)).toEqual(expected);
    },
  );

  test('is told of a question that is out', async () => {
    const request = requestFrom('192.0.2.1');
    const { trace } = await checkHost(request, memoryResolver({ 'example.com': 'v=spf1 a' }));
    const traced = trace.terms.get('0');
    if (traced === undefined) throw new Error('the term was not traced');
    const { outcome: _, ...open } = traced;
    expect(describeTraced(open, request)).toMatchObject({ word: 'ASKING', reason: 'Waiting for DNS.' });
  });
});
