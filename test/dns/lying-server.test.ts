import { afterEach, describe, expect, it } from 'vitest';
import type { DnsAnswer } from '../../src/dns/resolver.ts';
import { serverResolver } from '../../src/dns/server-resolver.ts';
import { describeAnswer, listAnswer } from '../../src/report/describe-answer.ts';
import { checkHost } from '../../src/spf/check-host.ts';
import { type LyingServer, startLyingServer } from '../helpers/lying-server.ts';
import { type LieRow, liedAbout } from '../helpers/lying-server-row.ts';
import { lieRows } from '../helpers/lying-server-rows.ts';
import { requestFrom } from '../helpers/walk-zone.ts';

let server: LyingServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const patient = 5000;

const check = async ({ lies, patienceMs = patient, retries = 0 }: LieRow) => {
  server = await startLyingServer(lies);
  const resolver = serverResolver({
    servers: [server.address],
    timeoutMs: patienceMs,
    retries,
    now: Date.now,
    monotonicNow: () => performance.now(),
  });
  const startMs = performance.now();
  const evaluation = await checkHost(requestFrom(liedAbout.ip, { domain: liedAbout.domain }), resolver);
  const [first] = evaluation.trace.questions;
  if (first?.answer === undefined) throw new Error('a check begins with a question');
  return {
    evaluation,
    answer: first.answer,
    elapsedMs: performance.now() - startMs,
    queries: server.queries(),
  };
};

/** All that the reports show of an answer. */
const reading = (answer: DnsAnswer): string => [describeAnswer(answer), ...listAnswer(answer)].join('\n');

describe('who would guess at replies', () => {
  it('has to guess a port and an ID for each query', async () => {
    const ids: number[] = [];
    server = await startLyingServer({
      udp: (asked, say) => {
        ids.push(asked.id);
        say({});
      },
    });
    const resolver = serverResolver({
      servers: [server.address],
      timeoutMs: patient,
      retries: 0,
      now: Date.now,
      monotonicNow: () => performance.now(),
    });
    for (let index = 0; index < 300; index++)
      await resolver.resolve({ name: `n${index}.example`, type: 'A' });
    // Of 300 numbers at random from 65,536, about one meets another; from 28,000 ports, two. In order they never do.
    expect(new Set(ids).size).toBeGreaterThan(280);
    expect(new Set(server.ports).size).toBeGreaterThan(250);
    for (const numbers of [ids, server.ports]) {
      const steps = new Set(numbers.slice(1).map((number, index) => number - (numbers[index] ?? 0)));
      expect(steps.size).toBeGreaterThan(200);
    }
  });
});

describe.each(Object.entries(lieRows))('a server that lies about %s', (_about, rows) => {
  it.each(rows.map((row) => [row.what, row.outcome, row.result, row] as const))(
    'with %s: %s, %s',
    async (_what, outcome, result, row) => {
      const { evaluation, answer, elapsedMs, queries } = await check(row);
      expect(answer.outcome).toBe(outcome);
      expect(evaluation.result).toBe(result);
      const text = reading(answer);
      for (const piece of row.seen) expect(text).toContain(piece);
      expect(queries.udp).toBeLessThanOrEqual(row.udp);
      expect(queries.tcp).toBeLessThanOrEqual(row.tcp ?? 0);
      expect(answer.attempts).toHaveLength(queries.udp + queries.tcp);
      expect(JSON.stringify(answer).length).toBeLessThan(row.mostOctets ?? 8000);
      // Where the client must not wait, it may not have waited; else the time is what its tries have, and slack.
      const { patienceMs, retries = 0 } = row;
      const most = patienceMs === undefined ? patient : 2 * patienceMs * (retries + 1) + patient;
      expect(elapsedMs).toBeLessThan(most);
    },
  );
});
