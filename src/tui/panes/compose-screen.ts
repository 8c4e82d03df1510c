import type { Policy } from '../../policy/policy.ts';
import { count } from '../../report/describe-cause.ts';
import { escapeText, showDomain } from '../../report/escape-text.ts';
import { framePane } from '../drawing/frame.ts';
import { layOut, leastSize, type Pane, panes } from '../drawing/layout.ts';
import { fitBoth, fitLine, type Line, segment } from '../drawing/styled-line.ts';
import type { KeyContext } from '../keys/key-binding.ts';
import type { ScreenModel } from '../state/screen-model.ts';
import { answerBand } from './answer-band.ts';
import { footerLine } from './footer.ts';
import { helpLines } from './help-screen.ts';
import { overlayBox } from './overlay-box.ts';
import { drawPane, type PaneMeasure } from './panes.ts';
import { startLines } from './start-screen.ts';

/** A frame, and what the keys must know of it: how much of each pane it shows. */
export type Screen = Readonly<{
  lines: readonly Line[];
  measures: Readonly<Record<Pane, PaneMeasure>>;
  /** Where the panes stand, in cells from the upper left, their frames included. */
  places: readonly PanePlace[];
}>;

/** A pane's place on the screen. */
export type PanePlace = Readonly<{ pane: Pane; column: number; row: number; width: number; height: number }>;

/** In which of the key table's contexts the screen is. */
export const keyContextOf = ({ view }: Pick<ScreenModel, 'view'>): KeyContext => {
  switch (view.overlay?.kind) {
    case 'help':
      return 'help';
    case 'simulate':
      return 'form';
    case 'domain':
    case 'search':
    case 'snapshot':
      return 'line';
    case 'palette':
      return 'palette';
    case 'incidents':
      return 'list';
    case 'edit':
      return 'editor';
    case undefined:
      return view.screen === 'start' ? 'start' : 'tree';
  }
};

/** The first row: whose policy it is, where answers come from, and how many there are. */
export const headerLine = (model: ScreenModel): Line => {
  const { exploration, view, source, size, glyphs, findings } = model;
  const { policy, log, domain, invalidReason } = exploration;
  const shown = invalidReason === undefined ? showDomain(policy.root) : escapeText(domain);
  const left: Line = [
    segment(' spfx', 'accent'),
    segment(view.screen === 'start' ? '' : `  ${shown}`, 'strong'),
    segment(view.heloOf === undefined ? '' : '  (HELO identity)', 'dim'),
  ];
  const waiting = policy.pending.size > 0 ? `, ${policy.pending.size} out` : '';
  const queries = log.forgotten + log.entries.length;
  const more = findings.isOpen ? ` ${glyphs.ellipsis}` : '';
  const asked =
    view.screen === 'start'
      ? ''
      : `  ${count(queries, 'query').replace('querys', 'queries')}${waiting}${more}`;
  return fitBoth(
    left,
    [segment(`resolver ${escapeText(source)}${asked} `, 'dim')],
    size.columns,
    glyphs.ellipsis,
  );
};

/** A pane that is not in sight. */
const nothing: PaneMeasure = { height: 0, length: 0, first: 0, rowAt: () => -1 };

const noPanes: Screen['measures'] = { tree: nothing, detail: nothing, problems: nothing, log: nothing };

const beside = (columns: readonly (readonly Line[])[]): Line[] =>
  (columns[0] ?? []).map((_, row) => columns.flatMap((lines) => lines[row] ?? []));

const countTerms = ({ records }: Policy): number =>
  [...records.values()].reduce((sum, { terms }) => sum + terms.length, 0);

const drawPanes = (model: ScreenModel, height: number): Screen => {
  const { exploration, size, view, rows, problems } = model;
  const layout = layOut(size, height, {
    treeRows: Math.max(rows.length, countTerms(exploration.policy) + 1),
    problemRows: problems.length,
    focus: view.focus,
    isZoomed: view.isZoomed,
  });
  const shown = layout.flat().map(({ pane }) => pane);
  const hidden = panes.filter((pane) => !shown.includes(pane));
  const measures = { ...noPanes };
  const places: PanePlace[] = [];
  let row = 0;
  for (const boxes of layout) {
    let column = 0;
    for (const { pane, width, height: rowsHigh } of boxes) {
      places.push({ pane, column, row, width, height: rowsHigh });
      column += width;
    }
    row += boxes[0]?.height ?? 0;
  }
  const lines = layout.flatMap((boxes) =>
    beside(
      boxes.map((box) => {
        const drawn = drawPane(model, box, box.pane === shown.at(-1) ? hidden : []);
        measures[box.pane] = drawn.measure;
        return drawn.lines;
      }),
    ),
  );
  return { lines, measures, places };
};

const tooSmall = (model: ScreenModel): Screen => ({
  lines: Array.from({ length: model.size.rows }, (_, index) =>
    fitLine([segment(index === 0 ? 'too small' : '')], model.size.columns, model.glyphs.ellipsis),
  ),
  measures: noPanes,
  places: [],
});

const fillTo = (lines: readonly Line[], height: number): Line[] =>
  Array.from({ length: height }, (_, index) => lines[index] ?? []);

const drawHelp = (model: ScreenModel, asked: number, height: number): Screen => {
  const help = helpLines(model.bindings);
  const room = Math.max(1, height - 2);
  const top = Math.min(asked, Math.max(0, help.length - room));
  const pane = {
    title: 'Keys',
    note: help.length > room ? `${Math.min(help.length, top + room)}/${help.length}` : 'Esc goes back',
    lines: help.slice(top).map((line) => [segment(' '), ...line]),
    hasFocus: true,
  };
  return {
    lines: framePane(pane, model.size.columns, height, model.glyphs),
    measures: { ...noPanes, detail: { ...nothing, height: room, length: help.length, first: top } },
    places: [],
  };
};

const drawBody = (model: ScreenModel, height: number): Screen => {
  const { view } = model;
  if (view.overlay?.kind === 'help') return drawHelp(model, view.overlay.top, height);
  if (view.screen === 'start') return { measures: noPanes, places: [], lines: startLines(model, height) };
  return drawPanes(model, height);
};

/** The whole screen: exactly as many lines as the terminal has rows, each as wide as it has columns. */
export const composeScreen = (model: ScreenModel): Screen => {
  const { size, glyphs, view } = model;
  if (size.columns < leastSize.columns || size.rows < leastSize.rows) return tooSmall(model);
  const box = overlayBox(model);
  const band = view.screen === 'start' || view.overlay?.kind === 'help' ? [] : answerBand(model);
  // A form is whole, or what is typed and what is wrong with it can't be seen: the answer gives way.
  const shown = band.slice(0, Math.max(1, size.rows - 2 - box.length));
  const head = [headerLine(model), ...shown, ...box].slice(0, size.rows - 1);
  const body = drawBody(model, Math.max(0, size.rows - 1 - head.length));
  const footer = footerLine(model, keyContextOf(model));
  const lines = [...fillTo([...head, ...body.lines], size.rows - 1), footer];
  const places = body.places.map((place) => ({ ...place, row: place.row + head.length }));
  return { ...body, places, lines: lines.map((line) => fitLine(line, size.columns, glyphs.ellipsis)) };
};
