import { decodeEdns } from './decode-edns.ts';
import { nameReader } from './decode-name.ts';
import { decodeRecord, type MessageReader, type RecordFrame, ttlFromWire } from './decode-record.ts';
import { recordTypeName } from './record-type.ts';
import type { DnsRecord } from './resolver.ts';
import {
  type DnsMessage,
  FLAG_BITS,
  HEADER_OCTETS,
  longAt,
  TYPE_OPT,
  type WireQuestion,
  wordAt,
} from './wire-format.ts';

// More than the 4,095 addresses that the largest message has room for: only a hostile message gets there.
const MAX_ENTRIES = 4096;
const MAX_PROBLEMS = 20;

/** The message that the octets hold, as far as they can be read; undefined when they are too few for a header.
 *  Never throws. What is wrong is told in `problems`, and what could be read is there in spite of it. */
export const decodeMessage = (input: Uint8Array): DnsMessage | undefined => {
  if (input.length < HEADER_OCTETS) return undefined;
  // A copy, as records keep parts of it; and no Buffer, whose slice() shares its octets.
  const octets = new Uint8Array(input);
  const text = Buffer.from(octets.buffer).toString('latin1');
  const message: MessageReader = { octets, text, nameAt: nameReader(octets, text) };
  const problems: string[] = [];
  const note = (problem: string): void => {
    if (problems.length < MAX_PROBLEMS) problems.push(problem);
  };

  const { questions, answers, authorities, additionals, hasAllAnswers } = readSections(message, note);
  const records = (frames: readonly RecordFrame[]): DnsRecord[] =>
    frames.map((frame) => {
      const record = decodeRecord(message, frame);
      if (record.type === 'bad') note(`${describeFrame(frame)}: ${record.problem}`);
      return record;
    });
  const optFrames = additionals.filter((frame) => frame.typeCode === TYPE_OPT);
  // RFC 6891 §6.1.1: at most one, in the additional section.
  if (optFrames.length > 1) note(`${optFrames.length} EDNS records, of which the first is taken`);
  const edns = optFrames[0] === undefined ? undefined : decodeEdns(message, optFrames[0], note);

  const flagsWord = wordAt(octets, 2);
  const isSet = (bit: number): boolean => (flagsWord & bit) !== 0;
  return {
    id: wordAt(octets, 0),
    isResponse: isSet(FLAG_BITS.isResponse),
    opcode: (flagsWord >> 11) & 0x0f,
    flags: {
      aa: isSet(FLAG_BITS.aa),
      tc: isSet(FLAG_BITS.tc),
      ra: isSet(FLAG_BITS.ra),
      ad: isSet(FLAG_BITS.ad),
    },
    // RFC 6891 §6.1.3: EDNS has the upper eight bits.
    rcode: ((edns?.extendedRcode ?? 0) << 4) | (flagsWord & 0x0f),
    questions,
    answers: records(answers),
    hasAllAnswers,
    authorities: records(authorities),
    additionals: records(additionals.filter((frame) => frame.typeCode !== TYPE_OPT)),
    ...(edns && { edns: edns.data }),
    problems,
  };
};

type Sections = Readonly<{
  questions: readonly WireQuestion[];
  answers: readonly RecordFrame[];
  authorities: readonly RecordFrame[];
  additionals: readonly RecordFrame[];
  hasAllAnswers: boolean;
}>;

/** Where every record is, up to the first place from which the next one can't be found. */
const readSections = (message: MessageReader, note: (problem: string) => void): Sections => {
  const { octets } = message;
  let offset = HEADER_OCTETS;
  let entries = 0;
  let isLost = false;

  const readSection = <Entry extends Readonly<{ end: number }>>(
    name: string,
    countOffset: number,
    readEntry: (message: MessageReader, offset: number) => Entry | string,
  ): Entry[] => {
    const announced = wordAt(octets, countOffset);
    const section: Entry[] = [];
    while (!isLost && section.length < announced) {
      const entry =
        entries++ < MAX_ENTRIES ? readEntry(message, offset) : `only ${MAX_ENTRIES} entries are read`;
      if (typeof entry === 'string') {
        note(`${name} ${section.length + 1} of ${announced}: ${entry}`);
        isLost = true;
      } else {
        section.push(entry);
        offset = entry.end;
        isLost = offset > octets.length;
      }
    }
    return section;
  };

  const questions = readSection('question', 4, readQuestion);
  const answers = readSection('answer', 6, readFrame);
  const hasAllAnswers = !isLost;
  const authorities = readSection('authority record', 8, readFrame);
  const additionals = readSection('additional record', 10, readFrame);
  if (!isLost && offset < octets.length) note(`${octets.length - offset} octets after the last record`);
  return {
    questions: questions.map(({ name, typeCode, classCode }) => ({ name, typeCode, classCode })),
    answers,
    authorities,
    additionals,
    hasAllAnswers,
  };
};

const CUT = 'cut short by the end of the message';

const readQuestion = (
  { octets, nameAt }: MessageReader,
  offset: number,
): (WireQuestion & Readonly<{ end: number }>) | string => {
  const owner = nameAt(offset);
  if (owner.kind === 'problem') return owner.problem;
  const end = owner.end + 4;
  if (end > octets.length) return CUT;
  return {
    name: owner.name,
    typeCode: wordAt(octets, owner.end),
    classCode: wordAt(octets, owner.end + 2),
    end,
  };
};

const readFrame = ({ octets, nameAt }: MessageReader, offset: number): RecordFrame | string => {
  const owner = nameAt(offset);
  if (owner.kind === 'problem') return owner.problem;
  const start = owner.end + 10;
  if (start > octets.length) return CUT;
  return {
    name: owner.name,
    typeCode: wordAt(octets, owner.end),
    classCode: wordAt(octets, owner.end + 2),
    ttlSeconds: ttlFromWire(longAt(octets, owner.end + 4)),
    start,
    end: start + wordAt(octets, owner.end + 8),
  };
};

const describeFrame = ({ name, typeCode }: RecordFrame): string =>
  `${recordTypeName(typeCode)} record of ${name === '' ? 'the root' : name}`;
