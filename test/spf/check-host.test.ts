import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DnsAnswer, Resolver } from '../../src/dns/resolver.ts';
import { checkHost, type Evaluation } from '../../src/spf/check-host.ts';
import { foldTrace } from '../../src/spf/fold-trace.ts';
import type { TraceEvent } from '../../src/spf/trace.ts';
import { ipOf, runCheck } from '../helpers/check-table.ts';
import { memoryResolver } from '../helpers/memory-resolver.ts';
import type { MemoryZone } from '../helpers/memory-zone.ts';

const request = {
  ip: ipOf('192.0.2.1'),
  domain: 'example.com',
  sender: 'alice@example.com',
  helo: 'mail.example.com',
  receiver: 'receiver.example.org',
  timeSeconds: 0,
};

const tree: MemoryZone = {
  'example.com': {
    TXT: [
      'v=spf1 a:nil.example include:b.example mx ptr exists:%{p}.%{l}.example redirect=c.example exp=not.example',
    ],
    MX: [
      [1, 'x.example'],
      [1, 'y.example'],
      [2, 'z.example'],
    ],
  },
  'b.example': 'v=spf1 exists:%{ir}.b.example -all',
  '1.2.0.192.b.example': { AAAA: ['2001:db8::1'] },
  'x.example': { A: ['198.51.100.1', '198.51.100.2'] },
  'y.example': { A: ['198.51.100.3'] },
  'z.example': { A: ['198.51.100.4'] },
  '1.2.0.192.in-addr.arpa': { PTR: ['h.example', 'h.example.com'] },
  'h.example': { A: ['192.0.2.1'] },
  'h.example.com': { A: ['198.51.100.1'] },
  'h.example.alice.example': { A: [] },
  'c.example': 'v=spf1 ip4:198.51.100.0/24 -all exp=why.example',
  'why.example': '%{i} is not %{d}',
};

const eventsOf = async (
  zone: MemoryZone,
  random?: () => number,
): Promise<readonly [Evaluation, TraceEvent[]]> => {
  const events: TraceEvent[] = [];
  const resolver = memoryResolver(zone, random === undefined ? {} : { random });
  const evaluation = await checkHost(request, resolver, {
    emit: (event) => events.push(event),
    limits: { lookups: 10, voidLookups: 3, mxNames: 10, ptrNames: 10, elapsedMs: 20_000 },
  });
  return [evaluation, events];
};

