import type { Terminal } from '@xterm/headless';

/** A colour: one of the 16 (or 256) of the palette, or red, green and blue in 24 bits; undefined is the terminal's own. */
export type CellColour =
  | Readonly<{ kind: 'palette'; index: number }>
  | Readonly<{ kind: 'rgb'; value: number }>
  | undefined;

/** How a character is drawn. */
export type CellStyle = Readonly<{
  foreground: CellColour;
  background: CellColour;
  isBold: boolean;
  isDim: boolean;
  isItalic: boolean;
  isUnderlined: boolean;
  isInverse: boolean;
}>;

/** One place of a screen. A wide character has width 2, and after it there is a cell of width 0. */
export type Cell = Readonly<{ text: string; width: number; style: CellStyle }>;

type BufferCell = NonNullable<ReturnType<Terminal['buffer']['active']['getNullCell']>>;

const colourOf = (isDefault: boolean, isRgb: boolean, value: number): CellColour => {
  if (isDefault) return undefined;
  return isRgb ? { kind: 'rgb', value } : { kind: 'palette', index: value };
};

const readCell = (cell: BufferCell): Cell => ({
  text: cell.getChars(),
  width: cell.getWidth(),
  style: {
    foreground: colourOf(cell.isFgDefault(), cell.isFgRGB(), cell.getFgColor()),
    background: colourOf(cell.isBgDefault(), cell.isBgRGB(), cell.getBgColor()),
    isBold: cell.isBold() !== 0,
    isDim: cell.isDim() !== 0,
    isItalic: cell.isItalic() !== 0,
    isUnderlined: cell.isUnderline() !== 0,
    isInverse: cell.isInverse() !== 0,
  },
});

/** The cells of a terminal's screen, row by row. */
export const readCells = (terminal: Terminal): Cell[][] => {
  const { active } = terminal.buffer;
  return Array.from({ length: terminal.rows }, (_, row) => {
    const line = active.getLine(active.viewportY + row);
    return Array.from({ length: terminal.cols }, (_none, column) => line?.getCell(column))
      .filter((cell) => cell !== undefined)
      .map(readCell);
  });
};
