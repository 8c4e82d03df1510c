/** A row of a wrapped record: the octets from `start` to `end` (half-open) of its text. A column counts from 0; an
 *  octet that is shown as `\xHH` takes four. */
export type RecordRow = Readonly<{
  start: number;
  end: number;
  /** The column that an octet of the row begins in; that of `end` is behind the last one. */
  columnOf: (octet: number) => number;
  /** The octet that is shown in a column, or the last place of the caret in the row where there is none. */
  octetAt: (column: number) => number;
}>;

const isPlain = (octet: number): boolean => octet >= 0x20 && octet <= 0x7e;

const columnsOf = (octet: number): number => (isPlain(octet) ? 1 : 4);

const makeRow = (text: string, start: number, end: number, isLast: boolean): RecordRow => ({
  start,
  end,
  columnOf: (octet) => {
    let column = 0;
    for (let at = start; at < Math.min(octet, end); at++) column += columnsOf(text.charCodeAt(at));
    return column;
  },
  octetAt: (wanted) => {
    let column = 0;
    for (let at = start; at < end; at++) {
      column += columnsOf(text.charCodeAt(at));
      if (column > wanted) return at;
    }
    // The place behind the last octet is in the next row, if there is one.
    return isLast ? end : Math.max(start, end - 1);
  },
});

/** The rows of a record in `width` columns, at least one: broken behind spaces where there are any, within a term
 *  where it is longer than a row. The last column stays free for the caret behind the last octet. */
export const wrapRecord = (text: string, width: number): RecordRow[] => {
  const room = Math.max(4, width - 1);
  const bounds: number[] = [];
  let start = 0;
  let column = 0;
  let breakAt = 0;
  for (let at = 0; at < text.length; at++) {
    const columns = columnsOf(text.charCodeAt(at));
    // A space may stand in the free column, as the caret never stands behind it there.
    const hangs = text[at] === ' ' && column === room && at < text.length - 1;
    while (column + columns > room && !hangs) {
      // What follows the last space goes into the next row as a whole.
      const end = breakAt > start ? breakAt : at;
      bounds.push(end);
      column = 0;
      for (let moved = end; moved < at; moved++) column += columnsOf(text.charCodeAt(moved));
      start = end;
    }
    column += columns;
    if (text[at] === ' ') breakAt = at + 1;
  }
  const starts = [0, ...bounds];
  return starts.map((from, index) =>
    makeRow(text, from, starts[index + 1] ?? text.length, index === starts.length - 1),
  );
};

/** The index of the row that an octet stands in, or the caret behind the last one. */
export const rowAt = (rows: readonly RecordRow[], octet: number): number => {
  let [low, high] = [0, rows.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((rows[middle]?.start ?? 0) <= octet) low = middle;
    else high = middle - 1;
  }
  return low;
};
