// Called by Ink, as the build patches it (test/scripts/patch-ink.mjs).
import { readRow } from './row-cells.ts';

/** What Ink is about to draw: a text at a place. The other kinds of its operations say which part is in sight. */
export type DrawOperation =
  | Readonly<{
      type: 'write';
      x: number;
      y: number;
      text: string;
      transformers: readonly ((text: string, line: number) => string)[];
    }>
  | Readonly<{ type: 'clip' | 'unclip' }>;

/** A text as Ink would put it out in a row of its own, of `width` columns; undefined where it is too wide, or more
 *  than characters of one column in SGR looks. */
export const plainRow = (text: string, width: number): string | undefined => {
  const cells = readRow(text);
  return cells !== undefined && cells.text.length <= width ? text.trimEnd() : undefined;
};

/** The rows of a frame in which every row is one text from the first column on: no row then has anything to do with
 *  another, and `rowOf` gives each from its text. Undefined for every other frame. */
export const wholeRows = (
  operations: readonly DrawOperation[],
  height: number,
  rowOf: (text: string) => string,
): readonly string[] | undefined => {
  const rows: (string | undefined)[] = Array.from({ length: height });
  for (const operation of operations) {
    if (operation.type !== 'write' || operation.x !== 0) return undefined;
    const { y, text, transformers } = operation;
    if (!Number.isInteger(y) || y < 0 || y >= height || rows[y] !== undefined || text.includes('\n'))
      return undefined;
    rows[y] = rowOf(transformers.reduce((whole, transform) => transform(whole, 0), text));
  }
  return rows.map((row) => row ?? '');
};
