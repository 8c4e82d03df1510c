import { describe, expect, test } from 'vitest';
import { noEdits } from '../../src/exploration/edits.ts';
import { evaluationOf, traceOf } from '../../src/exploration/exploration.ts';
import { reduceExploration, startExploration } from '../../src/exploration/reduce-exploration.ts';
import { recordOf } from '../../src/policy/policy-tree.ts';
import { checkHost } from '../../src/spf/check-host.ts';
import type { TraceEvent } from '../../src/spf/trace.ts';
import { memoryResolver } from '../helpers/memory-resolver.ts';
import { requestFrom, walkZone } from '../helpers/walk-zone.ts';

const zone = { 'example.com': 'v=spf1 include:a.example -all', 'a.example': 'v=spf1 ip4:192.0.2.0/24 -all' };
const request = requestFrom('192.0.2.1');

const evaluate = async () => {
  const events: TraceEvent[] = [];
  const evaluation = await checkHost(request, memoryResolver(zone), { emit: (event) => events.push(event) });
  return { evaluation, events };
};

describe('an exploration that begins', () => {
  test('knows nothing of the policy and has no check without a client', () => {
    const start = startExploration('example.com', undefined, 5);
    expect(start).toMatchObject({ domain: 'example.com', startedAtMs: 5 });
    expect(start.policy).toMatchObject({
      root: 'example.com',
      isComplete: false,
      context: { families: [4, 6] },
    });
    expect(traceOf(start)).toBeUndefined();
    expect(evaluationOf(start)).toBeUndefined();
  });

  test('has a check that runs where there is a client', () => {
    const start = startExploration('example.com', request, 5);
    expect(start.check).toMatchObject({ kind: 'running', request });
    expect(start.policy.context).toEqual({ families: [4], client: request.ip });
    expect(traceOf(start)).toMatchObject({ questions: [] });
    expect(evaluationOf(start)).toBeUndefined();
  });

  test.each([
    ['localhost', 'localhost', /one label/],
    ['', '', /empty/],
    ['[192.0.2.1]', '[192.0.2.1]', /address literal/],
    ['192.0.2.1', '192.0.2.1', /IP address/],
    [`${'l'.repeat(64)}.example`, `${'l'.repeat(64)}.example`, /label of 64 octets/],
    ['a..example', 'a..example', /empty label/],
    ['two words.example', 'two words.example', /character/],
  ])('with %j has nothing to walk, and says why', (domain, root, reason) => {
    const start = startExploration(domain, undefined, 0);
    expect(start.domain).toBe(domain);
    expect(start.invalidReason).toMatch(reason);
    expect(start.policy).toMatchObject({ root, isComplete: true });
    // So that whoever looks at the policy alone does not wait for an answer.
    expect(recordOf(start.policy, root)).toMatchObject({
      kind: 'malformed',
      reason: start.invalidReason,
      terms: [],
    });
  });

  test.each([
    ['example.com.', 'example.com'],
    ['EXAMPLE.com', 'EXAMPLE.com'],
    ['b\xfccher.example', 'xn--bcher-kva.example'],
  ])('with %j walks %j', (domain, root) => {
    const start = startExploration(domain, undefined, 0);
    expect(start.policy.root).toBe(root);
    expect(start.invalidReason).toBeUndefined();
  });
});

describe('an exploration', () => {
  test('takes in the walk, step by step', async () => {
    const { policy, events } = await walkZone(zone);
    const start = startExploration('example.com', undefined, 0);
    const half = reduceExploration(start, { kind: 'walked', events: events.slice(0, 3) });
    expect(half.policy.isComplete).toBe(false);
    const whole = reduceExploration(half, { kind: 'walked', events: events.slice(3) });
    expect(whole.policy).toEqual(policy);
    expect(start.policy.records.size).toBe(0);
  });

  test('shows a running check as far as it has come, then its outcome', async () => {
    const { evaluation, events } = await evaluate();
    const start = startExploration('example.com', request, 0);
    const running = reduceExploration(start, { kind: 'checking', events: events.slice(0, 3) });
    expect(running.check?.kind).toBe('running');
    expect(traceOf(running)?.questions).toHaveLength(1);
    const done = reduceExploration(running, { kind: 'checked', evaluation });
    expect(evaluationOf(done)).toBe(evaluation);
    expect(traceOf(done)).toBe(evaluation.trace);
    // What a running check says late never takes an outcome away.
    expect(evaluationOf(reduceExploration(done, { kind: 'checking', events }))).toBe(evaluation);
  });

  test('without a client has no use for a check’s events', async () => {
    const { events } = await evaluate();
    const start = startExploration('example.com', undefined, 0);
    expect(reduceExploration(start, { kind: 'checking', events })).toBe(start);
  });

  test('keeps a fix that was proven, until it starts anew', async () => {
    const { evaluation } = await evaluate();
    const diagnostic = {
      code: 'x',
      severity: 'error',
      span: { start: 0, end: 1 },
      message: '',
      reference: { rfc: 7208, section: '4' },
    } as const;
    const fix = { domain: 'example.com', record: 'v=spf1 -all', evaluation, diagnostic };
    const start = startExploration('example.com', request, 0);
    const fixed = reduceExploration(start, { kind: 'fix-proven', fix });
    expect(fixed.fix).toBe(fix);
    const anew = reduceExploration(fixed, { kind: 'started', domain: 'b.example', edits: noEdits, atMs: 9 });
    expect(anew).toEqual(startExploration('b.example', undefined, 9));
  });
});
