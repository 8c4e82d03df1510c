import type { Mark } from './row-status.ts';

/** The signs of a screen or report: one column each. */
export type Glyphs = Readonly<{
  marks: Readonly<Record<Mark, string>>;
  open: string;
  closed: string;
  cursor: string;
  pointer: string;
  full: string;
  worst: string;
  empty: string;
  ellipsis: string;
}>;

/** For terminals that show UTF-8. */
export const unicodeGlyphs: Glyphs = {
  marks: {
    pass: '✓',
    fail: '✗',
    softfail: '~',
    neutral: '?',
    permerror: '✗',
    temperror: '!',
    none: '-',
    match: '✓',
    'no-match': '·',
    trouble: '!',
    waiting: '…',
    plain: '·',
    unused: ' ',
    removed: '─',
  },
  open: '▾',
  closed: '▸',
  cursor: '▶',
  pointer: '▲',
  full: '█',
  worst: '▒',
  empty: '░',
  ellipsis: '…',
};

/** For all others. */
export const asciiGlyphs: Glyphs = {
  marks: {
    pass: '+',
    fail: 'x',
    softfail: '~',
    neutral: '?',
    permerror: 'x',
    temperror: '!',
    none: '-',
    match: '+',
    'no-match': '.',
    trouble: '!',
    waiting: '*',
    plain: '.',
    unused: ' ',
    removed: '-',
  },
  open: 'v',
  closed: '>',
  cursor: '>',
  pointer: '^',
  full: '#',
  worst: '+',
  empty: '.',
  ellipsis: '~',
};
