import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addClick,
  type Clicks,
  disableMouse,
  enableMouse,
  type MouseEvent,
  splitMouse,
} from '../../../src/tui/terminal/mouse.ts';

const event = (changes: Partial<MouseEvent>): MouseEvent => ({
  kind: 'press',
  button: 'left',
  column: 0,
  row: 0,
  shift: false,
  alt: false,
  ctrl: false,
  ...changes,
});

describe('what a mouse sends', () => {
  const rows: readonly (readonly [string, string, readonly Partial<MouseEvent>[]])[] = [
    ['\x1b[<0;1;1M', '', [{}]],
    ['\x1b[<0;1;1m', '', [{ kind: 'release' }]],
    ['\x1b[<2;300;65M', '', [{ button: 'right', column: 299, row: 64 }]],
    ['\x1b[<1;2;3M', '', [{ button: 'middle', column: 1, row: 2 }]],
    [
      '\x1b[<64;2;3M\x1b[<65;2;3M',
      '',
      [
        { kind: 'wheel-up', button: 'none', column: 1, row: 2 },
        { kind: 'wheel-down', button: 'none', column: 1, row: 2 },
      ],
    ],
    ['\x1b[<28;1;1M', '', [{ shift: true, alt: true, ctrl: true }]],
    ['j\x1b[<0;1;1Mk\x1b[A', 'jk\x1b[A', [{}]],
    // Motion, sideways, further buttons, places that are none, numbers that are none, the old form.
    ['\x1b[<32;1;1M\x1b[<66;1;1M\x1b[<128;1;1Mj', 'j', []],
    ['\x1b[<0;0;1M\x1b[<0;1;0M\x1b[<0;1M\x1b[<;;Mj', 'j', []],
    ['\x1b[<0;99999999;1Mj\x1b[<9999;1;1M', 'j', []],
    ['a\x1b[M !!b', 'ab', []],
    ['\x1b[M', '\x1b[M', []],
  ];
  it.each(rows)('%j leaves the keys %j and gives %j', (input, keys, events) => {
    expect(splitMouse(input)).toEqual({ keys, events: events.map(event) });
  });

  it('takes nothing from other input', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const typed = text.replaceAll('\x1b[<', '').replaceAll('\x1b[M', '');
        expect(splitMouse(typed)).toEqual({ keys: typed, events: [] });
      }),
    );
  });

  it('is begun and ended in pairs', () => {
    const modes = (text: string, final: string) => text.match(/\d+(?=[hl])/g)?.map((mode) => mode + final);
    expect(modes(enableMouse, '')).toEqual(modes(disableMouse, '')?.reverse());
    expect(enableMouse).not.toContain('l');
    expect(disableMouse).not.toContain('h');
  });
});

describe('clicks', () => {
  const rows: readonly (readonly [string, readonly (readonly [Partial<MouseEvent>, number])[], number])[] = [
    ['one', [[{}, 0]], 1],
    [
      'two in quick succession',
      [
        [{}, 0],
        [{}, 400],
      ],
      2,
    ],
    [
      'two, slowly',
      [
        [{}, 0],
        [{}, 401],
      ],
      1,
    ],
    [
      'two on other columns',
      [
        [{}, 0],
        [{ column: 1 }, 10],
      ],
      1,
    ],
    [
      'two on other rows',
      [
        [{}, 0],
        [{ row: 1 }, 10],
      ],
      1,
    ],
    [
      'two by other buttons',
      [
        [{}, 0],
        [{ button: 'right' }, 10],
      ],
      1,
    ],
    [
      'three',
      [
        [{}, 0],
        [{}, 300],
        [{}, 600],
      ],
      3,
    ],
  ];
  it.each(rows)('count: %s', (_, presses, count) => {
    let clicks: Clicks | undefined;
    for (const [changes, atMs] of presses) clicks = addClick(clicks, event(changes), atMs);
    expect(clicks?.count).toBe(count);
  });
});
