import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Incident, incidents } from '../demo/incidents.ts';
import { demoZones } from '../demo/zones.ts';
import { escapeText } from '../report/escape-text.ts';
import { type CommandArguments, formatLines, optionValue } from './command-input.ts';
import { exploreCommand, explorerKind } from './explore-command.ts';
import { makeDirectory } from './make-directory.ts';
import { nearestWord } from './nearest-word.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** `spfx demo`: lists the embedded incidents, explores one, or writes their zone files. Gives the exit code. */
export const demoCommand = async (args: CommandArguments, terminal: Terminal): Promise<number> => {
  const directory = optionValue(args, 'write');
  if (directory !== undefined) {
    if (args.argument !== undefined)
      throw new UsageError('--write writes the zone files of all incidents; leave the NAME out');
    return writeZones(directory, args, terminal);
  }
  if (args.argument === undefined) {
    await terminal.write(`${incidents.map(describeIncident).join('\n')}\n`);
    return 0;
  }
  const incident = findIncident(args.argument);
  const [client] = incident.clients;
  // The screen shows it beside the tree.
  if (explorerKind(args, terminal.isInteractive) !== 'screen')
    await terminal.write(`${incident.title}\n${incident.story}\n\n`);
  const values = new Map([
    ...args.values,
    ['ip', [client.ip]],
    ['helo', [client.helo]],
    ...(client.sender === undefined ? [] : [['sender', [client.sender]] as const]),
  ]);
  const switches = new Set([...args.switches, 'demo']);
  return exploreCommand({ ...args, argument: incident.domain, switches, values }, terminal);
};

const describeIncident = ({ name, domain, year, title, clients: [client] }: Incident): string =>
  [
    `${name}${year === undefined ? '' : ` (${year})`}: ${title}`,
    `    spfx explore ${domain} --ip ${client.ip} --helo ${client.helo}${client.sender === undefined ? '' : ` --sender ${client.sender}`} --demo`,
  ].join('\n');

const findIncident = (word: string): Incident => {
  const found =
    incidents.find(({ name }) => name === word) ?? incidents.find(({ domain }) => domain === word);
  if (found !== undefined) return found;
  const names = incidents.flatMap(({ name, domain }) => [name, domain]);
  const nearest = nearestWord(word, names);
  const hint = nearest === undefined ? '"spfx demo" lists them' : `did you mean "${nearest}"?`;
  throw new UsageError(`no incident is called "${escapeText(word)}"; ${hint}`);
};

const writeFailures: Readonly<Record<string, string>> = {
  ENOENT: 'no directory can be made there',
  ENOTDIR: 'it is no directory',
  EACCES: 'it may not be written',
  EROFS: 'it is on a read-only file system',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
};

/** Writes a file that is not there yet, or that holds the very text already. */
const writeNew = async (path: string, text: string): Promise<void> => {
  try {
    await writeFile(path, text, { encoding: 'latin1', flag: 'wx' });
  } catch (error) {
    // Node's file system throws nothing but system errors, which have a code.
    const { code } = error as NodeJS.ErrnoException;
    // What was begun would be in the way of the next try.
    if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EIO') await rm(path, { force: true });
    if (code !== 'EEXIST') throw error;
    if ((await readFile(path, 'latin1')) !== text)
      throw new UsageError(`--write: ${escapeText(path)} exists and is another file; it was left as it is`);
  }
};

const writeZones = async (directory: string, args: CommandArguments, terminal: Terminal): Promise<number> => {
  try {
    await makeDirectory(directory);
    for (const { file, text } of demoZones) await writeNew(join(directory, file), text);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    // As above.
    const { code } = error as NodeJS.ErrnoException;
    const reason = writeFailures[code ?? ''] ?? `it can't be written (${code})`;
    throw new UsageError(`--write ${escapeText(directory)}: ${reason}`, { cause: error });
  }
  const said = `${demoZones.length} zone files in ${escapeText(directory)}`;
  await terminal.write(formatLines([said], args, terminal));
  return 0;
};
