import xterm from '@xterm/headless';
import { type Cell, type CellStyle, readCells } from './terminal-cells.ts';

const showsOnBlanks = ({ background, isUnderlined, isInverse }: CellStyle): boolean =>
  background !== undefined || isUnderlined || isInverse;

/** The cells as they are seen: a blank is a blank, whether it was written or never was, and its weight and colour are
 *  not seen unless its background is. */
export const seenCells = (cells: readonly (readonly Cell[])[]): string[][] =>
  cells.map((row) =>
    row.map(({ text, width, style }) => {
      const isBlank = (text === '' && width > 0) || text === ' ';
      if (isBlank && !showsOnBlanks(style)) return ' ';
      return `${isBlank ? ' ' : text} ${JSON.stringify(style)}`;
    }),
  );

/** What is seen on a screen of that size after an output. */
export const seenAfter = async (output: string, columns: number, rows: number): Promise<string[][]> => {
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  await new Promise<void>((resolve) => terminal.write(output, resolve));
  const cells = seenCells(readCells(terminal));
  terminal.dispose();
  return cells;
};
