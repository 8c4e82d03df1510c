import type { Candidate, Place } from './candidate.ts';
import { trustKindOf } from './form-table.ts';
import { readSpamSymbols } from './forms/spam-symbols.ts';
import { createLineJoiner, type Joined, readLine } from './read-line.ts';
import { longestLine } from './text-lines.ts';
import { trustOf } from './trust.ts';

/** Reads a log as it comes, in chunks of octets that may end anywhere. Memory stays bounded, however long the log or
 *  one line of it is. */
export type LineReader = Readonly<{
  /** What the lines that the chunk completes say. Offsets of places count octets from the beginning of the log. */
  push: (chunk: Uint8Array) => readonly Candidate[];
  /** What the last line says, and what was waiting for more. */
  end: () => readonly Candidate[];
  /** Lines and octets seen so far. */
  progress: () => Readonly<{ lines: number; octets: number }>;
}>;

/** A line has one of these somewhere, or nobody reads it: each mark of a form holds one. They are looked for in whole
 *  chunks, which costs a fraction of what looking at each line would; V8 finds a text of six letters several times as
 *  fast as a longer one. */
const marks: readonly string[] = [
  'spf',
  'SPF',
  'reject',
  'warn:',
  'H=',
  'class=',
  'said:',
  'action',
  'client=',
];

const feed = 0x0a;

/** The candidate of a statement. Field by field: to spread it takes more time than all else that is done with a line. */
const candidateOf = ({ form, statement, item }: Joined<Place>): Candidate => ({
  clientIp: statement.clientIp,
  helo: statement.helo,
  mailFrom: statement.mailFrom,
  mailFromDomain: statement.mailFromDomain,
  identity: statement.identity,
  result: statement.result,
  doubtful: statement.doubtful,
  reason: statement.reason,
  receiver: statement.receiver,
  time: statement.time,
  facts: statement.facts,
  form,
  place: item,
  trust: trustOf(trustKindOf(form)),
});

/** A reader at the beginning of a log. It knows the forms that are one line each; of headers and requests, which are
 *  several lines, a log has none. */
export const createLineReader = (): LineReader => {
  const joiner = createLineJoiner<Place>();
  let rest: Uint8Array = new Uint8Array();
  // In the middle of a line that is too long: its beginning is in `rest`, and more of it is dropped.
  let droppedOctets = 0;
  let lines = 0;
  let octets = 0;

  const readText = (text: string, place: Place, found: Candidate[]): void => {
    if (text.includes(': client=')) joiner.noteClient(text);
    const read = readLine(text);
    if (read?.reading.kind === 'found') {
      const { form, reading } = read;
      for (const joined of joiner.add({ form, reading }, place)) found.push(candidateOf(joined));
    } else if (read === undefined && text.includes('SPF_'))
      for (const symbols of readSpamSymbols(text))
        found.push({ ...symbols, form: 'spam-symbols', place, trust: trustOf('filter-symbol') });
  };

  /** Reads whole lines: `buffer` ends with a line's end, or with the log. `from` is its offset in the log. */
  const readBuffer = (buffer: Buffer, from: number): Candidate[] => {
    const found: Candidate[] = [];
    // One character an octet: offsets are the same, and nothing is decoded that nobody reads.
    const text = buffer.toString('latin1');
    const nexts = marks.map((mark) => text.indexOf(mark));
    let counted = 0;
    for (;;) {
      let at = -1;
      for (const next of nexts) if (next !== -1 && (at === -1 || next < at)) at = next;
      if (at === -1) break;
      const start = at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
      const feedAt = text.indexOf('\n', at);
      const end = feedAt === -1 ? text.length : feedAt;
      lines += countFeeds(buffer, counted, start);
      counted = start;
      const line = lines + 1;
      const whole = buffer.toString('utf8', start, Math.min(end, start + longestLine));
      readText(
        whole.endsWith('\r') ? whole.slice(0, -1) : whole,
        { line, lastLine: line, start: from + start, end: from + end },
        found,
      );
      for (let index = 0; index < nexts.length; index++) {
        const next = nexts[index] ?? -1;
        if (next !== -1 && next < end) nexts[index] = text.indexOf(marks[index] ?? '', end);
      }
    }
    lines += countFeeds(buffer, counted, buffer.length);
    return found;
  };

  /** Keeps the beginning of a line that is not whole yet. */
  const keep = (piece: Uint8Array): void => {
    const kept = piece.subarray(0, Math.max(0, longestLine - rest.length));
    droppedOctets += piece.length - kept.length;
    // Copied: the caller may fill the chunk again.
    if (kept.length > 0) rest = Buffer.concat([rest, kept]);
  };

  /** Reads the line that `rest` begins, whose end has come. */
  const readRest = (before: number): Candidate[] => {
    const found = rest.length === 0 ? [] : readBuffer(bufferOf(rest), before - rest.length - droppedOctets);
    rest = new Uint8Array();
    droppedOctets = 0;
    return found;
  };

  return {
    push: (chunk) => {
      const before = octets;
      octets += chunk.length;
      const firstFeed = chunk.indexOf(feed);
      if (firstFeed === -1) {
        keep(chunk);
        return [];
      }
      const start = rest.length === 0 ? 0 : firstFeed + 1;
      if (start > 0) keep(chunk.subarray(0, firstFeed));
      const found = readRest(before + Math.max(start - 1, 0));
      if (start > 0) lines++;
      const end = chunk.lastIndexOf(feed) + 1;
      for (const candidate of readBuffer(bufferOf(chunk.subarray(start, end)), before + start))
        found.push(candidate);
      keep(chunk.subarray(end));
      return found;
    },
    end: () => {
      const isOpen = rest.length > 0;
      const found = readRest(octets);
      if (isOpen) lines++;
      for (const joined of joiner.end()) found.push(candidateOf(joined));
      return found;
    },
    progress: () => ({ lines, octets }),
  };
};

const bufferOf = (octets: Uint8Array): Buffer =>
  Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength);

const countFeeds = (buffer: Buffer, start: number, end: number): number => {
  let count = 0;
  for (let at = buffer.indexOf(feed, start); at !== -1 && at < end; at = buffer.indexOf(feed, at + 1))
    count++;
  return count;
};
