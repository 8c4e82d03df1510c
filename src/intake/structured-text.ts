/** A piece of a structured header (RFC 5322 §3.2.2): a comment without its parentheses, a `;`, or a word: a run without
 *  white space, quoted strings in it kept as they are. */
export type Piece = Readonly<{ kind: 'word' | 'comment' | 'semicolon'; text: string }>;

/** The end of the quoted string that starts at `start`, past its closing quote; undefined where it is never closed. */
const quotedEnd = (text: string, start: number): number | undefined => {
  for (let index = start + 1; index < text.length; index++)
    if (text[index] === '\\') index++;
    else if (text[index] === '"') return index + 1;
  return undefined;
};

/** The end of the comment that starts at `start`, past its closing parenthesis; undefined where it is never closed. */
const commentEnd = (text: string, start: number): number | undefined => {
  let depth = 0;
  for (let index = start; index < text.length; index++)
    if (text[index] === '\\') index++;
    else if (text[index] === '(') depth++;
    else if (text[index] === ')' && --depth === 0) return index + 1;
  return undefined;
};

// Codes of characters: a log has millions of them to look at.
const space = 0x20;
const tab = 0x09;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const semicolon = 0x3b;
const opening = 0x28;
const quote = 0x22;

const isWhite = (code: number): boolean =>
  code === space || code === tab || code === lineFeed || code === carriageReturn;

/** The pieces of a structured header, in order. A comment that is never closed ends at the first closing parenthesis,
 *  or takes all the rest: the text was cut. A quote that is never closed is a letter like others. */
export const readPieces = (text: string): Piece[] => {
  const pieces: Piece[] = [];
  // Once one is never closed, no later one is: to look again at each would take quadratic time.
  let quotesClose = true;
  let commentsClose = true;
  const endOfQuoted = (index: number): number | undefined => {
    const end = quotesClose ? quotedEnd(text, index) : undefined;
    quotesClose = end !== undefined;
    return end;
  };
  const endOfComment = (index: number): number => {
    const end = commentsClose ? commentEnd(text, index) : undefined;
    commentsClose = end !== undefined;
    const first = end === undefined ? text.indexOf(')', index) + 1 : 0;
    return end ?? (first || text.length + 1);
  };
  let index = 0;
  while (index < text.length) {
    const code = text.charCodeAt(index);
    if (isWhite(code)) index++;
    else if (code === semicolon) {
      pieces.push({ kind: 'semicolon', text: ';' });
      index++;
    } else if (code === opening) {
      const end = endOfComment(index);
      pieces.push({ kind: 'comment', text: text.slice(index + 1, end - 1) });
      index = end;
    } else {
      const start = index;
      for (; index < text.length; ) {
        const next = text.charCodeAt(index);
        if (isWhite(next) || next === semicolon || next === opening) break;
        index = (next === quote ? endOfQuoted(index) : undefined) ?? index + 1;
      }
      pieces.push({ kind: 'word', text: text.slice(start, index) });
    }
  }
  return pieces;
};

/** What stands between the quotes of a quoted string, escapes resolved; any other text as it is. A quoted local-part
 *  keeps its quotes: they are part of the mailbox. */
export const unquote = (text: string): string =>
  text.length > 1 && text.startsWith('"') && quotedEnd(text, 0) === text.length
    ? text.slice(1, -1).replace(/\\(.)/g, '$1')
    : text;

/** The `key=value` pairs among pieces, keys in lower case, values unquoted, the first of equal keys. A comment between
 *  them, or a word without `=`, is nobody's. */
export const readPairsOf = (pieces: readonly Piece[]): ReadonlyMap<string, string> => {
  const pairs = new Map<string, string>();
  for (const { kind, text: word } of pieces) {
    const equals = kind === 'word' ? word.indexOf('=') : -1;
    if (equals < 1) continue;
    const key = word.slice(0, equals).toLowerCase();
    if (!pairs.has(key)) pairs.set(key, unquote(word.slice(equals + 1)));
  }
  return pairs;
};

/** The `key=value` pairs of a text, divided by `;` or white space. */
export const readPairs = (text: string): ReadonlyMap<string, string> => readPairsOf(readPieces(text));
