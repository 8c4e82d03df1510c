import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAnswerCache } from '../../src/dns/answer-cache.ts';
import { asciiLowerCase, type DnsAnswer, type DnsOutcome, type Resolver } from '../../src/dns/resolver.ts';
import { walkPolicy } from '../../src/policy/walk-policy.ts';
import { checkHost, type Evaluation } from '../../src/spf/check-host.ts';
import type { CheckRequest } from '../../src/spf/check-request.ts';
import type { TraceEvent } from '../../src/spf/trace.ts';
import { memoryResolver } from '../helpers/memory-resolver.ts';
import type { MemoryZone } from '../helpers/memory-zone.ts';
import { policyCases } from '../helpers/random-policy.ts';

type Told = Readonly<{
  result: Evaluation['result'];
  cause: Evaluation['cause'];
  explanation: string | undefined;
  tally: Evaluation['tally'];
  events: readonly TraceEvent[];
}>;

const tell = async (request: CheckRequest, resolver: Resolver): Promise<Told> => {
  const events: TraceEvent[] = [];
  const evaluation = await checkHost(request, resolver, { emit: (event) => events.push(event) });
  const { result, cause, explanation, tally } = evaluation;
  return { result, cause, explanation, tally, events };
};

/** The zone's servers: the same answer, and the same time on the way, whenever and in whatever case they are asked. */
const steadyResolver = (zone: MemoryZone): Resolver => {
  // Beyond 20 seconds in all for some checks, so that the limit of time is reached too.
  const elapsedMs = ({ type, name }: DnsAnswer['question']) =>
    ((name.length * 7 + type.length * 3) % 13) * 400;
  const zoneAnswers = memoryResolver(zone, { elapsedMs });
  return {
    resolve: async (question, signal) => {
      const answer = await zoneAnswers.resolve({ ...question, name: asciiLowerCase(question.name) }, signal);
      return { ...answer, question };
    },
  };
};

/** A generator of numbers from 0 up to 1 (mulberry32). */
const randomFrom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

const transientOutcomes: readonly DnsOutcome[] = [
  'timeout',
  'server-failure',
  'refused',
  'unreachable',
  'malformed',
];

/** Checks behind a walk that runs ahead over the same cache: answers come late and out of turn, and 30 % of the
 *  queries that the walk begins fail. */
const tellBehindWalk = async (zone: MemoryZone, request: CheckRequest, seed: number): Promise<Told> => {
  const random = randomFrom(seed);
  const steady = steadyResolver(zone);
  let isSpeculating = false;
  const unsteady: Resolver = {
    resolve: async (question, signal) => {
      const fails = isSpeculating && random() < 0.3;
      for (let turns = Math.floor(random() * 6); turns > 0; turns--)
        await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
      if (!fails) return steady.resolve(question, signal);
      const outcome = transientOutcomes[Math.floor(random() * transientOutcomes.length)] ?? 'timeout';
      return { ...(await steady.resolve(question, signal)), outcome, records: [], aliases: [] };
    },
  };
  const cache = createAnswerCache(unsteady);
  // The cache begins a query within the call that asks for it.
  const speculative: Resolver = {
    resolve: (question, signal) => {
      isSpeculating = true;
      try {
        return cache.speculative.resolve(question, signal);
      } finally {
        isSpeculating = false;
      }
    },
  };
  const controller = new AbortController();
  const walk = () =>
    walkPolicy(request.domain, speculative, { request, signal: controller.signal, now: () => 0 }).catch(
      (error: unknown) => {
        if (!controller.signal.aborted) throw error;
      },
    );
  const walkComesFirst = random() < 0.5;
  const early = walkComesFirst ? walk() : undefined;
  const checked = tell(request, cache.live);
  const walked = early ?? walk();
  // Sometimes the whole walk is over before the check begins to wait, sometimes it is cut off.
  const told = await checked;
  controller.abort(new Error('the check is done'));
  await walked;
  return told;
};

describe('a check gives the same result and the same events', () => {
  test('without a cache and with one', async () => {
    await fc.assert(
      fc.asyncProperty(policyCases(), async ({ zone, request }) => {
        const plain = await tell(request, steadyResolver(zone));
        expect(await tell(request, createAnswerCache(steadyResolver(zone)).live)).toEqual(plain);
      }),
      { numRuns: 500 },
    );
  });

  test('behind a walk that runs ahead, under any latency, with 30 % of the speculative queries failing', async () => {
    await fc.assert(
      fc.asyncProperty(policyCases(), fc.integer(), async ({ zone, request }, seed) => {
        const plain = await tell(request, steadyResolver(zone));
        expect(await tellBehindWalk(zone, request, seed)).toEqual(plain);
      }),
      { numRuns: 1000 },
    );
  });

  test('over a cache that a failing walk has filled before', async () => {
    await fc.assert(
      fc.asyncProperty(policyCases(), fc.nat(4), async ({ zone, request }, which) => {
        const plain = await tell(request, steadyResolver(zone));
        let isWalking = true;
        let count = 0;
        const cache = createAnswerCache({
          resolve: async (question, signal) => {
            const answer = await steadyResolver(zone).resolve(question, signal);
            const fails = isWalking && count++ % 3 === which % 3;
            return fails
              ? { ...answer, outcome: transientOutcomes[which] ?? 'timeout', records: [] }
              : answer;
          },
        });
        await walkPolicy(request.domain, cache.speculative, { request, now: () => 0 });
        isWalking = false;
        expect(await tell(request, cache.live)).toEqual(plain);
      }),
      { numRuns: 500 },
    );
  });
});

test('the order of the records in an answer changes neither the result nor a counter', async () => {
  await fc.assert(
    // RFC 7208 §5.5 takes the names of a PTR answer as they come, so those may differ.
    fc.asyncProperty(policyCases({ pointers: false }), fc.integer(), async ({ zone, request }, seed) => {
      const plain = await checkHost(request, memoryResolver(zone));
      const shuffled = await checkHost(request, memoryResolver(zone, { random: randomFrom(seed) }));
      expect([shuffled.result, shuffled.cause.kind, shuffled.cause.path]).toEqual([
        plain.result,
        plain.cause.kind,
        plain.cause.path,
      ]);
      expect(shuffled.tally).toEqual(plain.tally);
    }),
    { numRuns: 500 },
  );
});
