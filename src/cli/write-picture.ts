import { open, readFile, writeFile } from 'node:fs/promises';
import { escapeText } from '../report/escape-text.ts';
import { UsageError } from './usage-error.ts';

/** How every picture of ours begins. */
const beginning = /^<svg [^>]*data-program="spfx"/;

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder is a file',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be written',
  EROFS: 'it is on a read-only file system',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
};

const isOurs = async (path: string): Promise<boolean> => {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(1000), 0, 1000, 0);
    return bytesRead === 0 || beginning.test(buffer.toString('latin1', 0, bytesRead));
  } finally {
    await file.close();
  }
};

/** Writes a picture into a file that is not there yet, or that is an older picture of ours. Throws a UsageError for any
 *  other file, and for one that can't be written. */
export const writePicture = async (path: string, svg: string): Promise<void> => {
  try {
    await writeFile(path, svg, { flag: 'wx' });
  } catch (error) {
    // The file system throws nothing but system errors, which have a code.
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code !== 'EEXIST' || !(await isOurs(path).catch(() => false)))
      throw new UsageError(
        code === 'EEXIST'
          ? `--svg ${escapeText(path)} exists and is no picture of spfx; it was left as it is`
          : `--svg ${escapeText(path)}: ${reasons[code] ?? `it can't be written (${code})`}`,
        { cause: error },
      );
    if ((await readFile(path, 'utf8')) !== svg) await writeFile(path, svg);
  }
};
