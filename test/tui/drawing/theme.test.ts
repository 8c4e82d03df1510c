import { describe, expect, it } from 'vitest';
import { darkPalette, lightPalette, type Palette } from '../../../src/tui/drawing/palette.ts';
import { type Line, segment } from '../../../src/tui/drawing/styled-line.ts';
import {
  chooseTheme,
  colourTheme,
  paintLine,
  plainTheme,
  type Theme,
  type ThemeChoice,
  truecolourDarkTheme,
  truecolourLightTheme,
} from '../../../src/tui/drawing/theme.ts';

/** WCAG 2.2: relative luminance of `#rrggbb`. */
const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = (colour.slice(1).match(/../g) ?? []).map((hex) => {
    const value = Number.parseInt(hex, 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const contrast = (one: string, other: string): number => {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
};

describe('a contrast', () => {
  it('is measured as WCAG does', () => {
    expect(contrast('#ffffff', '#000000')).toBeCloseTo(21);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });
});

describe('the colours of a palette', () => {
  // Black, our own, VS Code, Solarized, Dracula, Nord; white, GitHub, Solarized, Catppuccin.
  const rows: readonly (readonly [string, Palette, readonly string[]])[] = [
    ['dark', darkPalette, ['#000000', '#16191f', '#1e1e1e', '#002b36', '#282a36', '#2e3440']],
    ['light', lightPalette, ['#ffffff', '#fafafa', '#fdf6e3', '#eff1f5']],
  ];
  it.each(rows)('are readable on %s backgrounds', (_, palette, backgrounds) => {
    expect(backgrounds).toContain(palette.background);
    const colours = Object.values(palette.looks).flatMap(({ colour }) => colour ?? []);
    expect(colours.length).toBeGreaterThan(10);
    for (const background of backgrounds)
      for (const colour of [palette.foreground, ...colours])
        expect([colour, background, contrast(colour, background) >= 4.5]).toEqual([colour, background, true]);
  });
});

describe('a theme', () => {
  const themes: readonly (readonly [string, Theme])[] = [
    ['of 16 colours', colourTheme],
    ['without colours', plainTheme],
    ['for dark terminals', truecolourDarkTheme],
    ['for light terminals', truecolourLightTheme],
  ];
  it.each(themes)('sets no background: %s', (_, theme) => {
    for (const codes of Object.values(theme))
      expect(codes.replace(/38;2;\d+;\d+;\d+/, '')).not.toMatch(/(?:^|;)(?:4\d|10\d)/);
  });

  it('without colours has none', () => {
    for (const codes of Object.values(plainTheme)) expect(codes).toMatch(/^(?:[12479](?:;|$))*$/);
  });

  it('of 24 bits paints a line', () => {
    const line: Line = [segment('a'), segment('b', 'pass'), segment('c', 'match-highlight')];
    expect(paintLine(line, truecolourDarkTheme)).toBe(
      'a\x1b[1;38;2;143;214;122mb\x1b[0m\x1b[1;4;38;2;240;168;255mc\x1b[0m',
    );
  });
});

describe('the theme for a terminal', () => {
  const truecolor = { hasColour: true, colorterm: 'truecolor' };
  const auto: ThemeChoice = { colours: 'auto', background: 'auto' };
  const dark: ThemeChoice = { colours: 'truecolor', background: 'dark' };
  const rows: readonly (readonly [Parameters<typeof chooseTheme>[0], ThemeChoice, Theme])[] = [
    [{ hasColour: false, colorterm: 'truecolor', colorfgbg: '15;0' }, auto, plainTheme],
    [{ hasColour: false }, dark, plainTheme],
    [{ hasColour: true }, auto, colourTheme],
    [{ hasColour: true, colorfgbg: '15;0' }, auto, colourTheme],
    [truecolor, auto, colourTheme],
    [{ ...truecolor, colorfgbg: '15;0' }, auto, truecolourDarkTheme],
    [{ ...truecolor, colorterm: '24bit', colorfgbg: '12;8' }, auto, truecolourDarkTheme],
    [{ ...truecolor, colorfgbg: '0;default;15' }, auto, truecolourLightTheme],
    [{ ...truecolor, colorfgbg: '0;7' }, auto, truecolourLightTheme],
    [{ ...truecolor, colorfgbg: '0;default' }, auto, colourTheme],
    [{ ...truecolor, colorfgbg: '0;99' }, auto, colourTheme],
    [{ ...truecolor, colorfgbg: 'x' }, auto, colourTheme],
    [{ ...truecolor, colorfgbg: '15;0' }, { ...auto, colours: '16' }, colourTheme],
    [truecolor, { ...auto, background: 'light' }, truecolourLightTheme],
    [{ hasColour: true }, dark, truecolourDarkTheme],
    [{ hasColour: true }, { ...auto, colours: 'truecolor' }, truecolourDarkTheme],
    [{ hasColour: true }, { ...auto, background: 'dark' }, colourTheme],
    [truecolor, { ...auto, colours: 'none' }, plainTheme],
  ];
  it.each(rows)('%j, %j', (terminal, name, theme) => {
    expect(chooseTheme(terminal, name)).toBe(theme);
  });
});
