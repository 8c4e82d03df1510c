import { describe, expect, test } from 'vitest';
import type { Resolver } from '../../src/dns/resolver.ts';
import { emptyLog, foldLog } from '../../src/exploration/dns-log.ts';
import type { Edits } from '../../src/exploration/edits.ts';
import { type Exploration, evaluationOf } from '../../src/exploration/exploration.ts';
import {
  type ExplorationEvent,
  reduceExploration,
  startExploration,
} from '../../src/exploration/reduce-exploration.ts';
import { createExplorationRun } from '../../src/exploration/run-exploration.ts';
import { manualResolver, settle } from '../helpers/manual-resolver.ts';
import { memoryResolver } from '../helpers/memory-resolver.ts';
import type { MemoryZone } from '../helpers/memory-zone.ts';
import { requestFrom } from '../helpers/walk-zone.ts';

const zone: MemoryZone = {
  'example.com': 'v=spf1 include:a.example -all',
  'a.example': 'v=spf1 ip4:192.0.2.0/24 -all',
  'b.example': 'v=spf1 ?all',
};

const text = (name: string, record: string) => ({
  records: [{ type: 'TXT', name, ttlSeconds: 1, strings: [record] } as const],
});

/** A run and all that it says, folded as it comes. */
const stage = (resolver: Resolver) => {
  const events: ExplorationEvent[] = [];
  const faults: unknown[] = [];
  const seen = { state: startExploration('', undefined, 0) as Exploration };
  let clock = 0;
  const run = createExplorationRun({
    resolver,
    dispatch: (event) => {
      // What was asked is told by the way; the tests of the log look at it in the state.
      if (event.kind !== 'logged') events.push(event);
      seen.state = reduceExploration(seen.state, event);
    },
    fail: (error) => faults.push(error),
    later: setImmediate,
    now: () => ++clock,
  });
  return { run, events, faults, seen, kinds: () => events.map(({ kind }) => kind) };
};

describe('a run', () => {
  test('walks and checks, and is over when both are', async () => {
    const resolver = memoryResolver(zone);
    const { run, seen, kinds, faults } = stage(resolver);
    await run.explore('example.com', requestFrom('192.0.2.1'));
    await settle();
    expect(kinds()[0]).toBe('started');
    expect(seen.state.policy).toMatchObject({ isComplete: true });
    expect(evaluationOf(seen.state)).toMatchObject({ result: 'pass' });
    expect(faults).toEqual([]);
    // One cache for both: nothing is asked twice.
    expect([...resolver.asked].sort()).toEqual(['TXT a.example', 'TXT example.com']);
  });

  test('only walks without a client', async () => {
    const { run, seen, kinds } = stage(memoryResolver(zone));
    await run.explore('example.com');
    await settle();
    expect(new Set(kinds())).toEqual(new Set(['started', 'walked']));
    expect(seen.state.policy.records.size).toBe(2);
    expect(seen.state.check).toBeUndefined();
  });

  test('asks nothing about a domain that cannot be checked', async () => {
    const resolver = memoryResolver(zone);
    const { run, seen } = stage(resolver);
    await run.explore('localhost', requestFrom('192.0.2.1', { domain: 'localhost' }));
    await settle();
    expect(evaluationOf(seen.state)).toMatchObject({ result: 'none', cause: { kind: 'malformed-domain' } });
    expect(seen.state.policy.isComplete).toBe(true);
    expect(resolver.asked).toEqual([]);
  });

  test('proves the fix of a record with a slip', async () => {
    const { run, seen } = stage(memoryResolver({ 'example.com': 'v=spf1 ip4:192.0.2.0/25-all' }));
    await run.explore('example.com', requestFrom('192.0.2.1'));
    await settle();
    expect(evaluationOf(seen.state)?.result).toBe('permerror');
    expect(seen.state.fix).toMatchObject({
      record: 'v=spf1 ip4:192.0.2.0/25 -all',
      evaluation: { result: 'pass' },
    });
  });

  test('gives a burst of answers as one event', async () => {
    const { run, events } = stage(
      memoryResolver({ 'example.com': `v=spf1 ${'a:h.example '.repeat(50)}-all` }),
    );
    await run.explore('example.com');
    await settle();
    const walked = events.filter(({ kind }) => kind === 'walked');
    expect(walked.length).toBeLessThan(4);
  });

  test('says what is out while it is out', async () => {
    const servers = manualResolver();
    const { run, seen } = stage(servers);
    const over = run.explore('example.com', requestFrom('192.0.2.1'));
    await settle();
    await settle();
    expect([...seen.state.policy.pending.values()].map(({ question }) => question.name)).toEqual([
      'example.com',
    ]);
    expect(seen.state.check?.kind).toBe('running');
    await servers.at(0).answer(text('example.com', 'v=spf1 -all'));
    await over;
    await settle();
    expect(evaluationOf(seen.state)?.result).toBe('fail');
    expect(seen.state.policy.pending.size).toBe(0);
  });

  test('hands on a fault of the program, and keeps quiet about its own end', async () => {
    const broken = new Error('a fault of the resolver');
    const first = stage({ resolve: () => Promise.reject(broken) });
    await first.run.explore('example.com', requestFrom('192.0.2.1'));
    expect(first.faults).toEqual([broken, broken]);
    const second = stage(manualResolver());
    const over = second.run.explore('example.com', requestFrom('192.0.2.1'));
    second.run.stop();
    await over;
    expect(second.faults).toEqual([]);
  });
});

