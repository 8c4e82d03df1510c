import { describe, expect, it } from 'vitest';
import { paletteEntries } from '../../../src/tui/keys/action-palette.ts';
import type { KeyBinding } from '../../../src/tui/keys/key-binding.ts';
import { keyBindings } from '../../../src/tui/keys/key-bindings.ts';
import type { MemoryZone } from '../../helpers/memory-zone.ts';
import { exploreZone, footerOf } from '../../helpers/zone-screen.ts';

const zone: MemoryZone = {
  'example.com': 'v=spf1 a mx include:one.example include:two.example ip4:192.0.2.0/24-all',
  'one.example': 'v=spf1 ip4:192.0.2.0/24 include:two.example ?all',
  'two.example': 'v=spf1 ip4:198.51.100.0/24 -all',
  'mail.example': 'v=spf1 a -all',
};
const clients = [{ ip: '192.0.2.1', helo: 'mail.example' }, { ip: '203.0.113.9' }];

/** A screen with something to go back to, to undo, to find. */
const prepared = async () => {
  const screen = await exploreZone(zone, 'example.com', clients, undefined, () => 'v=spf1 -all');
  for (const keys of [['/', 'i', 'p', '4', 'enter'], ['g', 'j', 'x'], ['j', 'x'], ['u'], ['j']])
    await screen.press(...keys);
  return screen;
};

const inTree = keyBindings.filter(
  ({ contexts, action }) => contexts.includes('tree') && action.kind !== 'show-palette',
);

describe('the palette', () => {
  it.each(
    inTree.filter(({ keys }) => keys.length > 0).map((binding) => [binding.name, binding.keys] as const),
  )('%s by its name does what its keys %j do', async (name, keys) => {
    for (const key of keys) {
      // A digit is a count as well; by its name it is none.
      const [one, other] = [await prepared(), await prepared()];
      await one.press(key);
      await other.press(':', ...name, 'enter');
      expect(other.text()).toBe(one.text());
      expect(other.commands).toEqual(one.commands);
      expect(other.copied).toEqual(one.copied);
      expect(other.pictures).toEqual(one.pictures);
    }
  });

  it('has every action of the panes but itself, each once, with its keys', () => {
    const entries = paletteEntries(keyBindings, '');
    const byName = (bindings: readonly KeyBinding[]) =>
      bindings.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    expect(byName(entries.map(({ binding }) => binding))).toEqual(byName(inTree));
    // What is the terminal's comes last.
    expect(entries.slice(-3).map(({ binding }) => binding.name)).toEqual(['interrupt', 'suspend', 'redraw']);
    expect(new Set(entries.map(({ binding }) => binding.name)).size).toBe(entries.length);
    expect(entries.find(({ binding }) => binding.name === 'redo')?.keys).toBe('Ctrl-R');
  });

  it.each([
    ['undo', 'undo'],
    ['copy', 'copy'],
    ['copy-c', 'copy-clients'],
    ['clients', 'copy-clients'],
    ['COPY rec', 'copy-record'],
    ['picture', 'save-picture'],
    ['editor', 'edit-outside'],
    ['  zoom  ', 'zoom'],
    ['next', 'next-sibling'],
  ])('finds for %j first %s', (typed, name) => {
    expect(paletteEntries(keyBindings, typed)[0]?.binding.name).toBe(name);
  });

  it('says that there is no such action, and Enter then only closes it', async () => {
    const screen = await prepared();
    const before = screen.text();
    await screen.press(':', ...'frobnicate');
    expect(screen.text()).toContain('no action is called so');
    await screen.press('enter');
    expect(screen.text()).toBe(before);
  });

  it('is left by Esc with nothing done', async () => {
    const screen = await prepared();
    const before = screen.text();
    await screen.press(':', ...'reset', 'escape');
    expect(screen.text()).toBe(before);
  });

  it('is stepped through, and stays at its ends', async () => {
    const screen = await prepared();
    await screen.press(':', ...'copy');
    expect(screen.text()).toContain('━ 1/4 ━┛');
    await screen.press('down', 'tab', 'down');
    expect(screen.text()).toContain('━ 4/4 ━┛');
    await screen.press('down');
    expect(screen.text()).toContain('━ 4/4 ━┛');
    await screen.press('up', 'shift+tab', 'up', 'up');
    expect(screen.text()).toContain('━ 1/4 ━┛');
    await screen.press('down', 'backspace');
    expect(screen.text()).toMatch(/━ 1\/\d+ ━┛/);
  });

  it('does on Enter what it is stepped to', async () => {
    const [screen, other] = [await prepared(), await prepared()];
    await screen.press(':', ...'copy', 'down', 'enter');
    await other.press('Y');
    expect(other.copied).toHaveLength(1);
    expect(screen.copied).toEqual(other.copied);
  });

  it('copies the clients, which have no key of their own', async () => {
    const screen = await prepared();
    await screen.press(':', ...'copy-clients', 'enter');
    expect(screen.copied).toHaveLength(1);
    expect(footerOf(screen)).toBe('the clients are copied');
  });
});
