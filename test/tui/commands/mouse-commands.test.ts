import { describe, expect, it } from 'vitest';
import type { Pane } from '../../../src/tui/drawing/layout.ts';
import type { MouseEvent } from '../../../src/tui/terminal/mouse.ts';
import type { ScreenDriver } from '../../helpers/screen-driver.ts';
import { exploreZone, focusedPane, placeOf, treeOf } from '../../helpers/zone-screen.ts';

const zone = {
  'example.com': 'v=spf1 a mx include:one.example include:two.example ip4:10.0.0.0/8 ~all',
  'one.example': 'v=spf1 ip4:192.0.2.0/24 -all',
  'two.example': 'v=spf1 ip4:198.51.100.0/24 -all',
};

const explore = () => exploreZone(zone, 'example.com');

const event = (
  kind: MouseEvent['kind'],
  column: number,
  row: number,
  button: MouseEvent['button'] = 'left',
): MouseEvent => ({
  kind,
  button,
  column,
  row,
  shift: false,
  alt: false,
  ctrl: false,
});

/** Where in a pane: the line from its upper edge, which is 0. */
const point = (
  screen: ScreenDriver,
  pane: Pane,
  line: number,
  kind: MouseEvent['kind'] = 'press',
): MouseEvent => {
  const { column, row } = placeOf(screen, pane);
  return event(kind, column + 3, row + line);
};

const click = async (screen: ScreenDriver, pane: Pane, line: number, times = 1): Promise<void> => {
  const at = point(screen, pane, line);
  for (let press = 0; press < times; press++) {
    screen.controller.mouse(at);
    screen.controller.mouse({ ...at, kind: 'release' });
  }
  await screen.settle();
};

const cursorRow = (screen: ScreenDriver): string | undefined =>
  treeOf(screen).find((row) => row.startsWith('>'));

describe('a click', () => {
  it.each([
    [1, '>v=spf1'],
    [2, '>a'],
    [5, '>.ip4:192.0.2.0/24'],
    [11, '>~all'],
  ])('on line %i of the tree goes to the row %s', async (line, expected) => {
    const screen = await explore();
    await click(screen, 'tree', line);
    expect(cursorRow(screen)).toBe(expected);
  });

  it.each(['tree', 'detail', 'problems', 'log'] as const)(
    'on the frame, or in %s, gives it the focus',
    async (pane) => {
      for (const line of [0, 1, placeOf(await explore(), pane).height - 1]) {
        const screen = await explore();
        await screen.press('2');
        await click(screen, pane, line);
        expect(focusedPane(screen)).toBe(pane);
      }
    },
  );

  it('below the last row of the tree leaves the cursor', async () => {
    const screen = await explore();
    await screen.press('2', 'j');
    const before = cursorRow(screen);
    await click(screen, 'tree', 12);
    expect(cursorRow(screen)).toBe(before);
  });

  it('in a scrolled tree goes to the row in sight', async () => {
    const screen = await exploreZone(
      { 'example.com': `v=spf1 ${Array.from({ length: 90 }, (_, at) => `ip4:10.0.0.${at}`).join(' ')} -all` },
      'example.com',
    );
    await screen.press('G');
    const shown = treeOf(screen)[2];
    await click(screen, 'tree', 3);
    expect(cursorRow(screen)).toBe(`>${shown}`);
  });

  it('in the log goes to the row below its titles', async () => {
    const screen = await explore();
    await click(screen, 'log', 4);
    const { row } = placeOf(screen, 'log');
    expect(screen.rows()[row + 4]).toMatch(/^┃▶ +3 /);
    await click(screen, 'log', 1);
    expect(screen.rows()[row + 4]).toMatch(/^┃▶ +3 /);
  });

  it('in the problems goes to the row that was clicked, below one that is told in full too', async () => {
    const screen = await exploreZone(zone, 'example.com', [{}], { columns: 80, rows: 40 });
    await screen.press('tab', 'tab');
    const { row, height } = placeOf(screen, 'problems');
    const shown = () => screen.rows().slice(row + 1, row + height - 1);
    expect(shown()[0]).toContain('┃▶');
    const wanted = shown()[3]?.slice(3, 40).trim() ?? '';
    expect(wanted).toMatch(/^(note|warn)/);
    await click(screen, 'problems', 4);
    expect(shown().find((line) => line.includes('▶'))).toContain(wanted.slice(0, 30));
  });

  it('with another button, a release, and outside of the panes does nothing', async () => {
    const screen = await explore();
    const before = screen.text();
    const at = point(screen, 'log', 3);
    for (const one of [
      { ...at, button: 'right' as const },
      { ...at, button: 'middle' as const },
      { ...at, kind: 'release' as const },
      event('press', 3, 0),
      event('press', 3, 39),
      event('press', 300, 300),
      event('wheel-down', 3, 0, 'none'),
    ]) {
      screen.controller.mouse(one);
      await screen.settle();
      expect(screen.text()).toBe(before);
    }
  });
});

