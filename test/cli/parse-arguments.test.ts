import { describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/options.ts';
import { parseArguments } from '../../src/cli/parse-arguments.ts';
import { UsageError } from '../../src/cli/usage-error.ts';

/** What was read, as plain data. */
const read = (line: string) => {
  const parsed = parseArguments(line === '' ? [] : line.split(' '));
  if (parsed.kind !== 'command')
    return parsed.kind === 'help' ? ['help', parsed.command?.name] : [parsed.kind];
  const { command, argument, switches, values } = parsed;
  return [command.name, argument, [...switches], Object.fromEntries(values)];
};

describe('the words after the program’s name', () => {
  test.each<[line: string, read: unknown[]]>([
    ['', ['help', undefined]],
    ['--help', ['help', undefined]],
    ['-h', ['help', undefined]],
    ['help', ['help', undefined]],
    ['help check', ['help', 'check']],
    ['check --help', ['help', 'check']],
    ['check a.example --ip 192.0.2.1 -h', ['help', 'check']],
    ['--version', ['version']],
    ['-V', ['version']],
    ['tree', ['tree', undefined, [], {}]],
    ['tree a.example', ['tree', 'a.example', [], {}]],
    ['check --json a.example --ip 192.0.2.1', ['check', 'a.example', ['json'], { ip: ['192.0.2.1'] }]],
    ['check --ip=192.0.2.1 --helo=a=b', ['check', undefined, [], { ip: ['192.0.2.1'], helo: ['a=b'] }]],
    ['check --sender= --ip ::1', ['check', undefined, [], { sender: [''], ip: ['::1'] }]],
    [
      'tree --server 192.0.2.1 --server [::1]:5353 --zone a --zone b',
      ['tree', undefined, [], { server: ['192.0.2.1', '[::1]:5353'], zone: ['a', 'b'] }],
    ],
    ['tree --demo --demo', ['tree', undefined, ['demo'], {}]],
    ['tree -- -odd.example', ['tree', '-odd.example', [], {}]],
    ['tree -', ['tree', '-', [], {}]],
    ['check --helo=--json', ['check', undefined, [], { helo: ['--json'] }]],
    ['check --helo --odd', ['check', undefined, [], { helo: ['--odd'] }]],
    ['check --helo -', ['check', undefined, [], { helo: ['-'] }]],
    ['demo --write out', ['demo', undefined, [], { write: ['out'] }]],
    ['demo twitter.com --ascii', ['demo', 'twitter.com', ['ascii'], {}]],
  ])('%j are read', (line, expected) => {
    expect(read(line)).toEqual(expected);
  });

  test('may name an empty domain', () => {
    expect(parseArguments(['tree', ''])).toMatchObject({ argument: '' });
  });

  test.each<[line: string, message: RegExp]>([
    ['chek', /^unknown command "chek"; did you mean "check"\?$/],
    [
      'frobnicate',
      /^unknown command "frobnicate"; the commands are explore, check, intake, tree, lint, networks, ipv6, explain, diff, test, demo, completion, man$/,
    ],
    ['example.com', /^unknown command "example\.com"; the commands are /],
    ['help chek', /did you mean "check"/],
    ['check --ipp 192.0.2.1', /^unknown option "--ipp" of "spfx check"; did you mean "--ip"\?$/],
    ['check --jsno', /did you mean "--json"/],
    ['check --hepl', /did you mean "--help"/],
    ['tree --sevrer=192.0.2.1', /^unknown option "--sevrer" of "spfx tree"; did you mean "--server"\?$/],
    [
      'tree --frobnicate',
      /^unknown option "--frobnicate" of "spfx tree"; "spfx tree --help" lists the options$/,
    ],
    ['tree -x', /^unknown option "-x" of "spfx tree"/],
    ['demo --json', /^unknown option "--json" of "spfx demo"/],
    ['--hepl', /^unknown option "--hepl"; did you mean "--help"\?$/],
    [
      '--frobnicate',
      /^unknown option "--frobnicate"; a command comes first: explore, check, intake, tree, lint, networks, ipv6, explain, diff, test, demo, completion, man$/,
    ],
    [
      '--ip 192.0.2.1',
      /^"--ip" follows a command; a command comes first: explore, check, intake, tree, lint, networks, ipv6, explain, diff, test, demo, completion, man$/,
    ],
    ['--zone=a check', /^"--zone" follows a command/],
    ['check --ip', /^--ip needs a value: --ip IP$/],
    [
      'check --helo --json',
      /^--helo needs a value: --helo NAME; "--json" is an option \(as a value: --helo=--json\)$/,
    ],
    ['check --helo --ip=192.0.2.1', /^--helo needs a value: .*; "--ip=192\.0\.2\.1" is an option/],
    ['tree --zone --help', /^--zone needs a value: --zone FILE; "--help" is an option/],
    ['tree --zone -h', /"-h" is an option/],
    ['check --ip 192.0.2.1 --ip 192.0.2.2', /^--ip was given twice; it takes one value$/],
    ['check --theme lihgt', /^--theme lihgt is none of its choices; did you mean "light"\?$/],
    ['check --glyphs emoji', /^--glyphs emoji is none of its choices; one of unicode, ascii is wanted$/],
    ['check --json=yes', /^--json takes no value, got "yes"$/],
    ['check a.example b.example', /^"b\.example" is one word too many; "spfx check" takes \[DOMAIN\]$/],
    ['man a', /^"a" is one word too many; "spfx man" takes none$/],
    ['completion bash zsh', /^"zsh" is one word too many; "spfx completion" takes SHELL$/],
    ['demo a b', /^"b" is one word too many; "spfx demo" takes \[NAME\]$/],
  ])('%j are refused in one line', (line, message) => {
    const refused = () => read(line);
    expect(refused).toThrow(UsageError);
    expect(refused).toThrow(message);
  });

  test.each([['\x1b[2J'], ['--\u202eoption'], ['-\n']])(
    '%j are shown without what steers a terminal',
    (word) => {
      for (const words of [[word], ['check', `-${word}`], ['check', 'a', word]])
        expect(() => parseArguments(words)).toThrow(/^[\x20-\x7e]*$/);
    },
  );
});

test('every command has what the contract gives it', () => {
  const shared = [
    'ip',
    'helo',
    'sender',
    'server',
    'zone',
    'demo',
    'dns-timeout',
    'dns-retries',
    'no-color',
    'ascii',
    'client',
    'clients',
    'theme',
    'glyphs',
    'config',
    'no-config',
  ];
  const names = Object.fromEntries(
    commands.map(({ name, options }) => [name, options.map((option) => option.name)]),
  );
  expect(Object.keys(names)).toEqual([
    'explore',
    'check',
    'intake',
    'tree',
    'lint',
    'networks',
    'ipv6',
    'explain',
    'diff',
    'test',
    'demo',
    'completion',
    'man',
  ]);
  for (const name of ['explore', 'check', 'tree'])
    expect(names[name]).toEqual(expect.arrayContaining(shared));
  for (const name of ['check', 'intake', 'tree']) expect(names[name]).toContain('json');
  for (const name of ['explore', 'check'])
    expect(names[name]).toEqual(expect.arrayContaining(['from-text', 'hop']));
  for (const name of ['explore', 'demo'])
    expect(names[name]).toEqual(expect.arrayContaining(['key', 'mouse', 'no-mouse', 'no-history']));
  expect(names.demo).toContain('write');
});
