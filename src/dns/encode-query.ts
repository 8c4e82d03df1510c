import { labelsOf, unaskableReason } from './domain-name.ts';
import { recordTypeCode } from './record-type.ts';
import type { DnsQuestion } from './resolver.ts';
import { CLASS_IN, FLAG_BITS, TYPE_OPT, UDP_PAYLOAD_OCTETS } from './wire-format.ts';

/** How a question is asked. `authenticData` asks for the AD flag without DNSSEC records (RFC 6840 §5.7);
 *  `checkingDisabled` asks a validating server for data that failed its checks (RFC 4035 §3.2.2). */
export type QueryOptions = Readonly<{
  recursionDesired: boolean;
  edns: boolean;
  authenticData: boolean;
  checkingDisabled?: boolean;
}>;

// An empty OPT record (RFC 6891 §6.1.2): root name, type, UDP size as class, no extended flags, no options.
const OPT_RECORD = [0, 0, TYPE_OPT, UDP_PAYLOAD_OCTETS >> 8, UDP_PAYLOAD_OCTETS & 0xff, 0, 0, 0, 0, 0, 0];

/** The query message for a question. Its name must be one that can be asked (`unaskableReason`): else it throws. */
export const encodeQuery = (
  question: DnsQuestion,
  options: QueryOptions & Readonly<{ id: number }>,
): Uint8Array => {
  const reason = unaskableReason(question.name);
  if (reason !== undefined) throw new RangeError(`this name can't be put in a query: ${reason}`);
  const name = labelsOf(question.name).flatMap((label) => [label.length, ...octetsOf(label)]);
  return Uint8Array.from([
    ...word(options.id),
    ...word(flagsWord(options)),
    ...word(1),
    ...word(0),
    ...word(0),
    ...word(options.edns ? 1 : 0),
    ...name,
    0,
    ...word(recordTypeCode(question.type)),
    ...word(CLASS_IN),
    ...(options.edns ? OPT_RECORD : []),
  ]);
};

const flagsWord = (options: QueryOptions): number =>
  (options.recursionDesired ? FLAG_BITS.rd : 0) |
  (options.authenticData ? FLAG_BITS.ad : 0) |
  (options.checkingDisabled === true ? FLAG_BITS.cd : 0);

const word = (value: number): readonly [number, number] => [value >> 8, value & 0xff];

const octetsOf = (label: string): number[] => Array.from(label, (_, index) => label.charCodeAt(index));