describe('a double click', () => {
  it('closes and opens a branch of the tree', async () => {
    const screen = await explore();
    await click(screen, 'tree', 4, 2);
    expect(treeOf(screen)).toHaveLength(9);
    expect(cursorRow(screen)).toBe('>include:one.example');
    await click(screen, 'tree', 3);
    await click(screen, 'tree', 4, 2);
    expect(treeOf(screen)).toHaveLength(11);
  });

  it('in the log goes to the term that asked', async () => {
    const screen = await explore();
    await click(screen, 'log', 5, 2);
    expect(focusedPane(screen)).toBe('tree');
    expect(cursorRow(screen)).toBe('>mx');
  });

  it('in the problems goes to the term of the row that was clicked first', async () => {
    const screen = await exploreZone(zone, 'example.com', [{}], { columns: 80, rows: 40 });
    await screen.press('tab', 'tab');
    const { row, height } = placeOf(screen, 'problems');
    const line = screen
      .rows()
      .slice(row, row + height)
      .findIndex((text) => text.includes('two.example'));
    await click(screen, 'problems', line, 2);
    expect(focusedPane(screen)).toBe('tree');
    expect(cursorRow(screen)).toMatch(/two\.example|198\.51\.100/);
  });

  it('is none on two rows', async () => {
    const screen = await explore();
    await click(screen, 'tree', 4);
    await click(screen, 'tree', 7);
    expect(treeOf(screen)).toHaveLength(11);
  });
});

describe('the wheel', () => {
  it('moves in the pane below it by three rows, and leaves the focus', async () => {
    const screen = await explore();
    screen.controller.mouse(point(screen, 'tree', 2, 'wheel-down'));
    expect(cursorRow(screen)).toBe('>include:one.example');
    screen.controller.mouse(point(screen, 'tree', 2, 'wheel-up'));
    expect(cursorRow(screen)).toBe('>v=spf1');
    const before = screen.text();
    screen.controller.mouse(point(screen, 'log', 2, 'wheel-up'));
    expect(screen.text()).not.toBe(before);
    expect(focusedPane(screen)).toBe('tree');
    expect(cursorRow(screen)).toBe('>v=spf1');
  });

  it('scrolls the detail', async () => {
    const screen = await exploreZone(zone, 'example.com', [{}], { columns: 100, rows: 16 });
    const { row } = placeOf(screen, 'detail');
    const before = screen.rows()[row + 1];
    screen.controller.mouse(point(screen, 'detail', 2, 'wheel-down'));
    expect(screen.rows()[row + 1]).not.toBe(before);
    expect(cursorRow(screen)).toBe('>v=spf1');
    screen.controller.mouse(point(screen, 'detail', 2, 'wheel-up'));
    expect(screen.rows()[row + 1]).toBe(before);
  });
});

it.each([['s'], ['d'], ['w'], [':'], ['/'], ['?']])(
  'while %s has a form open, the mouse does nothing',
  async (key) => {
    const screen = await explore();
    await screen.press(key);
    const before = screen.text();
    for (let row = 0; row < 40; row += 3)
      for (const kind of ['press', 'wheel-down', 'wheel-up'] as const)
        screen.controller.mouse(event(kind, 5, row));
    await screen.settle();
    expect(screen.text()).toBe(before);
  },
);

it('ends a count that was begun', async () => {
  const screen = await explore();
  await screen.press('5');
  await click(screen, 'tree', 1);
  await screen.press('j');
  expect(cursorRow(screen)).toBe('>a');
});
