import type { Fix } from './diagnostic.ts';
import { parseTerm } from './parse-term.ts';
import type { Span } from './span.ts';

/** The likeliest slip of the pen behind a piece of a record that is no term. `section`: of RFC 7208, where it is not
 *  that of the grammar's own complaint. */
export type TermSlip = Readonly<{ code: string; span: Span; message: string; section?: string; fix?: Fix }>;

/** The fix of a piece that is no term, with spans from the piece's own start, whose result are terms; undefined where
 *  there is none. */
export type MendPiece = (text: string) => Fix | undefined;

/** Whether a text is one term. */
export const isTerm = (text: string): boolean => parseTerm(text, 0).isValid;

/** A fix of one replacement. */
export const replaceBy = (label: string, span: Span, text: string): Fix => ({
  label,
  edits: [{ span, text }],
});

/** A fix of one insertion. */
export const insertAt = (label: string, at: number, text: string): Fix =>
  replaceBy(label, { start: at, end: at }, text);

/** The fix, to be spread into a slip, if the text that it makes of the term is one. */
export const offerIfTerm = (text: string, fix: Fix): { fix?: Fix } => (isTerm(text) ? { fix } : {});
