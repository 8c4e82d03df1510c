import { crc32, deflateRawSync } from 'node:zlib';

/** A file for a zip archive; `packed` in place of what packing its octets gives. */
export type FileToZip = Readonly<{
  name: string;
  octets: Uint8Array;
  packed?: Uint8Array;
  isStored?: boolean;
}>;

/** A zip archive of the files (PKWARE APPNOTE 6.3). Files with one `packed` share its octets. */
export const zipFiles = (files: readonly FileToZip[]): Buffer => {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  const shared = new Map<Uint8Array, number>();
  let offset = 0;
  for (const { name, octets, packed, isStored = false } of files) {
    const data = packed ?? (isStored ? octets : deflateRawSync(octets));
    const start = (packed && shared.get(packed)) ?? offset;
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(isStored ? 0 : 8, 4);
    head.writeUInt32LE(crc32(octets), 10);
    head.writeUInt32LE(data.length, 14);
    head.writeUInt32LE(octets.length, 18);
    head.writeUInt16LE(Buffer.byteLength(name), 22);
    if (start === offset) {
      const local = Buffer.concat([Buffer.from('PK\x03\x04'), head, Buffer.from(name), data]);
      if (packed !== undefined) shared.set(packed, offset);
      locals.push(local);
      offset += local.length;
    }
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(start, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00'), head, tail, Buffer.from(name));
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(entries.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, entries, Buffer.from('PK\x05\x06'), end]);
};
