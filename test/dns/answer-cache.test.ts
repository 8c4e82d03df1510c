import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAnswerCache } from '../../src/dns/answer-cache.ts';
import type { DnsAnswer, DnsOutcome, DnsQuestion } from '../../src/dns/resolver.ts';
import { manualResolver, settle } from '../helpers/manual-resolver.ts';

const question: DnsQuestion = { name: 'example.com', type: 'TXT' };

const stage = () => {
  const servers = manualResolver();
  return { servers, ...createAnswerCache(servers) };
};

const abortable = () => {
  const controller = new AbortController();
  const reason = new Error('the caller has gone');
  return { signal: controller.signal, reason, abort: () => controller.abort(reason) };
};

// A rejection that nobody handles fails the run in vitest too, but says nothing of the test that caused it.
const unhandled: unknown[] = [];
const onUnhandled = (error: unknown) => unhandled.push(error);
beforeAll(() => {
  process.on('unhandledRejection', onUnhandled);
});
afterAll(() => {
  process.off('unhandledRejection', onUnhandled);
  expect(unhandled).toEqual([]);
});

describe('equal questions', () => {
  test.each([
    ['live', 'live'],
    ['live', 'speculative'],
    ['speculative', 'live'],
    ['speculative', 'speculative'],
  ] as const)('in flight are one query: %s, then %s', async (first, second) => {
    const { servers, ...views } = stage();
    const both = [views[first].resolve(question), views[second].resolve({ ...question })];
    await servers.at(0).answer({ ttlSeconds: 7 });
    expect((await Promise.all(both)).map(({ ttlSeconds }) => ttlSeconds)).toEqual([7, 7]);
    expect(servers.asked()).toEqual(['TXT example.com']);
  });

  test('are answered from the cache once the answer is there', async () => {
    const { servers, live, speculative } = stage();
    const first = speculative.resolve(question);
    await servers.at(0).answer({ ttlSeconds: 7 });
    expect(await first).toMatchObject({ ttlSeconds: 7 });
    expect(await live.resolve(question)).toMatchObject({ ttlSeconds: 7 });
    expect(await speculative.resolve(question)).toMatchObject({ ttlSeconds: 7 });
    expect(servers.questions).toHaveLength(1);
  });

  test('are equal without case, and each caller gets the answer to its own spelling', async () => {
    const { servers, live } = stage();
    const spelt = { name: 'Example.COM', type: 'TXT' } as const;
    const both = [live.resolve(question), live.resolve(spelt)];
    await servers.at(0).answer();
    expect((await Promise.all(both)).map((answer) => answer.question)).toEqual([question, spelt]);
    expect(servers.questions).toHaveLength(1);
  });

  test.each<[DnsQuestion]>([
    [{ name: 'example.com', type: 'A' }],
    [{ name: 'example.org', type: 'TXT' }],
    [{ name: 'example\\.com', type: 'TXT' }],
    [{ name: '\xc9xample.com', type: 'TXT' }],
  ])('are not equal to %o', async (other) => {
    const { servers, live } = stage();
    void live.resolve(question);
    void live.resolve(other);
    void live.resolve({ name: '\xe9xample.com', type: 'TXT' });
    expect(servers.questions).toHaveLength(3);
  });
});

const transient: readonly DnsOutcome[] = ['timeout', 'server-failure', 'refused', 'unreachable', 'malformed'];
const lasting: readonly DnsOutcome[] = ['no-data', 'name-error', 'unaskable', 'records'];

