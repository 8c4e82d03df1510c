import { describe, expect, test } from 'vitest';
import { overlayResolver, type TxtOverlay } from '../../src/dns/overlay-resolver.ts';
import type { DnsQuestion } from '../../src/dns/resolver.ts';
import { memoryResolver } from '../helpers/memory-resolver.ts';

const published = { 'a.example': { TXT: ['v=spf1 -all'], A: ['192.0.2.1'] }, 'b.example': 'v=spf1 ~all' };

const overlaid = (overlay: TxtOverlay) => {
  const servers = memoryResolver(published);
  return { servers, resolver: overlayResolver(servers, overlay) };
};

describe('an edited name', () => {
  const overlay: TxtOverlay = new Map([
    ['A.Example', [['v=spf1 ', '+all'], ['another text']]],
    ['none.example', []],
  ]);

  test('has the texts of the edit, in their order and in their strings, and nothing is asked', async () => {
    const { servers, resolver } = overlaid(overlay);
    const answer = await resolver.resolve({ name: 'a.EXAMPLE', type: 'TXT' });
    expect(answer).toMatchObject({ outcome: 'records', origin: { kind: 'overlay' }, attempts: [] });
    expect(answer.records).toEqual([
      { type: 'TXT', name: 'a.EXAMPLE', ttlSeconds: 0, strings: ['v=spf1 ', '+all'] },
      { type: 'TXT', name: 'a.EXAMPLE', ttlSeconds: 0, strings: ['another text'] },
    ]);
    expect(servers.asked).toEqual([]);
  });

  test('has no data where the edit took every text away', async () => {
    const { resolver } = overlaid(overlay);
    expect(await resolver.resolve({ name: 'none.example', type: 'TXT' })).toMatchObject({
      outcome: 'no-data',
      records: [],
    });
  });

  test.each<[DnsQuestion, string]>([
    [{ name: 'a.example', type: 'A' }, 'records'],
    [{ name: 'a.example', type: 'SPF' }, 'no-data'],
    [{ name: 'b.example', type: 'TXT' }, 'records'],
    [{ name: 'sub.a.example', type: 'TXT' }, 'name-error'],
    [{ name: 'a\\.example', type: 'TXT' }, 'name-error'],
  ])('stands for no other question: %o is passed on', async (question, outcome) => {
    const { servers, resolver } = overlaid(overlay);
    expect((await resolver.resolve(question)).outcome).toBe(outcome);
    expect(servers.asked).toEqual([`${question.type} ${question.name}`]);
  });
});

test('the signal goes with the question that is passed on', async () => {
  const { resolver } = overlaid(new Map());
  const reason = new Error('the caller has gone');
  await expect(resolver.resolve({ name: 'b.example', type: 'TXT' }, AbortSignal.abort(reason))).rejects.toBe(
    reason,
  );
});
