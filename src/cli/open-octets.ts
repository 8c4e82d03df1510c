import { open } from 'node:fs/promises';

/** The octets of a file or of standard input, in chunks that are filled again after the next one was asked for.
 *  `totalOctets`: how many there will be, where that is known. */
export type OctetSource = Readonly<{
  totalOctets: number | undefined;
  chunks: AsyncIterable<Uint8Array>;
  close: () => Promise<void>;
}>;

const chunkOctets = 64 * 1024;

/** What can be iterated over once, by the function that gives the next chunk, undefined at the end. No generator: V8
 *  keeps what is alive while one waits, as all that is read from a chunk, far longer than it needs to. */
export const iterateChunks = (
  next: () => Promise<Uint8Array | undefined>,
  close?: () => Promise<unknown>,
): AsyncIterable<Uint8Array> => {
  const iterator: AsyncIterator<Uint8Array> = {
    next: async () => {
      const value = await next();
      return value === undefined ? { value, done: true } : { value, done: false };
    },
    return: async () => {
      await close?.();
      return { value: undefined, done: true };
    },
  };
  return { [Symbol.asyncIterator]: () => iterator };
};

/** Opens a file of any kind, or for `-` what `standardInput` gives. Fails with Node's system errors, of what is no
 *  readable file with the first chunk. */
export const openOctets = async (
  path: string,
  standardInput: () => AsyncIterable<Uint8Array>,
): Promise<OctetSource> => {
  if (path === '-') return { totalOctets: undefined, chunks: standardInput(), close: async () => {} };
  const file = await open(path);
  const buffer = Buffer.allocUnsafe(chunkOctets);
  const readNext = async (): Promise<Uint8Array | undefined> => {
    // Not by the file's size: pipes and devices say none.
    const { bytesRead } = await file.read(buffer, 0, chunkOctets, null);
    return bytesRead === 0 ? undefined : buffer.subarray(0, bytesRead);
  };
  try {
    const stat = await file.stat();
    return {
      totalOctets: stat.isFile() ? stat.size : undefined,
      chunks: iterateChunks(readNext),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
};
