/** A text that means to do something to a terminal, as DNS or a person may hold it: each character one octet. */
export type HostilePiece = Readonly<{ name: string; octets: string }>;

const latin1 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

const characters = (first: number, last: number): string =>
  Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index)).join('');

const octets: Readonly<Record<string, string>> = {
  'a clear screen': '\x1b[2J\x1b[3J\x1b[H',
  'a scroll region': '\x1b[1;2r',
  'a cursor move': '\x1b[10;10Hhere',
  'an insert of lines': '\x1b[9L\x1b[9M\x1b[9@\x1b[9P',
  'the alternate screen': '\x1b[?1049l',
  'a question for the kind of terminal': '\x1b[c\x1b[>c\x1b[6n\x1b[5n\x1b[21t',
  'mouse tracking': '\x1b[?1003h\x1b[?1006h',
  'a hidden text': '\x1b[8m\x1b[30;40m',
  'a double-height row': '\x1b#3\x1b#8',
  'line drawing': '\x1b(0lqk\x0e',
  'a full reset': '\x1bc\x1b[!p',
  'a window title': '\x1b]0;owned\x07',
  'a tab title': '\x1b]2;owned\x1b\\',
  'a link': '\x1b]8;;http://x.test\x1b\\y\x1b]8;;\x1b\\',
  'a clipboard': '\x1b]52;c;b3duZWQ=\x07',
  'a palette': '\x1b]4;1;#000\x1b\\\x1b]10;?\x07',
  'a file for iTerm2': '\x1b]1337;File=inline=1:AA==\x07',
  'a shell mark': '\x1b]133;A\x07',
  'a device control string': '\x1bPq#0;2\x1b\\\x1bP+q544e\x1b\\',
  'an application command': '\x1b_Gf=32;AA==\x1b\\',
  'a privacy message': '\x1b^x\x1b\\',
  'a start of string': '\x1bXx\x1b\\',
  'the end of a paste': '\x1b[201~q',
  'a bare escape at the end': 'x\x1b',
  'an open CSI at the end': 'x\x1b[31',
  'an open OSC at the end': 'x\x1b]0;',
  'C1 controls as octets': characters(0x80, 0x9f),
  'a one-octet CSI': '\x9b2J\x9b31m',
  'a one-octet OSC': '\x9d0;owned\x9c',
  'C1 controls in UTF-8': latin1('\u009b2J\u009d0;owned\u009c\u0090q\u009c'),
  'a bell and a backspace': 'abc\x07\x08\x08\x08xyz',
  'line breaks': 'a\rb\nc\x0bd\x0ce',
  'a tab': 'a\tb',
  'NUL and DEL': 'a\x00b\x7fc',
  'shifts and flow control': '\x0e\x0f\x11\x13\x1a',
  'bidi overrides': latin1('\u202aa\u202bb\u202dc\u202ed\u202c'),
  'bidi isolates': latin1('\u2066a\u2067b\u2068c\u2069'),
  'bidi marks': latin1('a\u200eb\u200fc\u061cd'),
  'Hebrew and Arabic': latin1('\u05d0\u05d1\u05d2\u0645\u062b\u0627\u0644'),
  'zero-width characters': latin1('a\u200bb\u200cc\u200dd\u2060e\ufefff'),
  'a soft hyphen': latin1('pay\u00adpal'),
  'no-break and other spaces': latin1('a\u00a0b\u2003c\u3000d'),
  'line and paragraph separators': latin1('a\u2028b\u2029c'),
  'tag characters': latin1('a\u{e0001}\u{e0061}\u{e007f}'),
  'variation selectors': latin1('a\ufe0f\u{e0100}'),
  'interlinear annotation': latin1('\ufff9a\ufffab\ufffb'),
  'a flood of marks': latin1(`e${'\u0301'.repeat(28)}`),
  'an enclosing mark': latin1('a\u20dd\u20e3'),
  'wide letters': latin1('\u6f22\u5b57\u30d5\ud55c'),
  'an emoji family': latin1('\u{1f468}\u200d\u{1f469}\u200d\u{1f467}'),
  'a flag and a skin': latin1('\u{1f1e9}\u{1f1ea}\u{1f44d}\u{1f3fd}'),
  'Hangul in pieces': latin1('\u1112\u1161\u11ab'),
  'Devanagari and Thai': latin1('\u0915\u094d\u0937\u093f\u0e01\u0e33'),
  fillers: latin1('\u115f\u3164\uffa0\u2800'),
  'private and unassigned characters': latin1('\ue000\u{f0000}\u0378\u{10ffff}'),
  'a surrogate in UTF-8': '\xed\xa0\x80\xed\xb0\x80',
  'invalid UTF-8': '\xff\xfe\xc0\xaf\xe2\x82\xf0\x9f\x98',
  'quotes and backslashes': '"\\\'`$(x)\\"',
  'escapes that are none': '\\x1B\\u202E\\033%1b%00',
};

