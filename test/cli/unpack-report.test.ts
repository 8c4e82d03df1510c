import { deflateRawSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mostUnpackedOctets, unpackReport } from '../../src/cli/unpack-report.ts';
import { zipFiles } from '../helpers/zip-files.ts';

const report = Buffer.from('<feedback><record></record></feedback>\n'.repeat(20));

const namesAndTexts = (octets: Uint8Array): readonly (readonly [string, string])[] | string => {
  const unpacked = unpackReport(octets);
  if (unpacked.kind === 'refused') return unpacked.sentence;
  return unpacked.kind === 'plain'
    ? 'plain'
    : unpacked.files.map(({ name, octets: file }) => [name, Buffer.from(file).toString()] as const);
};

describe('an archive', () => {
  test('of gzip gives its file', () => {
    expect(namesAndTexts(gzipSync(report))).toEqual([['gzip', report.toString()]]);
  });

  test('of zip gives its files, packed or stored, and no folders', () => {
    const zip = zipFiles([
      { name: 'reports/', octets: Buffer.alloc(0) },
      { name: 'reports/a.xml', octets: report },
      { name: 'b.xml', octets: Buffer.from('b'), isStored: true },
    ]);
    expect(namesAndTexts(zip)).toEqual([
      ['reports/a.xml', report.toString()],
      ['b.xml', 'b'],
    ]);
    expect(namesAndTexts(Buffer.concat([zip, Buffer.from('a comment')]))).toHaveLength(2);
  });

  test('that is cut gives what is left of it, where it can', () => {
    const random = Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 251));
    const whole = gzipSync(random);
    const unpacked = unpackReport(whole.subarray(0, whole.length - 40));
    expect(unpacked.kind).toBe('unpacked');
    expect(namesAndTexts(zipFiles([{ name: 'a', octets: report }]).subarray(0, 60))).toContain(
      'broken or cut',
    );
  });

  test('is none: it comes back as it was', () => {
    expect(namesAndTexts(report)).toBe('plain');
    expect(namesAndTexts(new Uint8Array())).toBe('plain');
  });
});

describe('a bomb', () => {
  /** [name, octets, what is said] */
  const bombs: readonly (readonly [string, () => Uint8Array, string])[] = [
    ['of gzip, by its ratio', () => gzipSync(Buffer.alloc(20_000_000)), 'grows to more than'],
    [
      'of zip, by its ratio',
      () => zipFiles([{ name: 'a', octets: Buffer.alloc(20_000_000) }]),
      'grows to more than',
    ],
    [
      'of many files that are one',
      () => {
        const packed = deflateRawSync(
          Buffer.from(Array.from({ length: 3_000_000 }, (_, index) => (index >> 4) & 255)),
        );
        return zipFiles(Array.from({ length: 60 }, () => ({ name: 'a', octets: Buffer.alloc(0), packed })));
      },
      'grows to more than',
    ],
    ['of gzip in gzip', () => gzipSync(gzipSync(report)), 'archive in an archive'],
    [
      'of zip in zip',
      () => zipFiles([{ name: 'a.zip', octets: zipFiles([{ name: 'a', octets: report }]) }]),
      'without a file',
    ],
    [
      'of a thousand files',
      () => zipFiles(Array.from({ length: 1000 }, () => ({ name: 'a', octets: report }))),
      '1000 files',
    ],
    [
      'of broken gzip',
      () => Buffer.concat([gzipSync(report).subarray(0, 10), Buffer.alloc(60, 0xff)]),
      'broken',
    ],
  ];

  test.each(bombs)('%s is refused', (_, make, words) => {
    const started = process.memoryUsage().rss;
    expect(namesAndTexts(make())).toContain(words);
    expect(process.memoryUsage().rss - started).toBeLessThan(4 * mostUnpackedOctets);
  });

  test('in any octets after the signs of an archive does no harm', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('\x1f\x8b', 'PK\x03\x04', 'PK\x05\x06'),
        fc.uint8Array({ maxLength: 300 }),
        (sign, noise) => {
          expect(unpackReport(Buffer.concat([Buffer.from(sign, 'latin1'), noise])).kind).not.toBe('plain');
        },
      ),
    );
    const zip = zipFiles([{ name: 'a.xml', octets: report }]);
    fc.assert(
      fc.property(fc.nat({ max: zip.length - 1 }), fc.nat({ max: 255 }), (at, octet) => {
        const changed = Buffer.from(zip);
        changed[at] = octet;
        expect(['unpacked', 'refused', 'plain']).toContain(unpackReport(changed).kind);
      }),
      { numRuns: 500 },
    );
  });
});
