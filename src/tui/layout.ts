/** A terminal's size in cells. */
export type Size = Readonly<{ columns: number; rows: number }>;

/** How the room below the answer is shared out. `beside` and `below` say where the detail stands; with `single`, only
 *  the pane in focus is drawn. Heights and widths count the frame. */
export type Layout =
  | Readonly<{ kind: 'beside'; height: number; treeWidth: number; detailWidth: number }>
  | Readonly<{ kind: 'below'; treeHeight: number; detailHeight: number }>
  | Readonly<{ kind: 'single'; height: number }>;

/** The smallest terminal that anything can be told in. */
export const leastSize: Size = { columns: 20, rows: 5 };

/** Shares `height` rows out between the tree of `treeRows` rows and the detail. */
export const layOut = (size: Size, height: number, treeRows: number): Layout => {
  if (size.columns >= 100 && height >= 6) {
    const treeWidth = Math.min(100, Math.ceil(size.columns * 0.56));
    return { kind: 'beside', height, treeWidth, detailWidth: size.columns - treeWidth };
  }
  if (size.columns >= 60 && height >= 11) {
    // A short tree leaves its room to the detail.
    const treeHeight = Math.max(5, Math.min(treeRows + 2, Math.ceil(height * 0.55)));
    return { kind: 'below', treeHeight, detailHeight: height - treeHeight };
  }
  return { kind: 'single', height };
};
