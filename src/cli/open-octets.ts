import { open } from 'node:fs/promises';

/** The octets of a file or of standard input, in chunks that are filled again after the next one was asked for.
 *  `totalOctets`: how many there will be, where that is known. */
export type OctetSource = Readonly<{
  totalOctets: number | undefined;
  chunks: AsyncIterable<Uint8Array>;
  close: () => Promise<void>;
}>;

const chunkOctets = 256 * 1024;

/** Opens a file of any kind, or for `-` what `standardInput` gives. Fails with Node's system errors, of what is no
 *  readable file with the first chunk. */
export const openOctets = async (
  path: string,
  standardInput: () => AsyncIterable<Uint8Array>,
): Promise<OctetSource> => {
  if (path === '-') return { totalOctets: undefined, chunks: standardInput(), close: async () => {} };
  const file = await open(path);
  async function* read(): AsyncGenerator<Uint8Array> {
    const buffer = Buffer.allocUnsafe(chunkOctets);
    for (;;) {
      // Not by the file's size: pipes and devices say none.
      const { bytesRead } = await file.read(buffer, 0, chunkOctets, null);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  }
  try {
    const stat = await file.stat();
    return { totalOctets: stat.isFile() ? stat.size : undefined, chunks: read(), close: () => file.close() };
  } catch (error) {
    await file.close();
    throw error;
  }
};
