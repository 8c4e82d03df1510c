import { type Line, textWidth } from './styled-line.ts';

const signs: Readonly<Record<string, string>> = {
  '↑': '^',
  '↓': 'v',
  '→': '>',
  '←': '<',
  '∞': '*',
  '…': '~',
};

/** The line with nothing but ASCII, in as many columns: our own signs as their likes, all else as question marks. */
export const asciiLine = (line: Line): Line =>
  line.map(({ text, style }) => ({
    style,
    text: text.replace(/[^\x20-\x7e]/gu, (sign) => signs[sign] ?? '?'.repeat(textWidth(sign))),
  }));
