import type { Mark } from '../report/row-status.ts';
import type { Paint } from '../report/text-report.ts';

// The 16 colours of ECMA-48; bold and dim are safe on dark and light backgrounds alike.
const codes: Readonly<Record<Mark, string>> = {
  pass: '1;32',
  match: '1;32',
  fail: '1;31',
  permerror: '1;31',
  softfail: '1;33',
  temperror: '1;33',
  trouble: '33',
  neutral: '1',
  none: '1',
  waiting: '36',
  'no-match': '',
  plain: '',
  unused: '2',
  removed: '2',
};

/** Colours for a terminal. */
export const ansiPaint: Paint = (mark, text) =>
  codes[mark] === '' ? text : `\x1b[${codes[mark]}m${text}\x1b[0m`;

/** None. */
export const plainPaint: Paint = (_, text) => text;
