import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Incident, incidents } from '../demo/incidents.ts';
import { demoZones } from '../demo/zones.ts';
import { escapeText } from '../report/escape-text.ts';
import { type CommandArguments, optionValue } from './command-input.ts';
import { exploreCommand } from './explore-command.ts';
import { nearestWord } from './nearest-word.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** `spfx demo`: lists the embedded incidents, explores one, or writes their zone files. Gives the exit code. */
export const demoCommand = async (args: CommandArguments, terminal: Terminal): Promise<number> => {
  const directory = optionValue(args, 'write');
  if (directory !== undefined) {
    if (args.argument !== undefined)
      throw new UsageError('--write writes the zone files of all incidents; leave the NAME out');
    return writeZones(directory, terminal);
  }
  if (args.argument === undefined) {
    await terminal.write(`${incidents.map(describeIncident).join('\n')}\n`);
    return 0;
  }
  const incident = findIncident(args.argument);
  const [client] = incident.clients;
  if (!terminal.isInteractive) await terminal.write(`${incident.title}\n${incident.story}\n\n`);
  const values = new Map([
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

const writeZones = async (directory: string, terminal: Terminal): Promise<number> => {
  try {
    await mkdir(directory, { recursive: true });
    for (const { file, text } of demoZones) await writeFile(join(directory, file), text, 'latin1');
  } catch (error) {
    // Node's file system throws nothing but system errors, which have a code.
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`--write ${escapeText(directory)}: can't be written (${code})`, { cause: error });
  }
  await terminal.write(`${demoZones.length} zone files in ${escapeText(directory)}\n`);
  return 0;
};
