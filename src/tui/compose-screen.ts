import { count } from '../report/describe-cause.ts';
import { escapeText } from '../report/escape-text.ts';
import { answerBand } from './answer-band.ts';
import { formBox } from './form-box.ts';
import { framePane } from './frame.ts';
import { footerLine, helpLines } from './help-screen.ts';
import type { KeyContext } from './key-bindings.ts';
import { layOut, leastSize } from './layout.ts';
import type { ScreenModel } from './screen-model.ts';
import { startLines } from './start-screen.ts';
import { fitBoth, fitLine, type Line, segment } from './styled-line.ts';
import { treeLines } from './tree-pane.ts';
import { scrollTo } from './view-state.ts';

/** A frame, and what the keys must know of it: how much of tree and detail it shows. */
export type Screen = Readonly<{
  lines: readonly Line[];
  treeHeight: number;
  detailHeight: number;
  detailLength: number;
}>;

/** In which of the key table's contexts the screen is. */
export const keyContextOf = (model: Pick<ScreenModel, 'view'>): KeyContext => {
  const { overlay, screen } = model.view;
  if (overlay !== undefined) return overlay.kind === 'help' ? 'help' : 'form';
  return screen === 'start' ? 'start' : 'tree';
};

const headerLine = (model: ScreenModel): Line => {
  const { exploration, view, source, size, glyphs } = model;
  const { policy } = exploration;
  const left: Line = [
    segment(' spfx', 'accent'),
    segment(view.screen === 'start' ? '' : `  ${escapeText(exploration.domain)}`, 'strong'),
  ];
  const waiting = policy.pending.size > 0 ? `, ${policy.pending.size} out` : '';
  const queries = policy.answers.size + policy.pending.size;
  const asked =
    view.screen === 'start' ? '' : `  ${count(queries, 'query').replace('querys', 'queries')}${waiting}`;
  return fitBoth(
    left,
    [segment(`resolver ${escapeText(source)}${asked} `, 'dim')],
    size.columns,
    glyphs.ellipsis,
  );
};

const beside = (left: readonly Line[], right: readonly Line[]): Line[] =>
  left.map((line, index) => [...line, ...(right[index] ?? [])]);

type Panes = Omit<Screen, 'lines'> & Readonly<{ lines: Line[] }>;

const drawPanes = (model: ScreenModel, height: number): Panes => {
  const { size, view, glyphs, rows, cursor } = model;
  const layout = layOut(size, height, rows.length);
  const [treeWidth, treeHeight] =
    layout.kind === 'beside'
      ? [layout.treeWidth, layout.height]
      : [size.columns, layout.kind === 'below' ? layout.treeHeight : layout.height];
  const [detailWidth, detailHeight] =
    layout.kind === 'beside'
      ? [layout.detailWidth, layout.height]
      : [size.columns, layout.kind === 'below' ? layout.detailHeight : layout.height];
  const innerTree = Math.max(0, treeHeight - 2);
  const innerDetail = Math.max(0, detailHeight - 2);
  const index = Math.max(
    0,
    rows.findIndex(({ path }) => path === cursor),
  );
  const top = scrollTo(view.treeTop, index, innerTree, rows.length);
  const detail = model.detail(Math.max(4, detailWidth - 4));
  const detailTop = Math.min(view.detailTop, Math.max(0, detail.length - innerDetail));
  const tree = (): Line[] =>
    framePane(
      {
        title: '1 Record',
        note: `${index + 1}/${rows.length}`,
        lines: treeLines(model, top, innerTree, treeWidth - 2),
        hasFocus: view.focus === 'tree',
      },
      treeWidth,
      treeHeight,
      glyphs,
    );
  const shownTo = Math.min(detailTop + innerDetail, detail.length);
  const details = (): Line[] =>
    framePane(
      {
        title: '2 Detail',
        note: detail.length > innerDetail ? `${shownTo}/${detail.length}` : '',
        lines: detail.slice(detailTop, shownTo).map((line) => [segment(' '), ...line]),
        hasFocus: view.focus === 'detail',
      },
      detailWidth,
      detailHeight,
      glyphs,
    );
  const lines =
    layout.kind === 'beside'
      ? beside(tree(), details())
      : layout.kind === 'below'
        ? [...tree(), ...details()]
        : view.focus === 'tree'
          ? tree()
          : details();
  return { lines, treeHeight: innerTree, detailHeight: innerDetail, detailLength: detail.length };
};

const tooSmall = (model: ScreenModel): Screen => ({
  lines: Array.from({ length: model.size.rows }, (_, index) =>
    fitLine([segment(index === 0 ? 'too small' : '')], model.size.columns, model.glyphs.ellipsis),
  ),
  treeHeight: 1,
  detailHeight: 1,
  detailLength: 1,
});

const fillTo = (lines: readonly Line[], height: number): Line[] =>
  Array.from({ length: height }, (_, index) => lines[index] ?? []);

const drawBody = (model: ScreenModel, height: number): Panes => {
  const { view, size, glyphs } = model;
  const nothing = { treeHeight: 1, detailHeight: 1, detailLength: 1 };
  if (view.overlay?.kind === 'help') {
    const help = helpLines();
    const top = Math.min(view.overlay.top, Math.max(0, help.length - (height - 2)));
    const pane = {
      title: 'Keys',
      note: 'Esc goes back',
      lines: help.slice(top).map((line) => [segment(' '), ...line]),
      hasFocus: true,
    };
    return { ...nothing, lines: framePane(pane, size.columns, height, glyphs) };
  }
  if (view.screen === 'start') return { ...nothing, lines: startLines(model, height) };
  return drawPanes(model, height);
};

/** The whole screen: exactly as many lines as the terminal has rows, each as wide as it has columns. */
export const composeScreen = (model: ScreenModel): Screen => {
  const { size, glyphs, view } = model;
  if (size.columns < leastSize.columns || size.rows < leastSize.rows) return tooSmall(model);
  const form = formBox(model);
  const band = view.screen === 'start' || view.overlay?.kind === 'help' ? [] : answerBand(model);
  // A form is whole, or what is typed and what is wrong with it can't be seen: the answer gives way.
  const shown = band.slice(0, Math.max(1, size.rows - 2 - form.length));
  const head = [headerLine(model), ...shown, ...form].slice(0, size.rows - 1);
  const body = drawBody(model, Math.max(0, size.rows - 1 - head.length));
  const footer = footerLine(keyContextOf(model), size.columns);
  const lines = [...fillTo([...head, ...body.lines], size.rows - 1), footer];
  return { ...body, lines: lines.map((line) => fitLine(line, size.columns, glyphs.ellipsis)) };
};
