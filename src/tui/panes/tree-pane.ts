import { describeRow, type RowStatus } from '../../report/row-status.ts';
import { rowText, type TreeRow } from '../../report/tree-rows.ts';
import { fitLine, type Line, lineWidth, segment, textWidth } from '../drawing/styled-line.ts';
import { styleOfMark } from '../drawing/theme.ts';
import type { ScreenModel } from '../state/screen-model.ts';
import { signOf } from './compared-lines.ts';

/** The widths of the columns on the right, the same for all rows in sight; 0 for a column without room or use. */
type Columns = Readonly<{ cost: number; word: number; note: number }>;

const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(textWidth));

const measureColumns = (statuses: readonly RowStatus[], width: number): Columns => ({
  cost: width >= 44 ? widest(statuses.map(({ cost }) => cost)) : 0,
  word: widest(statuses.map(({ word }) => word)),
  note: width >= 60 ? widest(statuses.map(({ note }) => note)) : 0,
});

const rightSide = (status: RowStatus, columns: Columns): Line => {
  const style = styleOfMark(status.mark);
  const cost = columns.cost === 0 ? '' : `  ${status.cost.padStart(columns.cost)}`;
  const note = columns.note === 0 ? '' : `  ${status.note.padStart(columns.note)}`;
  return [segment(`${cost}  ${status.word.padEnd(columns.word)}`, style), segment(`${note} `, 'dim')];
};

/** One row of the tree in `width` columns: cursor, fold sign, mark and text on the left; lookups, outcome and time
 *  on the right. */
const treeLine = (
  row: TreeRow,
  status: RowStatus,
  columns: Columns,
  model: ScreenModel,
  width: number,
  isFound: boolean,
): Line => {
  const { glyphs } = model;
  const isSelected = row.path === model.cursor;
  const fold = row.isExpandable ? (row.isOpen ? glyphs.open : glyphs.closed) : ' ';
  const indent = '  '.repeat(Math.min(row.depth, Math.floor(width / 8)));
  const { comparedTree } = model;
  const sign =
    comparedTree === undefined
      ? []
      : [signOf(row, comparedTree)].map(([text, style]) => segment(`${text} `, style));
  const left: Line = [
    segment(`${isSelected ? glyphs.cursor : ' '} `),
    ...sign,
    segment(`${indent}${fold} `),
    segment(`${glyphs.marks[status.mark]} `, styleOfMark(status.mark)),
    segment(rowText(row), isFound ? 'match-highlight' : styleOfMark(status.mark)),
  ];
  const right = rightSide(status, columns);
  const line = [...fitLine(left, Math.max(0, width - lineWidth(right)), glyphs.ellipsis), ...right];
  if (!isSelected) return line;
  // One row of the screen is in inverse video: that of the pane which has the keys.
  const { focus, overlay } = model.view;
  const hasKeys = focus === 'tree' && (overlay === undefined || overlay.kind === 'search');
  return [segment(line.map(({ text }) => text).join(''), hasKeys ? 'selected' : 'strong')];
};

/** The rows of the tree that are in sight. */
export const treeLines = (model: ScreenModel, top: number, height: number, width: number): Line[] => {
  const rows = model.rows
    .slice(top, top + height)
    .map((row) => [row, describeRow(row, model.context)] as const);
  const columns = measureColumns(
    rows.map(([, status]) => status),
    width,
  );
  const found = new Set(model.hits?.paths);
  return rows.map(([row, status]) => treeLine(row, status, columns, model, width, found.has(row.path)));
};
