import { readHostName } from '../exploration/client-addresses.ts';
import type { NamedClient } from '../exploration/named-client.ts';
import { asciiText } from '../report/ascii-text.ts';
import { asciiGlyphs, type Glyphs, unicodeGlyphs } from '../report/glyphs.ts';
import { buildResolver, type DnsSource } from './build-resolver.ts';
import type { ParsedArguments } from './parse-arguments.ts';
import { readSubject, type Subject } from './read-request.ts';
import type { Terminal } from './terminal.ts';

/** What a run into a snapshot, or from one, has in place of the world: its time, in milliseconds since the epoch, and a
 *  source of answers. `open` gives the one that the other options name. */
export type SnapshotRun = Readonly<{
  nowMs: number;
  openSource: (open: () => Promise<DnsSource>) => Promise<DnsSource>;
}>;

/** A command line that names a command. `settingsProblem`: why the user's file of settings is left out; safe to
 *  print. `textClients`: several clients that a text named, in place of those of the options. */
export type CommandArguments = ParsedArguments &
  Readonly<{
    kind: 'command';
    settingsProblem?: string;
    snapshotRun?: SnapshotRun;
    textClients?: readonly NamedClient[];
  }>;

/** The time that checks are made at: of the snapshot, if there is one, else of now. */
export const timeOf = ({ snapshotRun }: CommandArguments): number => snapshotRun?.nowMs ?? Date.now();

/** The one value of an option that takes one. */
export const optionValue = (args: CommandArguments, name: string): string | undefined =>
  args.values.get(name)?.[0];

/** Whether the command line may name more than one client, whatever DNS says: by `--client`, by a file, or by a host
 *  name for `--ip`. */
export const namesSeveral = (args: CommandArguments): boolean =>
  args.textClients !== undefined ||
  args.values.has('client') ||
  args.values.has('clients') ||
  readHostName(optionValue(args, 'ip') ?? '') !== undefined;

/** Whom and what the command line asks about. A host name for `--ip` is left out: its addresses are not known yet. */
export const subjectOf = (args: CommandArguments, nowMs: number): Subject => {
  const [given, helo, sender] = ['ip', 'helo', 'sender'].map((name) => optionValue(args, name));
  const ip = given !== undefined && readHostName(given) !== undefined ? undefined : given;
  return readSubject(
    {
      ...(ip === undefined ? {} : { ip }),
      ...(helo === undefined ? {} : { helo }),
      ...(sender === undefined ? {} : { sender }),
      ...(args.argument === undefined ? {} : { domain: args.argument }),
    },
    nowMs,
  );
};

/** Where the command line has answers come from. */
export const dnsSourceOf = (args: CommandArguments): Promise<DnsSource> => {
  const open = () => openNamedSource(args);
  return args.snapshotRun === undefined ? open() : args.snapshotRun.openSource(open);
};

const openNamedSource = (args: CommandArguments): Promise<DnsSource> => {
  const timeout = optionValue(args, 'dns-timeout');
  const retries = optionValue(args, 'dns-retries');
  return buildResolver({
    servers: args.values.get('server') ?? [],
    zones: args.values.get('zone') ?? [],
    demo: args.switches.has('demo'),
    ...(timeout === undefined ? {} : { timeout }),
    ...(retries === undefined ? {} : { retries }),
  });
};

/** The signs that the terminal can show: by its locale, if the user does not say. */
export const glyphsFor = (args: CommandArguments, terminal: Terminal): Glyphs => {
  if (args.switches.has('ascii')) return asciiGlyphs;
  const named = optionValue(args, 'glyphs');
  return named === 'unicode' || (named === undefined && terminal.isUtf8) ? unicodeGlyphs : asciiGlyphs;
};

/** A report's lines as the terminal can show them. */
export const formatLines = (lines: readonly string[], args: CommandArguments, terminal: Terminal): string => {
  const isAscii = glyphsFor(args, terminal) === asciiGlyphs;
  // Painted lines hold escape sequences of our own; only what lies between them is text.
  const toAscii = (line: string): string => line.replace(/[^\x1b\x20-\x7e]+/gu, (part) => asciiText(part));
  return `${(isAscii ? lines.map(toAscii) : lines).join('\n')}\n`;
};

/** Whether to use colours. */
export const wantsColour = (args: CommandArguments, terminal: Terminal): boolean =>
  terminal.hasColour && !args.switches.has('no-color') && optionValue(args, 'theme') !== 'none';
