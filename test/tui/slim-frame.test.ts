import { Terminal } from '@xterm/headless';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slimFrame } from '../../src/tui/slim-frame.ts';

/** Every cell of a screen after `output`, its character and its look. */
const cellsAfter = async (output: string): Promise<string[]> => {
  const terminal = new Terminal({ cols: 40, rows: 4, allowProposedApi: true });
  await new Promise<void>((resolve) => terminal.write(output, resolve));
  const cells: string[] = [];
  for (let y = 0; y < 4; y++)
    for (let x = 0; x < 40; x++) {
      const cell = terminal.buffer.active.getLine(y)?.getCell(x);
      const character = cell?.getChars() || ' ';
      const look = [cell?.getFgColor(), cell?.isBold(), cell?.isDim(), cell?.isInverse()].join();
      // Weight and colour show on no blank, unless it is inverse.
      cells.push(character === ' ' && !cell?.isInverse() ? ' ' : `${character},${look}`);
    }
  terminal.dispose();
  return cells;
};

describe('a frame in fewer octets', () => {
  it('loses style changes that nothing is written in', () => {
    expect(slimFrame('\x1b[K\x1b[36m\x1b[39m\x1b[2m\x1b[22m\x1b[1mtext\x1b[22m\r\n')).toBe(
      '\x1b[K\x1b[1mtext\x1b[22m\r\n',
    );
  });

  it('steps over blanks, but not over those that are seen', () => {
    expect(slimFrame('\x1b[Ka        b\n')).toBe('\x1b[Ka\x1b[8Cb\n');
    expect(slimFrame('\x1b[Ka        b\r\n')).toBe('\x1b[Ka\x1b[8Cb\r\n');
    expect(slimFrame('\x1b[K\x1b[7ma        b\x1b[27m\r\n')).toBe('\x1b[K\x1b[7ma        b\x1b[27m\r\n');
  });

  it('leaves alone what it does not know, and rows that were not erased', () => {
    for (const output of [
      '\x1b[K\x1b[4mu        \x1b[24m\r\n',
      '\x1b[2Ga        b\r\n',
      '\x1b[K\x1b]8;;x\x07a        \r\n',
    ])
      expect(slimFrame(output)).toBe(output);
  });

  it('looks the same in every cell', async () => {
    const code = fc.constantFrom('1', '2', '7', '22', '27', '31', '36', '39').map((sgr) => `\x1b[${sgr}m`);
    const text = fc.constantFrom('a', '┃', ' ', '      ', '          ');
    // A frame's rows are cut to the screen, from the third column on here.
    const row = fc
      .array(fc.oneof(code, text), { maxLength: 12 })
      .filter((parts) => parts.filter((part) => !part.startsWith('\x1b')).join('').length <= 37)
      .map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom('x', 'y'), maxLength: 40 }),
        row,
        async (before, after) => {
          const reset = '\x1b[0m';
          const output = `${before}\r\x1b[3G\x1b[K${after}`;
          const frame = `${output}\r\n`;
          expect(await cellsAfter(slimFrame(frame))).toEqual(await cellsAfter(`${output}${reset}\r\n`));
        },
      ),
      { numRuns: 300 },
    );
  });
});
