import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKeyboardFilter, mostOfPaste } from '../../../src/tui/terminal/keyboard-filter.ts';
import type { MouseEvent } from '../../../src/tui/terminal/mouse.ts';

/** What comes of chunks, and of waiting long enough after the last. */
const read = (chunks: readonly string[]) => {
  const events: MouseEvent[] = [];
  let keys = '';
  let waiting: (() => void) | undefined;
  const filter = createKeyboardFilter({
    later: (callback) => {
      waiting = callback;
      return () => {
        waiting = undefined;
      };
    },
    release: (released) => {
      keys += released;
    },
    onMouse: (event) => events.push(event),
  });
  for (const chunk of chunks) keys += filter(chunk);
  waiting?.();
  return { keys, clicks: events.map(({ kind, column, row }) => `${kind} ${column} ${row}`) };
};

describe('what a terminal sends', () => {
  const rows: readonly (readonly [string, readonly string[], string, readonly string[]])[] = [
    ['keys', ['jj\x1b[A'], 'jj\x1b[A', []],
    ['a click', ['j\x1b[<0;5;7Mk'], 'jk', ['press 4 6']],
    ['a click in pieces', ['j\x1b', '[<0;', '5;7', 'Mk'], 'jk', ['press 4 6']],
    ['a click behind an answer', ['\x1b]11;rgb:0/0/0\x1b', '\\\x1b[<0;5;7M'], '', ['press 4 6']],
    [
      'a paste with what looks like a click',
      ['\x1b[200~a\x1b[<0;1;1M', 'b\x1b[20', '1~\x1b[<0;2;2M'],
      '\x1b[200~a\x1b[<0;1;1Mb\x1b[201~',
      ['press 1 1'],
    ],
    ['Esc behind a click', ['\x1b[<0;5;7M\x1b'], '\x1b', ['press 4 6']],
    ['Esc in an answer without an end', ['\x1b]11;', '\x1b'], '\x1b', []],
  ];
  it.each(rows)('is parted into keys and the mouse: %s', (_, chunks, keys, clicks) => {
    expect(read(chunks)).toEqual({ keys, clicks });
  });

  it('hands on so much of a paste, told with what was left out', () => {
    const dropped: number[] = [];
    const filter = createKeyboardFilter({
      later: () => () => {},
      release: () => {},
      onCutPaste: (characters) => dropped.push(characters),
    });
    const paste = ['\x1b[200~', 'x'.repeat(mostOfPaste - 1), 'yz\x1b[20', '1~j', '\x1b[200~k\x1b[201~'];
    expect(paste.map(filter).join('')).toBe(
      `\x1b[200~${'x'.repeat(mostOfPaste - 1)}y\x1b[201~j\x1b[200~k\x1b[201~`,
    );
    expect(dropped).toEqual([1]);
  });

  const piece = fc.oneof(
    fc.constantFrom(
      'j',
      'ü',
      '漢',
      '\r',
      '\x03',
      '\x1b[A',
      '\x1bOP',
      '\x1b[1;5D',
      '\x1bf',
      '\x1b[200~a b\x1b[201~',
    ),
    fc.constantFrom(
      '\x1b]11;rgb:1/1/1\x1b\\',
      '\x1bP>|x\x1b\\',
      '\x1b[<0;12;3M',
      '\x1b[<0;12;3m',
      '\x1b[<64;1;1M',
      '\x1b[<x',
      '\x1b[<;M',
    ),
  );
  const stream = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));

  it('means the same wherever it is split', () => {
    fc.assert(
      fc.property(stream, fc.array(fc.nat(100), { maxLength: 8 }), (text, cuts) => {
        const places = [
          0,
          ...cuts.map((cut) => Math.min(cut, text.length)).sort((a, b) => a - b),
          text.length,
        ];
        const chunks = places.slice(1).map((end, index) => text.slice(places[index], end));
        expect(read(chunks)).toEqual(read([text]));
        expect(read([...text])).toEqual(read([text]));
      }),
      { numRuns: 500 },
    );
  });
});
