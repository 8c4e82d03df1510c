import { narrowCharacters } from '../drawing/styled-line.ts';
import { applySgr, isSameLook, type Look, ownLook } from './sgr-look.ts';

/** A painted row as the terminal holds it: each character of `text` is one column, and has the look at the same
 *  index. */
export type RowCells = Readonly<{ text: string; looks: readonly Look[] }>;

const piece = new RegExp(`\\x1b\\[([0-9;]*)m|[${narrowCharacters}]+`, 'y');

/** The cells of a painted row; undefined where it holds anything but SGR sequences and characters that are known to
 *  take one column. */
export const readRow = (painted: string): RowCells | undefined => {
  let text = '';
  let look: Look = ownLook;
  const looks: Look[] = [];
  piece.lastIndex = 0;
  while (piece.lastIndex < painted.length) {
    const [found, parameters] = piece.exec(painted) ?? [];
    if (found === undefined) return undefined;
    if (parameters === undefined) {
      text += found;
      for (let column = 0; column < found.length; column++) looks.push(look);
    } else {
      const next = applySgr(look, parameters);
      if (next === undefined) return undefined;
      look = isSameLook(look, next) ? look : next;
    }
  }
  return { text, looks };
};
