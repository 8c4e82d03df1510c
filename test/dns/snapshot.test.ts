import { describe, expect, test } from 'vitest';
import type { DnsAnswer, DnsQuestion } from '../../src/dns/resolver.ts';
import { recordAnswers, snapshotResolver } from '../../src/dns/snapshot.ts';
import { walkPolicy } from '../../src/policy/walk-policy.ts';
import { manualResolver } from '../helpers/manual-resolver.ts';
import { memoryResolver } from '../helpers/memory-resolver.ts';

const answer = (name: string, octets: number): DnsAnswer => ({
  question: { name, type: 'A' },
  outcome: 'timeout',
  records: [],
  aliases: [],
  sizeOctets: octets,
  origin: { kind: 'none' },
  askedAtMs: 5,
  elapsedMs: 7,
  attempts: [],
});

const ask = (name: string): DnsQuestion => ({ name, type: 'A' });

const replay = (answers: readonly DnsAnswer[]) =>
  snapshotResolver({ takenAtMs: 99, source: 's', answers }, setImmediate);

describe('a snapshot that is replayed', () => {
  test('answers as recorded, to the question as it is asked, whatever its case', async () => {
    const recorded = answer('a.test', 1);
    const question = ask('A.Test');
    expect(await replay([recorded]).resolve(question)).toEqual({ ...recorded, question, isReplayed: true });
  });

  test('answers what was asked several times in the same order, the last answer again and again', async () => {
    const resolver = replay([answer('a.test', 1), answer('b.test', 9), answer('a.test', 2)]);
    const sizes: unknown[] = [];
    for (const name of ['a.test', 'b.test', 'a.test', 'a.test', 'b.test'])
      sizes.push((await resolver.resolve(ask(name))).sizeOctets);
    expect(sizes).toEqual([1, 9, 2, 2, 9]);
  });

  test('says of any other question that it is not in it', async () => {
    const resolver = replay([answer('a.test', 1)]);
    for (const question of [ask('b.test'), { name: 'a.test', type: 'AAAA' } as const])
      expect(await resolver.resolve(question)).toMatchObject({
        question,
        outcome: 'unreachable',
        origin: { kind: 'snapshot' },
        askedAtMs: 99,
      });
  });

  test('answers in the order in which the answers came, and last what it does not have', async () => {
    const resolver = replay(['c', 'a', 'b'].map((name, index) => answer(name, index)));
    const order: string[] = [];
    await Promise.all(
      ['x', 'a', 'b', 'c'].map(async (name) => {
        await resolver.resolve(ask(name));
        order.push(name);
      }),
    );
    expect(order).toEqual(['c', 'a', 'b', 'x']);
  });

  test('does not wait for what nobody asks', async () => {
    const resolver = replay(['a', 'b', 'c'].map((name, index) => answer(name, index)));
    expect((await resolver.resolve(ask('c'))).sizeOctets).toBe(2);
    expect((await resolver.resolve(ask('a'))).sizeOctets).toBe(0);
  });

  test('gives up a question with its signal, at once or later', async () => {
    const resolver = replay([answer('a', 1)]);
    const controller = new AbortController();
    const given = resolver.resolve(ask('a'), controller.signal);
    controller.abort(new Error('enough'));
    await expect(given).rejects.toThrow('enough');
    await expect(resolver.resolve(ask('a'), controller.signal)).rejects.toThrow('enough');
    expect((await resolver.resolve(ask('a'))).sizeOctets).toBe(1);
  });
});

describe('a recording', () => {
  test('has each answer in the order they came, and none of what was given up', async () => {
    const manual = manualResolver();
    const recorder = recordAnswers(manual);
    const controller = new AbortController();
    const asked = [ask('a'), ask('b')].map((question) => recorder.resolver.resolve(question));
    const givenUp = recorder.resolver.resolve(ask('c'), controller.signal);
    controller.abort(new Error('enough'));
    await expect(givenUp).rejects.toThrow('enough');
    await manual.questions[1]?.answer();
    await manual.questions[0]?.answer();
    await Promise.all(asked);
    expect(recorder.answers().map(({ question }) => question.name)).toEqual(['b', 'a']);
  });

  test('of a walk has the walk take the same course', async () => {
    const servers = memoryResolver({
      'a.test': 'v=spf1 include:b.test include:c.test a mx exists:x.test -all',
      'b.test': 'v=spf1 a:h.test -all',
      'c.test': 'timeout',
      'h.test': { A: ['192.0.2.1'] },
    });
    const recorder = recordAnswers(servers);
    const walked = await walkPolicy('a.test', recorder.resolver, { now: () => 0 });
    const resolver = replay(recorder.answers());
    const again = await walkPolicy('a.test', resolver, { now: () => 0 });
    const withoutMark = [...again.answers].map(([key, { isReplayed, ...rest }]) => [key, rest]);
    expect(withoutMark).toEqual([...walked.answers]);
    expect([...again.records.keys()]).toEqual([...walked.records.keys()]);
  });
});
