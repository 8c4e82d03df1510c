import type { SpfResult } from '../spf/result.ts';

/** Every result, in the order of the exit codes. */
export const results: readonly SpfResult[] = [
  'pass',
  'fail',
  'softfail',
  'neutral',
  'permerror',
  'temperror',
  'none',
];

/** What a client of `--client` or of a file is told by. */
export const clientKeys = ['label', 'ip', 'helo', 'sender', 'expect'] as const;

/** The names of `--theme`. */
export const themeNames: readonly string[] = [
  'auto',
  'none',
  '16',
  'truecolor',
  'light',
  'dark',
  '16-light',
  '16-dark',
  'truecolor-light',
  'truecolor-dark',
];

/** The names of `--glyphs`. */
export const glyphNames: readonly string[] = ['unicode', 'ascii'];

/** The shells that `spfx completion` writes for. */
export const shellNames = ['bash', 'zsh', 'fish'] as const;

/** An option of the command line. `value` is the placeholder of what it takes; a switch has none. `choices`: all values
 *  that it takes. `names`: what its values are the names of; of a client, by its keys. */
export type Option = Readonly<{
  name: string;
  value?: string;
  choices?: readonly string[];
  names?: 'file' | 'directory' | 'host' | 'client';
  isRepeatable?: boolean;
  help: string;
}>;

/** A command: what it takes and what it is for. `argumentNames`: what its argument is the name of; `takesTwo`,
 *  `takesSeveral`: it takes two of them, or any number. */
export type Command = Readonly<{
  name: string;
  argument?: string;
  argumentNames?: 'host' | 'incident' | 'shell' | 'code' | 'file';
  takesTwo?: boolean;
  takesSeveral?: boolean;
  summary: string;
  options: readonly Option[];
}>;

const client: readonly Option[] = [
  {
    name: 'ip',
    value: 'IP',
    names: 'host',
    help: 'the client: an IPv4 or IPv6 address, or a host name for all its addresses',
  },
  { name: 'helo', value: 'NAME', names: 'host', help: 'its HELO or EHLO name (default: DOMAIN)' },
  { name: 'sender', value: 'ADDRESS', help: 'the MAIL FROM address (default: postmaster at the domain)' },
  {
    name: 'client',
    value: 'KEY=VALUE,...',
    names: 'client',
    isRepeatable: true,
    help: 'one client of several: ip=IP, and if wanted label=, helo=, sender=, expect=RESULT',
  },
  {
    name: 'clients',
    value: 'FILE',
    names: 'file',
    help: 'several clients: a YAML or JSON list of maps with these keys',
  },
];

/** Where DNS is asked, and how. */
export const dnsOptions: readonly Option[] = [
  {
    name: 'server',
    value: 'ADDR[:PORT]',
    isRepeatable: true,
    help: "ask this name server; repeat for the next one on failure (default: the system's)",
  },
  {
    name: 'zone',
    value: 'FILE',
    names: 'file',
    isRepeatable: true,
    help: 'answer from this zone file (RFC 1035); names in no given zone are asked of the servers',
  },
  { name: 'demo', help: 'answer from the embedded incidents, without a network' },
  {
    name: 'dns-timeout',
    value: 'MS',
    help: "how long to wait for each try (default: the system's, or 3000)",
  },
  { name: 'dns-retries', value: 'N', help: "how often to try again (default: the system's, or 1)" },
];

const replay: Option = {
  name: 'replay',
  value: 'FILE',
  names: 'file',
  help: 'answer from this snapshot, without a network; DOMAIN may be left out',
};

const dns: readonly Option[] = [
  ...dnsOptions,
  {
    name: 'record',
    value: 'FILE',
    names: 'file',
    help: 'write every answer into FILE as a snapshot, for --replay',
  },
  replay,
];

const look: readonly Option[] = [
  { name: 'no-color', help: 'no colours (NO_COLOR does the same)' },
  { name: 'ascii', help: 'only ASCII signs' },
  {
    name: 'theme',
    value: 'NAME',
    choices: themeNames,
    help: 'the colours: auto, none, 16 or truecolor; light, dark, 16-dark and the like name the background',
  },
  {
    name: 'glyphs',
    value: 'SET',
    choices: glyphNames,
    help: 'the signs: unicode, even where the locale is not UTF-8, or ascii',
  },
  {
    name: 'config',
    value: 'FILE',
    names: 'file',
    help: 'read the settings from FILE (default: $XDG_CONFIG_HOME/spfx/config.yml)',
  },
  { name: 'no-config', help: 'read no settings' },
];

const screen: readonly Option[] = [
  ...look,
  {
    name: 'key',
    value: 'ACTION=KEY',
    isRepeatable: true,
    help: 'a key for an action of the screen, in place of its own; repeat for more',
  },
  { name: 'mouse', help: 'let the mouse choose rows and scroll' },
  { name: 'no-mouse', help: 'leave the mouse to the terminal (the default)' },
  { name: 'no-history', help: 'neither show nor keep the recent domains' },
];

