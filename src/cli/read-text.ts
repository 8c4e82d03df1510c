import type { Candidate } from '../intake/candidate.ts';
import { formLabels } from '../intake/form-table.ts';
import { isDmarcReport } from '../intake/forms/dmarc-report.ts';
import type { Intake, MessageTrace, NearMiss } from '../intake/intake.ts';
import { createLineReader, type LineReader } from '../intake/line-reader.ts';
import { inPart, isMimeMessage, readOctets } from '../intake/read-message.ts';
import { readReport } from '../intake/read-report.ts';
import { gunzipOctets, isGzip } from './gunzip-octets.ts';
import { openOctets } from './open-octets.ts';
import { createAttachmentUnpacker, isZip, unpackReport } from './unpack-report.ts';
import { DataError } from './usage-error.ts';

/** A part of what a text holds. `octets`: how many of the file were read by now, of `totalOctets` where that is known.
 *  `end` comes with the last parts: for a text in which nothing was found. */
export type TextPiece = Readonly<{
  candidates: readonly Candidate[];
  messages: readonly MessageTrace[];
  octets: number;
  totalOctets: number | undefined;
  end?: Pick<Intake, 'lookedFor' | 'nearMiss'>;
}>;

/** A text of at most so many octets is read whole: headers, messages and requests are several lines. A longer one is a
 *  log, of which each line speaks for itself, unless it begins as a message, a report or an archive. */
const mostOfPaste = 4 * 1024 * 1024;

/** A message, a report or an archive of more octets than this is refused: no server takes such a mail. */
const mostOfMessage = 32 * 1024 * 1024;

const headOctets = 64 * 1024;

/** Whether octets are no text: more than one of twenty is a control character that no text has. */
const isBinary = (octets: Uint8Array): boolean => {
  const head = octets.subarray(0, headOctets);
  let controls = 0;
  // Backspace to carriage return, and the escape of colours.
  for (const octet of head) if (octet < 0x20 && (octet < 0x08 || octet > 0x0d) && octet !== 0x1b) controls++;
  return controls * 20 > head.length;
};

/** The encoding that a byte order mark names. */
const utf16Of = (octets: Uint8Array): 'utf-16le' | 'utf-16be' | undefined => {
  const [first, second] = octets;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
};

