import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  escapedIndex,
  escapeOctets,
  escapeText,
  shortenQuotations,
  toAsciiJson,
} from '../../src/report/escape-text.ts';

const rows: readonly (readonly [what: string, text: string, expected: string])[] = [
  ['nothing', '', ''],
  ['plain ASCII', 'v=spf1 -all ~!"\\{}', 'v=spf1 -all ~!"\\{}'],
  [
    'letters of any script',
    'b\xfccher \u6f22\u5b57 \u0440\u043e\u0447\u0442\u0430 \u05d0\u05d1',
    'b\xfccher \u6f22\u5b57 \u0440\u043e\u0447\u0442\u0430 \u05d0\u05d1',
  ],
  ['an emoji', 'a\u{1f600}\u231a', 'a\\u{1F600}\\u231A'],
  ['an emoji in another skin', '\u{1f44d}\u{1f3fd}', '\\u{1F44D}\\u{1F3FD}'],
  ['a flag', '\u{1f1e9}\u{1f1ea}', '\\u{1F1E9}\\u{1F1EA}'],
  ['Hangul, whole and in pieces', '\ud55c\u1112\u1161\u11ab\ud7b0', '\ud55c\\u1112\\u1161\\u11AB\\uD7B0'],
  ['NUL, tab, line feed, carriage return', '\0\t\n\r', '\\x00\\x09\\x0A\\x0D'],
  ['backspace and bell', 'a\b\x07', 'a\\x08\\x07'],
  ['DEL', '\x7f', '\\x7F'],
  ['C1: NEL and the one-octet CSI', '\x85\x9b2J', '\\x85\\x9B2J'],
  ['an ANSI sequence', '\x1b[31mred\x1b[0m', '\\x1B[31mred\\x1B[0m'],
  ['an OSC sequence that sets the title', '\x1b]0;owned\x07', '\\x1B]0;owned\\x07'],
  ['an OSC 8 link', '\x1b]8;;http://x.example\x1b\\y', '\\x1B]8;;http://x.example\\x1B\\y'],
  [
    'bidi embeddings, overrides and isolates',
    '\u202a\u202e\u202c\u2066\u2069',
    '\\u202A\\u202E\\u202C\\u2066\\u2069',
  ],
  ['bidi marks', '\u200e\u200f\u061c', '\\u200E\\u200F\\u061C'],
  ['zero-width characters', 'a\u200bb\u200cc\u200d\u2060\ufeff', 'a\\u200Bb\\u200Cc\\u200D\\u2060\\uFEFF'],
  ['a soft hyphen', 'pay\xadpal', 'pay\\xADpal'],
  ['line and paragraph separators', '\u2028\u2029', '\\u2028\\u2029'],
  [
    'spaces that look like one',
    '\xa0\u1680\u2003\u202f\u205f\u3000',
    '\\xA0\\u1680\\u2003\\u202F\\u205F\\u3000',
  ],
  ['letters that look like nothing', '\u115f\u1160\u3164\uffa0\u2800', '\\u115F\\u1160\\u3164\\uFFA0\\u2800'],
  ['tags, which hide a text', '\u{e0001}\u{e0041}', '\\u{E0001}\\u{E0041}'],
  ['variation selectors', 'a\ufe0f\ufe00', 'a\\uFE0F\\uFE00'],
  ['a private character', '\ue000', '\\uE000'],
  ['one that no standard knows', '\u0378', '\\u0378'],
  ['a lone surrogate', 'a\ud800b\udc00', 'a\\uD800b\\uDC00'],
  [
    'marks that join letters',
    '\u0915\u094d\u0937\u093f \u0e01\u0e33',
    '\u0915\\u094D\u0937\\u093F \u0e01\\u0E33',
  ],
  ['up to two combining marks', 'e\u0301\u0323x', 'e\u0301\u0323x'],
  ['a flood of combining marks', 'e\u0301\u0301\u0301\u0301x', 'e\u0301\u0301\\u0301\\u0301x'],
  ['a mark at the beginning, with nothing to sit on', '\u0301x', '\\u0301x'],
];

describe('escapeText', () => {
  test.each(rows)('of %s', (_, text, expected) => {
    expect(escapeText(text)).toBe(expected);
  });
});

describe('escapeOctets', () => {
  test.each<[string, string]>([
    ['v=spf1 -all', 'v=spf1 -all'],
    ['caf\xc3\xa9', 'caf\\xC3\\xA9'],
    ['\xe2\x80\xae', '\\xE2\\x80\\xAE'],
    ['\x1b[2J\x9b', '\\x1B[2J\\x9B'],
    ['\x00\x7f\xff', '\\x00\\x7F\\xFF'],
    ['\u6f22', '\\u6F22'],
    ['\u{1f600}', '\\uD83D\\uDE00'],
  ])('of %j is %j', (octets, expected) => {
    expect(escapeOctets(octets)).toBe(expected);
  });

  test.each([
    ['abc', 0, 0],
    ['abc', 2, 2],
    ['\xc2\xa0abc', 2, 8],
    ['a\x1bb', 2, 5],
    ['abc', 3, 3],
  ])('of %j has octet %i at column %i', (octets, index, column) => {
    expect(escapedIndex(octets, index)).toBe(column);
  });
});

/** Any text at all, with much of what is dangerous in it: lone surrogates, controls, marks, format characters. */
const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.nat(0xffff).map((code) => String.fromCharCode(code)),
      fc.constantFrom(
        '\x1b',
        '\x9b',
        '\u202e',
        '\u200b',
        '\u0301',
        '\u0301\u0301\u0301\u0301',
        '\ufeff',
        '\r\n',
        '\ud800',
      ),
    ),
    { size: '+1' },
  )
  .map((parts) => parts.join(''));

// Written apart from the code, category by category.
const dangerous =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?! )\p{Zs}|\p{Default_Ignorable_Code_Point}|\u2800|^\p{M}|\p{M}{3}/u;

describe('shortenQuotations', () => {
  test.each<[string, string]>([
    ['"-all" is right', '"-all" is right'],
    [`"${'a'.repeat(80)}" is no mechanism`, `"${'a'.repeat(80)}" is no mechanism`],
    [`"${'a'.repeat(81)}" is no "b"`, `"${'a'.repeat(40)}...${'a'.repeat(20)}" is no "b"`],
    ['x'.repeat(200), 'x'.repeat(200)],
  ])('of %j is %j', (text, expected) => {
    expect(shortenQuotations(text)).toBe(expected);
  });
});

describe('whatever the text', () => {
  test('escapeText leaves nothing that could steer a terminal, hide, or pile up', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(dangerous.exec(escapeText(text))).toBeNull();
      }),
      { numRuns: 2000 },
    );
  });

  test('escapeText of what it gave changes nothing', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = escapeText(text);
        expect(escapeText(once)).toBe(once);
      }),
    );
  });

  test('escapeOctets leaves visible ASCII and spaces only', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(escapeOctets(text)).toMatch(/^[\x20-\x7e]*$/);
      }),
      { numRuns: 1000 },
    );
  });

  test('toAsciiJson is ASCII without controls but line feeds, and reads back as what it was made of', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), anyText, (value, text) => {
        const whole = { value, [text]: text };
        const json = toAsciiJson(whole);
        expect(json).toMatch(/^[\n\x20-\x7e]*$/);
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(whole)));
      }),
      { numRuns: 1000 },
    );
  });
});

test('a flood of marks takes no time to speak of', () => {
  expect(escapeText('\u0301'.repeat(200_000))).toHaveLength(6 + 1 + (200_000 - 2) * 6);
});
