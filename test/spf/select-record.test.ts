import { expect, test } from 'vitest';
import { isDnsTrouble, selectRecord } from '../../src/spf/select-record.ts';
import { memoryResolver } from '../helpers/memory-resolver.ts';
import type { MemoryZone } from '../helpers/memory-zone.ts';

const answer = (data: MemoryZone[string], name = 'example.com') =>
  memoryResolver({ [name]: data }).resolve({ name, type: 'TXT' });

test.each<[MemoryZone[string], object]>([
  ['v=spf1 -all', { kind: 'record', record: { text: 'v=spf1 -all' } }],
  [
    { TXT: ['a', ['v=s', 'pf1'], 'b'] },
    {
      kind: 'record',
      record: {
        text: 'v=spf1',
        strings: [
          { start: 0, end: 3 },
          { start: 3, end: 6 },
        ],
      },
    },
  ],
  [{ TXT: ['a', ['b', 'c']] }, { kind: 'no-record', otherTexts: ['a', 'bc'] }],
  [{}, { kind: 'no-record', otherTexts: [] }],
  [
    { TXT: ['v=spf1 -all', 'x', 'v=spf1 -all'] },
    { kind: 'multiple-records', texts: ['v=spf1 -all', 'v=spf1 -all'] },
  ],
  [{ TXT: [['v=spf1 ', '-all'], 'v=spf1'] }, { kind: 'multiple-records', texts: ['v=spf1 -all', 'v=spf1'] }],
  ['servfail', { kind: 'dns-trouble', outcome: 'server-failure' }],
])('%j gives %j', async (data, selection) => {
  expect(selectRecord(await answer(data))).toMatchObject(selection);
});

test('a name that can not be asked is no trouble', async () => {
  const unaskable = await answer({}, 'a..example');
  expect(unaskable.outcome).toBe('unaskable');
  expect(isDnsTrouble(unaskable)).toBe(false);
});
