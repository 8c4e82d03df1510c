import type { Mark } from '../../report/row-status.ts';
import { darkPalette, type Look, lightPalette, type Palette } from './palette.ts';
import type { Line, Style } from './styled-line.ts';

/** How each meaning looks: the parameters of an SGR sequence (ECMA-48), empty for the terminal's own look. No theme
 *  sets a background. */
export type Theme = Readonly<Record<Style, string>>;

/** Only the 16 colours, which the terminal's owner chose for the background: dark and light both stay readable. */
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
  'match-highlight': '1;35',
  // Not every terminal knows 9, so that a sign and a word stand beside what is removed.
  removed: '2;9',
  added: '32',
  changed: '1;36',
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
  'match-highlight': '1;4',
  added: '',
  changed: '1',
};

const lookCodes = ({ colour, isBold, isInverse, isUnderlined, isStruck }: Look): string => {
  const parts = /^#(..)(..)(..)$/.exec(colour ?? '')?.slice(1) ?? [];
  return [
    ...(isBold ? ['1'] : []),
    ...(isUnderlined ? ['4'] : []),
    ...(isInverse ? ['7'] : []),
    ...(isStruck ? ['9'] : []),
    ...(parts.length === 0 ? [] : ['38;2', ...parts.map((hex) => Number.parseInt(hex, 16))]),
  ].join(';');
};

const themeOf = ({ looks }: Palette): Theme => {
  // The keys are those of the looks.
  const entries = Object.entries(looks) as [Style, Look][];
  // One entry for each style; what is strong keeps the terminal's own colour, as plain text does.
  return Object.fromEntries([
    ...entries.map(([style, look]) => [style, lookCodes(look)]),
    ['strong', '1'],
  ]) as Theme;
};

/** For terminals with 24-bit colours and a dark background. */
export const truecolourDarkTheme: Theme = themeOf(darkPalette);

/** For terminals with 24-bit colours and a light background. */
export const truecolourLightTheme: Theme = themeOf(lightPalette);

/** The background that `COLORFGBG` tells of (`15;0`, `0;default;15`: the last number is a colour of the 16), or
 *  undefined where it tells none. */
const backgroundOf = (colorfgbg: string | undefined): 'dark' | 'light' | undefined => {
  const number = /;(\d{1,2})$/.exec(colorfgbg ?? '')?.[1];
  if (number === undefined || Number(number) > 15) return undefined;
  return Number(number) < 7 || Number(number) === 8 ? 'dark' : 'light';
};

/** Which colours are wanted, and for which background; `auto` is for the terminal to say. */
export type ThemeChoice = Readonly<{
  colours: 'auto' | 'none' | '16' | 'truecolor';
  background: 'auto' | 'light' | 'dark';
}>;

/** The theme for a terminal, by what it says of itself: `colorterm` and `colorfgbg` are the variables of that name.
 *  Colours of our own only where the background is known, or they are asked for; the terminal is not asked, as an
 *  answer may come late or never. */
export const chooseTheme = (
  terminal: Readonly<{ hasColour: boolean; colorterm?: string; colorfgbg?: string }>,
  { colours, background }: ThemeChoice,
): Theme => {
  if (!terminal.hasColour || colours === 'none') return plainTheme;
  const isAsked = colours === 'truecolor';
  const hasAll = isAsked || (colours === 'auto' && /^(?:truecolor|24bit)$/i.test(terminal.colorterm ?? ''));
  if (!hasAll) return colourTheme;
  const ground = background === 'auto' ? backgroundOf(terminal.colorfgbg) : background;
  if (ground === undefined) return isAsked ? truecolourDarkTheme : colourTheme;
  return ground === 'dark' ? truecolourDarkTheme : truecolourLightTheme;
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
