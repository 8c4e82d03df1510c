import { describe, expect, test } from 'vitest';
import type { Resolver } from '../../src/dns/resolver.ts';
import { emptyPolicy, foldWalk, type Policy } from '../../src/policy/policy.ts';
import { costsOf } from '../../src/policy/term-cost.ts';
import { describeRow, formatLookups, type RowContext } from '../../src/report/row-status.ts';
import { treeRows } from '../../src/report/tree-rows.ts';
import { checkHost } from '../../src/spf/check-host.ts';
import { foldTrace } from '../../src/spf/fold-trace.ts';
import type { TraceEvent } from '../../src/spf/trace.ts';
import { memoryResolver } from '../helpers/memory-resolver.ts';
import type { MemoryZone } from '../helpers/memory-zone.ts';
import { requestFrom, walkOver, walkZone } from '../helpers/walk-zone.ts';

/** Every row as `path mark word cost note`, all records open. */
const draw = (policy: Policy, context: Partial<RowContext> = {}): string[] => {
  const whole: RowContext = { policy, costs: costsOf(policy), nowMs: 0, ...context };
  return treeRows(policy, { isOpen: () => true }).map((row) => {
    const { mark, word, cost, note } = describeRow(row, whole);
    return [row.path || '-', mark, word, cost, note].filter((part) => part !== '').join(' | ');
  });
};

const drawPolicy = async (zone: MemoryZone): Promise<string[]> => draw((await walkZone(zone)).policy);

const drawCheck = async (zone: MemoryZone, ip = '192.0.2.1'): Promise<string[]> => {
  const request = requestFrom(ip);
  const { policy } = await walkZone(zone, { request });
  const evaluation = await checkHost(request, memoryResolver(zone));
  return draw(policy, { evaluation, trace: evaluation.trace });
};

describe('without a client, a row says', () => {
  test('what the term would cost and what was found', async () => {
    const rows = await drawPolicy({
      'example.com': {
        TXT: [
          'v=spf1 include:a.example a mx:m.example exists:gone.example ptr ip4:192.0.2.1 exp=why.example x=y ?all a redirect=b.example',
        ],
        A: ['192.0.2.1', '192.0.2.2'],
        AAAA: ['2001:db8::1'],
      },
      'a.example':
        'v=spf1 include:a2.example include:lost.example include:two.example include:slow.example -all',
      'a2.example': 'v=spf1 ip4:1',
      'two.example': { TXT: ['v=spf1 -all', 'v=spf1 ~all'] },
      'slow.example': 'timeout',
      'm.example': 'servfail',
    });
    expect(rows).toEqual([
      '- | plain | +9?',
      '0 | plain | 5 terms | +5?',
      '0.0 | trouble | syntax error | +1',
      '0.0.0 | trouble | syntax error',
      '0.1 | trouble | NXDOMAIN | +1',
      '0.2 | trouble | several records | +1',
      '0.3 | trouble | timeout | +1?',
      '0.4 | plain',
      '1 | plain | 3 addresses | +1',
      '2 | trouble | server-failure | +1?',
      '3 | plain | void | +1',
      '4 | plain | +1',
      '5 | plain',
      '6 | plain',
      '7 | unused | ignored',
      '8 | plain',
      '9 | unused | after all',
      '10 | unused | ignored: all',
    ]);
  });

  test('that it needs a client, and that more may come', async () => {
    expect(
      await drawPolicy({ 'example.com': 'v=spf1 exists:%{i}.example include:%{p}.example -all' }),
    ).toEqual([
      '- | plain | +2?',
      '0 | plain | needs a client | +1?',
      '1 | plain | needs a client | +1?',
      '2 | plain',
    ]);
  });

  test('that it is a loop', async () => {
    const rows = await drawPolicy({
      'example.com': 'v=spf1 include:a.example -all',
      'a.example': 'v=spf1 redirect=example.com',
    });
    expect(rows.slice(1, 3)).toEqual(['0 | plain | 1 term | +∞', '0.0 | trouble | loop | +∞']);
  });

  test('one address in the singular', async () => {
    const rows = await drawPolicy({ 'example.com': { TXT: ['v=spf1 a -all'], A: ['192.0.2.1'] } });
    expect(rows[1]).toBe('0 | plain | 1 address | +1');
  });

  test('how long its question has been out', async () => {
    const { events } = await walkZone({
      'example.com': 'v=spf1 include:a.example mx -all',
      'a.example': 'v=spf1 -all',
    });
    const upToAsked =
      events.findIndex((event) => event.kind === 'asked' && event.planned.question.type === 'MX') + 1;
    const policy = foldWalk(emptyPolicy('example.com', { families: [4, 6] }), events.slice(0, upToAsked));
    const rows = draw(policy, { nowMs: 1500 });
    expect(rows).toEqual([
      '- | plain | +2?',
      '0 | waiting | waiting 1.5 s | +1?',
      '1 | waiting | waiting 1.5 s | +1?',
      '2 | plain',
    ]);
  });

  test('of the root what is wrong with it', async () => {
    expect(await drawPolicy({ 'example.com': 'timeout' })).toEqual(['- | trouble | timeout']);
    expect(await drawPolicy({ 'example.com': {} })).toEqual(['- | trouble | no record']);
    expect(draw(emptyPolicy('example.com', { families: [4, 6] }))).toEqual(['- | plain']);
  });
});

