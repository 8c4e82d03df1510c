import type { MessageReader, RecordFrame } from './decode-record.ts';
import { type EdnsData, wordAt } from './wire-format.ts';

const OPTION_EXTENDED_ERROR = 15;
// Servers send one or two; a hostile one has room for ten thousand in a message.
const MAX_EXTENDED_ERRORS = 20;

/** What an OPT record says, and the upper eight bits of the message's rcode (RFC 6891 §6.1.3). */
export const decodeEdns = (
  { octets }: MessageReader,
  frame: RecordFrame,
  note: (problem: string) => void,
): Readonly<{ data: EdnsData; extendedRcode: number }> => {
  const extendedErrors: { code: number; text: string }[] = [];
  const end = Math.min(frame.end, octets.length);
  if (end < frame.end) note('EDNS record cut short by the end of the message');
  let errors = 0;
  let offset = frame.start;
  while (offset < end) {
    const start = offset + 4;
    const next = start + wordAt(octets, offset + 2);
    if (next > end) {
      note('EDNS option cut short');
      break;
    }
    if (wordAt(octets, offset) === OPTION_EXTENDED_ERROR) {
      if (next - start < 2) note('EDNS extended error without a code');
      else if (errors++ < MAX_EXTENDED_ERRORS)
        extendedErrors.push({
          code: wordAt(octets, start),
          text: readText(octets.subarray(start + 2, next)),
        });
    }
    offset = next;
  }
  if (errors > MAX_EXTENDED_ERRORS)
    note(`${errors} extended errors, of which the first ${MAX_EXTENDED_ERRORS} are read`);
  return {
    data: { version: octets[frame.start - 5] ?? 0, udpPayloadOctets: frame.classCode, extendedErrors },
    extendedRcode: octets[frame.start - 6] ?? 0,
  };
};

// RFC 8914 §2: UTF-8, and a NUL at its end doesn't belong to the text.
const readText = (octets: Uint8Array): string => new TextDecoder().decode(octets).replace(/\0$/, '');
