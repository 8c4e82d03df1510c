// Hostile packets: good replies that were tampered with, and noise. What the codec and the whole client must hold to,
// whatever a server sends. Run: wire.ts [--packets N] [--seed S]
import { ok } from 'node:assert/strict';
import { parseArgs } from 'node:util';
import { decodeMessage } from '../../src/dns/decode-message.ts';
import { seededRandom } from '../helpers/seeded-random.ts';
import { createTally } from '../helpers/tally.ts';
import { clientLaws, type LiarAndClient, type Lie, startLiarAndClient } from './client-laws.ts';
import { codecLaws, readAll, timeReading } from './codec-laws.ts';
import { everydayReplies, largeReplies } from './good-replies.ts';
import { makePacket, type Packet } from './make-packet.ts';
import { checkPrefixes } from './prefix-law.ts';
import { shrinkPacket, toHex } from './shrink-packet.ts';

const mostMs = 10;
/** One packet in so many goes through the whole client as well. */
const clientShare = 10;
const clients = 8;

const { values } = parseArgs({ options: { packets: { type: 'string' }, seed: { type: 'string' } } });
const packets = Number(values.packets ?? 100_000);
const seed = Number(values.seed ?? Math.floor(Math.random() * 0x1_0000_0000));
if (!Number.isSafeInteger(packets) || packets < 1 || !Number.isSafeInteger(seed))
  throw new RangeError('--packets and --seed want whole numbers');

/** The first breach of each law, shrunk where the codec alone can show it. */
const breaches = new Map<string, string>();
const counts = new Map<string, number>();

const breach = (law: string, error: unknown, describe: () => string): void => {
  counts.set(law, (counts.get(law) ?? 0) + 1);
  if (breaches.has(law)) return;
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  breaches.set(law, `${message}\n${describe()}`);
};

const throws = (run: () => void): boolean => {
  try {
    run();
    return false;
  } catch {
    return true;
  }
};

const describePacket = ({ question, octets }: Packet): string =>
  `to ${question.type} ${question.name}: ${octets.length} octets ${toHex(octets)}`;

/** The packet made as small as it can be while `fails` holds. */
const describeShrunk = (packet: Packet, fails: (packet: Packet) => boolean): string =>
  describePacket({
    ...packet,
    octets: shrinkPacket(packet.octets, (octets) => fails({ ...packet, octets })),
  });

const comparisons = new Map<string, number>();
const laws = codecLaws((comparison) => comparisons.set(comparison, (comparisons.get(comparison) ?? 0) + 1));

const NEVER_THROWS = 'nothing throws in the codec';
const QUICK = `no packet takes the codec more than ${mostMs} ms`;

let worst = { elapsedMs: 0, octets: 0 };

const tryCodec = (packet: Packet): void => {
  const start = performance.now();
  try {
    readAll(packet.octets, packet.question);
  } catch (error) {
    const fails = ({ octets, question }: Packet): boolean => throws(() => readAll(octets, question));
    breach(NEVER_THROWS, error, () => describeShrunk(packet, fails));
    return;
  }
  const once = performance.now() - start;
  if (once > worst.elapsedMs) {
    // A busy machine makes any packet slow once.
    const elapsedMs = Math.min(once, timeReading(packet, once > mostMs ? 30 : 3));
    if (elapsedMs > worst.elapsedMs) worst = { elapsedMs, octets: packet.octets.length };
    if (elapsedMs > mostMs) breach(QUICK, `${elapsedMs.toFixed(1)} ms`, () => describePacket(packet));
  }
  const message = decodeMessage(packet.octets);
  if (message === undefined) return;
  for (const [law, holds] of Object.entries(laws)) {
    try {
      holds(packet, message);
    } catch (error) {
      const fails = (other: Packet): boolean => {
        const decoded = decodeMessage(other.octets);
        return decoded !== undefined && throws(() => holds(other, decoded));
      };
      breach(law, error, () => describeShrunk(packet, fails));
    }
  }
};

const ENDS = 'the client never rejects';
const outcomes = new Map<string, number>();

const tryClient = async (liar: LiarAndClient, lie: Lie): Promise<void> => {
  const describe = (): string => `over ${lie.transport} ${describePacket(lie)}`;
  try {
    const { answer, queries } = await liar.ask(lie);
    outcomes.set(answer.outcome, (outcomes.get(answer.outcome) ?? 0) + 1);
    for (const [law, holds] of Object.entries(clientLaws)) {
      try {
        holds(lie, answer, queries);
      } catch (error) {
        breach(law, error, describe);
      }
    }
  } catch (error) {
    breach(ENDS, error, describe);
  }
};

console.log(`seed ${seed}`);
const startMs = performance.now();
const tally = createTally();

let prefixes = 0;
for (const good of [...everydayReplies, ...largeReplies])
  await tally.check(`no beginning of ${good.what} gives more than the whole`, () => {
    prefixes += checkPrefixes(good);
  });

const random = seededRandom(seed);
const liars = await Promise.all(Array.from({ length: clients }, startLiarAndClient));
let throughClient = 0;
let left = packets;
// Each client takes the next packets from the one stream.
const work = async (liar: LiarAndClient): Promise<void> => {
  while (left > 0) {
    for (let share = Math.min(clientShare, left); share > 0; share--) {
      left--;
      const packet = makePacket(random);
      tryCodec(packet);
      if (share > 1) continue;
      throughClient++;
      const transport = random(4) === 0 ? 'tcp' : 'udp';
      await tryClient(liar, { ...packet, transport, hasOwnId: random(16) === 0 });
    }
  }
};
await Promise.all(liars.map(work));
await Promise.all(liars.map((liar) => liar.close()));

for (const law of [NEVER_THROWS, QUICK, ...Object.keys(laws), ENDS, ...Object.keys(clientLaws)])
  await tally.check(law, () => {
    const told = breaches.get(law);
    ok(told === undefined, `${counts.get(law)} packets break it, the first so:\n${told}`);
  });

// One packet in twelve has nothing wrong with it and is compared; without any, nothing would be found.
const compared = comparisons.get('equal') ?? 0;
await tally.check('dns-packet was asked about many packets', () =>
  ok(compared > packets / 20, `only ${compared}`),
);

const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
const listed = (counts: ReadonlyMap<string, number>): string =>
  Array.from(counts, ([what, count]) => `${what} ${count}`).join(', ');
console.log(`${packets} packets through the codec, the worst of ${worst.octets} octets in ${worst.elapsedMs.toFixed(1)} ms
${throughClient} of them through the client: ${listed(outcomes)}
compared with dns-packet: ${listed(comparisons)}
${prefixes} beginnings of good replies; ${seconds} s in all`);
process.exitCode = tally.finish();
