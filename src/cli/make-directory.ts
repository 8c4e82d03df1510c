import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Makes a directory, and those it should be in, with `mode` less the umask; one that is there stays as it is. (Node's
 *  own way to do so never ends on some file systems.) Rejects with Node's system errors. */
export const makeDirectory = async (directory: string, mode = 0o777): Promise<void> => {
  const make = () => mkdir(directory, { mode });
  // mkdir throws nothing but system errors, which have a code.
  const allow = (code: string) => (error: NodeJS.ErrnoException) => {
    if (error.code !== code) throw error;
  };
  try {
    await make().catch(allow('EEXIST'));
  } catch (error) {
    allow('ENOENT')(error as NodeJS.ErrnoException);
    const parent = dirname(directory);
    if (parent === directory) throw error;
    await makeDirectory(parent, mode);
    await make().catch(allow('EEXIST'));
  }
};
