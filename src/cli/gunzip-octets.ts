import { constants, createGunzip, type Gunzip } from 'node:zlib';
import { DataError } from './usage-error.ts';

/** A log packs 5 to 40 times; nothing honest does so more than this. */
const mostRatio = 250;

/** What the smallest archive may grow to, whatever the ratio. */
const freeOctets = 4 * 1024 * 1024;

/** Whether octets begin a gzip archive. */
export const isGzip = (octets: Uint8Array): boolean => octets[0] === 0x1f && octets[1] === 0x8b;

/** Waits until more can be written, or nobody wants any. */
const waitForRoom = (gunzip: Gunzip): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      gunzip.off('drain', done);
      gunzip.off('close', done);
      resolve();
    };
    gunzip.once('drain', done);
    gunzip.once('close', done);
  });

/** Unpacks gzip as it comes, several archives one after the other too, as logs are rotated into. One that is cut gives
 *  what it has. Throws a DataError for one that is broken, or that grows beyond 250 times its size: by then, what came
 *  before was given. */
export async function* gunzipOctets(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH, chunkSize: 64 * 1024 });
  const feed = async (): Promise<void> => {
    for await (const chunk of chunks) {
      if (gunzip.destroyed) return;
      // Copied: the chunk is filled again before it is unpacked.
      if (!gunzip.write(Buffer.from(chunk))) await waitForRoom(gunzip);
    }
    gunzip.end();
  };
  const fed = feed();
  fed.catch((error) => gunzip.destroy(error));
  let grown = 0;
  try {
    for await (const unpacked of gunzip) {
      // A stream of octets gives nothing else.
      const octets = unpacked as Buffer;
      grown += octets.length;
      if (grown > Math.max(freeOctets, gunzip.bytesWritten * mostRatio))
        throw new DataError(
          `it grows to more than ${mostRatio} times its size when unpacked: no log and no report does`,
        );
      yield octets;
    }
  } catch (error) {
    // zlib's own errors have a code that begins so; all others are not of the archive.
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!code.startsWith('Z_')) throw error;
    throw new DataError(`it is a gzip archive, but broken after ${grown} octets of text`, { cause: error });
  } finally {
    gunzip.destroy();
  }
}
