// Called by Ink, as the build patches it (test/scripts/patch-ink.mjs).
import { type RowCells, readRow } from './row-cells.ts';
import { changeLook, isSameLook, type Look, ownLook, showsOnBlanks } from './sgr-look.ts';

/** From so many blanks on, erasing is shorter than writing them: to a row's end, within a row behind all else that
 *  changes, and elsewhere, where the cursor has to step over what was erased. */
const leastErased = { toEnd: 4, last: 5, between: 11 };

/** Up to so many octets between two changes are written again: stepping over them takes as many. */
const mostRewritten = 4;

/** A piece of a row that is written or erased, from a column up to and not including another. */
type Piece = Readonly<{ kind: 'write' | 'erase'; from: number; to: number }>;

const characterAt = ({ text }: RowCells, column: number): string => text[column] ?? ' ';

/** A blank has a look only where that is seen. */
const lookAt = (cells: RowCells, column: number): Look => {
  const look = cells.looks[column] ?? ownLook;
  return characterAt(cells, column) === ' ' && !showsOnBlanks(look) ? ownLook : look;
};

const isEmpty = (cells: RowCells, column: number): boolean =>
  characterAt(cells, column) === ' ' && lookAt(cells, column).length === 0;

/** How many columns there are up to the last one that is not empty. */
const countFilled = (cells: RowCells): number => {
  let filled = cells.text.length;
  while (filled > 0 && isEmpty(cells, filled - 1)) filled--;
  return filled;
};

const isChanged = (before: RowCells, after: RowCells, column: number): boolean =>
  characterAt(before, column) !== characterAt(after, column) ||
  !isSameLook(lookAt(before, column), lookAt(after, column));

const countOctets = (text: string): number => {
  let octets = 0;
  for (const character of text) octets += character < '\x80' ? 1 : character < '\u0800' ? 2 : 3;
  return octets;
};

/** Whether the unchanged cells between two changes can be written again, in the look of the cell before them, for no
 *  more octets than the step over them takes. */
const canRewrite = (after: RowCells, from: number, to: number): boolean => {
  if (to - from > mostRewritten || countOctets(after.text.slice(from, to)) > mostRewritten) return false;
  const look = lookAt(after, from - 1);
  for (let column = from; column < to; column++) {
    const isUnseen = isEmpty(after, column) && !showsOnBlanks(look);
    if (!isUnseen && !isSameLook(lookAt(after, column), look)) return false;
  }
  return true;
};

const findPieces = (before: RowCells, after: RowCells, width: number): Piece[] => {
  const changed: number[] = [];
  for (let column = 0; column < width; column++) if (isChanged(before, after, column)) changed.push(column);
  const end = (changed.at(-1) ?? -1) + 1;
  /** Where the empty cells from a column on end, the changed ones of them. */
  const emptyUpTo = (from: number): number => {
    let to = from;
    for (let column = from; column < end && isEmpty(after, column); column++)
      if (isChanged(before, after, column)) to = column + 1;
    return to;
  };
  const filled = countFilled(after);
  const pieces: Piece[] = [];
  let done = 0;
  for (const column of changed) {
    if (column < done) continue;
    const to = emptyUpTo(column);
    const least = to < end ? leastErased.between : column >= filled ? leastErased.toEnd : leastErased.last;
    const last = pieces.at(-1);
    done = to - column >= least ? to : column + 1;
    if (to - column >= least) pieces.push({ kind: 'erase', from: column, to });
    else if (last?.kind === 'write' && (last.to === column || canRewrite(after, last.to, column)))
      pieces[pieces.length - 1] = { ...last, to: done };
    else pieces.push({ kind: 'write', from: column, to: done });
  }
  return pieces;
};

const moveCursor = (from: number | undefined, to: number): string => {
  if (from === to) return '';
  if (to === 0) return '\r';
  const place = `\x1b[${to + 1}G`;
  const step = `\x1b[${to - (from ?? to)}C`;
  return from !== undefined && from < to && step.length < place.length ? step : place;
};

const writePieces = (pieces: readonly Piece[], after: RowCells): string => {
  let output = '';
  let look = ownLook;
  let cursor: number | undefined;
  const change = (wanted: Look): void => {
    output += changeLook(look, wanted);
    look = wanted;
  };
  const filled = countFilled(after);
  for (const { kind, from, to } of pieces) {
    output += moveCursor(cursor, from);
    if (kind === 'erase') {
      // An erased cell gets the background that is on.
      if (showsOnBlanks(look)) change(ownLook);
      // ECH (ECMA-48 §8.3.38) and EL leave the cursor where it is.
      output += from >= filled ? '\x1b[K' : `\x1b[${to - from}X`;
    } else
      for (let column = from; column < to; column++) {
        const wanted = lookAt(after, column);
        // A blank may take the look that is on, if nobody can see it.
        if (!isEmpty(after, column) || showsOnBlanks(look)) change(wanted);
        output += characterAt(after, column);
      }
    cursor = kind === 'erase' ? from : to;
  }
  change(ownLook);
  return output;
};

/** What turns a painted row of the screen into another: only the cells that differ are written, from the left, or
 *  from the right with `isBackwards`. The cursor may start anywhere in the row and stays in it; the look before and
 *  after is the terminal's own. Undefined where a row holds what `readRow` does not know, or is wider than the
 *  screen's `columns`. */
export const updateRow = (
  previous: string,
  next: string,
  columns: number,
  isBackwards = false,
): string | undefined => {
  const [before, after] = [readRow(previous), readRow(next)];
  if (before === undefined || after === undefined) return undefined;
  const width = Math.max(before.text.length, after.text.length);
  if (width > columns) return undefined;
  const pieces = findPieces(before, after, width);
  return writePieces(isBackwards ? pieces.toReversed() : pieces, after);
};
