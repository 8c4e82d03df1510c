import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareTerms, type TermChange } from '../../src/comparison/compare-terms.ts';

const short = (change: TermChange): string => {
  switch (change.kind) {
    case 'added':
      return `+${change.to} ${change.after}`;
    case 'removed':
      return `-${change.from} ${change.before}`;
    case 'changed':
      return `${change.from}>${change.to} ${change.before} > ${change.after}`;
    case 'moved':
      return `${change.from}>${change.to} ${change.before}`;
  }
};

describe('the terms of two records', () => {
  test.each([
    ['a mx -all', 'a mx -all', []],
    ['a -all', 'a mx -all', ['+2 mx']],
    ['a mx -all', 'a -all', ['-2 mx']],
    ['a mx', 'mx a', ['2>1 mx']],
    ['ip4:192.0.2.0/24 -all', 'ip4:192.0.2.0/25 -all', ['1>1 ip4:192.0.2.0/24 > ip4:192.0.2.0/25']],
    ['a ~all', 'a -all', ['2>2 ~all > -all']],
    ['a include:x.test -all', 'a mx:y.test -all', ['2>2 include:x.test > mx:y.test']],
    [
      'a include:x.test mx -all',
      'a ip4:192.0.2.1 ip6:::1 -all',
      ['-2 include:x.test', '+2 ip4:192.0.2.1', '-3 mx', '+3 ip6:::1'],
    ],
    ['a a mx', 'a mx', ['-1 a']],
    ['', 'a', ['+1 a']],
    ['a', '', ['-1 a']],
    ['a include:x.test mx', 'include:y.test a mx include:x.test', ['+1 include:y.test', '3>3 mx']],
  ])('%s to %s', (before, after, changes) => {
    const words = (text: string): string[] => text.split(' ').filter((word) => word !== '');
    const found = compareTerms(words(before), words(after)).map(short);
    // Which of two equal terms is gone, nobody can tell.
    expect(found.map((line) => line.replace('-2 a', '-1 a'))).toEqual(changes);
  });

  const terms = fc.array(fc.constantFrom('a', 'mx', 'ip4:192.0.2.1', 'ip4:192.0.2.2', '-all', '~all'), {
    maxLength: 8,
  });

  test('lead from the one record to the other', () => {
    fc.assert(
      fc.property(terms, terms, (before, after) => {
        const changes = compareTerms(before, after);
        const gone = new Set(changes.flatMap((change) => ('from' in change ? [change.from] : [])));
        const put = new Map(
          changes.flatMap((change) =>
            'to' in change
              ? [[change.to, change.kind === 'moved' ? change.before : change.after] as const]
              : [],
          ),
        );
        const kept = before.filter((_, index) => !gone.has(index + 1));
        const rebuilt: string[] = [];
        while (rebuilt.length < after.length)
          rebuilt.push(put.get(rebuilt.length + 1) ?? kept.shift() ?? 'none');
        expect(rebuilt).toEqual(after);
        expect(kept).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('are compared in time, however many there are', () => {
    const many = (from: number): string[] =>
      Array.from({ length: 5000 }, (_, index) => `ip4:${from + index}`);
    expect(compareTerms(many(0), many(5000))).toHaveLength(5000);
    expect(compareTerms(many(0), [...many(0)].reverse()).length).toBeGreaterThan(4000);
  });
});
