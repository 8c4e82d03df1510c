import type { DnsRecord, DomainName } from './resolver.ts';
import { isDirective, readDirective } from './zone-file-directive.ts';
import { type ReportZoneProblem, readEntries } from './zone-file-entries.ts';
import { fieldReader } from './zone-file-fields.ts';
import { readZoneRecord, type ZoneContext } from './zone-file-record.ts';
import { NO_ORIGIN_MESSAGE } from './zone-file-text.ts';

/** The records of one master file, in its order, those of included files in their place. */
export type ZoneFile = Readonly<{ file: string; records: readonly DnsRecord[] }>;

/** One thing wrong in a master file; the message says what is there and what is expected. Lines and columns count
 *  from 1; a column is one octet. */
export type ZoneFileProblem = Readonly<{ file: string; line: number; column: number; message: string }>;

/** A whole master file, or else its problems in order, of which the first 100 are told. */
export type ParsedZoneFile =
  | (Readonly<{ ok: true }> & ZoneFile)
  | Readonly<{ ok: false; problems: readonly ZoneFileProblem[] }>;

/** `file`: the name that problems bear. `origin` completes relative names until the file says another.
 *  `readIncluded` gives the text of a file named by `$INCLUDE`, or undefined; without it `$INCLUDE` is a problem. */
export type ZoneFileOptions = Readonly<{
  file: string;
  origin?: DomainName;
  readIncluded?: (file: string) => string | undefined;
  /** Gets each record with the place where its entry begins. */
  onRecord?: (record: DnsRecord, place: Readonly<{ file: string; line: number }>) => void;
}>;

/** Reads a master file (RFC 1035 §5; `$TTL` of RFC 2308 §4; `\#` and `TYPEnnn` of RFC 3597 §5) of class IN.
 *  The text is latin1: one character is one octet. Without `$ORIGIN` and `origin`, the SOA's owner is the origin.
 *  Never throws, whatever the text; takes time in proportion to it. */
export const parseZoneFile = (text: string, options: ZoneFileOptions): ParsedZoneFile => {
  const records: DnsRecord[] = [];
  const problems: ZoneFileProblem[] = [];

  const readFile = (fileText: string, files: readonly string[], context: ZoneContext): void => {
    const file = files.at(-1) ?? options.file;
    const report: ReportZoneProblem = ({ line, column }, message) => {
      if (problems.length >= MAX_PROBLEMS) return;
      // One line cures all the names that lack an origin.
      if (message === NO_ORIGIN_MESSAGE && problems.some((known) => known.message === message)) return;
      problems.push({ file, line, column, message });
    };
    for (const entry of readEntries(fileText, report)) {
      if (problems.length >= MAX_PROBLEMS) return;
      const fields = fieldReader(entry, () => context.origin, report);
      if (!isDirective(entry.fields[0])) {
        const record = readZoneRecord(entry, fields, context);
        if (record === undefined) continue;
        records.push(record);
        options.onRecord?.(record, { file, line: entry.fields[0]?.line ?? 1 });
        continue;
      }
      const include = readDirective(fields, context);
      if (include === undefined) continue;
      const name = include.fileField.text;
      const included = files.includes(name) ? undefined : options.readIncluded?.(name);
      if (included === undefined) fields.fail(include.fileField, whyNotIncluded(name, files, options));
      // RFC 1035 §5.1: the origin and the owner of this file stay what they are.
      else readFile(included, [...files, name], { ...context, origin: include.origin });
    }
  };

  const ttl = { default: undefined, last: undefined };
  readFile(text, [options.file], { origin: options.origin, owner: undefined, ttl });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, file: options.file, records };
};

const MAX_PROBLEMS = 100;

const whyNotIncluded = (
  name: string,
  files: readonly string[],
  { readIncluded }: ZoneFileOptions,
): string => {
  if (files.includes(name)) return 'this file includes itself; a file that leads to an end is expected';
  return readIncluded === undefined
    ? '$INCLUDE is not supported here; the text of that file is expected in its place'
    : 'this file cannot be read; a readable file is expected';
};
