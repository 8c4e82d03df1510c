import { escapeText } from '../report/escape-text.ts';

/** No name in DNS is longer, and no word needs to be to be known again. */
const mostCharacters = 255;

/** Words of a text, safe to print; what is longer than any name is cut, and ends with `...`. */
export const quoteWords = (text: string): string =>
  escapeText(text.length > mostCharacters ? `${text.slice(0, mostCharacters)}...` : text);
