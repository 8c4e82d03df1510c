import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatZoneRecord } from '../../../src/report/zone-text.ts';
import { type AreaAction, areaWith, reduceArea, type TextArea } from '../../../src/tui/editing/text-area.ts';
import { growthWhenQuadrupled } from '../../helpers/growth.ts';

/** A record in one text, its caret a bar. */
const show = ({ text, caret }: TextArea): string => `${text.slice(0, caret)}|${text.slice(caret)}`;

const read = (shown: string): TextArea => {
  const caret = shown.indexOf('|');
  return { ...areaWith(shown.replace('|', '')), caret };
};

const insert = (text: string): AreaAction => ({ kind: 'insert', text });

describe('a record under edit', () => {
  const rows: readonly (readonly [string, AreaAction, string])[] = [
    ['|', insert('v'), 'v|'],
    ['v=spf1|', insert(' '), 'v=spf1 |'],
    ['a |c', insert('b '), 'a b |c'],
    ['|', insert('é'), '\xc3\xa9|'],
    ['|', insert('\x1b[31ma'), '[31ma|'],
    ['|', insert('a\tb'), 'a\tb|'],
    ['\xc3\xa9|', { kind: 'backward-delete-char' }, '\xc3|'],
    ['v=spf1 a:b.example|', { kind: 'backward-kill-word' }, 'v=spf1 |'],
    ['v=spf1 a:b.example|', { kind: 'backward-word' }, 'v=spf1 a:b.|example'],
    ['v=spf1 |a:b.example', { kind: 'kill-word' }, 'v=spf1 |:b.example'],
    ['ab|', { kind: 'transpose-chars' }, 'ba|'],
    ['a|b', { kind: 'forward-char' }, 'ab|'],
    ['ab|', { kind: 'forward-char' }, 'ab|'],
    ['|ab', { kind: 'backward-char' }, '|ab'],
  ];
  it.each(rows)('%j after %j is %j', (before, action, after) => {
    expect(show(reduceArea(read(before), action))).toBe(after);
  });

  it('takes what was cut out back', () => {
    const kinds = ['backward-kill-word', 'beginning-of-line', 'yank'] as const;
    const area = kinds.reduce((before, kind) => reduceArea(before, { kind }), read('a b|'));
    expect(show(area)).toBe('b|a ');
  });
});

describe('a step between the rows of a record', () => {
  // In 9 columns: "aa bb cc ", then a term longer than a row.
  const text = 'aa bb cc ddddddddd';
  const step = (area: TextArea, ...kinds: readonly ('previous-row' | 'next-row')[]): string =>
    show(kinds.reduce((before, kind) => reduceArea(before, { kind, width: 9 }), area));

  const rows: readonly (readonly [number, readonly ('previous-row' | 'next-row')[], string])[] = [
    [4, ['next-row'], 'aa bb cc dddd|ddddd'],
    [1, ['next-row', 'next-row'], 'aa bb cc ddddddddd|'],
    [0, ['next-row', 'next-row'], 'aa bb cc dddddddd|d'],
    [13, ['previous-row'], 'aa b|b cc ddddddddd'],
    [2, ['previous-row'], 'aa| bb cc ddddddddd'],
    [18, ['next-row'], 'aa bb cc ddddddddd|'],
    // The column is kept where a row between is too short for it.
    [7, ['next-row', 'next-row', 'previous-row'], 'aa bb cc ddddddd|dd'],
  ];
  it.each(rows)('from %i by %j leads to %j', (caret, kinds, after) => {
    expect(step({ ...areaWith(text), caret }, ...kinds)).toBe(after);
  });
});

