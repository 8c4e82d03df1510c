import { open, rename, rm } from 'node:fs/promises';

/** Writes a file whole or not at all, whoever reads or writes meanwhile; one that is there is replaced. `mode`: of the
 *  file, less the umask. Rejects with Node's system errors. */
export const writeWholeFile = async (path: string, text: string, mode = 0o666): Promise<void> => {
  const beside = `${path}.${process.pid}-${Math.random().toString(36).slice(2)}.new`;
  try {
    // "x": whoever put a link there does not have it followed.
    const file = await open(beside, 'wx', mode);
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
