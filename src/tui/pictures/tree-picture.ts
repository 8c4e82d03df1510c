import { asciiLowerCase, type DomainName } from '../../dns/resolver.ts';
import type { Exploration } from '../../exploration/exploration.ts';
import type { Glyphs } from '../../report/glyphs.ts';
import { describeRow } from '../../report/row-status.ts';
import { rowText, treeRows } from '../../report/tree-rows.ts';
import { type Line, segment, textWidth } from '../drawing/styled-line.ts';
import { answerBand } from '../panes/answer-band.ts';
import { headerLine } from '../panes/compose-screen.ts';
import { treeLines } from '../panes/tree-pane.ts';
import { createDerived } from '../state/derived.ts';
import { noFindings, type ScreenModel } from '../state/screen-model.ts';
import { initialView } from '../state/view-state.ts';

/** The answer and the whole tree as lines for a picture, and how many columns they take: no row is cut. The record of
 *  each domain is opened where it first stands. `source`: where answers came from. */
export const treePicture = (
  exploration: Exploration,
  source: string,
  glyphs: Glyphs,
  nowMs: number,
): Readonly<{ lines: readonly Line[]; columns: number }> => {
  const derived = createDerived();
  const context = derived.context(exploration, nowMs);
  const opened = new Set<DomainName>();
  const rows = treeRows(exploration.policy, {
    isOpen: (_path, _depth, leadsTo) => {
      const key = asciiLowerCase(leadsTo);
      const isFirst = !opened.has(key);
      opened.add(key);
      return isFirst;
    },
  });
  // The cursor, fold sign and mark before a row, the gaps behind it, and its columns on the right.
  const width = rows.reduce((widest, row) => {
    const { word, cost, note } = describeRow(row, context);
    const right = Math.max(16, textWidth(word)) + Math.max(4, textWidth(cost)) + textWidth(note) + 8;
    return Math.max(widest, 2 * row.depth + textWidth(rowText(row)) + right + 6);
  }, leastColumns);
  const model: ScreenModel = {
    exploration,
    view: initialView('explore'),
    rows,
    rowIndex: 0,
    context,
    // No row is under a cursor.
    cursor: 'none',
    problems: [],
    findings: noFindings,
    listed: [],
    borders: new Map(),
    glyphs,
    size: { columns: width, rows: rows.length + 60 },
    source,
    suggestions: [],
    bindings: [],
    policyWords: () => derived.policyWords(exploration.policy),
    detail: () => [],
  };
  const tree = treeLines(model, 0, rows.length, width - 2);
  const lines = [headerLine(model), ...answerBand(model), [], ...tree.map((line) => [segment(' '), ...line])];
  return { lines, columns: width };
};

/** As wide as a terminal is at least, for the sentences above the tree. */
const leastColumns = 100;
