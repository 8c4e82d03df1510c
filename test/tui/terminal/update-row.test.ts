import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { updateRow } from '../../../src/tui/terminal/update-row.ts';
import { seenAfter } from '../../helpers/seen-cells.ts';

const columns = 40;

describe('the update of a row', () => {
  it.each<[what: string, before: string, after: string, update: string]>([
    ['is nothing where nothing changes', 'abc', 'abc', ''],
    ['is one cell where one changes', 'ip4:10.0.1.0/24', 'ip4:10.0.2.0/24', '\x1b[10G2'],
    ['starts at the left without a step', 'abc', 'xbc', '\rx'],
    ['writes what is shorter than a step', 'abcdef', 'xbcdey', '\rxbcdey'],
    ['steps over what is longer', 'abcdefgh', 'xbcdefgy', '\rx\x1b[8Gy'],
    ['erases to the end', 'abc        def', 'abc', '\x1b[12G   '],
    ['erases more than a few blanks to the end', 'abc      defghi', 'abc', '\x1b[10G\x1b[K'],
    ['erases within the row', 'abcdefghijkl│', 'abc         │', '\x1b[4G\x1b[9X'],
    ['changes a look alone', 'a\x1b[7mb\x1b[0mc', 'abc', '\x1b[2Gb'],
    ['does not write blanks for a look that is not seen on them', 'a\x1b[2m  \x1b[0mb', 'a  b', ''],
    ['writes blanks for a look that is seen', 'a  b', 'a\x1b[7m  \x1b[0mb', '\x1b[2G\x1b[7m  \x1b[m'],
  ])('%s', (_what, before, after, update) => {
    expect(updateRow(before, after, columns)).toBe(update);
  });

  it('can begin at the right', () => {
    expect(updateRow('a          b', 'c          \x1b[2md', columns, true)).toBe('\x1b[12G\x1b[2md\r\x1b[mc');
  });

  it('is not ours where a row is too wide or holds what has no known width', () => {
    expect(updateRow('a', 'x'.repeat(columns + 1), columns)).toBeUndefined();
    expect(updateRow('x'.repeat(columns + 1), 'a', columns)).toBeUndefined();
    expect(updateRow('你', 'a', columns)).toBeUndefined();
    expect(updateRow('a', '你', columns)).toBeUndefined();
  });

  it('shows the row that is wanted and touches no other, wherever the cursor is', async () => {
    const code = fc.constantFrom('0', '1', '2', '7', '22', '27', '31', '32', '39', '41', '4');
    const text = fc.constantFrom('a', 'b', '┃', '…', ' ', '      ', '             ', 'ip4:10.0.1.0/24');
    const row = fc
      .array(
        fc.oneof(
          code.map((sgr) => `\x1b[${sgr}m`),
          text,
        ),
        { maxLength: 12 },
      )
      .filter((parts) => parts.filter((part) => !part.startsWith('\x1b')).join('').length <= columns)
      .map((parts) => `${parts.join('')}\x1b[0m`);
    await fc.assert(
      fc.asyncProperty(
        row,
        row,
        fc.integer({ min: 1, max: columns }),
        fc.boolean(),
        async (before, after, start, isBackwards) => {
          const frame = (middle: string): string =>
            `${'x'.repeat(columns)}\r\n${middle}\r\n${'y'.repeat(columns)}`;
          const update = updateRow(before, after, columns, isBackwards);
          const output = `${frame(before)}\x1b[A\x1b[${start}G${update}\x1b[B\rz`;
          const wanted = `${frame(after)}\rz`;
          expect(await seenAfter(output, columns, 4)).toEqual(await seenAfter(wanted, columns, 4));
        },
      ),
      { numRuns: 400 },
    );
  });
});
