import type { DnsQuestion } from '../../src/dns/resolver.ts';
import { pick, type Random } from '../helpers/seeded-random.ts';
import { everydayReplies, type GoodReply, largeReplies } from './good-replies.ts';

/** Octets for the client, and the question that they are given to. */
export type Packet = Readonly<{ octets: Uint8Array; question: DnsQuestion }>;

const telling = [0, 1, 2, 4, 5, 15, 16, 28, 41, 0x3f, 0x40, 0x7f, 0x80, 0xbf, 0xc0, 0xc1, 0xfe, 0xff];

const setWord = (octets: number[], offset: number, value: number): void => {
  if (offset < 0 || offset + 1 >= octets.length) return;
  octets[offset] = value >> 8;
  octets[offset + 1] = value & 0xff;
};

const anyWord = (random: Random): number =>
  pick(random, [() => random(4), () => random(40), () => random(0x1_0000), () => 0xffff])();

type Mutation = (octets: number[], good: GoodReply, random: Random) => void;

/** Half of them hit anything; the others know where something hurts. */
const mutations: readonly Mutation[] = [
  (octets, _, random) => {
    octets[random(octets.length)] = random(256);
  },
  (octets, _, random) => {
    octets[random(octets.length)] = pick(random, telling);
  },
  (octets, _, random) => {
    const offset = random(octets.length);
    octets[offset] = (octets[offset] ?? 0) ^ (1 << random(8));
  },
  (octets, _, random) => {
    octets.length = random(octets.length + 1);
  },
  (octets, _, random) => {
    for (let left = 1 + random(40); left > 0; left--) octets.push(random(256));
  },
  (octets, _, random) => {
    octets.splice(random(octets.length), 1 + random(12));
  },
  (octets, _, random) => {
    const start = random(octets.length);
    octets.splice(random(octets.length), 0, ...octets.slice(start, start + 1 + random(60)));
  },
  (octets, _, random) => setWord(octets, random(octets.length), 0xc000 | random(octets.length + 4)),
  // The counts of the header, its flags and its rcode.
  (octets, _, random) => setWord(octets, 4 + 2 * random(4), anyWord(random)),
  (octets, _, random) => {
    octets[2 + random(2)] = random(256);
  },
  (octets, good, random) => {
    octets[pick(random, good.names)] = pick(random, telling);
  },
  (octets, good, random) => setWord(octets, pick(random, good.names), 0xc000 | pick(random, good.names)),
  (octets, good, random) => setWord(octets, pick(random, good.types), pick(random, telling)),
  (octets, good, random) => setWord(octets, pick(random, good.types) + 2, anyWord(random)),
  (octets, good, random) => {
    const offset = pick(random, good.types) + 4;
    setWord(octets, offset, anyWord(random));
  },
  (octets, good, random) => {
    if (good.lengths.length > 0) setWord(octets, pick(random, good.lengths), anyWord(random));
  },
  (octets, good, random) => {
    if (good.lengths.length === 0) return;
    const offset = pick(random, good.lengths);
    setWord(octets, offset, ((octets[offset] ?? 0) << 8) + (octets[offset + 1] ?? 0) + random(5) - 2);
  },
];

const mutate = (good: GoodReply, random: Random): Uint8Array => {
  const octets = [...good.octets];
  for (let left = 1 + random(4); left > 0 && octets.length > 0; left--)
    pick(random, mutations)(octets, good, random);
  return Uint8Array.from(octets.slice(0, 0xffff));
};

/** The head of one reply and the tail of another. */
const splice = (good: GoodReply, random: Random): Uint8Array => {
  const other = pick(random, everydayReplies);
  const head = good.octets.subarray(0, random(good.octets.length));
  return Uint8Array.from([...head, ...other.octets.subarray(random(other.octets.length))]);
};

const noise = (random: Random, length: number): Uint8Array =>
  Uint8Array.from({ length }, () => (random(3) === 0 ? pick(random, telling) : random(256)));

/** Header and question. */
const headOf = ({ octets, types }: GoodReply): number[] => [...octets.subarray(0, (types[0] ?? 12) + 4)];

const withCounts = (octets: number[], answers: number): Uint8Array => {
  setWord(octets, 6, answers);
  setWord(octets, 8, 0);
  setWord(octets, 10, 0);
  return Uint8Array.from(octets);
};

/** Noise after the header and question of a good reply, so that it is read as records. */
const noisyRecords = (good: GoodReply, random: Random): Uint8Array => {
  const octets = [...headOf(good), ...noise(random, random(400))];
  for (const offset of [6, 8, 10]) setWord(octets, offset, random(30));
  return Uint8Array.from(octets);
};

/** Names that pointers weave out of each other, in as many records as there is room for: much for its size. In a deep
 *  web names lead to the last ones before them, up to the limits of a name and over them. */
const web = (good: GoodReply, random: Random): Uint8Array => {
  const octets = headOf(good);
  const starts = [12];
  const type = pick(random, [2, 5, 6, 12, 15]);
  const size = pick(random, [600, 1500, 4000, 20_000]);
  const reach = pick(random, [2, 8, 1000, 10_000]);
  let count = 0;
  const anywhere = (): number[] => {
    const target = starts[starts.length - 1 - random(Math.min(reach, starts.length))] ?? 12;
    return target < 0x4000 ? [0xc0 | (target >> 8), target & 0xff] : [0];
  };
  const weave = (): number[] => {
    const length = random(3) === 0 ? 0 : 1 + random(pick(random, [2, 20, 63]));
    const label =
      length === 0 ? [] : [length, ...Array<number>(length).fill(pick(random, [0x2e, 0x5c, 0x61, 1]))];
    if (octets.length < 0x4000) starts.push(octets.length);
    return [...label, ...anywhere()];
  };
  while (octets.length < size) {
    // An owner that is too long would end the reading; the names in the data may be.
    octets.push(...(reach > 8 ? weave() : [0]), 0, type, 0, 1, 0, 0, 0, 9);
    const length = octets.length;
    octets.push(0, 0);
    if (type === 15) octets.push(0, 1);
    octets.push(...weave());
    if (type === 6) octets.push(...anywhere(), ...Array<number>(20).fill(0));
    setWord(octets, length, octets.length - length - 2);
    count++;
  }
  return withCounts(octets, count);
};

/** The same few octets up to the largest size of a message, and more of it announced than there is. */
const filled = (good: GoodReply, random: Random): Uint8Array => {
  const pattern = pick(random, [
    [0, 0, 1, 0, 1, 0, 0, 0, 9, 0, 0],
    [0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 9, 0, 1, 0],
    [0xc0, 12, 0, 12, 0, 1, 0, 0, 0, 9, 0, 2, 0xc0, 12],
    [0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 9, 0, 4, 192, 0, 2, 1],
    [1, 0x61],
    [0xc0],
  ]);
  const octets = headOf(good);
  while (octets.length + pattern.length <= 0xffff) octets.push(...pattern);
  return withCounts(octets, 0xffff);
};

/** The next packet: mostly a good reply that was tampered with, else noise; one in a hundred is large. */
export const makePacket = (random: Random): Packet => {
  const good = pick(random, random(100) === 0 ? largeReplies : everydayReplies);
  const kind = random(100);
  const octets =
    kind < 75
      ? mutate(good, random)
      : kind < 85
        ? splice(good, random)
        : kind < 94
          ? noisyRecords(good, random)
          : kind < 97
            ? noise(random, random(300))
            : random(20) === 0
              ? filled(good, random)
              : web(good, random);
  return { octets, question: good.question };
};