describe('a run that takes the place of another', () => {
  test('cancels its queries, and its events no longer arrive', async () => {
    const servers = manualResolver();
    const { run, events, faults } = stage(servers);
    const first = run.explore('example.com', requestFrom('192.0.2.1'));
    await settle();
    const second = run.explore('b.example', requestFrom('192.0.2.2', { domain: 'b.example' }));
    await first;
    expect(servers.asked()).toEqual(['TXT example.com', 'TXT b.example']);
    expect(servers.at(0).isAborted()).toBe(true);
    const before = events.length;
    await servers.at(0).answer(text('example.com', 'v=spf1 -all'));
    await settle();
    expect(events.slice(before).filter(({ kind }) => kind !== 'walked' && kind !== 'checking')).toEqual([]);
    await servers.at(1).answer(text('b.example', 'v=spf1 ?all'));
    await second;
    const checked = events.flatMap((event) =>
      event.kind === 'checked' ? [event.evaluation.request.domain] : [],
    );
    expect(checked).toEqual(['b.example']);
    expect(faults).toEqual([]);
  });

  test('asks nothing again that was answered', async () => {
    const servers = manualResolver();
    const { run, seen } = stage(servers);
    const first = run.explore('example.com', requestFrom('192.0.2.1'));
    await settle();
    await servers.at(0).answer(text('example.com', 'v=spf1 include:a.example -all'));
    const second = run.explore('example.com', requestFrom('192.0.2.2'));
    await first;
    await servers.at(servers.questions.length - 1).answer(text('a.example', 'v=spf1 ip4:192.0.2.2 -all'));
    await second;
    await settle();
    expect(servers.asked().filter((question) => question === 'TXT example.com')).toHaveLength(1);
    expect(evaluationOf(seen.state)).toMatchObject({
      result: 'pass',
      request: { ip: { octets: [192, 0, 2, 2] } },
    });
  });

  test.each([
    ['asks nothing', 'localhost'],
    ['has all its answers', 'example.com'],
  ])('ends a check that %s before that check can say anything', async (_, domain) => {
    const { run, events } = stage(memoryResolver(zone));
    await run.explore('example.com', requestFrom('192.0.2.1'));
    await settle();
    const start = events.length;
    const first = run.explore(domain, requestFrom('192.0.2.9', { domain }));
    const second = run.explore('b.example', requestFrom('192.0.2.2', { domain: 'b.example' }));
    await Promise.all([first, second]);
    await settle();
    const checked = events
      .slice(start)
      .flatMap((event) => (event.kind === 'checked' ? [event.evaluation.request.domain] : []));
    expect(checked).toEqual(['b.example']);
  });

  test('ends a proof that is under way', async () => {
    const servers = manualResolver();
    const { run, events } = stage(servers);
    const first = run.explore('example.com', requestFrom('192.0.2.1'));
    await settle();
    await servers.at(0).answer(text('example.com', 'v=spf1 a/24-all'));
    // The fix is being checked: its `a` is out.
    const second = run.explore('b.example', requestFrom('192.0.2.1', { domain: 'b.example' }));
    for (const open of servers.questions.slice(1)) await open.answer();
    await Promise.all([first, second]);
    await settle();
    expect(events.map(({ kind }) => kind)).not.toContain('fix-proven');
  });
});