test('a row whose signatures alone are wrong says so, with and without a client', async () => {
  const zone = memoryResolver({
    'example.com': 'v=spf1 include:a.example mx:m.example -all',
    'a.example': 'servfail',
    'm.example': 'servfail',
  });
  const bogus: Resolver = {
    resolve: async (question) => {
      const answer = await zone.resolve(question);
      return answer.outcome === 'server-failure' ? { ...answer, withoutValidation: 'records' } : answer;
    },
  };
  const request = requestFrom('192.0.2.1');
  const { policy } = await walkOver(bogus, { request });
  expect(draw(policy).slice(1, 3)).toEqual([
    '0 | trouble | DNSSEC bogus | +1?',
    '1 | trouble | DNSSEC bogus | +1?',
  ]);
  const evaluation = await checkHost(request, bogus);
  const rows = draw(policy, { evaluation, trace: evaluation.trace });
  expect(rows[1]).toBe('0 | temperror | DNSSEC bogus | #1');
});

describe('with a client, a row says', () => {
  test('what became of the term, as which lookup, and what was never reached', async () => {
    const rows = await drawCheck({
      'example.com': {
        TXT: ['v=spf1 include:a.example a:gone.example ?a include:b.example -all exp=why.example'],
        A: ['192.0.2.1'],
      },
      'a.example': 'v=spf1 ip6:::1 a:gone.example -all',
      'b.example': 'v=spf1 mx -all',
      'why.example': 'because',
    });
    expect(rows).toEqual([
      '- | neutral | neutral',
      '0 | no-match | no match | #1',
      '0.0 | no-match | no match',
      '0.1 | no-match | no match, void | #2',
      '0.2 | no-match | match, fail',
      '1 | no-match | no match, void | #3',
      '2 | neutral | MATCH neutral | #4',
      '3 | unused | after the match | +2',
      '3.0 | unused | after the match | +1',
      '3.1 | unused | after the match',
      '4 | unused | after the match',
      '5 | plain',
    ]);
  });

  test('where an error began and what it made of the terms above', async () => {
    const rows = await drawCheck({
      'example.com': 'v=spf1 include:a.example -all',
      'a.example': 'v=spf1 include:lost.example -all',
    });
    expect(rows.slice(0, 3)).toEqual([
      '- | permerror | permerror',
      '0 | permerror | permerror | #1',
      '0.0 | permerror | no record, void | #2',
    ]);
  });

  test('which match decided, all the way down', async () => {
    const rows = await drawCheck({
      'example.com': 'v=spf1 include:a.example -all',
      'a.example': 'v=spf1 redirect=b.example',
      'b.example': 'v=spf1 ip4:192.0.2.0/24 -all',
    });
    expect(rows.slice(0, 4)).toEqual([
      '- | pass | pass',
      '0 | pass | MATCH | #1',
      '0.0 | pass | pass | #2',
      '0.0.0 | pass | MATCH',
    ]);
  });

  test('that DNS is out', async () => {
    const zone = { 'example.com': 'v=spf1 a -all' };
    const request = requestFrom('192.0.2.1');
    const { policy } = await walkZone(zone, { request });
    const events: TraceEvent[] = [];
    await checkHost(request, memoryResolver(zone), { emit: (event) => events.push(event) });
    const running = events.slice(0, events.findLastIndex(({ kind }) => kind === 'dns-asked') + 1);
    expect(draw(policy, { trace: foldTrace(running) })).toEqual([
      '- | plain | +1',
      '0 | waiting | asking DNS | #1',
      '1 | plain',
    ]);
  });
});

test.each([
  [0, '0'],
  [11, '11'],
  [Number.POSITIVE_INFINITY, '∞'],
])('%d lookups are written %j', (lookups, text) => {
  expect(formatLookups(lookups)).toBe(text);
});
