import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { lineWidth } from '../../../src/tui/drawing/styled-line.ts';
import { findUnsafe } from '../../helpers/hostile-text.ts';
import type { MemoryZone } from '../../helpers/memory-zone.ts';
import type { ScreenDriver } from '../../helpers/screen-driver.ts';
import { exploreZone } from '../../helpers/zone-screen.ts';

const zone: MemoryZone = {
  'example.com': `v=spf1 include:one.example ${Array.from({ length: 40 }, (_, at) => `ip4:10.0.0.${at}`).join(' ')} -all`,
  'one.example': 'v=spf1 ip4:192.0.2.0/24 ?all',
};

const clients = [
  { label: 'web', ip: '192.0.2.7', expected: 'pass' as const },
  { ip: '203.0.113.9', helo: 'h.example' },
];

/** The box that lies between the answer and the panes, without its frame. */
const boxOf = (screen: ScreenDriver, title: string): string[] => {
  const rows = screen.rows();
  const top = rows.findIndex((row) => row.startsWith(`┏━ ${title}`));
  if (top === -1) return [];
  const end = rows.findIndex((row, index) => index > top && row.startsWith('┗'));
  return rows.slice(top + 1, end).map((row) => row.slice(1, -1).trimEnd());
};

describe.each([
  ['the form of a client', ['s'], 'Simulate'],
  ['the field for a domain', ['d'], 'Another'],
  ['the palette', [':'], 'Actions'],
  ['the palette with nothing found', [':', 'q', 'x', 'q'], 'Actions'],
  ['the record under edit', ['w'], 'What if'],
  ['a record with a slip under edit', ['w', 'ctrl+a', 'x'], 'What if'],
] as const)('%s', (_, keys, title) => {
  it('is a whole frame, and filled to the cell, at 20 to 200 columns', async () => {
    const screen = await exploreZone(zone, 'example.com', clients);
    await screen.press(...keys);
    for (let columns = 20; columns <= 200; columns += columns < 90 ? 1 : 7)
      for (const rows of [12, 24, 50]) {
        screen.controller.resize({ columns, rows });
        const { lines } = screen.controller.draw();
        expect(lines.map(lineWidth)).toEqual(Array.from({ length: rows }, () => columns));
        const text = screen.rows();
        const top = text.findIndex((row) => row.startsWith('┏'));
        const bottom = text.findIndex((row) => row.startsWith('┗'));
        expect(top).toBeGreaterThan(0);
        expect(bottom).toBeGreaterThan(top + 1);
        expect(text[top]?.length).toBe(text[bottom]?.length);
        if (columns >= 60) expect(text[top]).toContain(`┏━ ${title}`);
        // Where it is typed is always in sight.
        expect(lines.flat().filter(({ style }) => style === 'caret')).toHaveLength(1);
      }
  }, 60_000);
});

describe('the form', () => {
  it('has all fields, with hints in the empty ones that are not typed in', async () => {
    const screen = await exploreZone(zone, 'example.com', [{ ip: '192.0.2.7' }]);
    await screen.press('s');
    expect(
      boxOf(screen, 'Simulate').map((row) => row.trim().replace(/ {2,}/g, '  ').replace(/_+$/, '')),
    ).toEqual([
      'Client IP  192.0.2.7',
      'HELO  the domain',
      'MAIL FROM  postmaster at the domain',
      'Label  the address',
      'Expect  no expectation',
      'the check runs as you type',
    ]);
  });

  it('has the field that is typed in where not all fit', async () => {
    const screen = await exploreZone(zone, 'example.com', clients, { columns: 60, rows: 12 });
    await screen.press('s');
    const labels = ['Client IP', 'HELO', 'MAIL FROM', 'Label', 'Expect'];
    for (const label of labels) {
      const box = boxOf(screen, 'Simulate');
      expect(box).toHaveLength(4);
      expect(box.some((row) => row.startsWith(` ${label}`))).toBe(true);
      await screen.press('tab');
    }
  });
});

describe('the record under edit', () => {
  it('has the row of the caret in sight, from its end to its start', async () => {
    for (const size of [
      { columns: 40, rows: 14 },
      { columns: 80, rows: 24 },
    ]) {
      const screen = await exploreZone(zone, 'example.com', clients, size);
      await screen.press('g', 'w');
      for (let step = 0; step < 30; step++) {
        const carets = screen.controller
          .draw()
          .lines.flat()
          .filter(({ style }) => style === 'caret');
        expect(carets).toHaveLength(1);
        await screen.press('up');
      }
      expect(boxOf(screen, 'What if')[0]).toContain('v=spf1 include:one.example');
    }
  });

  it('tells its length in octets and strings', async () => {
    const screen = await exploreZone(zone, 'example.com', clients);
    await screen.press('g', 'w');
    const { length } = zone['example.com'] as string;
    expect(length).toBeGreaterThan(510);
    expect(screen.text()).toContain(`${length} octets in 3 strings`);
  });

  it('colours the terms as they are typed', async () => {
    const screen = await exploreZone({ 'example.com': 'v=spf1' }, 'example.com');
    await screen.press('w', 'ctrl+u');
    await screen.type('v=spf1 a -mx ~ptr ?all redirect=b.example frob');
    const styles = new Map(
      screen.controller
        .draw()
        .lines.flatMap((line) => (line[0]?.text === '┃' ? line : []))
        .map(({ text, style }) => [text, style]),
    );
    expect(
      ['a', '-mx', '~ptr', '?all', 'redirect=b.example', 'frob'].map((text) => styles.get(text)),
    ).toEqual(['pass', 'fail', 'warn', 'strong', 'accent', 'fail']);
  });

  test('is safe to print and wide as the screen for any text that is pasted', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.integer({ min: 20, max: 130 }),
        async (text, columns) => {
          const screen = await exploreZone({ 'example.com': 'v=spf1 -all' }, 'example.com', [{}], {
            columns,
            rows: 20,
          });
          await screen.press('w');
          screen.controller.paste(text);
          await screen.settle();
          const { lines } = screen.controller.draw();
          expect(lines.map(lineWidth)).toEqual(Array.from({ length: 20 }, () => columns));
          for (const line of lines)
            expect(findUnsafe(line.map((piece) => piece.text).join(''))).toBeUndefined();
          screen.controller.stop();
        },
      ),
      { numRuns: 60 },
    );
  });
});
