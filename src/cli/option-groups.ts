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

/** Who sends. */
export const client: readonly Option[] = [
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

/** A snapshot in place of DNS. */
export const replay: Option = {
  name: 'replay',
  value: 'FILE',
  names: 'file',
  help: 'answer from this snapshot, without a network; DOMAIN may be left out',
};

/** Where answers come from, and where they go to. */
export const dns: readonly Option[] = [
  ...dnsOptions,
  {
    name: 'record',
    value: 'FILE',
    names: 'file',
    help: 'write every answer into FILE as a snapshot, for --replay',
  },
  replay,
];

/** How it is shown. */
export const look: readonly Option[] = [
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

/** What the screen alone has. */
export const screen: readonly Option[] = [
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

/** For programs. */
export const json: Option = {
  name: 'json',
  help: 'print JSON: one object, or of several clients one a line',
};

/** From which severity on `spfx lint` exits with 1. */
export const severityNames: readonly string[] = ['error', 'warning', 'notice'];

/** The orders that `spfx intake` can list in. */
export const groupOrders = ['count', 'time', 'domain'] as const;

/** Which client of a message is meant. */
export const hop: Option = {
  name: 'hop',
  value: 'N',
  help: "of a message, take the client of this hop in place of the border's; of the second message, 2.N",
};

/** Clients from what a person has in hand. */
export const fromText: readonly Option[] = [
  {
    name: 'from-text',
    value: 'FILE',
    names: 'file',
    isRepeatable: true,
    help: 'take the clients from a log, a mail, headers, a bounce or a DMARC report; - for standard input',
  },
  hop,
];

/** For screen readers. */
export const plain: Option = {
  name: 'plain',
  help: 'a dialogue in lines in place of the screen, for screen readers (INK_SCREEN_READER=true does the same)',
};
