import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lineWidth } from '../../../src/tui/drawing/styled-line.ts';
import type { KeyContext } from '../../../src/tui/keys/key-binding.ts';
import { actionForKey, keyBindings, shownKeys } from '../../../src/tui/keys/key-bindings.ts';
import { keyNames, showKey } from '../../../src/tui/keys/key-names.ts';
import { hintsLine } from '../../../src/tui/panes/footer.ts';
import { helpLines } from '../../../src/tui/panes/help-screen.ts';
import { noKey } from '../../helpers/ink-key.ts';

const contexts: readonly KeyContext[] = ['tree', 'form', 'line', 'palette', 'editor', 'start', 'help'];

describe('the key table', () => {
  it('gives no key two meanings in one place', () => {
    for (const context of contexts) {
      const keys = keyBindings.filter((row) => row.contexts.includes(context)).flatMap((row) => row.keys);
      expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
    }
  });

  it('is the table that the README shows', () => {
    const rows = keyBindings
      .filter(({ contexts: places, keys }) => places.includes('tree') && keys.length > 0)
      .map(
        (row) =>
          `| ${shownKeys(row)
            .map((key) => `\`${key}\``)
            .join(' ')} | ${row.help} |`,
      );
    const table = ['| key | what it does |', '|---|---|', ...rows].join('\n');
    const readme = readFileSync(join(import.meta.dirname, '../../../README.md'), 'utf8');
    expect(/<!-- keys: begin -->\n\n([\s\S]*?)\n\n<!-- keys: end -->/.exec(readme)?.[1]).toBe(table);
  });

  it('stands whole in the help', () => {
    const help = helpLines(keyBindings).map((line) => line.map(({ text }) => text).join(''));
    for (const row of keyBindings.filter(
      ({ contexts: places, keys }) => places.includes('tree') && keys.length > 0,
    ))
      expect(help.some((line) => line.includes(shownKeys(row).join(' ')) && line.includes(row.help))).toBe(
        true,
      );
  });

  it('fits its footer into any width, and all of its hints into 80 columns', () => {
    for (const context of contexts) {
      for (let width = 20; width <= 100; width++)
        expect(lineWidth(hintsLine(keyBindings, context, true, width))).toBeLessThanOrEqual(width + 2);
      expect(hintsLine(keyBindings, context, false, 80)).toEqual(hintsLine(keyBindings, context, false, 500));
    }
  });
});

describe('keys as Ink reports them', () => {
  const rows: readonly (readonly [string, Partial<typeof noKey>, readonly string[]])[] = [
    ['j', {}, ['j']],
    ['jjj', {}, ['j', 'j', 'j']],
    ['198.51.100.7\r', {}, [...'198.51.100.7', 'enter']],
    ['a\tb', {}, ['a', 'tab', 'b']],
    ['', { upArrow: true }, ['up']],
    ['', { tab: true, shift: true }, ['shift+tab']],
    ['c', { ctrl: true }, ['ctrl+c']],
    ['x', { meta: true }, ['alt+x']],
    ['', { leftArrow: true, ctrl: true }, ['ctrl+left']],
    ['\x15', {}, ['ctrl+u']],
    ['e\u0301', {}, ['e\u0301']],
    ['', {}, []],
  ];
  it.each(rows)('%j with %j is %j', (input, key, expected) => {
    expect(keyNames(input, { ...noKey, ...key })).toEqual(expected);
  });

  it('type in a field what has no other meaning there', () => {
    expect(actionForKey(keyBindings, 'form', 'q')).toEqual({
      kind: 'edit',
      action: { kind: 'insert', text: 'q' },
    });
    expect(actionForKey(keyBindings, 'tree', 'q')).toEqual({ kind: 'quit' });
    expect(actionForKey(keyBindings, 'tree', '%')).toBeUndefined();
    expect(actionForKey(keyBindings, 'form', 'pagedown')).toBeUndefined();
  });
});

describe('a key as people write it', () => {
  it.each([
    ['ctrl+c', 'Ctrl-C'],
    ['alt+f', 'Alt-f'],
    ['shift+tab', 'Shift-Tab'],
    [' ', 'Space'],
    ['pageup', 'PgUp'],
    ['G', 'G'],
    ['up', '↑'],
  ])('%j is %s', (name, shown) => {
    expect(showKey(name)).toBe(shown);
  });
});
