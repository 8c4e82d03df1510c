import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { manPage } from '../../src/cli/man-page.ts';
import { commands } from '../../src/cli/options.ts';
import { environment, examples, files } from '../../src/cli/reference-text.ts';
import { runWords } from '../helpers/fake-terminal.ts';
import { policydLines } from '../helpers/policyd-lines.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const hasGroff = spawnSync('groff', ['--version']).status === 0;

describe('the manual page', () => {
  test('is what "spfx man" prints, in ASCII, and none of its lines is taken for a macro by mistake', async () => {
    const { out, code, trouble } = await runWords(['man']);
    expect({ code, trouble }).toEqual({ code: 0, trouble: '' });
    expect(out).toBe(`${manPage('1.2.3')}\n`);
    expect(out).toMatch(/^[\n\x20-\x7e]*$/);
    for (const line of out.split('\n')) expect(line).toMatch(/^(?:\.[A-Za-z]{1,2}(?: |$)|[^.']|$)/);
    expect(out.startsWith('.TH SPFX 1 ')).toBe(true);
  });

  test('has the usual sections', () => {
    const sections = [...manPage('1.2.3').matchAll(/^\.SH "?([A-Z ]+)"?$/gm)].map(([, name]) => name);
    expect(sections).toEqual([
      'NAME',
      'SYNOPSIS',
      'DESCRIPTION',
      'COMMANDS',
      'OPTIONS',
      'CLIENTS',
      'EXIT STATUS',
      'FILES',
      'ENVIRONMENT',
      'EXAMPLES',
      'SEE ALSO',
    ]);
  });

  test.skipIf(!hasGroff)('is set by groff without a warning, with all that it is to hold', () => {
    const { status, stdout, stderr } = spawnSync('groff', ['-man', '-Tascii', '-P-c', '-ww', '-rLL=200n'], {
      input: manPage('1.2.3'),
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const page = stdout.replace(/.\x08/g, '').replace(/\s+/g, ' ');
    const wanted = [
      ...commands.flatMap(({ name, options }) => [
        `spfx ${name}`,
        ...options.map((option) => `--${option.name}${option.value ? ` ${option.value}` : ''}`),
      ]),
      ...[...files, ...environment, ...examples].flatMap(({ term, text }) => [term, text]),
      '130 Ctrl-C',
      'a quote; out of them, \\, is a comma',
    ];
    expect(wanted.filter((text) => !page.includes(text.replace(/\s+/g, ' ')))).toEqual([]);
  });

  test('has examples that the command line takes', async () => {
    // In their order: one writes what the next reads.
    const folder = await temporaryFolder({
      'spf-tests.yml': 'domains: [{domain: a.test, limits: {voids: 1}}]',
      'mail.log': policydLines([{ sender: 'bob@a.test' }]),
    });
    for (const { term } of examples) {
      const words = [...term.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
      expect(words[0]).toBe('spfx');
      const { code, trouble } = await runWords([
        ...words.slice(1).map((word) => (/\.(?:json|yml|log)$/.test(word) ? join(folder, word) : word)),
        ...(words[1] === 'demo' || words[1] === 'intake' ? [] : ['--demo']),
      ]);
      expect([term, code, trouble]).not.toContain(64);
    }
  });
});
