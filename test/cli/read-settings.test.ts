import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSettings } from '../../src/cli/read-settings.ts';

const read = (text: string) => {
  const settings = readSettings(text);
  return 'problem' in settings
    ? settings
    : { values: Object.fromEntries(settings.values), switches: [...settings.switches] };
};

describe('a file of settings', () => {
  test.each<[text: string, values: Record<string, string[]>, switches: string[]]>([
    ['', {}, []],
    ['# nothing yet\n', {}, []],
    ['---\n', {}, []],
    ['server: 192.0.2.53', { server: ['192.0.2.53'] }, []],
    [
      'server:\n  - 192.0.2.53:5353\n  - "[2001:db8::53]:53"\n  - fe80::1%eth0\n',
      { server: ['192.0.2.53:5353', '[2001:db8::53]:53', 'fe80::1%eth0'] },
      [],
    ],
    ['theme: 16', { theme: ['16'] }, []],
    ['theme: Truecolor-Dark\nglyphs: ASCII', { theme: ['truecolor-dark'], glyphs: ['ascii'] }, []],
    ['mouse: true\nhistory: no', {}, ['mouse', 'no-history']],
    ['mouse: off\nhistory: True', {}, []],
    ['server:\ntheme: ~\nkeys: null', {}, []],
    [
      'keys: {quit: q, next-term: [j, "1", down], zoom: "=", search: []}',
      { key: ['quit=q', 'next-term=j', 'next-term=1', 'next-term=down', 'zoom==', 'search='] },
      [],
    ],
    ['{"server": ["192.0.2.53"], "mouse": true}', { server: ['192.0.2.53'] }, ['mouse']],
  ])('%j is read', (text, values, switches) => {
    expect(read(text)).toEqual({ values, switches });
  });

  test.each<[text: string, place: string, problem: RegExp]>([
    ['hello', ':1:1', /^keys and values are wanted, as "theme: 16"; the keys are server, theme, keys,/],
    ['- theme: 16', ':1:1', /^keys and values are wanted/],
    ['theme: 16\nsevrer: 192.0.2.1', ':2:1', /^unknown key "sevrer"; did you mean "server"\?$/],
    [
      'frobnicate: 1',
      ':1:1',
      /^unknown key "frobnicate"; the keys are server, theme, keys, glyphs, mouse, history$/,
    ],
    ['theme: 16\ntheme: none', ':2:1', /^theme stands here twice$/],
    ['theme: lihgt', ':1:8', /^"lihgt" is none of the choices; did you mean "light"\?$/],
    ['theme: solarized', ':1:8', /one of auto, none, 16, truecolor, .* is wanted$/],
    ['theme: [16]', ':1:8', /^one of auto, /],
    ['glyphs: emoji', ':1:9', /one of unicode, ascii is wanted$/],
    ['mouse: maybe', ':1:8', /^"maybe": true or false is wanted$/],
    ['history: {}', ':1:10', /^true or false is wanted$/],
    ['server: dns.example', ':1:9', /^"dns\.example" is not an IP address; /],
    ['server: [192.0.2.1, {}]', ':1:21', /the address of a name server is wanted/],
    ['keys: q', ':1:7', /^actions and their keys are wanted, as \{quit: \[q, x\]\}$/],
    ['keys: {Quit!: q}', ':1:8', /^"Quit!" is no action; /],
    ['keys: {quit: q, quit: x}', ':1:17', /^quit stands here twice$/],
    ['keys: {quit: {}}', ':1:14', /^a key is wanted, in quotes if it is a sign/],
    ['keys: {quit: ~}', ':1:14', /^a key is wanted/],
    ['keys: {quit: ""}', ':1:14', /at most 10 keys of 1 to 40 characters/],
    [`keys: {quit: [${'q, '.repeat(11)}]}`, ':1:14', /at most 10 keys/],
    [`keys: {quit: ${'q'.repeat(41)}}`, ':1:14', /of 1 to 40 characters/],
    [
      `keys: {${Array.from({ length: 201 }, (_, index) => `a${index}: q`).join(', ')}}`,
      ':1:7',
      /at most 200 actions/,
    ],
    ['theme: *a', ':1:8', /./],
    ['theme: !!str 16', ':1:14', /a tag/],
    ['theme: "16', ':1:11', /^this is no YAML: /],
    ['\x1b[2J: 1', ':1:1', /^this is no YAML: |unknown key "\\x1B/],
    ['"\\e[2J": 1', ':1:1', /^unknown key "\\x1B\[2J"/],
    ['['.repeat(60_000), ':1:21', /^nested too deeply$/],
  ])('%j is refused, with its place', (text, place, problem) => {
    const found = read(text);
    expect(found).toMatchObject({ place, problem: expect.stringMatching(problem) });
    expect(JSON.stringify(found)).toMatch(/^[\x20-\x7e]*$/);
  });

  test('is read or refused, whatever it is, and what is refused is safe to print', () => {
    const words = fc.constantFrom(
      'server',
      'keys',
      'theme',
      ': ',
      '- ',
      '\n',
      '{',
      '}',
      '[',
      ']',
      '"',
      '&a',
      '*a',
      '!',
      '|',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string({ unit: 'binary' }))), (parts) => {
        const found = read(parts.join(''));
        if ('problem' in found) {
          expect(found.place).toMatch(/^:\d+:\d+$/);
          expect(found.problem).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        }
      }),
    );
  });
});
