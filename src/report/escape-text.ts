import { toUnicodeDomain } from '../spf/domain-name.ts';

/** What a terminal could take for more than a letter: controls (C0, DEL, C1), format characters (bidi, zero-width,
 *  tags), surrogates, private and unassigned characters, separators other than the space, and what shows as nothing
 *  (fillers, variation selectors, the blank of Braille). */
const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Z}/gu;

/** What no two programs give the same room, so that a row with it would be too long or too short: symbols and emoji,
 *  Hangul in pieces, letters and marks that join others, scripts that are new. Of the marks, only the common diacritics
 *  are left. */
const unmeasurable =
  /[\p{So}\p{Emoji_Presentation}\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff\u0d4e\u0e33\u0eb3\u3248-\u324f\u{11000}-\u{11fff}\u{16d40}-\u{1b2ff}\u{1d360}-\u{1d376}]|(?![\u0300-\u036f])\p{M}/gu;

const escapeCharacter = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16).toUpperCase();
  if (code < 0x100) return `\\x${hex.padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\u{${hex}}`;
};

/** A person's text (an argument, a sender) made safe to print: what could steer a terminal stands as a visible
 *  escape (`\x1B`, `\u202E`). At most two combining marks in a row stay marks. */
export const escapeText = (text: string): string =>
  /^[\x20-\x7e]*$/.test(text)
    ? text
    : text
        .replace(unsafe, escapeCharacter)
        .replace(unmeasurable, escapeCharacter)
        .replace(
          /(\p{M}{2})(\p{M}+)/gu,
          (_, kept: string, flood: string) => kept + [...flood].map(escapeCharacter).join(''),
        )
        .replace(/^\p{M}/u, escapeCharacter);

/** A domain name for people: with U-labels where all of it is harmless to print, else octets escaped. */
export const showDomain = (name: string): string => {
  const unicode = toUnicodeDomain(name);
  return unicode !== name && escapeText(unicode) === unicode ? unicode : escapeOctets(name);
};

/** Octets from DNS (one character each) made safe to print: everything but visible ASCII and the space stands as
 *  `\xHH`, so that the text is as long on the screen as its characters. */
export const escapeOctets = (octets: string): string => octets.replace(/[^\x20-\x7e]/g, escapeCharacter);

/** A sentence in which nothing quoted from DNS takes more than a line: long quotations are cut in the middle. */
export const shortenQuotations = (sentence: string): string =>
  sentence.replace(/"([^"]{40})[^"]{21,}([^"]{20})"/g, '"$1...$2"');

/** Where the octet at `index` begins in `escapeOctets(octets)`. */
export const escapedIndex = (octets: string, index: number): number =>
  escapeOctets(octets.slice(0, index)).length;

/** JSON in pure ASCII: whatever it holds, printing it is harmless, and reading it gives the same value. */
export const toAsciiJson = (value: unknown): string =>
  JSON.stringify(value, undefined, 2).replace(
    /[\x7f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
