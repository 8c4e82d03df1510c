import type { Style } from './styled-line.ts';

/** How a style looks where colours can be chosen. `colour`: `#rrggbb`; without one, that of plain text. */
export type Look = Readonly<{
  colour?: string;
  isBold?: boolean;
  isInverse?: boolean;
  isUnderlined?: boolean;
  isStruck?: boolean;
}>;

/** The looks of all styles for a background like this one. */
export type Palette = Readonly<{
  background: string;
  foreground: string;
  looks: Readonly<Record<Style, Look>>;
}>;

type Colours = Readonly<
  Record<'dim' | 'strong' | 'accent' | 'pass' | 'fail' | 'warn' | 'frame' | 'match', string>
>;

const looksOf = (colours: Colours): Palette['looks'] => ({
  plain: {},
  dim: { colour: colours.dim },
  strong: { colour: colours.strong, isBold: true },
  accent: { colour: colours.accent },
  pass: { colour: colours.pass, isBold: true },
  fail: { colour: colours.fail, isBold: true },
  warn: { colour: colours.warn },
  waiting: { colour: colours.accent },
  selected: { isInverse: true },
  caret: { isInverse: true },
  frame: { colour: colours.frame },
  'frame-focused': { colour: colours.accent },
  'match-highlight': { colour: colours.match, isBold: true, isUnderlined: true },
  removed: { colour: colours.dim, isStruck: true },
  added: { colour: colours.pass },
  changed: { colour: colours.accent, isBold: true },
});

/** For dark backgrounds: every colour has a contrast of 4.5 at least (WCAG 2.2, 1.4.3), also on those of Solarized
 *  Dark, Dracula and Nord. */
export const darkPalette: Palette = {
  background: '#16191f',
  foreground: '#d5d8de',
  looks: looksOf({
    dim: '#9ba4b3',
    strong: '#ffffff',
    accent: '#5fc9d2',
    pass: '#8fd67a',
    fail: '#ff9196',
    warn: '#e5bf6d',
    frame: '#969fae',
    match: '#f0a8ff',
  }),
};

/** For light backgrounds, down to those of Solarized Light. */
export const lightPalette: Palette = {
  background: '#ffffff',
  foreground: '#24292f',
  looks: looksOf({
    dim: '#5d6672',
    strong: '#000000',
    accent: '#00687a',
    pass: '#1a6b26',
    fail: '#b3202c',
    warn: '#7a5200',
    frame: '#5d6672',
    match: '#8a2da5',
  }),
};
