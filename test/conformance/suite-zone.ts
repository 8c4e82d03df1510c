import type { MemoryZone, NameData, Trouble } from '../helpers/memory-zone.ts';

/** An entry in a name's list: a bare word (`TIMEOUT`), or a type with its data. `isList`: the data was a list. */
export type ZoneEntry =
  | Readonly<{ kind: 'word'; word: string }>
  | Readonly<{ kind: 'record'; type: string; texts: readonly string[]; isList: boolean }>;

/** The trouble that `TIMEOUT`, `SERVFAIL` or `RCODE 5` stands for. */
const troubleOf = (words: string): Trouble | undefined => {
  const [, word, value = ''] = /^(TIMEOUT|SERVFAIL|RCODE)\b:? *(.*)$/i.exec(words) ?? [];
  if (word === undefined) return undefined;
  if (word.toUpperCase() === 'TIMEOUT') return 'timeout';
  if (word.toUpperCase() === 'SERVFAIL') return 'servfail';
  return /^\d+$/.test(value) ? Number(value) : 'servfail';
};

const withoutDot = (name: string): string => name.replace(/\.$/, '');

type Entry = Extract<ZoneEntry, { kind: 'record' }>;

/** The entries of one type. `NONE` is an entry but no record; a word for trouble rules the type. */
const readType = <Data>(
  entries: readonly Entry[],
  type: string,
  read: (entry: Entry) => Data,
): readonly Data[] | Trouble | undefined => {
  const own = entries.filter((entry) => entry.type.toUpperCase() === type);
  if (own.length === 0) return undefined;
  for (const entry of own) {
    const trouble = entry.isList ? undefined : troubleOf(entry.texts[0] ?? '');
    if (trouble !== undefined) return trouble;
  }
  return own.filter((entry) => entry.isList || entry.texts[0] !== 'NONE').map(read);
};

const readStrings = (entry: Entry): readonly string[] => {
  if (entry.isList) return entry.texts.length === 0 ? [''] : entry.texts;
  // A TXT string holds 255 octets; a longer text takes several, which SPF joins again (RFC 7208 §3.3).
  return entry.texts[0]?.match(/.{1,255}/gs) ?? [''];
};

const isGiven = (value: readonly unknown[] | Trouble | undefined): boolean =>
  value !== undefined && (!Array.isArray(value) || value.length > 0);

const readName = (all: readonly ZoneEntry[]): NameData => {
  const entries = all.filter((entry) => entry.kind === 'record');
  const otherwise = [
    ...all.flatMap((entry) => (entry.kind === 'word' ? [troubleOf(entry.word)] : [])),
    // `TIMEOUT: true`, `RCODE: 5`
    ...entries.map((entry) =>
      /^(?:TIMEOUT|SERVFAIL|RCODE)$/i.test(entry.type)
        ? troubleOf(`${entry.type} ${entry.texts[0] ?? ''}`)
        : undefined,
    ),
  ].find((trouble) => trouble !== undefined);
  const readText = (entry: Entry): string => entry.texts[0] ?? '';
  const spf = readType(entries, 'SPF', readStrings);
  const published = {
    // What is published as SPF stands for TXT too, unless the name has a TXT entry of any kind.
    TXT: readType(entries, 'TXT', readStrings) ?? (Array.isArray(spf) ? spf : undefined),
    SPF: spf,
    A: readType(entries, 'A', readText),
    AAAA: readType(entries, 'AAAA', readText),
    MX: readType(
      entries,
      'MX',
      (entry) => [Number(entry.texts[0]), withoutDot(entry.texts[1] ?? '')] as const,
    ),
    PTR: readType(entries, 'PTR', (entry) => withoutDot(readText(entry))),
    CNAME: entries.flatMap((entry) => (entry.type === 'CNAME' ? [withoutDot(readText(entry))] : []))[0],
    otherwise,
  };
  // An empty list would hide nothing: the trouble of all types rules a type without records.
  return Object.fromEntries(
    Object.entries(published).filter(([, value]) =>
      Array.isArray(value) ? isGiven(value) : value !== undefined,
    ),
  );
};

/** The zone of a scenario, from the entries of each name. */
export const readSuiteZone = (names: ReadonlyMap<string, readonly ZoneEntry[]>): MemoryZone =>
  Object.fromEntries([...names].map(([name, entries]) => [name, readName(entries)]));
