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

const isWhite = (character: string | undefined): boolean =>
  character === ' ' || character === '\t' || character === '\r' || character === '\n';

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
    const character = text[index];
    if (isWhite(character)) index++;
    else if (character === ';') {
      pieces.push({ kind: 'semicolon', text: ';' });
      index++;
    } else if (character === '(') {
      const end = endOfComment(index);
      pieces.push({ kind: 'comment', text: text.slice(index + 1, end - 1) });
      index = end;
    } else {
      const start = index;
      while (index < text.length && !isWhite(text[index]) && text[index] !== ';' && text[index] !== '(')
        index = (text[index] === '"' ? endOfQuoted(index) : undefined) ?? index + 1;
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

/** The `key=value` pairs of a text, keys in lower case, values unquoted, the first of equal keys. Pairs are divided by
 *  `;` or white space; a comment between them, or a word without `=`, is nobody's. */
export const readPairs = (text: string): ReadonlyMap<string, string> => {
  const pairs = new Map<string, string>();
  for (const { kind, text: word } of readPieces(text)) {
    const equals = kind === 'word' ? word.indexOf('=') : -1;
    const key = word.slice(0, Math.max(equals, 0)).toLowerCase();
    if (/^[a-z][\w.-]*$/.test(key) && !pairs.has(key)) pairs.set(key, unquote(word.slice(equals + 1)));
  }
  return pairs;
};