describe('an answer that the speculative view obtained', () => {
  test.each(transient)('is asked for again by the live view if it is %s', async (outcome) => {
    const { servers, live, speculative } = stage();
    const ahead = speculative.resolve(question);
    await servers.at(0).answer({ outcome });
    expect((await ahead).outcome).toBe(outcome);
    const asked = live.resolve(question);
    await settle();
    await servers.at(1).answer({ ttlSeconds: 7 });
    expect(await asked).toMatchObject({ outcome: 'no-data', ttlSeconds: 7 });
  });

  test.each(transient)(
    'is asked for again by a live caller that joined it in flight if it is %s',
    async (outcome) => {
      const { servers, live, speculative } = stage();
      const ahead = speculative.resolve(question);
      const asked = [live.resolve(question), live.resolve(question)];
      await servers.at(0).answer({ outcome });
      expect((await ahead).outcome).toBe(outcome);
      expect(servers.questions).toHaveLength(2);
      await servers.at(1).answer({ ttlSeconds: 7 });
      expect((await Promise.all(asked)).map(({ ttlSeconds }) => ttlSeconds)).toEqual([7, 7]);
      expect(servers.questions).toHaveLength(2);
    },
  );

  test.each(lasting)('is as good as the live view’s own if it is %s', async (outcome) => {
    const { servers, live, speculative } = stage();
    const both = [speculative.resolve(question), live.resolve(question)];
    await servers.at(0).answer({ outcome });
    expect((await Promise.all(both)).map((answer) => answer.outcome)).toEqual([outcome, outcome]);
    expect((await live.resolve(question)).outcome).toBe(outcome);
    expect(servers.questions).toHaveLength(1);
  });

  test.each(transient)('serves the speculative view itself even if it is %s', async (outcome) => {
    const { servers, speculative } = stage();
    const first = speculative.resolve(question);
    await servers.at(0).answer({ outcome });
    await first;
    expect((await speculative.resolve(question)).outcome).toBe(outcome);
    expect(servers.questions).toHaveLength(1);
  });
});

test.each(transient)(
  'what the live view was told itself stays, even %s: a check asks once',
  async (outcome) => {
    const { servers, live, speculative } = stage();
    const first = live.resolve(question);
    await servers.at(0).answer({ outcome });
    expect((await first).outcome).toBe(outcome);
    expect((await live.resolve(question)).outcome).toBe(outcome);
    expect((await speculative.resolve(question)).outcome).toBe(outcome);
    expect(servers.questions).toHaveLength(1);
  },
);

test('a transient answer to the second, live query stays', async () => {
  const { servers, live, speculative } = stage();
  const both = [speculative.resolve(question), live.resolve(question)];
  await servers.at(0).answer({ outcome: 'timeout' });
  await servers.at(1).answer({ outcome: 'refused' });
  expect((await Promise.all(both)).map(({ outcome }) => outcome)).toEqual(['timeout', 'refused']);
  expect((await live.resolve(question)).outcome).toBe('refused');
  expect(servers.questions).toHaveLength(2);
});

describe('a failure that was asked for again', () => {
  const expired = { code: 7, text: 'signature expired' };
  const bogus = { code: 6, text: '' };

  test.each<[what: string, before: Partial<DnsAnswer>, latest: Partial<DnsAnswer>, codes: number[]]>([
    [
      'all its reasons, the first ones first',
      { extendedErrors: [expired] },
      { extendedErrors: [bogus] },
      [7, 6],
    ],
    ['each reason once', { extendedErrors: [bogus, expired] }, { extendedErrors: [bogus, expired] }, [6, 7]],
    ['the reasons that were told before', { extendedErrors: [expired] }, {}, [7]],
    ['the reasons that are told now', {}, { extendedErrors: [bogus] }, [6]],
    ['no reason where none was told', {}, {}, []],
    ['no reason of another trouble', { outcome: 'refused', extendedErrors: [expired] }, {}, []],
    ['no reason that no longer holds', { extendedErrors: [expired] }, { outcome: 'records' }, []],
  ])('has %s', async (_, before, latest, codes) => {
    const { servers, live, speculative } = stage();
    const both = [speculative.resolve(question), live.resolve(question), live.resolve(question)];
    await servers.at(0).answer({ outcome: 'server-failure', ...before });
    await servers.at(1).answer({ outcome: 'server-failure', ...latest });
    const [ahead, ...asked] = await Promise.all(both);
    expect(ahead?.extendedErrors).toEqual(before.extendedErrors);
    for (const answer of asked) expect((answer.extendedErrors ?? []).map(({ code }) => code)).toEqual(codes);
  });
});

