import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DnsQuestion, Resolver } from '../../src/dns/resolver.ts';
import { type DnsLogEvent, emptyLog, foldLog, loggingResolver } from '../../src/exploration/dns-log.ts';
import { answerOf, manualResolver, settle } from '../helpers/manual-resolver.ts';

const question: DnsQuestion = { name: 'example.com', type: 'TXT' };
const answer = answerOf(question);
const asked = (number: number): DnsLogEvent => ({ kind: 'asked', number, question, atMs: number });
const answered = (number: number): DnsLogEvent => ({ kind: 'answered', number, answer, atMs: 100 + number });
const calledOff = (number: number): DnsLogEvent => ({ kind: 'called-off', number });

describe('the log', () => {
  test('has the questions in the order asked, whatever the order of the answers', () => {
    const { entries, forgotten } = foldLog(emptyLog, [
      asked(1),
      asked(2),
      asked(3),
      answered(3),
      calledOff(1),
    ]);
    expect(forgotten).toBe(0);
    expect(entries).toEqual([
      { number: 1, question, atMs: 1, isCalledOff: true },
      { number: 2, question, atMs: 2 },
      { number: 3, question, atMs: 3, answer, answeredAtMs: 103 },
    ]);
  });

  test('is the same for events in any batches', () => {
    const all = Array.from({ length: 30 }, (_, index) => asked(index + 1)).flatMap((event, index) =>
      index < 3 ? [event] : [event, index % 5 === 0 ? calledOff(index - 2) : answered(index - 2)],
    );
    fc.assert(
      fc.property(fc.array(fc.nat(all.length)), (cuts) => {
        const bounds = [0, ...cuts.toSorted((one, other) => one - other), all.length];
        const folded = bounds.reduce(
          (log, from, index) => foldLog(log, all.slice(from, bounds[index + 1] ?? from)),
          emptyLog,
        );
        expect(folded).toEqual(foldLog(emptyLog, all));
      }),
    );
  });

  test('forgets the oldest beyond 2000, and what comes late of them', () => {
    const many = Array.from({ length: 2500 }, (_, index) => asked(index + 1));
    const log = foldLog(emptyLog, many);
    expect([log.entries.length, log.forgotten]).toEqual([2000, 500]);
    expect(log.entries[0]?.number).toBe(501);
    const later = foldLog(log, [answered(3), calledOff(500), answered(501), asked(2501)]);
    expect([later.entries.length, later.forgotten]).toEqual([2000, 501]);
    expect(later.entries[0]).toEqual({ number: 502, question, atMs: 502 });
    expect(foldLog(log, [answered(501)]).entries[0]).toMatchObject({ number: 501, answeredAtMs: 601 });
    expect(foldLog(log, [answered(3)]).entries).toEqual(log.entries);
  });

  test('does not change the one before', () => {
    const log = foldLog(emptyLog, [asked(1)]);
    foldLog(log, [answered(1), asked(2)]);
    expect(log.entries).toEqual([{ number: 1, question, atMs: 1 }]);
    expect(emptyLog.entries).toEqual([]);
  });
});

describe('a resolver that tells', () => {
  const telling = (resolver: Resolver) => {
    const events: DnsLogEvent[] = [];
    let clock = 0;
    return {
      events,
      resolver: loggingResolver(
        resolver,
        (event) => events.push(event),
        () => ++clock,
      ),
    };
  };

  test('gives the answer and tells when it was asked and answered', async () => {
    const { events, resolver } = telling({ resolve: async () => answer });
    expect(await resolver.resolve(question)).toBe(answer);
    expect(events).toEqual([
      { kind: 'asked', number: 1, question, atMs: 1 },
      { kind: 'answered', number: 1, answer, atMs: 2 },
    ]);
  });

  test('numbers questions that are out at the same time', async () => {
    const servers = manualResolver();
    const { events, resolver } = telling(servers);
    const all = Promise.all([resolver.resolve(question), resolver.resolve(question)]);
    await settle();
    await servers.at(1).answer();
    await servers.at(0).answer();
    await all;
    expect(events.map(({ kind, number }) => `${kind} ${number}`)).toEqual([
      'asked 1',
      'asked 2',
      'answered 2',
      'answered 1',
    ]);
  });

  test('tells that nobody waits any more, and rejects with the reason', async () => {
    const { events, resolver } = telling(manualResolver());
    const controller = new AbortController();
    const reason = new Error('over');
    const waiting = resolver.resolve(question, controller.signal);
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    expect(events.at(-1)).toEqual({ kind: 'called-off', number: 1 });
  });
});
