import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeDirectory } from './make-directory.ts';

/** Writes a file that nobody else may read, whole or not at all, whoever reads or writes meanwhile. Folders that are
 *  missing are made. Rejects with Node's system errors. */
export const writePrivateFile = async (path: string, text: string): Promise<void> => {
  await makeDirectory(dirname(path), 0o700);
  const beside = `${path}.${process.pid}-${Math.random().toString(36).slice(2)}.new`;
  try {
    // "x": whoever put a link there does not have it followed.
    const file = await open(beside, 'wx', 0o600);
    try {
      await file.writeFile(text);
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
};