describe('a caller that aborts', () => {
  test('gets its own reason at once, and the others their answer', async () => {
    const { servers, live, speculative } = stage();
    const { signal, reason, abort } = abortable();
    const gone = speculative.resolve(question, signal);
    const stays = live.resolve(question);
    abort();
    await expect(gone).rejects.toBe(reason);
    expect(servers.at(0).isAborted()).toBe(false);
    await servers.at(0).answer({ ttlSeconds: 7 });
    expect(await stays).toMatchObject({ ttlSeconds: 7 });
  });

  test('takes the query with it if it was the last', async () => {
    const { servers, live, speculative } = stage();
    const callers = [abortable(), abortable()];
    // Taken up at once: a rejection that waits for its handler is an unhandled one.
    const gone = Promise.allSettled(
      callers.map(({ signal }, index) => (index === 0 ? live : speculative).resolve(question, signal)),
    );
    callers[0]?.abort();
    await settle();
    expect(servers.at(0).isAborted()).toBe(false);
    callers[1]?.abort();
    expect((await gone).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(servers.at(0).isAborted()).toBe(true);
  });

  test('leaves nothing behind: the next one asks anew', async () => {
    const { servers, live } = stage();
    const { signal, abort } = abortable();
    const gone = live.resolve(question, signal);
    abort();
    await expect(gone).rejects.toThrow('the caller has gone');
    const asked = live.resolve(question);
    await servers.at(1).answer({ ttlSeconds: 7 });
    expect(await asked).toMatchObject({ ttlSeconds: 7 });
  });

  test('before it asks begins no query', async () => {
    const { servers, live } = stage();
    const { signal, reason, abort } = abortable();
    abort();
    await expect(live.resolve(question, signal)).rejects.toBe(reason);
    expect(servers.questions).toHaveLength(0);
  });

  test('after its answer disturbs nothing', async () => {
    const { servers, live } = stage();
    const { signal, abort } = abortable();
    const asked = live.resolve(question, signal);
    await servers.at(0).answer({ ttlSeconds: 7 });
    abort();
    expect(await asked).toMatchObject({ ttlSeconds: 7 });
    expect(servers.at(0).isAborted()).toBe(false);
    expect(await live.resolve(question)).toMatchObject({ ttlSeconds: 7 });
    expect(servers.questions).toHaveLength(1);
  });

  test('while its question is asked again takes the second query with it', async () => {
    const { servers, live, speculative } = stage();
    const { signal, reason, abort } = abortable();
    const ahead = speculative.resolve(question);
    const gone = live.resolve(question, signal);
    await servers.at(0).answer({ outcome: 'timeout' });
    await ahead;
    expect(servers.questions).toHaveLength(2);
    abort();
    await expect(gone).rejects.toBe(reason);
    expect(servers.at(1).isAborted()).toBe(true);
  });

  test('leaves a query alone that a caller without a signal waits for', async () => {
    const { servers, live, speculative } = stage();
    const { signal, abort } = abortable();
    const stays = live.resolve(question);
    const gone = speculative.resolve(question, signal);
    abort();
    await expect(gone).rejects.toThrow();
    await servers.at(0).answer({ ttlSeconds: 7 });
    expect(await stays).toMatchObject({ ttlSeconds: 7 });
  });
});

test('a resolver that rejects, against its contract, is heard by every caller', async () => {
  const broken = new Error('a fault of the resolver');
  const { live, speculative } = createAnswerCache({ resolve: () => Promise.reject(broken) });
  const { signal } = abortable();
  const all = [live.resolve(question), live.resolve(question, signal), speculative.resolve(question)];
  for (const asked of all) await expect(asked).rejects.toBe(broken);
});

test('many questions under one signal are no leak, and Node does not warn of one', async () => {
  const warnings: Error[] = [];
  const onWarning = (warning: Error) => warnings.push(warning);
  process.on('warning', onWarning);
  const { servers, speculative } = stage();
  const { signal } = abortable();
  const asked = Array.from({ length: 20 }, (_, index) =>
    speculative.resolve({ name: `n${index}.example`, type: 'A' }, signal),
  );
  await settle();
  for (const open of servers.questions) await open.answer();
  await Promise.all(asked);
  process.off('warning', onWarning);
  expect(warnings).toEqual([]);
});
