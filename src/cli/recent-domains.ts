import { escapeText } from '../report/escape-text.ts';
import { readBounded } from './read-yaml-file.ts';
import { type Environment, recentPath } from './settings-paths.ts';
import { writePrivateFile } from './write-private-file.ts';

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

/** No list is wanted where its folder can't be, as with XDG_STATE_HOME=/dev/null. */
const isNowhere = (code: string): boolean => code === 'ENOTDIR';

const readList = async (path: string): Promise<RecentList> => {
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
    return code === 'ENOENT' || isNowhere(code) ? { entries: [] } : fail(`it can't be read (${code})`);
  }
};

/** The domains that were looked at last. Never rejects for what the file system says. */
export const readRecent = async (
  env: Environment = process.env,
  platform: string = process.platform,
): Promise<RecentList> => {
  const path = recentPath(env, platform);
  return path === undefined ? { entries: [] } : readList(path);
};

/** Puts an entry at the head of the list and gives the list as it is then. Entries with texts that are too long, or with
 *  control characters, are not kept. Two programs at once never leave a broken file; one of their entries may be lost.
 *  Never rejects for what the file system says: that is the `problem`. */
export const rememberRecent = async (
  entry: Recent,
  env: Environment = process.env,
  platform: string = process.platform,
): Promise<RecentList> => {
  const path = recentPath(env, platform);
  const checked = readEntry(entry);
  if (path === undefined) return { entries: [] };
  const list = await readList(path);
  if (list.problem !== undefined || checked === undefined) return list;
  const entries = addRecent(list.entries, checked);
  try {
    await writePrivateFile(path, `${JSON.stringify({ version, recent: entries }, undefined, 1)}\n`);
    return { entries };
  } catch (error) {
    // As above.
    const { code = '' } = error as NodeJS.ErrnoException;
    if (isNowhere(code)) return list;
    return { ...list, problem: `${escapeText(path)}: it can't be written (${code})` };
  }
};
