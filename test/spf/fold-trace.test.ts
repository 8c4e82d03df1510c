import { expect, test } from 'vitest';
import { checkHost } from '../../src/spf/check-host.ts';
import { foldTrace } from '../../src/spf/fold-trace.ts';
import { parentPath, type TraceEvent, termPath } from '../../src/spf/trace.ts';
import { ipOf } from '../helpers/check-table.ts';
import { memoryResolver } from '../helpers/memory-resolver.ts';

const request = {
  ip: ipOf('192.0.2.1'),
  domain: 'example.com',
  sender: 'a@example.com',
  helo: 'h.example',
  receiver: 'r.example',
  timeSeconds: 0,
};

const collect = async (): Promise<TraceEvent[]> => {
  const events: TraceEvent[] = [];
  const zone = {
    'example.com': 'v=spf1 mx include:b.example -all exp=why.example',
    'b.example': 'v=spf1 a:nil.example',
  };
  await checkHost(request, memoryResolver(zone, { elapsedMs: 7 }), { emit: (event) => events.push(event) });
  return events;
};

test('every prefix of the events folds, to what is known by then', async () => {
  const events = await collect();
  let most = 0;
  for (let length = 0; length <= events.length; length++) {
    const trace = foldTrace(events.slice(0, length));
    expect(trace.questions.length).toBeGreaterThanOrEqual(most);
    most = trace.questions.length;
  }
});

test('no events are a check that has not spent anything', () => {
  expect(foldTrace([])).toEqual({
    records: new Map(),
    terms: new Map(),
    questions: [],
    tally: { lookups: 0, voidLookups: 0, elapsedMs: 0 },
  });
});

test('a question that waits for its answer has none', async () => {
  const events = await collect();
  const asked = events.findIndex((event) => event.kind === 'dns-asked' && event.path === '0');
  const trace = foldTrace(events.slice(0, asked + 1));
  expect(trace.questions.at(-1)).toEqual({
    path: '0',
    question: { name: 'example.com', type: 'MX' },
    purpose: 'exchanges',
    isVoid: false,
  });
  expect(trace.terms.get('0')).toMatchObject({ asked: [{ isVoid: false }] });
  expect(trace.terms.get('0')?.outcome).toBeUndefined();
});

test('a term keeps what had been spent before and after it', async () => {
  const trace = foldTrace(await collect());
  expect(trace.terms.get('0')).toMatchObject({
    before: { lookups: 0, voidLookups: 0, elapsedMs: 7 },
    after: { lookups: 1, voidLookups: 1, elapsedMs: 14 },
    lookupNumber: 1,
  });
  expect(trace.terms.get('1.0')).toMatchObject({ lookupNumber: 3, asked: [{ isVoid: true }] });
  expect(trace.questions.map(({ path, purpose, isVoid }) => [path, purpose, isVoid])).toEqual([
    ['', 'record', false],
    ['0', 'exchanges', true],
    ['1', 'record', false],
    ['1.0', 'address', true],
    ['3', 'explanation', false],
  ]);
});

test('a term keeps its questions in order, each with its answer', async () => {
  const events: TraceEvent[] = [];
  const zone = {
    'example.com': {
      TXT: ['v=spf1 mx'],
      MX: [
        [1, 'a.example'],
        [2, 'b.example'],
      ] as const,
    },
    'a.example': { A: ['198.51.100.1'] },
    'b.example': { A: ['192.0.2.1'] },
  };
  await checkHost(request, memoryResolver(zone), {
    emit: (event) => events.push(event),
  });
  const asked = foldTrace(events).terms.get('0')?.asked ?? [];
  expect(asked.map(({ question, answer }) => [question.type, question.name, answer?.records.length])).toEqual(
    [
      ['MX', 'example.com', 2],
      ['A', 'a.example', 1],
      ['A', 'b.example', 1],
    ],
  );
});

test('a record keeps what was selected and what came of it', async () => {
  const { records } = foldTrace(await collect());
  expect([...records]).toMatchObject([
    [
      '',
      {
        domain: 'example.com',
        entry: 'initial',
        selection: { kind: 'record', record: { text: 'v=spf1 mx include:b.example -all exp=why.example' } },
        result: 'fail',
        cause: { kind: 'match', path: '2' },
      },
    ],
    [
      '1',
      {
        domain: 'b.example',
        entry: 'include',
        selection: { kind: 'record', record: { text: 'v=spf1 a:nil.example' } },
        result: 'neutral',
        cause: { kind: 'no-match', path: '1' },
      },
    ],
  ]);
});

test('paths name terms from the root down', () => {
  expect(termPath('', 3)).toBe('3');
  expect(termPath('0.3', 1)).toBe('0.3.1');
  expect(parentPath('0.3.1')).toBe('0.3');
  expect(parentPath('3')).toBe('');
  expect(parentPath('')).toBe('');
});
