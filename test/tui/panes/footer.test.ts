import { describe, expect, it } from 'vitest';
import { lineWidth } from '../../../src/tui/drawing/styled-line.ts';
import type { KeyContext } from '../../../src/tui/keys/key-binding.ts';
import { keyBindings } from '../../../src/tui/keys/key-bindings.ts';
import { rebindKeys } from '../../../src/tui/keys/rebind-keys.ts';
import { hintsLine } from '../../../src/tui/panes/footer.ts';
import { exploreZone, footerOf } from '../../helpers/zone-screen.ts';

const textOf = (
  context: KeyContext,
  {
    hasFix = false,
    width = 120,
    keys = {},
  }: Readonly<{ hasFix?: boolean; width?: number; keys?: Record<string, string[]> }> = {},
): string =>
  hintsLine(rebindKeys(keyBindings, keys).bindings, context, hasFix, width)
    .map(({ text }) => text)
    .join('')
    .trim();

describe('the hints', () => {
  it.each([
    ['tree', '↑↓ move  → open  s simulate  w what-if  / search  Tab pane  ? help  q quit'],
    ['form', 'Enter keep  Tab next field  Ctrl-O add  Ctrl-X remove  Esc back'],
    ['editor', 'Enter keep  Esc back'],
    ['line', 'Enter run  Esc back'],
    ['palette', 'Enter run  ↑↓ choose  Esc back'],
    ['start', 'Enter run  ↑↓ choose  Ctrl-C quit'],
  ] as const)('of %s', (context, expected) => {
    expect(textOf(context)).toBe(expected);
  });

  it('begin with the fix where one is offered', () => {
    expect(textOf('tree', { hasFix: true })).toMatch(/^f try fix {2}↑↓ move/);
    expect(textOf('form', { hasFix: true })).not.toContain('fix');
  });

  it('name the keys that a person chose, and no action without a key', () => {
    expect(textOf('tree', { keys: { search: ['Ctrl-S'], simulate: [] } })).toBe(
      '↑↓ move  → open  w what-if  Ctrl-S search  Tab pane  ? help  q quit',
    );
    expect(textOf('tree', { hasFix: true, keys: { 'fix-or-filter': ['F'], down: ['n'] } })).toMatch(
      /^F try fix {2}n move/,
    );
    expect(textOf('tree', { hasFix: true, keys: { 'fix-or-filter': [] } })).not.toContain('fix');
  });

  it('keep the way out and the help at any width', () => {
    for (let width = 18; width <= 200; width++) {
      const text = textOf('tree', { hasFix: true, width });
      expect(text).toContain('? help  q quit');
      expect(lineWidth([{ text, style: 'plain' }])).toBeLessThanOrEqual(Math.max(width, 16));
    }
  });
});

describe('the footer', () => {
  const zone = { 'example.com': 'v=spf1 ip4:192.0.2.1 -all' };

  it('says a message until the next key', async () => {
    const screen = await exploreZone(zone, 'example.com');
    await screen.press('u');
    expect(footerOf(screen)).toBe('nothing was edited');
    await screen.press('j');
    expect(footerOf(screen)).toContain('move');
  });

  it('says trouble in another look than news', async () => {
    const screen = await exploreZone(zone, 'example.com');
    const look = () => screen.controller.draw().lines.at(-1)?.[0]?.style;
    await screen.press('x');
    expect(look()).toBe('warn');
    await screen.press('u');
    expect(look()).toBe('accent');
  });

  it('has the search while it is typed, with its count', async () => {
    const screen = await exploreZone(zone, 'example.com');
    await screen.press('/');
    expect(footerOf(screen)).toMatch(/^\/.* a term, a name, an address$/);
    await screen.type('192.0.2.1');
    expect(footerOf(screen)).toMatch(/^\/\s?192\.0\.2\.1.* 1 found$/);
  });
});
