import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseZoneFile, type ZoneFile } from '../dns/parse-zone-file.ts';
import type { DnsRecord } from '../dns/resolver.ts';
import { escapeText } from '../report/escape-text.ts';
import type { FileLine } from '../report/linted-domain.ts';
import { UsageError } from './usage-error.ts';

const readFailures: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be read',
  EISDIR: 'it is a directory; a zone file is wanted',
};

const readText = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'latin1');
  } catch (error) {
    // readFile throws nothing but Node's system errors, which have a code.
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new UsageError(`--zone ${escapeText(path)}: ${readFailures[code] ?? code}`, { cause: error });
  }
};

/** A zone's text as records. A file without $ORIGIN may be named for its zone: `example.com.zone`. */
export const readZone = (text: string, file: string, origin: string | undefined): ZoneFile => {
  const parsed = parseZoneFile(text, origin === undefined ? { file } : { file, origin });
  if ('records' in parsed) return parsed;
  const [problem] = parsed.problems;
  const more = parsed.problems.length > 1 ? ` (and ${parsed.problems.length - 1} more)` : '';
  // A file that could not be read has at least one problem.
  const { line, column, message } = problem as (typeof parsed.problems)[number];
  throw new UsageError(`${escapeText(file)}:${line}:${column}: ${escapeText(message)}${more}`);
};

const originOf = (path: string): string | undefined => /^(.+\..+)\.zone$/.exec(basename(path))?.[1];

/** The zones of the files that a command line names. */
export const readZoneFiles = (paths: readonly string[]): Promise<ZoneFile[]> =>
  Promise.all(paths.map(async (path) => readZone(await readText(path), path, originOf(path))));

/** A record of a zone file, and where it stands there. */
export type PlacedRecord = Readonly<{ record: DnsRecord; place: FileLine }>;

/** The records of zone files that can be read, with their lines, in their order. */
export const readZonePlaces = async (paths: readonly string[]): Promise<readonly PlacedRecord[]> => {
  const placed: PlacedRecord[] = [];
  for (const path of paths) {
    const origin = originOf(path);
    parseZoneFile(await readText(path), {
      file: path,
      ...(origin === undefined ? {} : { origin }),
      onRecord: (record, place) => placed.push({ record, place }),
    });
  }
  return placed;
};

/** The zones of the embedded incidents. */
export const readDemoZones = async (): Promise<ZoneFile[]> => {
  const { demoZones } = await import('../demo/zones.ts');
  return demoZones.map(({ file, origin, text }) => readZone(text, file, origin));
};
