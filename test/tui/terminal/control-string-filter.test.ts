import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createControlStringFilter } from '../../../src/tui/terminal/control-string-filter.ts';

describe('the keyboard', () => {
  const rows: readonly (readonly [string, readonly string[], string])[] = [
    ['keys', ['jjk'], 'jjk'],
    ['an arrow', ['\x1b[A'], '\x1b[A'],
    ['an OSC reply, ended by BEL', ['a\x1b]11;rgb:1e1e/1e1e/1e1e\x07b'], 'ab'],
    ['an OSC reply, ended by ST', ['a\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\b'], 'ab'],
    ['a DCS reply', ['\x1bP>|xterm(388)\x1b\\q'], 'q'],
    ['a reply in pieces', ['\x1b]11;rg', 'b:1e1e', '/1e1e\x07j'], 'j'],
    ['two replies', ['\x1b]10;a\x07\x1b]11;b\x07x'], 'x'],
    ['Alt and a bracket', ['\x1b]'], '\x1b]'],
    ['a reply without an end, then Ctrl-C', ['\x1b]11;rgb', '\x03'], '\x03'],
    ['a reply without an end, then an arrow', ['\x1b]11;rgb', '\x1b[A'], '\x1b[A'],
  ];
  it.each(rows)('passes the keys of %s', (_, chunks, keys) => {
    const filter = createControlStringFilter();
    expect(chunks.map(filter).join('')).toBe(keys);
  });

  it('passes everything that opens no control string', () => {
    const text = fc.string().map((typed) => typed.replaceAll('\x1b', ''));
    fc.assert(
      fc.property(text, (typed) => {
        expect(createControlStringFilter()(typed)).toBe(typed);
      }),
    );
  });

  it('is not shut for ever by a string without an end', () => {
    const filter = createControlStringFilter();
    filter('\x1b]1');
    for (let index = 0; index < 50; index++) filter('x'.repeat(100));
    expect(filter('jj')).toBe('jj');
  });
});
