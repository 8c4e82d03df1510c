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

/** An option of the command line. `value` is the placeholder of what it takes; a switch has none. */
export type Option = Readonly<{
  name: string;
  value?: string;
  isRepeatable?: boolean;
  help: string;
}>;

/** A command: what it takes and what it is for. */
export type Command = Readonly<{
  name: string;
  argument?: string;
  summary: string;
  options: readonly Option[];
}>;

const client: readonly Option[] = [
  {
    name: 'ip',
    value: 'IP',
    help: 'the client: an IPv4 or IPv6 address, or a host name for all its addresses',
  },
  { name: 'helo', value: 'NAME', help: 'its HELO or EHLO name (default: DOMAIN)' },
  { name: 'sender', value: 'ADDRESS', help: 'the MAIL FROM address (default: postmaster at the domain)' },
  {
    name: 'client',
    value: 'KEY=VALUE,...',
    isRepeatable: true,
    help: 'one client of several: ip=IP, and if wanted label=, helo=, sender=, expect=RESULT',
  },
  { name: 'clients', value: 'FILE', help: 'several clients: a YAML or JSON list of maps with these keys' },
];

const dns: readonly Option[] = [
  {
    name: 'server',
    value: 'ADDR[:PORT]',
    isRepeatable: true,
    help: "ask this name server; repeat for the next one on failure (default: the system's)",
  },
  {
    name: 'zone',
    value: 'FILE',
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

const screen: readonly Option[] = [
  { name: 'no-color', help: 'no colours (NO_COLOR does the same)' },
  { name: 'ascii', help: 'only ASCII signs' },
];

const json: Option = { name: 'json', help: 'print one JSON object' };

/** Every command, in the order that `--help` shows them. */
export const commands: readonly Command[] = [
  {
    name: 'explore',
    argument: '[DOMAIN]',
    summary: "shows a domain's SPF policy as a tree, live; with --ip, what it says of that client and why",
    options: [...client, ...dns, ...screen],
  },
  {
    name: 'check',
    argument: '[DOMAIN]',
    summary: 'prints what SPF says of one client; the exit code is the result',
    options: [...client, ...dns, json, ...screen],
  },
  {
    name: 'tree',
    argument: '[DOMAIN]',
    summary: 'prints the whole policy, with the verdict if a client is given',
    options: [...client, ...dns, json, ...screen],
  },
  {
    name: 'demo',
    argument: '[NAME]',
    summary: 'lists the embedded incidents, or explores one of them',
    options: [
      { name: 'write', value: 'DIR', help: 'write the zone files of all incidents into DIR' },
      ...screen,
    ],
  },
];