describe('asking again', () => {
  test('by requery asks every question anew', async () => {
    const resolver = memoryResolver(zone);
    const { run, seen } = stage(resolver);
    await run.explore('example.com', requestFrom('192.0.2.1'));
    await run.requery();
    await settle();
    expect(resolver.asked).toHaveLength(4);
    expect(evaluationOf(seen.state)?.result).toBe('pass');
    expect(seen.state).toMatchObject({ domain: 'example.com', policy: { isComplete: true } });
  });

  test('by explore asks nothing that is known', async () => {
    const resolver = memoryResolver(zone);
    const { run, seen } = stage(resolver);
    await run.explore('example.com', requestFrom('192.0.2.1'));
    await run.explore('example.com', requestFrom('203.0.113.1'));
    await settle();
    expect(resolver.asked).toHaveLength(2);
    expect(evaluationOf(seen.state)?.result).toBe('fail');
  });

  test('by goOn has room for 300 queries more each time, until another domain is explored', async () => {
    const many = Array.from({ length: 700 }, (_, index) => `exists:n${index}.example`).join(' ');
    const resolver = memoryResolver({
      'example.com': `v=spf1 ${many} -all`,
      'b.example': `v=spf1 ${many} -all`,
    });
    const { run, seen } = stage(resolver);
    const sizes: number[] = [];
    const note = async (over: Promise<void>) => {
      await over;
      await settle();
      sizes.push(seen.state.policy.answers.size);
    };
    await note(run.explore('example.com'));
    expect(seen.state.policy.reachedCaps).toEqual([{ kind: 'queries', limit: 300 }]);
    await note(run.goOn());
    await note(run.goOn());
    expect(seen.state.policy.reachedCaps).toEqual([]);
    await note(run.explore('b.example'));
    expect(sizes).toEqual([300, 600, 701, 300]);
    // What was known was not asked again.
    expect(resolver.asked).toHaveLength(702);
  });

  test('before anything was explored does nothing', async () => {
    const resolver = memoryResolver(zone);
    const { run, events } = stage(resolver);
    await run.requery();
    await run.goOn();
    run.stop();
    expect(events).toEqual([]);
    expect(resolver.asked).toEqual([]);
  });
});

test('a run that is stopped says nothing more', async () => {
  const servers = manualResolver();
  const { run, events, faults } = stage(servers);
  const over = run.explore('example.com', requestFrom('192.0.2.1'));
  await settle();
  const before = events.length;
  run.stop();
  await servers.at(0).answer(text('example.com', 'v=spf1 -all'));
  await over;
  await settle();
  expect(events.slice(before)).toEqual([]);
  expect(faults).toEqual([]);
  expect(servers.at(0).isAborted()).toBe(true);
});

test('a run that takes the place of another joins what is still out, and asks nothing twice', async () => {
  const resolver = manualResolver();
  const { run, seen } = stage(resolver);
  void run.explore('example.com', requestFrom('192.0.2.1'));
  await resolver.at(0).answer(text('example.com', 'v=spf1 include:a.example -all'));
  expect(resolver.asked()).toEqual(['TXT example.com', 'TXT a.example']);
  void run.explore('example.com', requestFrom('192.0.2.2'));
  await settle();
  await settle();
  expect(resolver.asked()).toEqual(['TXT example.com', 'TXT a.example']);
  expect(resolver.at(1).isAborted()).toBe(false);
  await resolver.at(1).answer(text('a.example', 'v=spf1 ip4:192.0.2.2 -all'));
  await settle();
  expect(evaluationOf(seen.state)).toMatchObject({
    result: 'pass',
    request: { ip: { octets: [192, 0, 2, 2] } },
  });
});

