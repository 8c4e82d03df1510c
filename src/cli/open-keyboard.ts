import { open } from 'node:fs/promises';
import { ReadStream } from 'node:tty';
import { UsageError } from './usage-error.ts';

/** The keyboard of the terminal that the program was started in, where standard input is a text. Throws a UsageError
 *  where there is no such terminal. */
export const openKeyboard = async (): Promise<NodeJS.ReadStream> => {
  try {
    const { fd } = await keep(open('/dev/tty', 'r+'));
    // Safe: a ReadStream of a terminal is all that NodeJS.ReadStream stands for.
    return new ReadStream(fd) as NodeJS.ReadStream;
  } catch (error) {
    throw new UsageError(
      'the text comes from standard input, and there is no terminal for the keys: name a file in place of -, or use "spfx check --from-text -"',
      { cause: error },
    );
  }
};

/** A file that is open until the program ends: one that nobody refers to is closed. */
const keep = async <File>(opening: Promise<File>): Promise<File> => {
  const file = await opening;
  process.once('exit', () => void file);
  return file;
};
