/** Where something stands in a file; both count from 1, a column is one octet. */
export type ZonePlace = Readonly<{ line: number; column: number }>;

/** What a master file is made of (RFC 1035 §5.1), spaces and comments left out. The text of a `field` is as written,
 *  with its escapes and without its quotes. `blank`: a line begins with a space or tab. `unclosed`: a quoted string
 *  that its line does not end. */
export type ZonePiece = ZonePlace &
  (
    | Readonly<{ kind: 'field'; text: string; isQuoted: boolean }>
    | Readonly<{ kind: 'open' | 'close' | 'blank' | 'line-end' | 'unclosed' }>
  );

/** The pieces of a master file, in order; the text after the last line end counts as a line too.
 *  Takes time in proportion to the text. */
export function* readPieces(source: string): Generator<ZonePiece> {
  const text = source.replace(/^(?:\xef\xbb\xbf|\ufeff)/, '').replace(/\r\n?/g, '\n');
  let index = 0;
  let line = 1;
  let lineStart = 0;

  while (index < text.length) {
    const place = { line, column: index - lineStart + 1 };
    switch (text[index]) {
      case '\n':
        yield { kind: 'line-end', ...place };
        index += 1;
        line += 1;
        lineStart = index;
        break;
      case ' ':
      case '\t':
        if (index === lineStart) yield { kind: 'blank', ...place };
        index += 1;
        break;
      case ';':
        index = endOfLine(text, index);
        break;
      case '(':
        yield { kind: 'open', ...place };
        index += 1;
        break;
      case ')':
        yield { kind: 'close', ...place };
        index += 1;
        break;
      case '"': {
        const end = endOfQuoted(text, index + 1);
        const isClosed = text[end] === '"';
        if (isClosed) yield { kind: 'field', text: text.slice(index + 1, end), isQuoted: true, ...place };
        else yield { kind: 'unclosed', ...place };
        index = isClosed ? end + 1 : end;
        break;
      }
      default: {
        const end = endOfWord(text, index);
        yield { kind: 'field', text: text.slice(index, end), isQuoted: false, ...place };
        index = end;
      }
    }
  }
  yield { kind: 'line-end', line, column: index - lineStart + 1 };
}

const endOfLine = (text: string, start: number): number => {
  const end = text.indexOf('\n', start);
  return end === -1 ? text.length : end;
};

/** Where the closing quote stands, or else the line's end. RFC 1035 lets a quoted string run over lines; here it
 *  can't, as in BIND: the usual cause is a forgotten quote, which is best found where it was opened. */
const endOfQuoted = (text: string, start: number): number => {
  let index = start;
  while (index < text.length && text[index] !== '"' && text[index] !== '\n')
    index += text[index] === '\\' && text[index + 1] !== '\n' ? 2 : 1;
  return Math.min(index, text.length);
};

// As in BIND, a quote or a parenthesis needs no space before it: `foo"bar"` is two strings.
const WORD_ENDS = new Set(' \t\n;()"');

const endOfWord = (text: string, start: number): number => {
  let index = start;
  while (index < text.length && !WORD_ENDS.has(text.charAt(index)))
    index += text[index] === '\\' && text[index + 1] !== '\n' ? 2 : 1;
  return Math.min(index, text.length);
};
