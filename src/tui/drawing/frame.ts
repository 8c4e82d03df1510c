import type { Glyphs } from '../../report/glyphs.ts';
import { fitLine, type Line, lineWidth, type Style, segment } from './styled-line.ts';

type FrameSigns = Readonly<{
  corners: readonly [string, string, string, string];
  across: string;
  down: string;
}>;

const thin: FrameSigns = { corners: ['╭', '╮', '╰', '╯'], across: '─', down: '│' };
const thick: FrameSigns = { corners: ['┏', '┓', '┗', '┛'], across: '━', down: '┃' };
const ascii: FrameSigns = { corners: ['+', '+', '+', '+'], across: '-', down: '|' };
const asciiFocused: FrameSigns = { corners: ['+', '+', '+', '+'], across: '=', down: '|' };

const signsFor = (glyphs: Glyphs, hasFocus: boolean): FrameSigns => {
  if (glyphs.ellipsis !== '…') return hasFocus ? asciiFocused : ascii;
  return hasFocus ? thick : thin;
};

const edge = (
  [left, right]: readonly [string, string],
  across: string,
  label: string,
  atEnd: boolean,
  width: number,
  style: Style,
): Line => {
  const text = label === '' || lineWidth([segment(label)]) + 6 > width ? '' : ` ${label} `;
  const room = Math.max(0, width - 2 - lineWidth([segment(text)]));
  const short = Math.min(1, room);
  const [before, after] = atEnd ? [room - short, short] : [short, room - short];
  return [
    segment(left + across.repeat(before), style),
    segment(text, style === 'frame-focused' ? 'strong' : style),
    segment(across.repeat(after) + right, style),
  ];
};

/** A framed pane of exactly `width` by `height` cells. Lines past the room are not drawn; all are cut to width. In
 *  less than two rows there is no room for a frame. */
export const framePane = (
  pane: Readonly<{ title: string; note: string; lines: readonly Line[]; hasFocus: boolean }>,
  width: number,
  height: number,
  glyphs: Glyphs,
): Line[] => {
  if (height < 2) return Array.from({ length: height }, () => []);
  const signs = signsFor(glyphs, pane.hasFocus);
  const style: Style = pane.hasFocus ? 'frame-focused' : 'frame';
  const [topLeft, topRight, bottomLeft, bottomRight] = signs.corners;
  const side = segment(signs.down, style);
  const inner = Array.from({ length: Math.max(0, height - 2) }, (_, index): Line => {
    const line = fitLine(pane.lines[index] ?? [], width - 2, glyphs.ellipsis);
    return [side, ...line, side];
  });
  return [
    edge([topLeft, topRight], signs.across, pane.title, false, width, style),
    ...inner,
    edge([bottomLeft, bottomRight], signs.across, pane.note, true, width, style),
  ];
};
