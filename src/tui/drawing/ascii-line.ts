import { asciiText } from '../../report/ascii-text.ts';
import { type Line, textWidth } from './styled-line.ts';

/** The line with nothing but ASCII, in as many columns. */
export const asciiLine = (line: Line): Line =>
  line.map(({ text, style }) => ({ style, text: asciiText(text, textWidth) }));
