import { access, constants, open, realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Snapshot } from '../dns/snapshot.ts';
import {
  formatSnapshot,
  mostSnapshotOctets,
  parseSnapshot,
  snapshotBeginning,
} from '../dns/snapshot-text.ts';
import { escapeText } from '../report/escape-text.ts';
import { describeReadFailure, readBounded } from './read-yaml-file.ts';
import { DataError, UsageError } from './usage-error.ts';
import { writeWholeFile } from './write-whole-file.ts';

const writeFailures: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder is a file',
  EISDIR: 'it is a folder',
  EACCES: 'its folder may not be written',
  EPERM: 'its folder may not be written',
  EROFS: 'it is on a read-only file system',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
};

const describeWriteFailure = (error: unknown): string => {
  // The file system throws nothing but Node's system errors, which have a code.
  const { code = '' } = error as NodeJS.ErrnoException;
  return writeFailures[code] ?? `it can't be written (${code})`;
};

/** Reads a snapshot. `seen`: how the user named it, as `--replay a.json`. Throws a UsageError for a file that can't be
 *  read, and a DataError for one that is no whole snapshot. */
export const readSnapshotFile = async (path: string, seen: string): Promise<Snapshot> => {
  let text: string | undefined;
  try {
    text = await readBounded(path, mostSnapshotOctets);
  } catch (error) {
    throw new UsageError(`${seen}: ${describeReadFailure(error, 'a snapshot')}`, { cause: error });
  }
  if (text === undefined)
    throw new DataError(`${seen}: it has more than ${mostSnapshotOctets} octets, the most a snapshot may`);
  const parsed = parseSnapshot(text);
  if ('problem' in parsed) throw new DataError(`${seen}: ${escapeText(parsed.problem)}`);
  return parsed;
};

/** Whether a file is one that a snapshot may replace: an older one of ours, or an empty file. */
const isReplaceable = async (path: string): Promise<boolean> => {
  // Not even opened: a pipe would wait for whoever writes to it.
  if (!(await stat(path)).isFile()) return false;
  const file = await open(path);
  try {
    const { length } = snapshotBeginning;
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
    return bytesRead === 0 || buffer.toString('latin1', 0, bytesRead) === snapshotBeginning;
  } finally {
    await file.close();
  }
};

/** The path that a snapshot for `--record` is to be written to, links followed. Throws a UsageError where that could not
 *  be done, or would take another file away. */
export const findRecordPath = async (path: string): Promise<string> => {
  const seen = `--record ${escapeText(path)}`;
  try {
    const real = await realpath(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
    if (real !== undefined && (await stat(real)).isDirectory())
      throw new UsageError(`${seen}: ${writeFailures.EISDIR}`);
    if (real !== undefined && !(await isReplaceable(real)))
      throw new UsageError(`${seen} exists and is no snapshot of spfx; it was left as it is`);
    await access(dirname(real ?? path), constants.W_OK);
    return real ?? path;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${seen}: ${describeWriteFailure(error)}`, { cause: error });
  }
};

/** Writes a snapshot whole or not at all. Gives why it could not be; undefined where all is well. */
export const writeSnapshotFile = async (path: string, snapshot: Snapshot): Promise<string | undefined> => {
  const text = formatSnapshot(snapshot);
  if (text === undefined)
    return `the answers are too many for a snapshot, which may have ${mostSnapshotOctets} octets`;
  try {
    await writeWholeFile(path, text);
    return undefined;
  } catch (error) {
    return describeWriteFailure(error);
  }
};