describe('a run over edited records', () => {
  const edits: Edits = new Map([['a.example', { text: 'v=spf1 ip4:203.0.113.9 -all', removed: [] }]]);

  test('checks them, and beside them what is published', async () => {
    const { run, seen } = stage(memoryResolver(zone));
    await run.explore('example.com', requestFrom('203.0.113.9'), { edits });
    await settle();
    expect(evaluationOf(seen.state)?.result).toBe('pass');
    expect(seen.state.edits).toBe(edits);
    const published = seen.state.published;
    expect(published === undefined ? undefined : evaluationOf(published)?.result).toBe('fail');
  });

  test('asks nothing, and goes through nothing published, again that is known', async () => {
    const resolver = memoryResolver(zone);
    const { run, seen, events } = stage(resolver);
    await run.explore('example.com', requestFrom('203.0.113.9'));
    await settle();
    const [asked, before, plain] = [resolver.asked.length, events.length, seen.state];
    await run.explore('example.com', requestFrom('203.0.113.9'), { edits });
    await settle();
    expect(resolver.asked.length).toBe(asked);
    expect(events.slice(before).some(({ kind }) => kind === 'published')).toBe(false);
    expect(seen.state.published).toBe(plain);
    expect(evaluationOf(seen.state)?.result).toBe('pass');
  });

  test('goes through what is published again for another client and over fresh answers', async () => {
    const resolver = memoryResolver(zone);
    const { run, seen } = stage(resolver);
    await run.explore('example.com', requestFrom('203.0.113.9'));
    await run.explore('example.com', requestFrom('192.0.2.1'), { edits });
    await settle();
    expect(evaluationOf(seen.state)?.result).toBe('fail');
    const before = seen.state.published;
    expect(before === undefined ? undefined : evaluationOf(before)?.result).toBe('pass');
    const asked = resolver.asked.length;
    await run.requery();
    await settle();
    expect(resolver.asked.length).toBeGreaterThan(asked);
    expect(seen.state.published).not.toBe(before);
    expect(seen.state.published?.policy.isComplete).toBe(true);
  });

  test('has what is published to its end, after a run of another client was cut short', async () => {
    const { run, seen } = stage(memoryResolver(zone));
    await run.explore('example.com', requestFrom('203.0.113.9'));
    await run.explore('example.com', requestFrom('203.0.113.9'), { edits });
    const cut = run.explore('example.com', requestFrom('192.0.2.1'), { edits });
    await Promise.all([cut, run.explore('example.com', requestFrom('203.0.113.9'), { edits })]);
    await settle();
    const { published } = seen.state;
    expect(published?.request?.ip.octets).toEqual([203, 0, 113, 9]);
    expect(published === undefined ? undefined : evaluationOf(published)?.result).toBe('fail');
    expect(published?.policy.isComplete).toBe(true);
  });

  test('is over when the edits are taken back', async () => {
    const { run, seen } = stage(memoryResolver(zone));
    await run.explore('example.com', requestFrom('203.0.113.9'), { edits });
    await run.explore('example.com', requestFrom('203.0.113.9'));
    await settle();
    expect(seen.state.published).toBeUndefined();
    expect(evaluationOf(seen.state)?.result).toBe('fail');
  });
});

describe('the checks besides', () => {
  test('are of the same answers, and each has its outcome', async () => {
    const resolver = memoryResolver(zone);
    const { run, seen } = stage(resolver);
    const sides = ['192.0.2.1', '203.0.113.9', '198.51.100.1', '192.0.2.2', '192.0.2.3', '192.0.2.4'].map(
      (ip) => ({
        key: ip,
        request: requestFrom(ip),
      }),
    );
    await run.explore('example.com', undefined, { sides });
    await settle();
    expect([...seen.state.sides].map(([key, { result }]) => [key, result]).sort()).toEqual([
      ['192.0.2.1', 'pass'],
      ['192.0.2.2', 'pass'],
      ['192.0.2.3', 'pass'],
      ['192.0.2.4', 'pass'],
      ['198.51.100.1', 'fail'],
      ['203.0.113.9', 'fail'],
    ]);
    expect([...resolver.asked].sort()).toEqual(['TXT a.example', 'TXT example.com']);
  });
});

describe('the log', () => {
  test('has every question in the order asked, over all runs', async () => {
    const { run, seen } = stage(memoryResolver(zone));
    await run.explore('example.com', requestFrom('192.0.2.1'));
    await run.requery();
    await settle();
    const { entries, forgotten } = seen.state.log;
    expect(entries.map(({ number, question }) => `${number} ${question.type} ${question.name}`)).toEqual([
      '1 TXT example.com',
      '2 TXT a.example',
      '3 TXT example.com',
      '4 TXT a.example',
    ]);
    expect(entries.every(({ answer }) => answer?.outcome === 'records')).toBe(true);
    expect(forgotten).toBe(0);
  });

  test('tells of a question that nobody waits for any more', async () => {
    const servers = manualResolver();
    const { run, seen } = stage(servers);
    void run.explore('example.com');
    await settle();
    void run.explore('b.example');
    await settle();
    await settle();
    expect(seen.state.log.entries.map(({ isCalledOff }) => isCalledOff ?? false)).toEqual([true, false]);
  });

  test('forgets the oldest, and says how many', () => {
    const asked = Array.from({ length: 2500 }, (_, index) => ({
      kind: 'asked' as const,
      number: index + 1,
      question: { name: 'a.example', type: 'TXT' as const },
      atMs: index,
    }));
    const log = foldLog(emptyLog, asked);
    expect(log.entries).toHaveLength(2000);
    expect(log).toMatchObject({ forgotten: 500, entries: { 0: { number: 501 } } });
    const later = foldLog(log, [
      { kind: 'called-off', number: 3 },
      { kind: 'called-off', number: 501 },
    ]);
    expect(later.entries.filter(({ isCalledOff }) => isCalledOff).map(({ number }) => number)).toEqual([501]);
  });
});
