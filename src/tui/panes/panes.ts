import { framePane } from '../drawing/frame.ts';
import type { PaneBox } from '../drawing/layout.ts';
import { type Pane, panes } from '../drawing/layout.ts';
import { type Line, segment } from '../drawing/styled-line.ts';
import type { ScreenModel } from '../state/screen-model.ts';
import { scrollTo } from '../state/tree-moves.ts';
import type { Filter } from '../state/view-state.ts';
import { signsLegend } from './compared-lines.ts';
import { logLines } from './log-pane.ts';
import { countProblems, noProblemLine, problemRows } from './problems-pane.ts';
import { treeLines } from './tree-pane.ts';

/** How many rows a pane has, and how many of them are in sight, from which one on. `rowAt`: the index of the row that is
 *  drawn in a line, from 0 below the frame; of no row where none is there. */
export type PaneMeasure = Readonly<{
  height: number;
  length: number;
  first: number;
  rowAt: (line: number) => number;
}>;

/** What a pane shows: its lines without the frame, and the words in the frame. */
type Content = Readonly<{ lines: readonly Line[]; note: string; measure: PaneMeasure }>;

const names: Readonly<Record<Pane, string>> = {
  tree: 'Record',
  detail: 'Detail',
  problems: 'Problems',
  log: 'DNS',
};

const filterNames: Readonly<Record<Filter, string>> = {
  all: '',
  path: 'this check only',
  lookups: 'what costs lookups',
  problems: 'problems only',
};

const drawTree = (model: ScreenModel, width: number, height: number): Content => {
  const { rows, rowIndex: index, cursor, view, hits } = model;
  const top = scrollTo(view.tops.tree, index, height, rows.length);
  const place = hits?.paths.indexOf(cursor) ?? -1;
  const found =
    hits === undefined
      ? ''
      : `${place === -1 ? '' : `${place + 1} of `}${hits.paths.length}${hits.isCut ? ' or more' : ''} found, `;
  return {
    lines: treeLines(model, top, height, width),
    note: `${found}${index + 1}/${rows.length}`,
    measure: { height, length: rows.length, first: top, rowAt: (line) => top + line },
  };
};

const drawDetail = (model: ScreenModel, width: number, height: number): Content => {
  const detail = model.detail(Math.max(4, width - 2));
  const top = Math.min(model.view.tops.detail, Math.max(0, detail.length - height));
  const shownTo = Math.min(top + height, detail.length);
  return {
    lines: detail.slice(top, shownTo).map((line) => [segment(' '), ...line]),
    note: detail.length > height ? `${shownTo}/${detail.length}` : '',
    measure: { height, length: detail.length, first: top, rowAt: (line) => top + line },
  };
};

const drawProblems = (model: ScreenModel, width: number, height: number): Content => {
  const { problems, view, glyphs } = model;
  const hasFocus = view.focus === 'problems';
  const chosen = Math.min(view.chosen.problems, Math.max(0, problems.length - 1));
  const top = scrollTo(view.tops.problems, chosen, Math.max(1, height - 1), problems.length);
  const drawn = problemRows(problems, { top, chosen, height, width, hasFocus }, glyphs);
  const owners = drawn.flatMap((lines, index) => lines.map(() => top + index));
  return {
    lines: problems.length === 0 ? [noProblemLine] : drawn.flat(),
    note: problems.length === 0 ? '' : countProblems(problems),
    measure: { height, length: problems.length, first: top, rowAt: (line) => owners[line] ?? -1 },
  };
};

const drawLog = (model: ScreenModel, width: number, height: number): Content => {
  const { exploration, view, glyphs, context } = model;
  const { log } = exploration;
  const { length } = log.entries;
  const chosen = Math.min(view.chosen.log ?? length - 1, length - 1);
  const room = Math.max(1, height - 1);
  const top = scrollTo(view.tops.log, Math.max(0, chosen), room, length);
  const hasFocus = view.focus === 'log';
  return {
    lines: logLines(log, { top, chosen, height, width, hasFocus }, context.nowMs, glyphs),
    note: length === 0 ? '' : `${chosen + 1 + log.forgotten}/${length + log.forgotten}`,
    // The titles take the first line.
    measure: { height: room, length, first: top, rowAt: (line) => (line === 0 ? -1 : top + line - 1) },
  };
};

const drawContent: Readonly<Record<Pane, (model: ScreenModel, width: number, height: number) => Content>> = {
  tree: drawTree,
  detail: drawDetail,
  problems: drawProblems,
  log: drawLog,
};

/** The columns of a frame's upper edge beside its title. */
const titleFrame = 6;

/** The pane's name with its number; of the tree with its filter, and of a pane that hides others with theirs, as far as
 *  there is room: a frame leaves out a title that is too long. */
const titleOf = (pane: Pane, model: ScreenModel, hidden: readonly Pane[], width: number): string => {
  const own = `${panes.indexOf(pane) + 1} ${names[pane]}`;
  const filter = pane === 'tree' ? filterNames[model.view.filter] : '';
  const legend = pane === 'tree' && model.comparedTree !== undefined ? signsLegend : '';
  const others = hidden.map((other) => `${panes.indexOf(other) + 1} ${names[other]}`).join('  ');
  const parts = [own, filter, legend, others === '' ? '' : `(${others})`].filter((part) => part !== '');
  const titles = parts.map((_, left) => parts.slice(0, parts.length - left).join('  '));
  return titles.find((title) => title.length <= width - titleFrame) ?? own;
};

/** A pane in its frame, as large as its box. `hidden`: the panes that stand nowhere, named in the frame. */
export const drawPane = (
  model: ScreenModel,
  { pane, width, height }: PaneBox,
  hidden: readonly Pane[],
): Readonly<{ lines: Line[]; measure: PaneMeasure }> => {
  const { lines, note, measure } = drawContent[pane](model, width - 2, Math.max(0, height - 2));
  const { focus, overlay } = model.view;
  // What lies over the panes has the keys; but for a search, which is stepped through here.
  const hasFocus = focus === pane && (overlay === undefined || overlay.kind === 'search');
  const framed = framePane(
    { title: titleOf(pane, model, hidden, width), note, lines, hasFocus },
    width,
    height,
    model.glyphs,
  );
  return { lines: framed, measure };
};
