import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Candidate } from '../../src/intake/candidate.ts';
import {
  createGrouping,
  type GroupOrder,
  type IncidentGroup,
  standInOf,
} from '../../src/intake/group-incidents.ts';
import { trustOf } from '../../src/intake/trust.ts';
import { parseIpAddress } from '../../src/spf/ip-address.ts';

type Short = Readonly<{
  ip?: string;
  from?: string;
  result?: string | undefined;
  at?: string;
  count?: string;
  helo?: string;
}>;

const candidate = ({ ip = '192.0.2.1', from = 'a@a.test', result, at, count, helo }: Short): Candidate => ({
  clientIp: parseIpAddress(ip),
  mailFrom: from,
  helo,
  // Safe: the tests write results only.
  result: result as Candidate['result'],
  time: at === undefined ? undefined : { text: at },
  facts: { count },
  form: 'policyd-spf',
  place: { line: 1, lastLine: 1, start: 0, end: 1 },
  trust: trustOf('own-log'),
});

const group = (all: readonly Short[], order: GroupOrder = 'count', most = 1000) => {
  const grouping = createGrouping(most);
  for (const [index, each] of all.entries()) grouping.add(candidate(each), `f${index}`);
  return { groups: grouping.groups(order, Date.UTC(2026, 5)), forgotten: grouping.forgotten() };
};

const say = ({ domain, candidate: { result }, count }: IncidentGroup): string =>
  `${domain} ${result} ${count}`;

describe('groups', () => {
  test('are of one domain, client, identity and claimed result', () => {
    const { groups } = group([
      { result: 'fail' },
      { result: 'fail', from: 'other@A.test' },
      { result: 'pass' },
      { result: 'fail', ip: '192.0.2.2' },
      { result: 'fail', from: 'a@b.test' },
      { result: 'fail' },
    ]);
    expect(groups.map(say)).toEqual(['a.test fail 3', 'a.test pass 1', 'a.test fail 1', 'b.test fail 1']);
    expect(groups[0]).toMatchObject({ source: 'f0', hasOtherSenders: true, hasOtherHelos: false });
    expect(groups[1]).toMatchObject({ source: 'f2', hasOtherSenders: false });
  });

  test('count the messages that a line of a report stands for', () => {
    expect(
      group([{ count: '12' }, { count: '30' }, { count: 'many' }]).groups.map(({ count }) => count),
    ).toEqual([43]);
  });

  test.each<[order: GroupOrder, wanted: readonly string[]]>([
    ['count', ['b.test', 'c.test', 'a.test']],
    ['time', ['c.test', 'a.test', 'b.test']],
    ['domain', ['a.test', 'b.test', 'c.test']],
  ])('stand by %s', (order, wanted) => {
    const { groups } = group(
      [
        { from: 'x@c.test', at: 'Mar  1 10:00:00' },
        { from: 'x@b.test', at: 'Mar  2 10:00:00' },
        { from: 'x@b.test', at: 'Feb  2 10:00:00' },
        { from: 'x@a.test', at: 'Feb  3 10:00:00' },
      ],
      order,
    );
    expect(groups.map(({ domain }) => domain)).toEqual(wanted);
  });

  test('claim a result, or come last by count', () => {
    const silent = { from: 'x@silent.test' };
    const { groups } = group([silent, silent, silent, { result: 'none' }]);
    expect(groups.map(say)).toEqual(['a.test none 1', 'silent.test undefined 3']);
  });

  test('stand by their places where some have no time', () => {
    const { groups } = group([{ from: 'x@c.test', at: 'Mar  1 10:00:00' }, { from: 'x@b.test' }], 'time');
    expect(groups.map(({ domain }) => domain)).toEqual(['b.test', 'c.test']);
  });
});

test('a candidate that stands for a group counts as all of it', () => {
  const { groups } = group([
    { result: 'fail', at: 'Mar  1 10:00:00' },
    { result: 'fail', at: 'Mar  3 10:00:00', count: '40' },
    { result: 'pass' },
  ]);
  const again = createGrouping(10);
  for (const each of groups) again.add(standInOf(each), '');
  const shown = again.groups('count', Date.UTC(2026, 5));
  expect(shown.map(say)).toEqual(['a.test fail 41', 'a.test pass 1']);
  expect(shown[0]?.latest?.text).toBe('Mar  3 10:00:00');
});

describe('groups beyond the most that are kept', () => {
  test('are told, those that passed and were seen least let go first', () => {
    const passed = Array.from({ length: 100 }, (_, index) => ({ result: 'pass', from: `x@p${index}.test` }));
    const often = { result: 'pass', from: 'x@often.test' };
    const { groups, forgotten } = group([{ result: 'fail' }, often, often, ...passed], 'count', 10);
    expect(groups.map(say)).toContain('a.test fail 1');
    expect(groups.map(say)).toContain('often.test pass 2');
    expect(forgotten).toEqual({ groups: 102 - groups.length, messages: 102 - groups.length });
  });

  test('are kept when they come again', () => {
    const passed = (from: number, to: number): Short[] =>
      Array.from({ length: to - from }, (_, index) => ({ result: 'pass', from: `x@p${from + index}.test` }));
    const late = { result: 'pass', from: 'x@late.test' };
    const { groups } = group(
      [...passed(0, 50), late, ...passed(50, 60), late, late, ...passed(60, 90)],
      'count',
      10,
    );
    expect(groups.map(say)).toContain('late.test pass 2');
  });

  test('never are more, and no message is lost without being told', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.constantFrom('pass', 'fail', undefined)), {
          maxLength: 300,
        }),
        fc.integer({ min: 2, max: 20 }),
        (lines, most) => {
          const { groups, forgotten } = group(
            lines.map(([name, result]) => ({ from: `x@${name}.test`, result })),
            'count',
            most,
          );
          expect(groups.length).toBeLessThanOrEqual(most);
          const kept = groups.reduce((sum, { count }) => sum + count, 0);
          expect(kept + forgotten.messages).toBe(lines.length);
        },
      ),
    );
  });
});
