import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareClaim } from '../../src/claims/compare-claim.ts';
import { judgeByReading } from '../../src/claims/reading.ts';
import { readings } from '../../src/claims/reading-table.ts';
import type { Candidate } from '../../src/intake/candidate.ts';
import { trustOf } from '../../src/intake/trust.ts';
import { checkHost } from '../../src/spf/check-host.ts';
import type { CheckRequest } from '../../src/spf/check-request.ts';
import { spfResults } from '../../src/spf/result.ts';
import { readingProofs } from '../differential/reading-proofs.ts';
import { ipOf } from '../helpers/check-table.ts';
import { memoryResolver } from '../helpers/memory-resolver.ts';
import { policyCases } from '../helpers/random-policy.ts';

const request: CheckRequest = {
  ip: ipOf('192.0.2.1'),
  domain: 'a.example',
  sender: 'alice@a.example',
  helo: 'mail.a.example',
  receiver: 'receiver.example.org',
  timeSeconds: 0,
};

const candidate: Candidate = {
  form: 'received-spf',
  place: { line: 1, lastLine: 1, start: 0, end: 1 },
  trust: trustOf('own-log'),
  clientIp: request.ip,
  helo: request.helo,
  mailFrom: request.sender,
};

describe('a way to read the RFC', () => {
  const rows = readings.flatMap((reading) =>
    readingProofs[reading.name].map((proof) => [`${reading.name}: ${proof.what}`, reading, proof] as const),
  );
  test.each(rows)('%s', async (_what, reading, proof) => {
    const resolver = memoryResolver(proof.zone);
    const plain = await checkHost(request, resolver);
    expect(plain.result).toBe(proof.ours);
    expect(reading.canMatter(plain)).toBe(true);
    expect(await judgeByReading(reading, request, resolver)).toBe(proof.theirs);
  });

  test.each(rows.filter(([, , { ours, theirs }]) => ours !== theirs))(
    '%s is told',
    async (_what, reading, proof) => {
      const resolver = memoryResolver(proof.zone);
      const evaluation = await checkHost(request, resolver);
      const { causes } = await compareClaim(
        { candidate: { ...candidate, result: proof.theirs }, request, evaluation },
        resolver,
        { nowMs: 0 },
      );
      const told = causes.flatMap((cause) => (cause.kind === 'other-reading' ? [cause.reading] : []));
      expect(told).toContain(reading.name);
    },
  );

  test('stands in the table once', () => {
    const names = readings.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.sort()).toEqual(Object.keys(readingProofs).sort());
  });

  test('waits longer than 20 seconds', async () => {
    const resolver = memoryResolver({ 'a.example': 'v=spf1 a -all' }, { elapsedMs: 15_000 });
    const plain = await checkHost(request, resolver);
    const reading = readings.find(({ name }) => name === 'no-time-limit');
    expect(plain.result).toBe('temperror');
    expect(reading?.canMatter(plain)).toBe(true);
    expect(reading && (await judgeByReading(reading, request, resolver))).toBe('fail');
  });
});

describe('of any policy', () => {
  test('only readings that give the claimed result are told, and what can not matter changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(policyCases(), fc.constantFrom(...spfResults), async (policy, claimed) => {
        const resolver = memoryResolver(policy.zone);
        const own = { ...request, ...policy.request };
        const evaluation = await checkHost(own, resolver);
        for (const reading of readings)
          if (!reading.canMatter(evaluation))
            expect(await judgeByReading(reading, own, resolver)).toBe(evaluation.result);
        const { causes, agreement } = await compareClaim(
          { candidate: { ...candidate, clientIp: own.ip, result: claimed }, request: own, evaluation },
          resolver,
          { nowMs: 0 },
        );
        expect(agreement === 'same').toBe(evaluation.result === claimed);
        if (agreement === 'same') expect(causes).toEqual([]);
        for (const cause of causes) {
          if (cause.kind !== 'other-reading') continue;
          const reading = readings.find(({ name }) => name === cause.reading);
          expect(cause.result).toBe(claimed);
          expect(reading && (await judgeByReading(reading, own, resolver))).toBe(claimed);
        }
      }),
      { numRuns: 150 },
    );
  });
});
