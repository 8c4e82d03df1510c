import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { escapeText } from '../report/escape-text.ts';
import { makeDirectory } from './make-directory.ts';
import { readBounded } from './read-yaml-file.ts';
import { type Environment, recentPath } from './settings-paths.ts';

/** What was looked at, and when, in milliseconds since the epoch. The texts are as a person typed them. */
export type Recent = Readonly<{
  domain: string;
  client?: Readonly<{ ip: string; helo: string; sender: string }>;
  atMs: number;
}>;

/** The list, newest first. `problem`: why there is none, safe to print; the file is then left as it is. */
export type RecentList = Readonly<{ entries: readonly Recent[]; problem?: string }>;

/** The list keeps no more than this. */
export const mostRecent = 50;

/** Longer texts are not kept. */
const mostCharacters = 320;

/** Far more than the longest list takes. */
const mostOctets = 1024 * 1024;

/** The version of the file. */
const version = 1;

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= mostCharacters && !/\p{Cc}/u.test(value);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An entry with nothing but its known fields, or undefined for what is none. */
const readEntry = (value: unknown): Recent | undefined => {
  if (!isRecord(value)) return undefined;
  const { domain, client, atMs } = value;
  if (!isText(domain) || domain === '' || !Number.isSafeInteger(atMs)) return undefined;
  // Just checked.
  const entry = { domain, atMs: atMs as number };
  if (client === undefined) return entry;
  if (!isRecord(client)) return undefined;
  const { ip, helo, sender } = client;
  return isText(ip) && isText(helo) && isText(sender)
    ? { ...entry, client: { ip, helo, sender } }
    : undefined;
};

const identityOf = ({ domain, client }: Recent): string =>
  JSON.stringify([domain.toLowerCase(), client?.ip ?? '', client?.helo ?? '', client?.sender ?? '']);

/** The list with an entry at its head; the same domain with the same client stands there once. */
export const addRecent = (entries: readonly Recent[], entry: Recent): readonly Recent[] => {
  const seen = new Set<string>();
  return [entry, ...entries]
    .filter((one) => {
      const identity = identityOf(one);
      const isNew = !seen.has(identity);
      seen.add(identity);
      return isNew;
    })
    .slice(0, mostRecent);
};

const parseRecent = (text: string): readonly Recent[] | undefined => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (!isRecord(value) || value.version !== version || !Array.isArray(value.recent)) return undefined;
  const entries = value.recent.slice(0, mostRecent).map(readEntry);
  // One odd entry: the file is not ours, or was edited by hand; writing it anew would lose what somebody put there.
  return entries.every((entry) => entry !== undefined) ? entries : undefined;
};

/** Where a list is kept: its path, and a text that no other writer has, for the name of a file beside it. */
type Place = Readonly<{ path: string; mark: string }>;

const placeOf = (env: Environment, platform: string): Place | undefined => {
  const path = recentPath(env, platform);
  const random = Math.random().toString(36).slice(2);
  return path === undefined ? undefined : { path, mark: `${process.pid}-${random}` };
};

const readList = async ({ path }: Place): Promise<RecentList> => {
  const fail = (reason: string): RecentList => ({
    entries: [],
    problem: `${escapeText(path)}: ${reason}; the list of recent domains is left as it is`,
  });
  try {
    const text = await readBounded(path, mostOctets);
    const entries = text === undefined ? undefined : parseRecent(text);
    return entries === undefined ? fail('it is no list that spfx wrote') : { entries };
  } catch (error) {
    // The file system throws nothing but system errors, which have a code.
    const { code = '' } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? { entries: [] } : fail(`it can't be read (${code})`);
  }
};

/** The domains that were looked at last. Never rejects for what the file system says. */
export const readRecent = async (
  env: Environment = process.env,
  platform: string = process.platform,
): Promise<RecentList> => {
  const place = placeOf(env, platform);
  return place === undefined ? { entries: [] } : readList(place);
};

const write = async ({ path, mark }: Place, entries: readonly Recent[]): Promise<void> => {
  await makeDirectory(dirname(path), 0o700);
  const beside = `${path}.${mark}.new`;
  try {
    // "x": whoever put a link there does not have it followed.
    const file = await open(beside, 'wx', 0o600);
    try {
      await file.writeFile(`${JSON.stringify({ version, recent: entries }, undefined, 1)}\n`);
    } finally {
      await file.close();
    }
    // Whole or not at all, whoever reads or writes meanwhile.
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
};

/** Puts an entry at the head of the list and gives the list as it is then. Entries with texts that are too long, or with
 *  control characters, are not kept. Two programs at once never leave a broken file; one of their entries may be lost.
 *  Never rejects for what the file system says: that is the `problem`. */
export const rememberRecent = async (
  entry: Recent,
  env: Environment = process.env,
  platform: string = process.platform,
): Promise<RecentList> => {
  const place = placeOf(env, platform);
  const checked = readEntry(entry);
  if (place === undefined) return { entries: [] };
  const list = await readList(place);
  if (list.problem !== undefined || checked === undefined) return list;
  const entries = addRecent(list.entries, checked);
  try {
    await write(place, entries);
    return { entries };
  } catch (error) {
    // As above.
    const { code = '' } = error as NodeJS.ErrnoException;
    return { ...list, problem: `${escapeText(place.path)}: it can't be written (${code})` };
  }
};