/** The chunks, none of their first octets taken away, and those octets. */
const peek = async (
  chunks: AsyncIterable<Uint8Array>,
): Promise<Readonly<{ head: Uint8Array; all: AsyncIterable<Uint8Array> }>> => {
  const iterator = chunks[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (head.length < 4) {
    const next = await iterator.next();
    if (next.done === true) break;
    // Copied: the chunk may be filled again.
    head = Buffer.concat([head, next.value]);
  }
  let isGiven = head.length === 0;
  const next = (): ReturnType<typeof iterator.next> => {
    if (isGiven) return iterator.next();
    isGiven = true;
    return Promise.resolve({ value: head, done: false });
  };
  const end = iterator.return?.bind(iterator);
  const all: AsyncIterator<Uint8Array> = { next, ...(end === undefined ? {} : { return: end }) };
  return { head, all: { [Symbol.asyncIterator]: () => all } };
};

const unpackedText = async (chunks: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> => {
  const packed = await peek(chunks);
  if (!isGzip(packed.head)) return packed.all;
  const { head, all } = await peek(gunzipOctets(packed.all));
  if (isGzip(head) || isZip(head))
    throw new DataError('it is an archive in an archive: unpack it once, and give the inner one');
  return all;
};

/** Whether a long text is to be read as a whole. */
const isOnePiece = (octets: Buffer): boolean => {
  const head = octets.toString('latin1', 0, headOctets);
  return isZip(octets) || isMimeMessage(head) || isDmarcReport(head);
};

const refuseBinary = (octets: Uint8Array): void => {
  if (utf16Of(octets) !== undefined)
    throw new DataError('it is UTF-16 and longer than what is converted here; as UTF-8, it can be read');
  if (isBinary(octets)) throw new DataError('it is binary, no text');
};

const whole = { line: 1, lastLine: 1, start: 0, end: 0 } as const;

const miss = (sentence: string): NearMiss => ({ form: undefined, place: whole, sentence });

const readPlain = async (octets: Uint8Array): Promise<Intake> => {
  const intake = await readOctets(octets, createAttachmentUnpacker());
  return intake.candidates.length === 0 && isBinary(octets)
    ? { ...intake, nearMiss: miss('It is binary, no text.') }
    : intake;
};

/** Reads a file that is no archive; a report piece by piece, as it may have a million records. */
async function* readFile(octets: Uint8Array): AsyncGenerator<Intake> {
  const head = Buffer.from(octets.buffer, octets.byteOffset, Math.min(octets.length, headOctets)).toString(
    'latin1',
  );
  if (!isMimeMessage(head) && isDmarcReport(head)) yield* readReport(new TextDecoder().decode(octets));
  else yield await readPlain(octets);
}

async function* readWhole(octets: Buffer): AsyncGenerator<Intake> {
  const encoding = utf16Of(octets);
  const text = encoding === undefined ? octets : Buffer.from(new TextDecoder(encoding).decode(octets));
  const unpacked = unpackReport(text);
  if (unpacked.kind === 'plain') yield* readFile(text);
  if (unpacked.kind === 'refused')
    yield {
      candidates: [],
      messages: [],
      lookedFor: Object.values(formLabels),
      nearMiss: miss(unpacked.sentence),
    };
  if (unpacked.kind !== 'unpacked') return;
  for (const { name, octets: file } of unpacked.files)
    for await (const intake of readFile(file)) yield inPart(intake, name);
}

const longLog = miss(
  `It has more than ${mostOfPaste / 1024 / 1024} MiB and was read as a log, line by line: headers, messages and requests are found in shorter texts.`,
);

type Found = Pick<TextPiece, 'candidates' | 'messages' | 'end'>;

/** Reads a source's text as it comes. Gives parts to a function, and is no generator of them: what a chain of promises
 *  once held outlives it in V8's young memory, and half of the time would go to copying what nobody needs. */
const readSource = async (
  chunks: AsyncIterable<Uint8Array>,
  take: (found: Found) => Promise<void> | void,
): Promise<void> => {
  const held: Buffer[] = [];
  let heldOctets = 0;
  let isWhole = false;
  let reader: LineReader | undefined;
  for await (const chunk of await unpackedText(chunks)) {
    if (reader !== undefined) {
      const taken = take({ candidates: reader.push(chunk), messages: [] });
      if (taken !== undefined) await taken;
      continue;
    }
    held.push(Buffer.from(chunk));
    heldOctets += chunk.length;
    if (heldOctets > mostOfMessage)
      throw new DataError(`it has more than ${mostOfMessage} octets, the most that is read of one message`);
    if (isWhole || heldOctets <= mostOfPaste) continue;
    const start = Buffer.concat(held);
    isWhole = isOnePiece(start);
    if (isWhole) continue;
    refuseBinary(start);
    held.length = 0;
    reader = createLineReader();
    await take({ candidates: reader.push(start), messages: [] });
  }
  if (reader !== undefined) {
    const end = { lookedFor: Object.values(formLabels), nearMiss: longLog };
    await take({ candidates: reader.end(), messages: [], end });
    return;
  }
  for await (const { candidates, messages, ...end } of readWhole(Buffer.concat(held)))
    await take({ candidates, messages, end });
};

/** Reads a file of any kind, or standard input for `-`: pastes, messages, reports, logs of any length, packed by gzip or
 *  not, and hands on what it holds. Memory stays bounded. Throws a DataError for what is no text, and Node's system
 *  errors. */
export const readText = async (
  path: string,
  standardInput: () => AsyncIterable<Uint8Array>,
  take: (piece: TextPiece) => Promise<void> | void,
): Promise<void> => {
  const { totalOctets, chunks, close } = await openOctets(path, standardInput);
  let octets = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      octets += chunk.length;
      yield chunk;
    }
  }
  try {
    await readSource(counted(), (found) => take({ ...found, octets, totalOctets }));
  } finally {
    await close();
  }
};
