/** A terminal's size in cells. */
export type Size = Readonly<{ columns: number; rows: number }>;

/** The panes, in the order of their numbers. */
export const panes = ['tree', 'detail', 'problems', 'log'] as const;

/** A pane below the answer. */
export type Pane = (typeof panes)[number];

/** A pane in its place. Width and height count the frame. */
export type PaneBox = Readonly<{ pane: Pane; width: number; height: number }>;

/** How the room below the answer is shared out: rows of boxes from top to bottom. The boxes of a row stand side by
 *  side, are equally high and together as wide as the terminal. A pane that stands nowhere is drawn when it gets the
 *  focus. */
export type Layout = readonly (readonly PaneBox[])[];

/** What a layout depends on besides the room. `treeRows`: of the tree with all of it open, so that nothing jumps when a
 *  branch is closed. */
export type LayoutNeeds = Readonly<{
  treeRows: number;
  problemRows: number;
  focus: Pane;
  isZoomed: boolean;
}>;

/** The smallest terminal that anything can be told in. */
export const leastSize: Size = { columns: 20, rows: 5 };

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, most));

const bothHigh = (height: number, ...boxes: readonly (readonly [Pane, number])[]): readonly PaneBox[] =>
  boxes.map(([pane, width]) => ({ pane, width, height }));

/** Rows, frame included, that a detail wants at least, and a log. */
const leastDetail = 16;
const leastLog = 6;

/** Tree and detail side by side, and below them, where there is room, the problems, the log, or both. */
const layOutWide = (
  columns: number,
  height: number,
  { treeRows, problemRows, focus }: LayoutNeeds,
): Layout => {
  const treeWidth = Math.min(100, Math.ceil(columns * 0.56));
  const right = columns - treeWidth;
  const hasBoth = columns >= 180;
  const below = focus === 'log' ? 'log' : 'problems';
  if (height < 15) {
    const side = focus === 'tree' ? 'detail' : focus;
    return [bothHigh(height, ['tree', treeWidth], [side, right])];
  }
  const most = Math.floor(height * 0.35);
  const listed = clamp(problemRows + 2, 3, Math.max(3, Math.min(most, 9)));
  // A short tree leaves room for the log, as far as the detail can spare it.
  const spared = height - listed - Math.max(treeRows + 2, leastDetail);
  if (!hasBoth && spared >= leastLog) {
    const log = Math.min(spared, Math.floor(height * 0.4));
    return [
      bothHigh(height - listed - log, ['tree', treeWidth], ['detail', right]),
      bothHigh(listed, ['problems', columns]),
      bothHigh(log, ['log', columns]),
    ];
  }
  const lower = hasBoth
    ? clamp(problemRows + 2, Math.min(12, most), most)
    : below === 'log'
      ? Math.max(6, Math.floor(height * 0.4))
      : listed;
  const upper = bothHigh(height - lower, ['tree', treeWidth], ['detail', right]);
  return hasBoth
    ? [upper, bothHigh(lower, ['problems', treeWidth], ['log', right])]
    : [upper, bothHigh(lower, [below, columns])];
};

/** One pane above the other: the tree, and below it the detail, or what has the focus. */
const layOutTall = (columns: number, height: number, needs: LayoutNeeds): Layout => {
  const { focus, treeRows, problemRows } = needs;
  const below = focus === 'tree' ? 'detail' : focus;
  const hasProblems = height >= 26 && below !== 'problems';
  const last = hasProblems ? clamp(problemRows + 2, 3, 7) : 0;
  // A short tree leaves its room to the pane below.
  const treeHeight = Math.max(5, Math.min(treeRows + 2, Math.ceil((height - last) * 0.55)));
  return [
    bothHigh(treeHeight, ['tree', columns]),
    bothHigh(height - last - treeHeight, [below, columns]),
    ...(hasProblems ? [bothHigh(last, ['problems', columns])] : []),
  ];
};

/** Shares `height` rows out between the panes. */
export const layOut = (size: Size, height: number, needs: LayoutNeeds): Layout => {
  const { columns } = size;
  const single: Layout = [bothHigh(height, [needs.focus, columns])];
  if (needs.isZoomed) return single;
  if (columns >= 100 && height >= 6) return layOutWide(columns, height, needs);
  return columns >= 60 && height >= 11 ? layOutTall(columns, height, needs) : single;
};
