import { describe, expect, test } from 'vitest';
import type { DnsAnswer, DnsQuestion } from '../../src/dns/resolver.ts';
import { parseRecord } from '../../src/spf/parse-record.ts';
import { exchangesOf, pointerNames, termQuestions } from '../../src/spf/term-questions.ts';
import { ipOf } from '../helpers/check-table.ts';
import { memoryResolver } from '../helpers/memory-resolver.ts';
import type { MemoryZone } from '../helpers/memory-zone.ts';

const limits = { mxNames: 2, ptrNames: 2 };

const answer = (zone: MemoryZone, question: DnsQuestion): Promise<DnsAnswer> =>
  memoryResolver(zone).resolve(question);

/** What a term asks, with answers for those of its questions that the zone is asked. */
const questionsOf = async (
  text: string,
  zone: MemoryZone,
  asked: readonly DnsQuestion[],
  families: readonly (4 | 6)[] = [4],
) => {
  const [term] = parseRecord([`v=spf1 ${text}`]).terms;
  if (term === undefined) throw new Error('no term');
  const known = await Promise.all(asked.map((question) => answer(zone, question)));
  return termQuestions(
    term,
    'example.com',
    { families, client: ipOf('192.0.2.1') },
    (question) =>
      known.find((one) => one.question.type === question.type && one.question.name === question.name),
    limits,
  ).map(({ question, purpose }) => `${purpose}: ${question.type} ${question.name}`);
};

describe('termQuestions', () => {
  const mx: DnsQuestion = { name: 'example.com', type: 'MX' };
  const ptr: DnsQuestion = { name: '1.2.0.192.in-addr.arpa', type: 'PTR' };
  const zone: MemoryZone = {
    'example.com': {
      MX: [
        [5, 'b.example'],
        [1, 'a.example'],
      ],
    },
    '1.2.0.192.in-addr.arpa': { PTR: ['x.example.com', 'y.example', 'z.example.com'] },
  };
  test.each([
    ['-all', []],
    ['ip4:192.0.2.1', []],
    ['ip6:::', []],
    ['x=y', []],
    ['exp=a.example', []],
    ['foo', []],
    ['include:example.com', ['record: TXT example.com']],
    ['redirect=example.com', ['record: TXT example.com']],
    ['exists:example.com', ['exists: A example.com']],
    ['a', ['address: A example.com']],
    ['mx', ['exchanges: MX example.com']],
    ['ptr', ['names: PTR 1.2.0.192.in-addr.arpa']],
  ])('%s asks at first %j', async (text, questions) => {
    expect(await questionsOf(text, zone, [])).toEqual(questions);
  });

  test('an mx asks for its exchanges by preference', async () => {
    expect(await questionsOf('mx', zone, [mx])).toEqual([
      'exchanges: MX example.com',
      'exchange-address: A a.example',
      'exchange-address: A b.example',
    ]);
  });

  test('an mx past the limit asks for none', async () => {
    const wide: MemoryZone = {
      'example.com': {
        MX: [
          [1, 'a.example'],
          [1, 'b.example'],
          [1, 'c.example'],
        ],
      },
    };
    expect(await questionsOf('mx', wide, [mx])).toEqual(['exchanges: MX example.com']);
  });

  test('a ptr asks for the names within the limit that could match', async () => {
    expect(await questionsOf('ptr', zone, [ptr])).toEqual([
      'names: PTR 1.2.0.192.in-addr.arpa',
      'name-address: A x.example.com',
    ]);
  });

  test('a ptr with no client has nothing to ask', () => {
    const [term] = parseRecord(['v=spf1 ptr']).terms;
    if (term === undefined) throw new Error('no term');
    expect(termQuestions(term, 'example.com', { families: [4, 6] }, () => undefined, limits)).toEqual([]);
  });

  test('an a with no client asks for both families', async () => {
    expect(await questionsOf('a', zone, [], [4, 6])).toEqual([
      'address: A example.com',
      'address: AAAA example.com',
    ]);
  });

  test('an exists asks for A only, whatever the family', async () => {
    expect(await questionsOf('exists:example.com', zone, [], [6])).toEqual(['exists: A example.com']);
  });
});

test('exchanges of one preference are in the order of their names, in whatever case they came', async () => {
  const orders: MemoryZone[string][] = [
    {
      MX: [
        [1, 'b.example'],
        [1, 'C.example'],
        [1, 'a.example'],
        [0, 'z.example'],
        [2, ''],
      ],
    },
    {
      MX: [
        [2, ''],
        [1, 'a.example'],
        [1, 'C.example'],
        [0, 'z.example'],
        [1, 'b.example'],
      ],
    },
  ];
  for (const data of orders)
    expect(exchangesOf(await answer({ 'example.com': data }, { name: 'example.com', type: 'MX' }))).toEqual([
      'z.example',
      'a.example',
      'b.example',
      'C.example',
    ]);
});

test('pointer names are in the order of the answer, as many as the limit', async () => {
  const given = await answer(
    { 'p.arpa': { PTR: ['b.example', 'a.example', 'c.example'] } },
    { name: 'p.arpa', type: 'PTR' },
  );
  expect(pointerNames(given, 2)).toEqual(['b.example', 'a.example']);
});
