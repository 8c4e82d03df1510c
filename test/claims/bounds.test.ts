import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comparisonJson } from '../../src/claims/claim-json.ts';
import { compareClaim } from '../../src/claims/compare-claim.ts';
import { describeClaim } from '../../src/claims/describe-claim.ts';
import type { Resolver } from '../../src/dns/resolver.ts';
import type { Candidate, ClaimedResult } from '../../src/intake/candidate.ts';
import { trustOf } from '../../src/intake/trust.ts';
import { escapeText } from '../../src/report/escape-text.ts';
import { spfResults } from '../../src/spf/result.ts';
import { ipOf } from '../helpers/check-table.ts';
import { hostilePieces } from '../helpers/hostile-text.ts';
import { memoryResolver } from '../helpers/memory-resolver.ts';
import type { MemoryZone } from '../helpers/memory-zone.ts';
import { claimOf } from './claim-case.ts';

const candidate: Candidate = {
  form: 'policyd-spf',
  place: { line: 1, lastLine: 1, start: 0, end: 1 },
  trust: trustOf('own-log'),
  clientIp: ipOf('192.0.2.1'),
  helo: 'mail.b.example',
  mailFrom: 'a@a.example',
  result: 'softfail',
  reason: 'SPF Permanent Error: Unknown mechanism found: ipv4:192.0.2.1',
};

const many = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_none, index) => text(index)).join(' ');

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_none, index) => index);

const tooMany = 'thirty mx of ten exchanges each';

/** As many questions as lookups without a limit come to. */
const crowded: MemoryZone = {
  'a.example': `v=spf1 ${upTo(3)
    .map((index) => `include:i${index}.example`)
    .join(' ')} -all`,
  ...Object.fromEntries(
    upTo(3).map((index) => [
      `i${index}.example`,
      `v=spf1 ${upTo(10)
        .map((other) => `mx:m${other}.i${index}.example`)
        .join(' ')}`,
    ]),
  ),
  ...Object.fromEntries(
    upTo(3).flatMap((index) =>
      upTo(10).flatMap((other) => [
        [
          `m${other}.i${index}.example`,
          { MX: upTo(10).map((each) => [each, `h${each}.m${other}.i${index}.example`] as const) },
        ],
        ...upTo(10).map((each) => [`h${each}.m${other}.i${index}.example`, { A: ['198.51.100.1'] }]),
      ]),
    ),
  ),
};

describe('a policy that leads to ever more questions', () => {
  const zones: readonly (readonly [what: string, zone: MemoryZone])[] = [
    [
      'a thousand names that do not exist',
      { 'a.example': `v=spf1 ${many(1000, (index) => `a:h${index}.example`)} -all` },
    ],
    [
      'includes without end',
      {
        'a.example': `v=spf1 ${many(20, (index) => `include:i${index}.example`)} -all`,
        ...Object.fromEntries(
          Array.from({ length: 20 }, (_none, index) => [
            `i${index}.example`,
            `v=spf1 ${many(20, (other) => `a:h${index}.${other}.example`)} ${many(20, (other) => `include:i${other}.example`)}`,
          ]),
        ),
      },
    ],
    [
      'a record that includes itself twice',
      { 'a.example': 'v=spf1 include:a.example include:a.example -all' },
    ],
    [
      'a thousand exchanges',
      {
        'a.example': {
          TXT: ['v=spf1 mx -all'],
          MX: Array.from({ length: 1000 }, (_none, index) => [index, `mx${index}.example`] as const),
        },
        ...Object.fromEntries(
          Array.from({ length: 1000 }, (_none, index) => [`mx${index}.example`, { A: ['198.51.100.1'] }]),
        ),
      },
    ],
    [tooMany, crowded],
  ];
  test.each(zones)('%s', async (what, zone) => {
    const resolver = memoryResolver(zone);
    const claim = await claimOf(candidate, resolver);
    const before = resolver.asked.length;
    const comparison = await compareClaim(claim, resolver, { nowMs: 0 });
    expect(resolver.asked.length - before).toBeLessThanOrEqual(200);
    expect(comparison.isComplete).toBe(what !== tooMany);
    const told = describeClaim(comparison, candidate, claim.evaluation).join('\n');
    expect(told.includes('Not every cause was tried')).toBe(what === tooMany);
  });
});

