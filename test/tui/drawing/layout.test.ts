import { describe, expect, it, test } from 'vitest';
import { incidents } from '../../../src/demo/incidents.ts';
import { type Layout, type LayoutNeeds, layOut, leastSize, panes } from '../../../src/tui/drawing/layout.ts';
import { demoResolver, driveScreen } from '../../helpers/screen-driver.ts';
import { clientWith, placeOf } from '../../helpers/zone-screen.ts';

const needs: LayoutNeeds = { treeRows: 12, problemRows: 3, focus: 'tree', isZoomed: false };

const shape = (layout: Layout): string =>
  layout
    .map((row) => row.map(({ pane, width, height }) => `${pane} ${width}x${height}`).join(' | '))
    .join(' / ');

describe('the panes', () => {
  const rows: readonly (readonly [string, number, number, Partial<LayoutNeeds>, string])[] = [
    ['all four at 200 columns', 200, 50, {}, 'tree 100x38 | detail 100x38 / problems 100x12 | log 100x12'],
    [
      'three at 120, and the log where a short tree leaves room',
      120,
      40,
      {},
      'tree 68x19 | detail 52x19 / problems 120x5 / log 120x16',
    ],
    ['no log below a long tree', 120, 40, { treeRows: 99 }, 'tree 68x35 | detail 52x35 / problems 120x5'],
    [
      'the log in place of the problems when it has the focus',
      120,
      40,
      { treeRows: 99, focus: 'log' },
      'tree 68x24 | detail 52x24 / log 120x16',
    ],
    ['two at 120 in few rows', 120, 14, {}, 'tree 68x14 | detail 52x14'],
    ['the problems for the detail there', 120, 14, { focus: 'problems' }, 'tree 68x14 | problems 52x14'],
    ['under one another at 80', 80, 30, {}, 'tree 80x14 / detail 80x11 / problems 80x5'],
    ['no problems in few rows', 80, 20, {}, 'tree 80x11 / detail 80x9'],
    ['a long tree has a little more than half', 80, 20, { treeRows: 99 }, 'tree 80x11 / detail 80x9'],
    ['the log below the tree', 80, 20, { focus: 'log' }, 'tree 80x11 / log 80x9'],
    ['one at a time below 60 columns', 59, 40, { focus: 'detail' }, 'detail 59x40'],
    ['one at a time in less than 11 rows', 80, 10, {}, 'tree 80x10'],
    ['one alone when zoomed', 200, 50, { focus: 'log', isZoomed: true }, 'log 200x50'],
  ];
  it.each(rows)('%s', (_, columns, height, some, expected) => {
    expect(shape(layOut({ columns, rows: height + 6 }, height, { ...needs, ...some }))).toBe(expected);
  });

  it('tile the room exactly at every size, the one with the focus among them, each with room for a row', () => {
    for (let columns = leastSize.columns; columns <= 300; columns += columns < 110 || columns > 175 ? 1 : 3)
      for (let height = 3; height <= 100; height += height < 40 ? 1 : 4)
        for (const focus of panes)
          for (const isZoomed of [false, true])
            for (const [treeRows, problemRows] of [
              [1, 0],
              [12, 3],
              [2000, 400],
            ] as const) {
              const size = { columns, rows: height + 2 };
              const layout = layOut(size, height, { treeRows, problemRows, focus, isZoomed });
              const what = `${columns}x${height} ${focus} ${isZoomed} ${treeRows}: ${shape(layout)}`;
              const heights = layout.map((row) => row[0]?.height ?? 0);
              if (heights.reduce((sum, one) => sum + one, 0) !== height) expect.fail(what);
              for (const [index, row] of layout.entries()) {
                if (row.reduce((sum, { width }) => sum + width, 0) !== columns) expect.fail(what);
                if (row.some((box) => box.height !== heights[index] || box.width < 4)) expect.fail(what);
                if (row.some((box) => box.height < 3)) expect.fail(what);
              }
              const shown = layout.flat().map(({ pane }) => pane);
              if (!shown.includes(focus) || new Set(shown).size !== shown.length) expect.fail(what);
              if (isZoomed && shown.length !== 1) expect.fail(what);
            }
  });
});

test('nothing jumps when branches are closed and opened', async () => {
  const resolver = await demoResolver();
  for (const { domain, clients } of incidents)
    for (const size of [
      { columns: 80, rows: 30 },
      { columns: 120, rows: 40 },
      { columns: 200, rows: 50 },
    ]) {
      const screen = driveScreen(resolver, size);
      screen.controller.explore(domain, clientWith({ ip: clients[0].ip }));
      await screen.settle();
      const { places } = screen.controller.draw();
      for (const keys of [['g'], [' '], [' '], ['j', 'c'], ['e'], ['v', 'v'], ['v', 'v']]) {
        await screen.press(...keys);
        expect(screen.controller.draw().places, `${domain} ${keys}`).toEqual(places);
      }
      screen.controller.stop();
    }
});

test.each([
  ['tree', '1'],
  ['detail', '2'],
  ['problems', '3'],
  ['log', '4'],
] as const)('z shows %s alone, and again all', async (pane, key) => {
  const screen = driveScreen(await demoResolver());
  screen.controller.explore('google.com', clientWith({}));
  await screen.settle();
  await screen.press(key);
  const { places } = screen.controller.draw();
  await screen.press('z');
  expect(screen.controller.draw().places.map((place) => place.pane)).toEqual([pane]);
  expect(placeOf(screen, pane).width).toBe(120);
  await screen.press('z');
  expect(screen.controller.draw().places).toEqual(places);
  await screen.press('z', 'escape');
  expect(screen.controller.draw().places).toEqual(places);
});
