import { Resvg } from '@resvg/resvg-js';
import { escapeXml, svgNumber as round, svgCell, svgFonts } from '../../src/tui/pictures/svg-picture.ts';
import type { Cell, CellColour, CellStyle } from './terminal-cells.ts';

const { fontSize, width: cellWidth, height: cellHeight, baseline } = svgCell;
const margin = 14;
const titleHeight = 34;

const background = '#16191f';
const foreground = '#d5d8de';
const palette = [
  ['#1f242c', '#e8646a', '#7fc46a', '#dcb35c', '#6ba4ec', '#c585dd', '#56bfc7', '#c9cdd4'],
  ['#6f7785', '#ff8a8f', '#a3e18d', '#f5d182', '#93c1ff', '#dfa8f4', '#80e0e8', '#ffffff'],
].flat();

const levels = [0, 95, 135, 175, 215, 255];

/** The colour of a number from 16 on: a cube of 216 colours, then 24 greys. */
const extendedColour = (index: number): string => {
  const parts =
    index >= 232
      ? Array<number>(3).fill(8 + (index - 232) * 10)
      : [36, 6, 1].map((unit) => levels[Math.floor((index - 16) / unit) % 6] ?? 0);
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
};

const paintOf = (colour: CellColour, otherwise: string): string => {
  if (colour === undefined) return otherwise;
  if (colour.kind === 'rgb') return `#${colour.value.toString(16).padStart(6, '0')}`;
  return palette[colour.index] ?? extendedColour(colour.index);
};

const coloursOf = (style: CellStyle): Readonly<{ ink: string; ground: string }> => {
  const ink = paintOf(style.foreground, foreground);
  const ground = paintOf(style.background, background);
  return style.isInverse ? { ink: ground, ground: ink } : { ink, ground };
};

type Run = Readonly<{ start: number; width: number; cells: readonly (Cell & { column: number })[] }>;

/** Neighbours of one style. */
const runsOf = (row: readonly Cell[]): Run[] => {
  const runs: { start: number; width: number; cells: (Cell & { column: number })[]; key: string }[] = [];
  for (const [column, cell] of row.entries()) {
    if (cell.width === 0) continue;
    const key = JSON.stringify(cell.style);
    const last = runs.at(-1);
    if (last?.key === key) {
      last.cells.push({ ...cell, column });
      last.width += cell.width;
    } else runs.push({ start: column, width: cell.width, cells: [{ ...cell, column }], key });
  }
  return runs;
};

const drawRun = ({ start, width, cells }: Run, top: number): string => {
  const style = cells[0]?.style;
  if (style === undefined) return '';
  const { ink, ground } = coloursOf(style);
  const left = margin + start * cellWidth;
  const box =
    ground === background
      ? ''
      : `<rect x="${round(left)}" y="${round(top)}" width="${round(width * cellWidth)}" height="${round(cellHeight)}" fill="${ground}"/>`;
  const inked = cells.filter(({ text }) => text.trim() !== '');
  if (inked.length === 0) return box;
  // Each character has its own place: no font's idea of a width can move the next one.
  const places = inked.flatMap(({ text, column }) => [...text].map(() => round(margin + column * cellWidth)));
  const attributes = [
    `x="${places.join(' ')}" y="${round(top + baseline)}" fill="${ink}"`,
    style.isBold ? ' font-weight="bold"' : '',
    style.isItalic ? ' font-style="italic"' : '',
    style.isDim ? ' opacity="0.6"' : '',
    style.isUnderlined ? ' text-decoration="underline"' : '',
  ].join('');
  return `${box}<text ${attributes}>${escapeXml(inked.map(({ text }) => text).join(''))}</text>`;
};

/** The title as far as it stands beside the three buttons. */
const fitTitle = (title: string, width: number): string => {
  const room = Math.floor((width - 180) / svgCell.width);
  return title.length <= room ? title : `${title.slice(0, Math.max(0, room - 1))}…`;
};

const drawFrame = (width: number, height: number, title: string): string =>
  [
    `<rect width="${width}" height="${height}" rx="9" fill="${background}"/>`,
    ...['#e8646a', '#dcb35c', '#7fc46a'].map(
      (colour, index) => `<circle cx="${20 + index * 19}" cy="${titleHeight / 2}" r="5.5" fill="${colour}"/>`,
    ),
    `<text x="${width / 2}" y="${titleHeight / 2 + 5}" text-anchor="middle" fill="#8b93a1">${escapeXml(fitTitle(title, width))}</text>`,
  ].join('');

/** A screen as SVG. With a title it stands in a window. */
export const drawScreen = (rows: readonly (readonly Cell[])[], title?: string): string => {
  const columns = Math.max(...rows.map((row) => row.length));
  const above = title === undefined ? margin : titleHeight;
  const width = Math.ceil(columns * cellWidth + 2 * margin);
  const height = Math.ceil(rows.length * cellHeight + above + margin);
  const body = rows.flatMap((row, index) =>
    runsOf(row).map((run) => drawRun(run, above + index * cellHeight)),
  );
  const frame =
    title === undefined
      ? `<rect width="${width}" height="${height}" fill="${background}"/>`
      : drawFrame(width, height, title);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
    ` font-family="${svgFonts}" font-size="${fontSize}" xml:space="preserve">`,
    frame,
    ...body.filter((part) => part !== ''),
    '</svg>',
  ].join('\n');
};

/** The picture of an SVG, at `scale` pixels for each of its units. */
export const renderPng = (svg: string, scale = 1): Buffer =>
  new Resvg(svg, {
    fitTo: { mode: 'zoom', value: scale },
    font: {
      loadSystemFonts: true,
      defaultFontFamily: 'DejaVu Sans Mono',
      monospaceFamily: 'DejaVu Sans Mono',
    },
  })
    .render()
    .asPng();