describe('a comparison', () => {
  test('asks nothing again that the check asked', async () => {
    const resolver = memoryResolver({ 'a.example': 'v=spf1 a:n.example a:n.example a:n.example -all' });
    const claim = await claimOf(candidate, resolver);
    const before = resolver.asked.length;
    await compareClaim({ ...claim, candidate: { ...candidate, helo: 'a.example' } }, resolver, { nowMs: 0 });
    expect(resolver.asked.slice(before)).toEqual([]);
  });

  test('asks nothing where nothing differs', async () => {
    const resolver = memoryResolver({ 'a.example': 'v=spf1 ~all' });
    const claim = await claimOf(candidate, resolver);
    const before = resolver.asked.length;
    expect(await compareClaim(claim, resolver, { nowMs: 0 })).toEqual({
      agreement: 'same',
      causes: [],
      isComplete: true,
    });
    expect(resolver.asked.slice(before)).toEqual([]);
  });

  test('ends with the reason of its signal, begun or not', async () => {
    const resolver = memoryResolver({ 'a.example': 'v=spf1 -all' });
    const claim = await claimOf(candidate, resolver);
    const reason = new Error('enough');
    await expect(compareClaim(claim, resolver, { nowMs: 0, signal: AbortSignal.abort(reason) })).rejects.toBe(
      reason,
    );
    const controller = new AbortController();
    const aborting: Resolver = {
      resolve: (question, signal) => {
        controller.abort(reason);
        return resolver.resolve(question, signal);
      },
    };
    await expect(compareClaim(claim, aborting, { nowMs: 0, signal: controller.signal })).rejects.toBe(reason);
  });

  test('of hostile text gives lines and JSON that are safe to print', async () => {
    const results: readonly ClaimedResult[] = [...spfResults, 'not-pass'];
    const hostileText = fc
      .array(fc.oneof(fc.constantFrom(...hostilePieces.map(({ octets }) => octets)), fc.string()), {
        maxLength: 3,
      })
      .map((pieces) => pieces.join(''));
    const words = fc.oneof(
      hostileText,
      fc
        .tuple(
          fc.constantFrom(
            'SPF Permanent Error: Unknown mechanism found: x:',
            "Junk encountered in mechanism 'ip4:",
            "'SERVFAIL' error on DNS 'TXT' lookup of 'a.example",
            'No valid SPF record for included domain: ',
            'domain of ',
          ),
          hostileText,
        )
        .map((parts) => parts.join('')),
      fc.constant('a'.repeat(100_000)),
    );
    await fc.assert(
      fc.asyncProperty(words, words, fc.constantFrom(...results), async (one, other, result) => {
        const hostile: Candidate = {
          ...candidate,
          result,
          reason: one,
          helo: other,
          mailFrom: `${other}@${one}`,
          receiver: one,
          time: { text: other, atMs: 0 },
          facts: { mechanism: one, problem: other, dsn: one, headerFrom: other, code: one },
        };
        const resolver = memoryResolver({ 'a.example': 'v=spf1 ~all' });
        const claim = await claimOf(hostile, resolver, { fields: { sender: 'a@a.example', helo: other } });
        const comparison = await compareClaim(claim, resolver, { nowMs: 1e12 });
        const lines = describeClaim(comparison, hostile, claim.evaluation);
        for (const line of lines) {
          expect(escapeText(line)).toBe(line);
          expect(line.length).toBeLessThan(20_000);
        }
        for (const cause of comparisonJson(comparison).causes)
          for (const text of [cause.sentence, cause.evidence ?? '']) expect(escapeText(text)).toBe(text);
      }),
      { numRuns: 200 },
    );
  });
});
