import { constants, gunzipSync, inflateRawSync } from 'node:zlib';
import type { Unpacked } from '../intake/read-message.ts';
import { isGzip } from './gunzip-octets.ts';
import { readZipEntries } from './zip-directory.ts';

/** What may come out of an archive, all files of it together. A large receiver's report has some MiB. */
export const mostUnpackedOctets = 64 * 1024 * 1024;

/** What may come out of all archives in one message. */
const mostAttachedOctets = 8 * 1024 * 1024;

/** XML of a report packs 10 to 40 times; nothing honest does so more than this. */
const mostRatio = 250;

/** What the smallest archive may grow to, whatever the ratio. */
const freeOctets = 65_536;

const refuse = (sentence: string): Unpacked => ({ kind: 'refused', sentence });

/** A cut file gives what it has: the records of a report that are whole. */
const finishFlush = constants.Z_SYNC_FLUSH;

/** The octets that a stream of deflate holds, or why it is refused. */
const inflate = (
  packed: Uint8Array,
  most: number,
  way: typeof gunzipSync | typeof inflateRawSync,
): Uint8Array | string => {
  try {
    return way(packed, { maxOutputLength: most, finishFlush });
  } catch (error) {
    // zlib's own errors have a code; what is anything else is ours.
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    if (code === 'ERR_BUFFER_TOO_LARGE') return `It grows to more than ${most} octets when unpacked.`;
    if (code?.startsWith('Z_')) return 'It is an archive, but broken.';
    throw error;
  }
};

const limitFor = (packedOctets: number, left: number): number =>
  Math.max(1, Math.min(left, Math.max(freeOctets, packedOctets * mostRatio)));

/** Whether octets begin a zip archive: "PK" and the number of a local file, or of an archive without files. */
export const isZip = (octets: Uint8Array): boolean =>
  octets[0] === 0x50 && octets[1] === 0x4b && (octets[2] === 3 || octets[2] === 5);

const unpackZip = (octets: Uint8Array, most: number): Unpacked => {
  const directory = readZipEntries(octets);
  if (typeof directory === 'string') return refuse(directory);
  const files: Readonly<{ name: string; octets: Uint8Array }>[] = [];
  let left = most;
  for (const { name, method, packed } of directory) {
    const unpacked =
      method === 'stored' ? packed : inflate(packed, limitFor(packed.length, left), inflateRawSync);
    if (typeof unpacked === 'string') return refuse(unpacked);
    left -= unpacked.length;
    if (left <= 0) return refuse(`It grows to more than ${most} octets when unpacked.`);
    // An archive in an archive is how bombs are nested: nobody reports in one.
    if (!isGzip(unpacked) && !isZip(unpacked)) files.push({ name, octets: unpacked });
  }
  return files.length === 0
    ? refuse('It is an archive without a file that can be read.')
    : { kind: 'unpacked', files };
};

/** An opener for the archives in one message, with a bound on what comes out of all of them together. */
export const createAttachmentUnpacker = (): ((octets: Uint8Array) => Unpacked) => {
  let left = mostAttachedOctets;
  return (octets) => {
    const unpacked = unpackReport(octets, left);
    if (unpacked.kind === 'unpacked')
      for (const file of unpacked.files) left = Math.max(1, left - file.octets.length);
    return unpacked;
  };
};

/** Opens a gzip or zip archive, as receivers send reports in. Refuses one that would grow beyond 64 MiB, or beyond 250
 *  times its size. Archives inside of it are left alone. Octets of another kind are `plain`. `most`: a lower bound. */
export const unpackReport = (octets: Uint8Array, most = mostUnpackedOctets): Unpacked => {
  if (isZip(octets)) return unpackZip(octets, most);
  if (!isGzip(octets)) return { kind: 'plain' };
  const unpacked = inflate(octets, limitFor(octets.length, most), gunzipSync);
  if (typeof unpacked === 'string') return refuse(unpacked);
  return isGzip(unpacked) || isZip(unpacked)
    ? refuse('It is an archive in an archive: unpack it once, and give the inner one.')
    : { kind: 'unpacked', files: [{ name: 'gzip', octets: unpacked }] };
};
