import { applyFix, type Fix, type TextEdit } from './diagnostic.ts';
import { insertAt, isTerm, type MendPiece, replaceBy, type TermSlip } from './term-slip.ts';

// UTF-8 of the typographic quotes, as latin1.
const quoteMarks = /\\?"|\xe2\x80[\x9c-\x9e]/g;

/** Quote marks, which belong to the zone file. */
export const findQuotes = (text: string, start: number, mend: MendPiece): TermSlip | undefined => {
  const [match] = text.matchAll(quoteMarks);
  if (match === undefined) return undefined;
  const repaired = mendText(text.replace(quoteMarks, ''), mend);
  const span = { start: start + match.index, end: start + match.index + match[0].length };
  return {
    code: 'quotes',
    span,
    message: 'a quote mark inside the record; quotes belong to the zone file, not to the text',
    ...(repaired === undefined
      ? {}
      : { fix: replaceBy('remove the quotes', { start, end: start + text.length }, repaired) }),
  };
};

/** The text as a term: as it is, or mended. */
const mendText = (text: string, mend: MendPiece): string | undefined => {
  if (isTerm(text)) return text;
  const fix = mend(text);
  return fix && applyFix(text, fix);
};

// No-break spaces: C2 A0 in UTF-8, A0 in latin1, and the narrow and the ideographic one.
const separator = /[,;\t\n\r]|\xc2?\xa0|\xe2\x80\xaf|\xe3\x80\x80/;
const separators = new RegExp(`(?:${separator.source})+`);

const separatorNames: Readonly<Record<string, string>> = {
  ',': 'a comma',
  ';': 'a semicolon',
  '\t': 'a tab',
  '\n': 'a line break',
  '\r': 'a line break',
};

/** Something else than a space between two terms. A comma or a semicolon counts only where terms come of it; the others
 *  have no place in any term. */
export const findSeparators = (text: string, start: number, mend: MendPiece): TermSlip | undefined => {
  const match = separator.exec(text);
  if (match === null) return undefined;
  const pieces = text.split(separators).filter((piece) => piece !== '');
  const repaired = pieces.map((piece) => mendText(piece, mend));
  const areTerms = repaired.every((piece) => piece !== undefined);
  if (!areTerms && /[,;]/.test(match[0])) return undefined;
  const span = { start: start + match.index, end: start + match.index + match[0].length };
  const found = separatorNames[match[0]] ?? 'a no-break space';
  const whole = { start, end: start + text.length };
  return {
    code: 'separator',
    span,
    message: `${found}; only spaces separate terms`,
    ...(areTerms ? { fix: replaceBy('separate terms by a space', whole, repaired.join(' ')) } : {}),
  };
};

const termStart = /[+\-~?]?(?:all$|(?:ip4|ip6|include|exists|a|mx|ptr):|(?:redirect|exp)=)/gi;

/** Each try reads the whole term, and a hostile one may look like thousands; one that is to be mended too is short. */
const [mostTries, mostOctets] = [50, 300];

const shift = (edits: readonly TextEdit[], by: number): TextEdit[] =>
  edits.map(({ span, text }) => ({ span: { start: span.start + by, end: span.end + by }, text }));

const missingAt = (text: string, at: number, start: number, fix: Fix): TermSlip => ({
  code: 'missing-space',
  span: { start: start + at, end: start + text.length },
  section: '4.6.1',
  message: `a space is missing before "${text.slice(at)}"`,
  fix,
});

/** Two terms without the space between them: `ip4:72.11.154.128/25-all`, `a:example.comip4:192.0.2.1`. One of them may
 *  have a slip of its own. */
export const findMissingSpace = (text: string, start: number, mend: MendPiece): TermSlip | undefined => {
  const places = [...text.matchAll(termStart)]
    .slice(0, mostTries)
    .flatMap(({ index }) => (index === 0 ? [] : [index]));
  const label = 'insert the space';
  for (const at of places)
    if (isTerm(text.slice(0, at)) && isTerm(text.slice(at)))
      return missingAt(text, at, start, insertAt(label, start + at, ' '));
  if (text.length > mostOctets) return undefined;
  for (const at of places) {
    const [left, right] = [text.slice(0, at), text.slice(at)].map((piece) =>
      isTerm(piece) ? ('sound' as const) : mend(piece),
    );
    if (left === undefined || right === undefined || (left !== 'sound' && right !== 'sound')) continue;
    const [before, after] = [left, right].map((one) => (one === 'sound' ? [] : one.edits));
    const other = left !== 'sound' ? left.label : right !== 'sound' ? right.label : '';
    return missingAt(text, at, start, {
      label: `${label} and ${other}`,
      edits: [
        ...shift(before ?? [], start),
        { span: { start: start + at, end: start + at }, text: ' ' },
        ...shift(after ?? [], start + at),
      ],
    });
  }
  return undefined;
};
