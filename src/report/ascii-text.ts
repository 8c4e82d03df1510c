/** The likes of our own signs in ASCII, one column each. */
const signs: Readonly<Record<string, string>> = {
  '§': '#',
  '∞': '*',
  '…': '~',
  '↑': '^',
  '↓': 'v',
  '→': '>',
  '←': '<',
};

/** The text with nothing but ASCII: our own signs as their likes, any other character as `width` question marks. */
export const asciiText = (text: string, width: (character: string) => number = () => 1): string =>
  text.replace(/[^\x20-\x7e]/gu, (character) => signs[character] ?? '?'.repeat(width(character)));
