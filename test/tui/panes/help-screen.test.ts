import { describe, expect, it } from 'vitest';
import { keyBindings } from '../../../src/tui/keys/key-bindings.ts';
import { rebindKeys } from '../../../src/tui/keys/rebind-keys.ts';
import { helpLines } from '../../../src/tui/panes/help-screen.ts';
import { exploreZone } from '../../helpers/zone-screen.ts';

const textsOf = (bindings: typeof keyBindings): string[] =>
  helpLines(bindings).map((line) => line.map(({ text }) => text).join(''));

describe('the help', () => {
  it('has the chosen keys, and no action without one', () => {
    const { bindings } = rebindKeys(keyBindings, { requery: ['Ctrl-G', 'F'], undo: [] });
    const texts = textsOf(bindings);
    expect(texts).toContain('  Ctrl-G F      ask DNS again');
    expect(texts.some((text) => text.includes('take the last edit back'))).toBe(false);
    expect(texts.some((text) => text.includes('--clients FILE'))).toBe(false);
  });

  const open = async () => {
    const screen = await exploreZone({ 'example.com': 'v=spf1 -all' }, 'example.com', [{}], {
      columns: 80,
      rows: 14,
    });
    await screen.press('?');
    return screen;
  };

  const all = textsOf(keyBindings).length;
  const room = 10;
  it.each([
    [[], 1],
    [['down'], 2],
    [['j', 'j', 'k'], 2],
    [['k'], 1],
    [['pagedown'], 1 + room],
    [['G'], all - room + 1],
    [['G', 'down'], all - room + 1],
    [['G', 'up'], all - room],
    [['end', 'home'], 1],
  ])('after %j begins with line %i', async (keys, line) => {
    const screen = await open();
    await screen.press(...keys);
    const shown = screen.rows()[2]?.slice(2, -1).trimEnd();
    expect(shown).toBe(textsOf(keyBindings)[line - 1]?.slice(0, 76).trimEnd());
  });

  it.each([['escape'], ['?']])('is left by %s, as the screen was', async (key) => {
    const screen = await open();
    await screen.press(key);
    const before = screen.text();
    await screen.press('?', 'G', key);
    expect(screen.text()).toBe(before);
  });

  it('takes no key that edits', async () => {
    const screen = await open();
    const before = screen.text();
    await screen.press('x', 'w', 'X', 'f', 's', '3', 'enter');
    expect(screen.text()).toBe(before);
  });
});
