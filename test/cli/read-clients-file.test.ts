import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mostClients, readClientsFile } from '../../src/cli/read-clients-file.ts';
import { UsageError } from '../../src/cli/usage-error.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const readText = async (text: string) => readClientsFile(join(await temporaryFolder({ c: text }), 'c'));

const plain = { label: '192.0.2.1', ip: '192.0.2.1', helo: '', sender: '' };

describe('a file of clients', () => {
  test.each<[what: string, text: string]>([
    ['a YAML list', '- ip: 192.0.2.1\n'],
    ['a YAML list in flow', '[{ip: 192.0.2.1}]'],
    ['a list under "clients"', 'clients:\n  - ip: 192.0.2.1\n    helo:\n    sender: ~\n    expect: ""\n'],
    ['JSON', '{"clients": [{"ip": "192.0.2.1", "helo": null}]}'],
    ['one with a byte order mark and a comment', '\xef\xbb\xbf# mine\n- ip: 192.0.2.1\n'],
    ['one with CRLF', '- ip: 192.0.2.1\r\n  helo: ""\r\n'],
  ])('may be %s', async (_, text) => {
    expect(await readText(text)).toEqual([plain]);
  });

  test('gives every field as it was typed, whatever YAML takes it for', async () => {
    const text =
      '- {label: 1.10, ip: 192.0.2.1, helo: yes, sender: 0x10}\n- {label: true, ip: mail.example.com, expect: None}\n';
    expect(await readText(text)).toEqual([
      { label: '1.10', ip: '192.0.2.1', helo: 'yes', sender: '0x10' },
      { label: 'true', ip: 'mail.example.com', helo: '', sender: '', expected: 'none' },
    ]);
  });

  test.each<[text: string, message: RegExp]>([
    ['', /:1:1: there is nothing here; a list of clients is wanted: /],
    ['# none\n', /:1:1: there is nothing here/],
    ['[]', /^--clients \S+: it has no clients; a list of clients is wanted/],
    ['hello', /:1:1: this is a text; a list of clients is wanted/],
    ['client:\n  - ip: 192.0.2.1', /:1:1: unknown key "client"; a list of clients is wanted/],
    ['clients: 192.0.2.1', /:1:10: a list of clients is wanted/],
    ['- 192.0.2.1', /:1:3: a client is a map, as \{label: web, ip: 192\.0\.2\.1\}$/],
    ['- ip: 192.0.2.1\n- label: x', /:2:3: ip is missing; /],
    ['- ip: 192.0.2.1\n  hello: x', /:2:3: unknown key "hello"; did you mean "helo"\?$/],
    ['- ip: 192.0.2.1\n  frobnicate: x', /:2:3: unknown key "frobnicate"; the keys are label, ip,/],
    ['- ip: 192.0.2.1\n  ip: 192.0.2.2', /:2:3: ip stands here twice$/],
    ['- ip: 192.0.2.1\n  label: [a]', /:2:10: the value of label is to be a text$/],
    ['- ip: 192.0.2.300', /:1:7: ip: 192\.0\.2\.300 is no IP address/],
    ['- ip: 192.0.2.1\n  expect: good', /:2:11: expect: "good" is no result; the results are pass,/],
    ['- ip: &a 192.0.2.1\n- ip: *a', /:2:7: an alias \(\*\) is not read here; write the value out$/],
    ['- ip: !!str 192.0.2.1', /:1:\d+: a tag \(!\) is not read here/],
    ['- ip: !js/function x', /:1:\d+: /],
    ['- ip: 192.0.2.1\n--- \n- ip: 192.0.2.2', /:2:1: this is no YAML: /],
    ['[{"ip": "192.0.2.1" "x": 1}]', /:1:21: this is no YAML: /],
    ['- ip: "192.0.2.1', /: this is no YAML: /],
    ['\t- ip: 192.0.2.1', /:1:1: this is no YAML: /],
    ['- ? [a]\n  : b', /a key is to be one word/],
    [`- ${'k'.repeat(1000)}: x`, /:1:3: unknown key "k{200,300}\.\.\.$/],
    [`- ip: ${'x'.repeat(500_000)}`, /:1:7: ip: x{20,300}\.\.\.$/],
    ['- \x1b[2J: x', /\\x1B/],
  ])('%j is refused in one line with its place', async (text, message) => {
    const refused = readText(text);
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toThrow(/^[\x20-\x7e]*$/);
  });

  test('that can’t be opened is refused with the reason', async () => {
    await expect(readClientsFile('/nowhere/c')).rejects.toThrow(
      '--clients /nowhere/c: there is no such file',
    );
    await expect(readClientsFile('/')).rejects.toThrow(/it is a directory/);
  });

  test('has bounds: octets and clients', async () => {
    await expect(readClientsFile('/dev/zero')).rejects.toThrow(
      /it has more than 524288 octets, the most it may/,
    );
    const line = '- ip: 192.0.2.1\n';
    expect(await readText(line.repeat(mostClients))).toHaveLength(mostClients);
    await expect(readText(line.repeat(mostClients + 1))).rejects.toThrow(/:1001:3: more than 1000 clients/);
  });

  // Each would take the parser's stack, or time without end, were it let in.
  test.each<[what: string, text: string]>([
    ['brackets', '['.repeat(500_000)],
    ['braces', '{a: '.repeat(125_000)],
    ['dashes', '- '.repeat(250_000)],
    ['question marks', '? '.repeat(250_000)],
    ['indentation', Array.from({ length: 1000 }, (_, index) => `${' '.repeat(index)}a:`).join('\n')],
  ])('of many levels of %s is refused as too deep', async (_, text) => {
    await expect(readText(text)).rejects.toThrow(/:\d+:\d+: nested too deeply$/);
  });

  test.each<[what: string, text: string]>([
    ['anchors', '&a '.repeat(150_000)],
    ['keys', `- {${Array.from({ length: 30_000 }, (_, index) => `k${index}: 1`).join(', ')}}`],
    ['errors', '\t- a\n'.repeat(100_000)],
    ['documents', '---\n'.repeat(125_000)],
    ['aliases', `- &a x\n${'- *a\n'.repeat(100_000)}`],
    ['merges', `- &a {ip: 192.0.2.1}\n${'- {<<: *a}\n'.repeat(45_000)}`],
  ])('full of %s is refused in the time it takes to read it', async (_, text) => {
    await expect(readText(text)).rejects.toThrow(UsageError);
  });
});
