/** A file of a zip archive, still packed. */
export type ZipEntry = Readonly<{ name: string; method: 'stored' | 'deflated'; packed: Uint8Array }>;

/** Files that are looked at, at most. */
const mostEntries = 64;

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
const endLength = 22;
const longestComment = 65_535;

/** Where the record at the archive's end starts, looked for from the back: a comment may follow it. */
const findEnd = (view: DataView): number | undefined => {
  const lowest = Math.max(0, view.byteLength - endLength - longestComment);
  for (let at = view.byteLength - endLength; at >= lowest; at--)
    if (view.getUint32(at, true) === endSignature) return at;
  return undefined;
};

const broken = 'It is a zip archive, but broken or cut: its directory at the end is missing or wrong.';

/** The files of a zip archive (PKWARE APPNOTE 6.3), from its central directory, or a sentence on why it can't be read.
 *  Folders are left out. No zip64 and no encryption: no report needs them. */
export const readZipEntries = (octets: Uint8Array): readonly ZipEntry[] | string => {
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  const end = view.byteLength < endLength ? undefined : findEnd(view);
  if (end === undefined) return broken;
  const count = view.getUint16(end + 10, true);
  if (count > mostEntries) return `It is a zip archive of ${count} files; at most ${mostEntries} are read.`;
  const entries: ZipEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let index = 0; index < count; index++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== entrySignature) return broken;
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(octets.subarray(at + 46, at + 46 + nameLength));
    const method = view.getUint16(at + 10, true);
    const packedLength = view.getUint32(at + 20, true);
    const local = view.getUint32(at + 42, true);
    if ((view.getUint16(at + 8, true) & 1) === 1) return 'It is a zip archive that asks for a password.';
    if (packedLength === 0xffffffff || local === 0xffffffff)
      return 'It is a zip archive of the 64-bit kind: no report is that large.';
    if (method !== 0 && method !== 8) return 'It is a zip archive packed in a way that is unknown here.';
    if (local + 30 > view.byteLength || view.getUint32(local, true) !== localSignature) return broken;
    // The local header repeats the name, and has extra fields of its own length.
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    if (start + packedLength > view.byteLength) return broken;
    if (!name.endsWith('/'))
      entries.push({
        name,
        method: method === 0 ? 'stored' : 'deflated',
        packed: octets.subarray(start, start + packedLength),
      });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
};
