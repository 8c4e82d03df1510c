import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writePicture } from '../../src/cli/write-picture.ts';
import { runWords } from '../helpers/fake-terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'spfx-picture-'));
afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string): string => join(folder, name);

describe('tree --svg', () => {
  it('saves the answer and the whole tree, no row cut, and prints the report all the same', async () => {
    const { code, out } = await runWords(['tree', 'twitter.com', '--demo', '--svg', at('tree.svg')]);
    expect([code, out.includes('include:_netblocks.zdsys.com')]).toEqual([0, true]);
    const svg = readFileSync(at('tree.svg'), 'utf8');
    expect(svg).toContain('>include:_netblocks.zdsys.com<');
    expect(svg).toContain('9 worst');
    expect(svg).not.toMatch(/include[^<]*…/);
  });

  it('takes the place of an older picture, and of nothing else', async () => {
    await writePicture(at('tree.svg'), '<svg data-program="spfx">new');
    expect(readFileSync(at('tree.svg'), 'utf8')).toBe('<svg data-program="spfx">new');
    writeFileSync(at('notes.svg'), '<svg>mine</svg>');
    const { code, trouble } = await runWords(['tree', 'google.com', '--demo', '--svg', at('notes.svg')]);
    expect(code).toBe(64);
    expect(trouble).toBe(
      `spfx: --svg ${at('notes.svg')} exists and is no picture of spfx; it was left as it is\n`,
    );
    expect(readFileSync(at('notes.svg'), 'utf8')).toBe('<svg>mine</svg>');
  });

  it.each([
    ['no-such-folder/a.svg', 'its folder does not exist'],
    ['notes.svg/a.svg', 'its folder is a file'],
  ])('says why there is none: %s', async (name, reason) => {
    const { code, trouble } = await runWords(['tree', 'google.com', '--demo', '--svg', at(name)]);
    expect([code, trouble]).toEqual([64, `spfx: --svg ${at(name)}: ${reason}\n`]);
  });
});
