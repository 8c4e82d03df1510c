import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runWords } from '../helpers/fake-terminal.ts';
import { hostileLines, hostileZoneLines } from '../helpers/hostile-lines.ts';
import { asArgument, findUnsafe, hostilePieces } from '../helpers/hostile-text.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const wantsClean = ({ out, trouble }: { out: string; trouble: string }, isUtf8: boolean): void => {
  for (const text of [out, trouble]) {
    expect(findUnsafe(text)).toBeUndefined();
    if (!isUtf8) expect(text).toMatch(/^[\n\x20-\x7e]*$/);
    if (text !== '') expect(text.endsWith('\n')).toBe(true);
  }
};

describe.each([
  ['UTF-8', true],
  ['another code', false],
])('on a terminal of %s', (_, isUtf8) => {
  test.each(hostilePieces)('$name in every argument does nothing', async (piece) => {
    const argument = asArgument(piece);
    const folder = await temporaryFolder();
    // A file that can't be read as a zone: its name and its text are told.
    const path = join(folder, `x${argument.replaceAll('/', '_').slice(0, 40)}`);
    await writeFile(path, Buffer.from(`$ORIGIN test.\nx A ${piece.octets}\n`, 'latin1'));
    for (const words of hostileLines(argument, path, folder)) {
      const run = await runWords(words, { isUtf8 });
      expect(run.code, `${JSON.stringify(words)}: ${run.trouble}`).not.toBe(70);
      wantsClean(run, isUtf8);
      if (run.code === 64) expect(run.trouble).toMatch(/^[^\n]+\n$/);
    }
  });

  test.each(hostilePieces)('$name in every field of a zone file does nothing', async ({ octets }) => {
    for (const line of hostileZoneLines(octets)) {
      const text = `$ORIGIN test.\n$TTL 60\n@ SOA ns h 1 1 1 1 1\n${line}\n`;
      const folder = await temporaryFolder({});
      const path = join(folder, 'zone');
      await writeFile(path, Buffer.from(text, 'latin1'));
      const run = await runWords(['tree', 'x.test', '--zone', path, '--server', '127.0.0.1:1'], { isUtf8 });
      expect(run.code, run.trouble).not.toBe(70);
      wantsClean(run, isUtf8);
    }
  });
});