const json: Option = { name: 'json', help: 'print JSON: one object, or of several clients one a line' };

/** From which severity on `spfx lint` exits with 1. */
export const severityNames: readonly string[] = ['error', 'warning', 'notice'];

const plain: Option = {
  name: 'plain',
  help: 'a dialogue in lines in place of the screen, for screen readers (INK_SCREEN_READER=true does the same)',
};

/** Every command, in the order that `--help` shows them. */
export const commands: readonly Command[] = [
  {
    name: 'explore',
    argument: '[DOMAIN]',
    argumentNames: 'host',
    summary: "shows a domain's SPF policy as a tree, live; with --ip, what it says of that client and why",
    options: [...client, ...dns, plain, ...screen],
  },
  {
    name: 'check',
    argument: '[DOMAIN]',
    argumentNames: 'host',
    summary: 'prints what SPF says of one client or of several; the exit code is the result',
    options: [...client, ...dns, json, ...look],
  },
  {
    name: 'tree',
    argument: '[DOMAIN]',
    argumentNames: 'host',
    summary: 'prints the whole policy, with the verdict if a client is given',
    options: [
      ...client,
      ...dns,
      { ...json, help: 'print one JSON object' },
      {
        name: 'svg',
        value: 'FILE',
        names: 'file',
        help: 'save the answer and the tree as a picture too (SVG), rows as wide as they need',
      },
      ...look,
    ],
  },
  {
    name: 'lint',
    argument: '[DOMAIN]',
    argumentNames: 'host',
    summary: 'says what is wrong with a policy, where, and what to write instead, with the proof',
    options: [
      {
        name: 'record',
        value: 'TEXT',
        help: 'look at this record, in place of what DOMAIN has; what it refers to is asked of DNS',
      },
      { name: 'no-dns', help: "with --record: look at the record's own text alone" },
      {
        name: 'fix',
        help: 'print the corrected records too, ready to be published',
      },
      {
        name: 'fail-on',
        value: 'SEVERITY',
        choices: severityNames,
        help: 'exit with 1 from this severity on: error (the default), warning or notice',
      },
      { name: 'no-probes', help: 'ask DNS nothing beyond what a check asks' },
      ...dns.map((option) =>
        option.name === 'zone'
          ? {
              ...option,
              help: 'answer from this zone file (RFC 1035); without DOMAIN, look at every SPF record in it',
            }
          : option,
      ),
      ...client,
      { ...json, help: 'print one JSON object' },
      { name: 'sarif', help: 'print SARIF 2.1.0, for code scanning' },
      ...look,
    ],
  },
  {
    name: 'networks',
    argument: 'DOMAIN',
    argumentNames: 'host',
    summary: 'lists every network that a policy authorises, and what all other addresses get',
    options: [
      {
        name: 'contains',
        value: 'IP',
        help: 'say which terms match this address by themselves, and what a check gives it',
      },
      ...dns,
      { ...json, help: 'print one JSON object' },
      { name: 'csv', help: 'print lines of comma-separated values' },
      ...look,
    ],
  },
  {
    name: 'ipv6',
    argument: 'DOMAIN...',
    argumentNames: 'host',
    takesSeveral: true,
    summary: 'says whether mail over IPv6 would pass as mail over IPv4 does, and by which terms not',
    options: [
      {
        name: 'host',
        value: 'NAME',
        names: 'host',
        isRepeatable: true,
        help: 'a host that sends: what each of its addresses gets; repeat for more',
      },
      ...dns,
      { ...json, help: 'print one JSON object' },
      ...look,
    ],
  },
  {
    name: 'explain',
    argument: '[CODE]',
    argumentNames: 'code',
    summary: 'explains what a code of "spfx lint" means, or lists all of them',
    options: look,
  },
  {
    name: 'diff',
    argument: 'A B',
    argumentNames: 'file',
    takesTwo: true,
    summary: 'compares two policies: snapshots (FILE or FILE#DOMAIN), or domains in DNS',
    options: [...client, ...dnsOptions, { ...json, help: 'print one JSON object' }, ...look],
  },
  {
    name: 'test',
    argument: 'FILE',
    argumentNames: 'file',
    summary: 'checks domains against a file of clients and limits, for build pipelines',
    options: [
      ...dnsOptions,
      { ...replay, help: 'answer from this snapshot, without a network' },
      { name: 'junit', help: 'print a JUnit report (XML) in place of TAP' },
      ...look,
    ],
  },
  {
    name: 'demo',
    argument: '[NAME]',
    argumentNames: 'incident',
    summary: 'lists the embedded incidents, or explores one of them',
    options: [
      {
        name: 'write',
        value: 'DIR',
        names: 'directory',
        help: 'write the zone files of all incidents into DIR',
      },
      plain,
      ...screen,
    ],
  },
  {
    name: 'completion',
    argument: 'SHELL',
    argumentNames: 'shell',
    summary: `prints what has a shell complete the words of spfx: ${shellNames.join(', ')}`,
    options: [],
  },
  { name: 'man', summary: 'prints the manual page, for "man -l -"', options: [] },
];