/** Each piece fits into a label of a domain name (63 octets). */
export const hostilePieces: readonly HostilePiece[] = Object.entries(octets).map(([name, text]) => ({
  name,
  octets: text,
}));

/** The piece as a text in Unicode; what is no UTF-8 in it is lost. */
export const asText = ({ octets: text }: HostilePiece): string =>
  Buffer.from(text, 'latin1').toString('utf8');

/** The piece as an argument, which has no NUL. */
export const asArgument = (piece: HostilePiece): string => asText(piece).replaceAll('\0', '');

/** The octets as spfx shows them: visible ASCII as it is, all else as `\xHH`. */
export const shownOctets = (text: string): string =>
  text.replace(
    /[^\x20-\x7e]/g,
    (octet) => `\\x${octet.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );

// Written anew here: what the program takes for safe is what is on trial.
const unsafe: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a control character', /[\x00-\x1f\x7f-\x9f]/u],
  ['a format character', /\p{Cf}/u],
  ['a surrogate', /\p{Cs}/u],
  ['a private character', /\p{Co}/u],
  ['an unassigned character', /\p{Cn}/u],
  ['a line or paragraph separator', /[\p{Zl}\p{Zp}]/u],
  ['a space that is none', /(?! )\p{Zs}/u],
  ['a character that shows as nothing', /\u034f|[\ufe00-\ufe0f]|[\u115f\u1160\u3164\uffa0\u2800]/u],
  ['an emoji', /[\p{Emoji_Presentation}\p{Emoji_Modifier}\p{Regional_Indicator}]/u],
  ['a flood of marks', /\p{M}{3}/u],
  ['a mark on nothing', /^\p{M}/u],
];

/** What in a text, its line breaks aside, could steer a terminal, hide or move; undefined where nothing could. */
export const findUnsafe = (text: string): string | undefined => {
  for (const line of text.split('\n'))
    for (const [what, pattern] of unsafe) {
      const match = pattern.exec(line);
      if (match !== null)
        return `${what}, ${JSON.stringify(match[0])}, in ${JSON.stringify(line.slice(Math.max(0, match.index - 40), match.index + 40))}`;
    }
  return undefined;
};

/** Every sequence that the screen and Ink write, and no other: colours and weights of the 16, cursor moves, erasing
 *  in a row or below, and the modes alternate screen, cursor, bracketed paste, synchronized output. */
const ownSequences = [
  /\x1b\[(?:(?:0|1|2|7|22|27|3[1-69])(?:;(?:1|2|7|22|27|3[1-69]))*)?m/,
  /\x1b\[\d*[ABCDEFGX]/,
  /\x1b\[(?:\d+;\d+)?H/,
  /\x1b\[[02]?K/,
  /\x1b\[0?J/,
  /\x1b\[\?(?:1049|25|2004|2026)[hl]/,
  /\r|\n/,
];
const ownSequence = new RegExp(ownSequences.map(({ source }) => `(?:${source})`).join('|'), 'g');

/** What in a program's output is neither one of our own sequences nor harmless text; undefined where nothing is. */
export const findStray = (output: string): string | undefined => {
  // Each run of text stands alone: a mark behind a sequence sits on nothing.
  for (const text of output.split(ownSequence)) {
    const stray = findUnsafe(text);
    if (stray !== undefined) return stray;
  }
  return undefined;
};
