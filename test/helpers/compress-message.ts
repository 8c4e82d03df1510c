import { labelsOf } from '../../src/dns/domain-name.ts';

/** A record to write: its data are octets, or parts of which a `{name}` may be compressed. */
export type WireRecord = Readonly<{
  name: string;
  type: number;
  classCode?: number;
  ttl?: number;
  data: readonly (readonly number[] | Readonly<{ name: string }>)[];
}>;

/** A message to write; `flags` is the second word of the header, without more said that of a plain answer. */
export type WireMessage = Readonly<{
  flags?: number;
  question: Readonly<{ name: string; type: number }>;
  answers?: readonly WireRecord[];
  authorities?: readonly WireRecord[];
  additionals?: readonly WireRecord[];
}>;

/** The octets of a message, and the places in them that mutations like best: where names begin, where types, and
 *  where lengths of data stand. `answersEnd`: where the answer section is over. */
export type WrittenMessage = Readonly<{
  octets: Uint8Array;
  names: readonly number[];
  types: readonly number[];
  lengths: readonly number[];
  answersEnd: number;
}>;

const word = (value: number): [number, number] => [value >> 8, value & 0xff];

/** Writes a message as real servers do: each name ends in a pointer to where its tail stood before. */
export const writeMessage = (message: WireMessage): WrittenMessage => {
  const { flags = 0x8180, question, answers = [], authorities = [], additionals = [] } = message;
  const octets: number[] = [0, 0, ...word(flags), ...word(1)];
  for (const { length } of [answers, authorities, additionals]) octets.push(...word(length));
  const names: number[] = [];
  const types: number[] = [];
  const lengths: number[] = [];
  const known = new Map<string, number>();

  const writeName = (name: string): void => {
    names.push(octets.length);
    const labels = labelsOf(name);
    for (let index = 0; index < labels.length; index++) {
      const tail = labels.slice(index).join('\0');
      const met = known.get(tail);
      if (met !== undefined) {
        octets.push(...word(0xc000 | met));
        return;
      }
      if (octets.length < 0x4000) known.set(tail, octets.length);
      const label = Buffer.from(labels[index] ?? '', 'latin1');
      octets.push(label.length, ...label);
    }
    octets.push(0);
  };
  const writeType = (type: number, classCode: number): void => {
    types.push(octets.length);
    octets.push(...word(type), ...word(classCode));
  };
  const writeRecord = ({ name, type, classCode = 1, ttl = 300, data }: WireRecord): void => {
    writeName(name);
    writeType(type, classCode);
    octets.push(...word(ttl >>> 16), ...word(ttl & 0xffff));
    const length = octets.length;
    lengths.push(length);
    octets.push(0, 0);
    for (const part of data) {
      if ('name' in part) writeName(part.name);
      else for (const octet of part) octets.push(octet);
    }
    [octets[length], octets[length + 1]] = word(octets.length - length - 2);
  };

  writeName(question.name);
  writeType(question.type, 1);
  answers.forEach(writeRecord);
  const answersEnd = octets.length;
  authorities.forEach(writeRecord);
  additionals.forEach(writeRecord);
  return { octets: Uint8Array.from(octets), names, types, lengths, answersEnd };
};
