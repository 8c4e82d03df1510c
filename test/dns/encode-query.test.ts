import { type DecodedPacket, decode } from 'dns-packet';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeMessage } from '../../src/dns/decode-message.ts';
import { nameFromLabels, unaskableReason } from '../../src/dns/domain-name.ts';
import { encodeQuery } from '../../src/dns/encode-query.ts';
import { recordTypeCode, recordTypeFromCode, recordTypeName } from '../../src/dns/record-type.ts';
import type { RecordType } from '../../src/dns/resolver.ts';

const plain = { id: 0xbeef, recursionDesired: true, edns: true, authenticData: true };
const read = (octets: Uint8Array): DecodedPacket => decode(Buffer.from(octets));

describe('encodeQuery', () => {
  it('makes a query that dns-packet reads', () => {
    const packet = read(encodeQuery({ name: '_spf.Example.com', type: 'TXT' }, plain));
    expect(packet).toMatchObject({
      id: 0xbeef,
      type: 'query',
      flag_rd: true,
      flag_ad: true,
      flag_cd: false,
      questions: [{ name: '_spf.Example.com', type: 'TXT', class: 'IN' }],
      additionals: [
        { type: 'OPT', name: '.', udpPayloadSize: 1232, ednsVersion: 0, flag_do: false, options: [] },
      ],
    });
  });

  it('leaves out what is not wanted', () => {
    const options = {
      id: 0,
      recursionDesired: false,
      edns: false,
      authenticData: false,
      checkingDisabled: true,
    };
    const query = encodeQuery({ name: '', type: 'A' }, options);
    // A header, the root's one octet, a type and a class.
    expect(query).toHaveLength(12 + 1 + 2 + 2);
    expect(read(query)).toMatchObject({
      flag_rd: false,
      flag_ad: false,
      flag_cd: true,
      questions: [{ name: '.', type: 'A' }],
      additionals: [],
    });
  });

  it.each<[string, string]>([
    ['a label that holds a dot', 'a\\.b.example'],
    ['a backslash', 'a\\\\.example'],
    ['characters that macros bring', 'x:y/z w.1.2.3.4.example'],
    ['octets over 127', '\xff\xe9\x80.example'],
  ])('keeps %s', (_, name) => {
    expect(decodeMessage(encodeQuery({ name, type: 'A' }, plain))?.questions[0]?.name).toBe(name);
  });

  it('takes the longest name and no longer one', () => {
    const name = `${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(61)}`;
    expect(decodeMessage(encodeQuery({ name, type: 'A' }, plain))?.questions[0]?.name).toBe(name);
    expect(() => encodeQuery({ name: `${name}d`, type: 'A' }, plain)).toThrow(RangeError);
    expect(() => encodeQuery({ name: 'a..b', type: 'A' }, plain)).toThrow(RangeError);
  });

  it('loses nothing of any question', () => {
    const octet = fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code));
    const label = fc.string({ unit: octet, minLength: 1, maxLength: 63 });
    const name = fc
      .array(label, { maxLength: 20 })
      .map(nameFromLabels)
      .filter((text) => unaskableReason(text) === undefined);
    const type = fc.constantFrom<RecordType>('A', 'AAAA', 'MX', 'TXT', 'PTR', 'CNAME', 'NS', 'SOA', 'SPF');
    fc.assert(
      fc.property(name, type, fc.nat(0xffff), (text, asked, id) => {
        const message = decodeMessage(encodeQuery({ name: text, type: asked }, { ...plain, id }));
        expect(message).toMatchObject({
          id,
          isResponse: false,
          questions: [{ name: text, typeCode: recordTypeCode(asked), classCode: 1 }],
          edns: { version: 0, udpPayloadOctets: 1232 },
          problems: [],
        });
      }),
    );
  });
});

describe('record types', () => {
  it('go to numbers and back', () => {
    expect(recordTypeFromCode(recordTypeCode('SPF'))).toBe('SPF');
    expect(recordTypeFromCode(257)).toBeUndefined();
    expect([recordTypeName(28), recordTypeName(257)]).toEqual(['AAAA', 'TYPE257']);
  });
});
