import type { Mark } from '../report/row-status.ts';
import type { Line, Style } from './styled-line.ts';

/** How each meaning looks: the parameters of an SGR sequence (ECMA-48), empty for the terminal's own look. Only the
 *  16 colours and no background, so that dark and light terminals both stay readable. */
export type Theme = Readonly<Record<Style, string>>;

export const colourTheme: Theme = {
  plain: '',
  dim: '2',
  strong: '1',
  accent: '36',
  pass: '1;32',
  fail: '1;31',
  warn: '33',
  waiting: '36',
  selected: '7',
  caret: '7',
  frame: '2',
  'frame-focused': '36',
};

/** For NO_COLOR: weight and inverse video only. */
export const plainTheme: Theme = {
  ...colourTheme,
  accent: '',
  pass: '1',
  fail: '1',
  warn: '',
  waiting: '',
  'frame-focused': '1',
};

const markStyles: Readonly<Record<Mark, Style>> = {
  pass: 'pass',
  match: 'pass',
  fail: 'fail',
  permerror: 'fail',
  softfail: 'warn',
  temperror: 'warn',
  trouble: 'warn',
  neutral: 'strong',
  none: 'strong',
  waiting: 'waiting',
  'no-match': 'plain',
  plain: 'plain',
  unused: 'dim',
  removed: 'dim',
};

/** The look of a mark and of the word beside it. */
export const styleOfMark = (mark: Mark): Style => markStyles[mark];

/** The line as a text with SGR sequences. */
export const paintLine = (line: Line, theme: Theme): string =>
  line
    .map(({ text, style }) => (theme[style] === '' ? text : `\x1b[${theme[style]}m${text}\x1b[0m`))
    .join('');
