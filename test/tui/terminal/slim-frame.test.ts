import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slimFrame } from '../../../src/tui/terminal/slim-frame.ts';
import { seenAfter } from '../../helpers/seen-cells.ts';

describe('a frame in fewer octets', () => {
  it.each<[what: string, output: string, slim: string]>([
    ['steps to the next row together', '\x1b[E\x1b[E\x1b[Ea\x1b[E', '\x1b[3Ea\x1b[E'],
    ['takes a line feed along', 'a\n\x1b[E\x1b[Eb\nc', 'a\x1b[3Eb\nc'],
    [
      'loses looks that nothing is written in',
      '\x1b[36m\x1b[39m\x1b[2m\x1b[22m\x1b[1ma\x1b[22m',
      '\x1b[1ma\x1b[m',
    ],
    [
      'keeps a look from row to row',
      '\x1b[2ma\x1b[0m\n\x1b[5G\x1b[2mb\x1b[0m\n',
      '\x1b[2ma\n\x1b[5Gb\n\x1b[m',
    ],
    ['changes no look for blanks', '\x1b[2ma\x1b[0m  \x1b[2mb\x1b[0m', '\x1b[2ma  b\x1b[m'],
    ['but for those that are seen', '\x1b[7ma\x1b[0m  \x1b[7mb\x1b[0m', '\x1b[7ma\x1b[m  \x1b[7mb\x1b[m'],
    [
      'erases in any look that is not seen then',
      '\x1b[2ma\x1b[0m\x1b[K\x1b[2mb\x1b[0m',
      '\x1b[2ma\x1b[Kb\x1b[m',
    ],
    ['erases in no other', '\x1b[7ma\x1b[0m\x1b[K', '\x1b[7ma\x1b[m\x1b[K'],
    ['leaves the modes of the terminal in the terminal\u2019s own look', 'a\x1b[?25l', 'a\x1b[?25l'],
  ])('%s', (_what, output, slim) => {
    expect(slimFrame(output)).toBe(slim);
  });

  it.each(['\x1b[5ma\x1b[E\x1b[E', '\x1b]8;;x\x07a\x1b[E\x1b[E', '\x1bM\x1b[E\x1b[E'])(
    'leaves alone what it does not know: %j',
    (output) => {
      expect(slimFrame(output)).toBe(output);
    },
  );

  it('looks the same in every cell', async () => {
    const code = fc.constantFrom('0', '1', '2', '7', '22', '27', '31', '36', '39', '41', '4', '24');
    const text = fc.constantFrom('a', '┃', ' ', '      ', '\r\n', '你');
    const control = fc.constantFrom(
      '\x1b[K',
      '\x1b[4X',
      '\x1b[E',
      '\x1b[9G',
      '\x1b[3C',
      '\x1b[A',
      '\x1b[?25l',
    );
    const output = fc
      .array(
        fc.oneof(
          code.map((sgr) => `\x1b[${sgr}m`),
          text,
          control,
        ),
        { maxLength: 30 },
      )
      .map((parts) => `${parts.join('')}\x1b[0m`);
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 80 }), output, async (before, frame) => {
        const filled = `${before.replace(/[^ -~]/g, 'x')}\x1b[H`;
        expect(await seenAfter(`${filled}${slimFrame(frame)}z`, 40, 40)).toEqual(
          await seenAfter(`${filled}${frame}z`, 40, 40),
        );
      }),
      { numRuns: 300 },
    );
  });
});
