import { dirname } from 'node:path';
import { makeDirectory } from './make-directory.ts';
import { writeWholeFile } from './write-whole-file.ts';

/** Writes a file that nobody else may read, whole or not at all, whoever reads or writes meanwhile. Folders that are
 *  missing are made. Rejects with Node's system errors. */
export const writePrivateFile = async (path: string, text: string): Promise<void> => {
  await makeDirectory(dirname(path), 0o700);
  await writeWholeFile(path, text, 0o600);
};
