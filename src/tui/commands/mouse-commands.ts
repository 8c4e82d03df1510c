import type { Pane } from '../drawing/layout.ts';
import { placeCursor, toggleOpen } from '../state/tree-moves.ts';
import type { ViewState } from '../state/view-state.ts';
import { addClick, type Clicks, type MouseEvent } from '../terminal/mouse.ts';
import type { ScreenState } from './screen-state.ts';

/** How many rows a notch of the wheel is. */
const rowsPerNotch = 3;

/** What the mouse does: a click goes to a pane and a row, a double click opens what is there, the wheel moves. */
export const mouseCommands = (
  state: ScreenState,
  deps: Readonly<{
    enter: () => void;
    move: (view: ViewState, motion: 'up' | 'down', times: number) => ViewState;
  }>,
) => {
  let clicks: Clicks | undefined;
  /** What the first click of a double click came to: the second one means that, even if another row is there by then. */
  let clicked: Readonly<{ pane: Pane; index: number }> | undefined;

  const selectRow = (pane: Pane, index: number, isDouble: boolean): void => {
    const view = state.getView();
    if (pane === 'tree') {
      const path = state.viewContext().paths[index];
      if (path === undefined) return;
      const placed = placeCursor(view, path, state.viewContext());
      state.setView(placed);
      if (isDouble) state.setView(toggleOpen(placed, state.viewContext()));
    } else if (pane !== 'detail') {
      const { length, first } = state.viewContext().measure()[pane];
      if (index >= length) return;
      // What was clicked stays where it is: the second click of a double one is for the same row.
      const tops = { ...view.tops, [pane]: first };
      // At its end the log follows what comes, as it does by the keys.
      const { problems } = view.chosen;
      const isLast = pane === 'log' && index === state.viewContext().measure().log.length - 1;
      state.setView({
        ...view,
        tops,
        chosen: isLast ? { problems } : { ...view.chosen, [pane]: index },
      });
      if (isDouble) deps.enter();
    }
  };

  return (event: MouseEvent): void => {
    // What was typed before was no count for this.
    const { count: _, ...view } = state.getView();
    if (view.overlay !== undefined || view.screen !== 'explore') return;
    const { places, measures } = state.draw();
    const { column, row } = event;
    const place = places.find(
      (one) =>
        column >= one.column &&
        column < one.column + one.width &&
        row >= one.row &&
        row < one.row + one.height,
    );
    if (place === undefined || event.kind === 'release') return;
    const { pane } = place;
    if (event.kind === 'press') {
      if (event.button !== 'left') return;
      clicks = addClick(clicks, event, state.deps.now());
      const isInside = row > place.row && row < place.row + place.height - 1;
      const index = isInside ? measures[pane].rowAt(row - place.row - 1) : -1;
      if (clicks.count !== 2) clicked = index === -1 ? undefined : { pane, index };
      state.setView({ ...view, focus: pane });
      if (clicked !== undefined) selectRow(clicked.pane, clicked.index, clicks.count === 2);
    } else {
      const motion = event.kind === 'wheel-up' ? 'up' : 'down';
      const moved = deps.move({ ...view, focus: pane }, motion, rowsPerNotch);
      state.setView({ ...moved, focus: view.focus });
    }
    state.changed();
  };
};