describe('a paste into a record', () => {
  const rows: readonly (readonly [pasted: string, octets: string, note: string | undefined])[] = [
    ['v=spf1 -all', 'v=spf1 -all', undefined],
    ['v=spf1 -all\n', 'v=spf1 -all', undefined],
    ['v=spf1 a\n   mx\r\n-all', 'v=spf1 a mx -all', '2 line breaks became spaces'],
    ['a\n\n\nb', 'a b', '3 line breaks became spaces'],
    ['"v=spf1 -all"', 'v=spf1 -all', 'the quotes were taken off'],
    ['"v=spf1 a" "mx -all"', 'v=spf1 amx -all', '2 strings were joined and the quotes were taken off'],
    [
      '("v=spf1 "\n\t"-all" ; the end\n)',
      'v=spf1 -all',
      '2 strings were joined and the quotes were taken off',
    ],
    ['example.com. 3600 IN TXT "v=spf1 -all"', 'v=spf1 -all', 'the quotes were taken off'],
    ['@ TXT ( "v=spf1 -all" )', 'v=spf1 -all', 'the quotes were taken off'],
    ['"a\\"b\\\\c\\009\\255"', 'a"b\\c\t\xff', 'the quotes were taken off'],
    ['"é"', '\xc3\xa9', 'the quotes were taken off'],
    ['include:"a.example"', 'include:"a.example"', undefined],
    ['"open', '"open', undefined],
    ['"a" b', '"a" b', undefined],
    ['"', '"', undefined],
    ['a\x00b\x1bc', 'abc', '2 control characters taken out'],
    ['\u202eabc', '\xe2\x80\xaeabc', undefined],
    ['\ud800', '\xef\xbf\xbd', undefined],
  ];
  it.each(rows)('of %j gives %j', (pasted, octets, note) => {
    const area = reduceArea(areaWith(''), insert(pasted));
    expect([area.text, area.note]).toEqual([octets, note]);
    expect(reduceArea(area, { kind: 'backward-char' }).note).toBeUndefined();
  });

  it('of what is copied for a zone file gives the record back', () => {
    const octets = fc
      .array(fc.integer({ min: 0, max: 255 }), { maxLength: 700 })
      .map((codes) => String.fromCharCode(...codes));
    fc.assert(
      fc.property(octets, (text) => {
        const area = reduceArea(areaWith(''), insert(formatZoneRecord('a.example', 300, text)));
        expect(area.text).toBe(text);
      }),
    );
  });

  it('beyond what a record can hold is cut, and says so', () => {
    const area = reduceArea(areaWith('ab'), insert('x'.repeat(70_000)));
    expect(area.text).toHaveLength(65_535);
    expect(area.note).toBe('4467 octets had no room and were left out');
    const more = reduceArea(area, insert('y'));
    expect([more.text.length, more.note]).toEqual([65_535, '1 octets had no room and were left out']);
  });

  const hostile: readonly (readonly [string, (size: number) => string])[] = [
    ['a record', (size) => 'a:b.example '.repeat(size / 12)],
    ['an open quote', (size) => `"${'\\"'.repeat(size / 2)}`],
    ['many quotes', (size) => '"" '.repeat(size / 3)],
    ['spaces before a quote', (size) => `${' '.repeat(size)}"`],
    ['spaces in a line break', (size) => `a${' '.repeat(size)}\nb`],
    ['a head without an end', (size) => `${'TXT '.repeat(size / 4)}"a"`],
  ];
  it.each(hostile)('takes time in proportion to it: %s', (_, load) => {
    const growth = growthWhenQuadrupled(16_000, load, (text) => {
      for (let round = 0; round < 20; round++) reduceArea(areaWith(''), insert(text));
    });
    expect(growth).toBeLessThan(9);
  });
});

describe('a thousand keys in a long record', () => {
  const keys: readonly AreaAction[] = [
    insert('x'),
    { kind: 'backward-word' },
    { kind: 'backward-char' },
    { kind: 'kill-word' },
    { kind: 'yank' },
    { kind: 'backward-delete-char' },
    { kind: 'transpose-chars' },
    { kind: 'previous-row', width: 80 },
    { kind: 'forward-word' },
    { kind: 'next-row', width: 80 },
  ];
  it('take time in proportion to its length at most', () => {
    const growth = growthWhenQuadrupled(
      15_000,
      (size) => areaWith('include:a.example é '.repeat(size / 20)),
      (area) => {
        let edited = area;
        for (let round = 0; round < 100; round++) for (const key of keys) edited = reduceArea(edited, key);
      },
    );
    expect(growth).toBeLessThan(9);
  });
});