describe('checkHost', () => {
  test('tells what happened as it happens, with what had been spent', async () => {
    const [, events] = await eventsOf({
      'example.com': 'v=spf1 a:nil.example include:b.example',
      'b.example': 'v=spf1 all',
    });
    expect(
      events.map(
        ({ kind, path, tally }) =>
          `${path === '' ? '-' : path} ${kind} ${tally.lookups}/${tally.voidLookups}`,
      ),
    ).toEqual([
      '- check-started 0/0',
      '- dns-asked 0/0',
      '- dns-answered 0/0',
      '- record-selected 0/0',
      '0 term-started 1/0',
      '0 dns-asked 1/0',
      '0 dns-answered 1/1',
      '0 term-finished 1/1',
      '1 term-started 2/1',
      '1 check-started 2/1',
      '1 dns-asked 2/1',
      '1 dns-answered 2/1',
      '1 record-selected 2/1',
      '1.0 term-started 2/1',
      '1.0 term-finished 2/1',
      '1 check-finished 2/1',
      '1 term-finished 2/1',
      '- check-finished 2/1',
    ]);
  });

  test('a domain that can not be checked starts and ends, and nothing is asked', async () => {
    const events: TraceEvent[] = [];
    const zone = memoryResolver({});
    const evaluation = await checkHost({ ...request, domain: 'localhost' }, zone, {
      emit: (event) => events.push(event),
    });
    const cause = { kind: 'malformed-domain', path: '', domain: 'localhost', entry: 'initial' };
    expect(events).toMatchObject([
      { path: '', kind: 'check-started', domain: 'localhost', entry: 'initial' },
      { path: '', kind: 'check-finished', result: 'none', cause },
    ]);
    expect(evaluation).toMatchObject({ result: 'none', cause });
    expect(zone.asked).toEqual([]);
  });

  test('where nothing matched, the whole record is why', async () => {
    const { evaluation } = await runCheck({ 'example.com': 'v=spf1 ip4:198.51.100.1 ' });
    expect(evaluation.cause).toEqual({
      kind: 'no-match',
      path: '',
      domain: 'example.com',
      span: { start: 0, end: 24 },
    });
  });

  test('the trace is the events, gathered by place', async () => {
    const [{ trace, tally }, events] = await eventsOf(tree);
    expect(trace).toEqual(foldTrace(events));
    expect(trace.tally).toEqual(tally);
    expect([...trace.terms.keys()]).toEqual(['0', '1', '1.0', '1.1', '2', '3', '4', '5', '5.0', '5.1']);
    expect(trace.terms.get('1.0')?.target).toBe('1.2.0.192.b.example');
    expect(trace.terms.get('5')).toMatchObject({
      lookupNumber: 7,
      outcome: { kind: 'redirected', result: 'fail' },
    });
    expect(trace.terms.get('5.1')?.lookupNumber).toBeUndefined();
    expect([...trace.records].map(([path, { entry, result }]) => [path, entry, result])).toEqual([
      ['', 'initial', 'fail'],
      ['1', 'include', 'fail'],
      ['5', 'redirect', 'fail'],
    ]);
  });

  test('why a mechanism did not match is told', async () => {
    const mismatch = async (record: string, zone: MemoryZone = {}, sender = 'alice@example.com') => {
      const { evaluation } = await runCheck({ 'example.com': record, ...zone }, { sender });
      const outcome = evaluation.trace.terms.get('0')?.outcome;
      return outcome?.kind === 'no-match' ? outcome.mismatch : outcome;
    };
    expect(await mismatch('v=spf1 ip4:198.51.100.1')).toEqual({ kind: 'network' });
    expect(await mismatch('v=spf1 ip6:2001:db8::')).toEqual({ kind: 'family' });
    expect(await mismatch('v=spf1 a:b.example')).toMatchObject({ kind: 'void', outcome: 'name-error' });
    expect(await mismatch('v=spf1 a:b.example', { 'b.example': { AAAA: ['::1'] } })).toMatchObject({
      kind: 'void',
      outcome: 'no-data',
    });
    expect(await mismatch('v=spf1 a:b.example', { 'b.example': { A: ['198.51.100.1'] } })).toEqual({
      kind: 'no-address',
    });
    expect(await mismatch('v=spf1 exists:b.example')).toMatchObject({ kind: 'void', outcome: 'name-error' });
    expect(await mismatch('v=spf1 exists:%{l}.b.example', {}, 'caf\u00e9@example.com')).toEqual({
      kind: 'non-ascii-local-part',
    });
    expect(await mismatch('v=spf1 a', {}, 'caf\u00e9@example.com')).toMatchObject({
      kind: 'void',
      outcome: 'no-data',
    });
    expect(await mismatch('v=spf1 a:b..example')).toMatchObject({ kind: 'unaskable', name: 'b..example' });
    expect(await mismatch('v=spf1 ptr', { '1.2.0.192.in-addr.arpa': 'servfail' })).toMatchObject({
      kind: 'names-unknown',
    });
    expect(await mismatch('v=spf1 ptr', { '1.2.0.192.in-addr.arpa': { PTR: ['b.example'] } })).toEqual({
      kind: 'no-name',
    });
    expect(await mismatch('v=spf1 include:b.example', { 'b.example': 'v=spf1 ?all' })).toEqual({
      kind: 'included-result',
      domain: 'b.example',
      result: 'neutral',
    });
  });

  test('what made a mechanism match is told', async () => {
    const match = async (record: string, zone: MemoryZone = {}) => {
      const { evaluation } = await runCheck({ 'example.com': record, ...zone });
      return evaluation.cause.kind === 'match' ? evaluation.cause.match : evaluation.cause;
    };
    expect(await match('v=spf1 all')).toEqual({ kind: 'all' });
    expect(await match('v=spf1 ip4:192.0.2.9/24')).toMatchObject({
      kind: 'network',
      network: { prefixLength: 24 },
    });
    expect(
      await match('v=spf1 a:b.example/24', { 'b.example': { A: ['198.51.100.1', '192.0.2.9'] } }),
    ).toEqual({
      kind: 'address',
      address: ipOf('192.0.2.9'),
      prefixLength: 24,
      host: 'b.example',
    });
    expect(
      await match('v=spf1 mx:b.example', {
        'b.example': { MX: [[0, 'm.example']] },
        'm.example': { A: ['192.0.2.1'] },
      }),
    ).toMatchObject({
      kind: 'address',
      host: 'm.example',
    });
    expect(await match('v=spf1 exists:b.example', { 'b.example': { A: ['127.0.0.2'] } })).toEqual({
      kind: 'exists',
      name: 'b.example',
    });
    expect(
      await match('v=spf1 ptr', {
        '1.2.0.192.in-addr.arpa': { PTR: ['b.example.com'] },
        'b.example.com': { A: ['192.0.2.1'] },
      }),
    ).toEqual({ kind: 'name', name: 'b.example.com' });
    expect(await match('v=spf1 include:b.example', { 'b.example': 'v=spf1 all' })).toMatchObject({
      kind: 'include',
      domain: 'b.example',
      inner: { kind: 'match', path: '0.0', domain: 'b.example' },
    });
  });

  test('rejects with the reason of the signal, and with nothing else', async () => {
    const controller = new AbortController();
    const zone = memoryResolver(tree);
    const resolver: Resolver = {
      resolve: (question, signal) => {
        if (question.type === 'MX') controller.abort(new Error('enough'));
        return zone.resolve(question, signal);
      },
    };
    await expect(checkHost(request, resolver, { signal: controller.signal })).rejects.toThrow('enough');
  });

  test('asks one question at a time', async () => {
    const zone = memoryResolver(tree, { random: Math.random });
    let open = 0;
    let most = 0;
    const resolver: Resolver = {
      resolve: async (question, signal): Promise<DnsAnswer> => {
        most = Math.max(most, ++open);
        const answer = await zone.resolve(question, signal);
        open--;
        return answer;
      },
    };
    await checkHost(request, resolver);
    expect(most).toBe(1);
  });

  test('neither late answers nor the order of MX, A and TXT records changes anything', async () => {
    const [expected, expectedEvents] = await eventsOf(tree);
    const bare = ({ result, cause, explanation, tally }: Evaluation) => ({
      result,
      cause: cause.path,
      explanation,
      tally,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.infiniteStream(fc.double({ min: 0, max: 0.999_999, noNaN: true })),
        async (numbers) => {
          const [evaluation, events] = await eventsOf(tree, () => Number(numbers.next().value));
          expect(bare(evaluation)).toEqual(bare(expected));
          expect(events.map(({ path, kind, tally }) => [path, kind, tally])).toEqual(
            expectedEvents.map(({ path, kind, tally }) => [path, kind, tally]),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  test('limits are those that are given', async () => {
    const limits = { lookups: 1, voidLookups: 0, mxNames: 1, ptrNames: 1, elapsedMs: 10 };
    const run = async (record: string, zone: MemoryZone = {}, elapsedMs = 0) =>
      (await runCheck({ 'example.com': record, ...zone }, { limits, elapsedMs })).evaluation.cause.kind;
    const host = {
      'b.example': {
        A: ['198.51.100.1'],
        MX: [
          [0, 'b.example'],
          [1, 'b.example'],
        ] as const,
      },
    };
    expect(await run('v=spf1 a:b.example', host)).toBe('no-match');
    expect(await run('v=spf1 a:b.example a:b.example', host)).toBe('too-many-lookups');
    expect(await run('v=spf1 a:c.example', host)).toBe('too-many-voids');
    expect(await run('v=spf1 mx:b.example', host)).toBe('too-many-exchanges');
    expect(await run('v=spf1 a:b.example', host, 5)).toBe('no-match');
    expect(await run('v=spf1 a:b.example', host, 6)).toBe('too-slow');
  });
});
