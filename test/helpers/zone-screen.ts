import type { Pane, Size } from '../../src/tui/drawing/layout.ts';
import type { ClientTexts } from '../../src/tui/state/client-form.ts';
import { nobody } from '../../src/tui/state/client-form.ts';
import { memoryResolver } from './memory-resolver.ts';
import type { MemoryZone } from './memory-zone.ts';
import { driveScreen, type ScreenDriver } from './screen-driver.ts';

/** A client with the given texts; the others are empty. */
export const clientWith = (client: Partial<ClientTexts>): ClientTexts => ({ ...nobody, ...client });

/** A screen that explores a domain of a zone, with everything settled. `editor`: what a program outside makes of a
 *  record. */
export const exploreZone = async (
  zone: MemoryZone,
  domain: string,
  clients: readonly Partial<ClientTexts>[] = [{}],
  size: Size = { columns: 120, rows: 40 },
  editor?: (text: string) => string | undefined,
): Promise<ScreenDriver> => {
  const screen = driveScreen(memoryResolver(zone), size, editor);
  screen.controller.explore(domain, ...clients.map(clientWith));
  await screen.settle();
  return screen;
};

const treeRow = /^([▶ ]) ( *)[▾▸ ] (.) (\S.*?)(?: {2,}.*)?$/;

/** The tree's rows in sight: a dot for each level below the root's terms, the term's text, in brackets where it is
 *  taken out, behind `>` where the cursor is. */
export const treeOf = (screen: ScreenDriver): string[] => {
  const { column, row, width } = placeOf(screen, 'tree');
  const { first, height, length } = screen.controller.draw().measures.tree;
  const shown = screen.rows().slice(row + 1, row + 1 + Math.min(height, length - first));
  return shown.map((text) => {
    const [, cursor, indent = '', mark, term = ''] =
      treeRow.exec(text.slice(column + 1, column + width - 1).trimEnd()) ?? [];
    const dots = '.'.repeat(Math.max(0, indent.length / 2 - 1));
    return `${cursor === '▶' ? '>' : ''}${dots}${mark === '─' ? `(${term})` : term}`;
  });
};

/** Where a pane stands on the screen. */
export const placeOf = (screen: ScreenDriver, pane: Pane) => {
  const place = screen.controller.draw().places.find((one) => one.pane === pane);
  if (place === undefined) throw new Error(`${pane} is not in sight`);
  return place;
};

/** Which pane has the focus: the one in a thick frame. */
export const focusedPane = (screen: ScreenDriver): Pane | undefined => {
  const rows = screen.controller.draw().lines.map((line) => line.map(({ text }) => text).join(''));
  return screen.controller.draw().places.find(({ row, column }) => rows[row]?.[column] === '┏')?.pane;
};

/** The last row: what the footer says. */
export const footerOf = (screen: ScreenDriver): string => (screen.rows().at(-1) ?? '').trim();
