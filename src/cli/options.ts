import {
  client,
  dns,
  dnsOptions,
  fromText,
  groupOrders,
  hop,
  json,
  look,
  type Option,
  plain,
  replay,
  screen,
  severityNames,
  shellNames,
} from './option-groups.ts';

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

/** Every command, in the order that `--help` shows them. */
export const commands: readonly Command[] = [
  {
    name: 'explore',
    argument: '[DOMAIN]',
    argumentNames: 'host',
    summary: "shows a domain's SPF policy as a tree, live; with --ip, what it says of that client and why",
    options: [...client, ...fromText, ...dns, plain, ...screen],
  },
  {
    name: 'check',
    argument: '[DOMAIN]',
    argumentNames: 'host',
    summary: 'prints what SPF says of one client or of several; the exit code is the result',
    options: [...client, ...fromText, ...dns, json, ...look],
  },
  {
    name: 'intake',
    argument: '[FILE...]',
    argumentNames: 'file',
    takesSeveral: true,
    summary: 'finds what logs, mails, headers, bounces and DMARC reports say of SPF checks; asks no DNS',
    options: [
      hop,
      {
        name: 'sort',
        value: 'ORDER',
        choices: groupOrders,
        help: 'put together what is equal, by its count (the default), its latest time or its domain',
      },
      {
        ...json,
        help: 'print JSON, one check a line in the order of the text; with --sort, one group of equal ones a line',
      },
      ...look,
    ],
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
      // A snapshot may be looked at; to record one is not what --record means here.
      ...[...dnsOptions, replay].map((option) =>
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
