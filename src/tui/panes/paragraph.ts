import { type Line, type Style, segment, wrapText } from '../drawing/styled-line.ts';

/** Lines of text in the pane's width; the further ones of each are indented. */
export const paragraph = (text: string, width: number, style: Style = 'plain', indent = 0): Line[] =>
  wrapText(text, width, indent).map((part) => [segment(part, style)]);

/** A heading, with an empty line above it. */
export const heading = (text: string): Line[] => [[], [segment(text, 'accent')]];
