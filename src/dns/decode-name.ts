import { nameFromLabels } from './domain-name.ts';
import type { DomainName } from './resolver.ts';

/** The name that stands at an offset of a message. `end`: where what follows the name begins.
 *  `octets`: its length without compression. `hops`: how many pointers it goes through. */
export type NameReading =
  | Readonly<{ kind: 'name'; name: DomainName; octets: number; hops: number; end: number }>
  | Readonly<{ kind: 'problem'; problem: string }>;

const problem = (text: string): NameReading => ({ kind: 'problem', problem: text });

const CUT = problem('name cut short by the end of the message');
const RESERVED = problem('label of a reserved kind');
const FORWARD = problem('compression pointer that does not point back');
const LOOP = problem('compression pointers in a loop');
const LONG = problem('name of more than 255 octets');
const HOPS = problem('name of more than 127 compression pointers');

// RFC 1035 §2.3.4. A name of 255 octets has at most 127 labels, and a useful pointer leads to at least one more.
const MAX_NAME_OCTETS = 255;
const MAX_HOPS = 127;

const isPointer = (octet: number): boolean => octet >= 0xc0;

/** Reads the names of one message; `text` is the message as latin1.
 *
 *  A name is its first label and then the name at the next offset, or just the name that its pointer leads to. So
 *  each offset is read once and remembered, with its problem if it has one: however a hostile message weaves its
 *  pointers, reading all its names takes time linear in its length. */
export const nameReader = (octets: Uint8Array, text: string): ((offset: number) => NameReading) => {
  const known = new Array<NameReading | undefined>(octets.length);

  const startsAt = (offset: number): NameReading | number => {
    const first = octets[offset];
    if (first === undefined) return CUT;
    if (first === 0) return { kind: 'name', name: '', octets: 1, hops: 0, end: offset + 1 };
    if (first < 0x40) return offset + 1 + first;
    if (!isPointer(first)) return RESERVED;
    const low = octets[offset + 1];
    if (low === undefined) return CUT;
    const target = ((first & 0x3f) << 8) | low;
    // RFC 1035 §4.1.4: a pointer leads to a prior occurrence.
    return target < offset ? target : FORWARD;
  };

  const prepend = (offset: number, rest: NameReading): NameReading => {
    if (rest.kind === 'problem') return rest;
    // startsAt has read this octet already.
    const first = octets[offset] as number;
    if (isPointer(first)) {
      if (rest.hops === MAX_HOPS) return HOPS;
      return { kind: 'name', name: rest.name, octets: rest.octets, hops: rest.hops + 1, end: offset + 2 };
    }
    const length = rest.octets + 1 + first;
    if (length > MAX_NAME_OCTETS) return LONG;
    const label = nameFromLabels([text.slice(offset + 1, offset + 1 + first)]);
    const name = rest.name === '' ? label : `${label}.${rest.name}`;
    return { kind: 'name', name, octets: length, hops: rest.hops, end: rest.end };
  };

  return (start) => {
    const path: number[] = [];
    let offset = start;
    let reading = known[offset];
    while (reading === undefined) {
      // Met again on this same walk, the offset closes a loop.
      known[offset] = LOOP;
      path.push(offset);
      const next = startsAt(offset);
      if (typeof next === 'number') {
        offset = next;
        reading = known[offset];
      } else {
        path.pop();
        known[offset] = next;
        reading = next;
      }
    }
    for (const passed of path.reverse()) {
      reading = prepend(passed, reading);
      known[passed] = reading;
    }
    return reading;
  };
};
