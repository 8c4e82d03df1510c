import type { Exploration } from '../exploration/exploration.ts';
import { darkPalette, lightPalette } from '../tui/drawing/palette.ts';
import { svgPicture } from '../tui/pictures/svg-picture.ts';
import { treePicture } from '../tui/pictures/tree-picture.ts';
import { monotonicNow } from './clock.ts';
import { type CommandArguments, glyphsFor } from './command-input.ts';
import { settingsOf } from './settings.ts';
import type { Terminal } from './terminal.ts';

/** The answer and the whole tree of an exploration as an SVG, on the background that the settings name. */
export const drawTreePicture = (
  exploration: Exploration,
  source: string,
  args: CommandArguments,
  terminal: Terminal,
): string => {
  const { lines, columns } = treePicture(exploration, source, glyphsFor(args, terminal), monotonicNow());
  return svgPicture(
    lines,
    columns,
    settingsOf(args).theme.background === 'light' ? lightPalette : darkPalette,
  );
};
