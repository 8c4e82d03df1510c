/** A source of random numbers that gives the same ones for the same seed. */
export type Random = Readonly<{
  /** A whole number from 0 up to, not including, `end`. */
  below: (end: number) => number;
  pick: <Item>(items: readonly [Item, ...Item[]]) => Item;
}>;

/** Mulberry32: 32 bits of state are enough for presses. */
export const randomFrom = (seed: number): Random => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number): number => Math.floor(next() * end);
  return { below, pick: (items) => items[below(items.length)] ?? items[0] };
};

// Not q and Ctrl-C, which end the program, nor Ctrl-Z, Ctrl-\ and Ctrl-S, which are the terminal's affair.
const letters = 'abcdefghijklmnoprstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ?/.:@-_~+=,;!"#$%&()*<>[]{}|';
const controls =
  '\x00\x01\x02\x04\x05\x06\x07\x08\t\n\x0b\x0c\r\x0e\x0f\x10\x12\x14\x15\x16\x17\x18\x19\x1d\x1e\x1f\x7f';

// Spreads hide from the compiler that the list is not empty.
const sequences = [
  ...[
    'A',
    'B',
    'C',
    'D',
    'F',
    'H',
    'Z',
    '3~',
    '5~',
    '6~',
    '15~',
    '200~',
    '201~',
    '1;5C',
    '1;2A',
    'I',
    'O',
  ].map((end) => `\x1b[${end}`),
  ...['\x1b', '\x1b\x1b', '\x1bOA', '\x1bOP', '\x1bx', '\x1b[', '\x1b[1;', '\x1b]', '\x1bP', '\x1bO', '\x9b'],
  // Of the mouse, in three ways of telling it.
  ...['\x1b[<0;10;10M', '\x1b[<0;10;10m', '\x1b[<64;300;99M', '\x1b[M !!', '\x1b[32;10;10M'],
  // What terminals answer when they are asked for colours, version, place and kind.
  ...[
    '\x1b]11;rgb:0000/0000/0000\x1b\\',
    '\x1b]10;rgb:ff/ff/ff\x07',
    '\x1bP>|terminal 1.0\x1b\\',
    '\x1b[12;40R',
  ],
  ...['\x1b[?62;4c', '\x1b[>1;95;0c', '\x1b[?1;2c', '\x1b[?2026;2$y', '\x1b[I\x1b[O', '\x1b[97;5u'],
] as unknown as readonly [string, ...string[]];

// As above.
const pastes = [
  ...['anbermedia.com', '  twitter.com\n', '192.0.2.1', '2001:db8::1', 'bob@example.com', 'a..b', ''],
  ...[
    '\x1b]0;owned\x07',
    '\x1b[2J\x1b[3J',
    '\u202eevil',
    'x\x00y',
    '\x9b31m',
    'line\nline\r\nline',
    '\x1b[201~',
  ],
  ...['e\u0301\u0327', '漢字', '👩‍👩‍👧', '\ufffd', '\u200b\ufeff', '\ud800', '%{d}%{i}', 'long.'.repeat(300)],
] as unknown as readonly [string, ...string[]];

/** One press, or one paste, as the terminal sends it. */
export const randomPress = ({ below, pick }: Random): string => {
  const kind = below(100);
  if (kind < 45) return letters[below(letters.length)] ?? '';
  if (kind < 60) return controls[below(controls.length)] ?? '';
  if (kind < 88) return pick(sequences);
  if (kind < 94) return `\x1b[200~${pick(pastes)}\x1b[201~`;
  // Without brackets it is typed: nothing in it may quit.
  if (kind < 98) return pick(pastes).replaceAll('q', '').slice(0, 300);
  return pick(['\u00e9', '漢', '👍', '\u0301']);
};

/** A text in pieces, broken at odd places: in the middle of sequences, and of characters. A very long paste keeps its
 *  brackets whole: a program may take a start that comes too late for an Escape, and all else for keys. */
export const breakUp = (text: string, { below }: Random): Buffer[] => {
  const octets = Buffer.from(text);
  const pieces: Buffer[] = [];
  for (let start = 0; start < octets.length; ) {
    const end = octets.length > 1000 ? start + 400 : start + 1 + below(below(4) === 0 ? 3 : 400);
    pieces.push(octets.subarray(start, end));
    start = end;
  }
  return pieces;
};
