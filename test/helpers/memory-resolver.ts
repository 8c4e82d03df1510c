import { unaskableReason } from '../../src/dns/domain-name.ts';
import type { DnsAnswer, DnsOutcome, DnsQuestion, DnsRecord, Resolver } from '../../src/dns/resolver.ts';
import { askZone, type MemoryZone, type Trouble, type ZoneAnswer } from './memory-zone.ts';

/** `elapsedMs`: what each answer says it took; nothing is slept. `random` (from 0 up to 1) makes answers come late
 *  and out of turn, with their records shuffled. */
export type MemoryResolverOptions = Readonly<{
  elapsedMs?: number | ((question: DnsQuestion) => number);
  random?: () => number;
}>;

/** A resolver that keeps what it was asked, as `TXT example.com`, in order. */
export type MemoryResolver = Resolver & Readonly<{ asked: readonly string[] }>;

const outcomeOfTrouble = (trouble: Trouble): DnsOutcome => {
  switch (trouble) {
    case 'servfail':
      return 'server-failure';
    case 'timeout':
    case 'refused':
    case 'unreachable':
    case 'malformed':
      return trouble;
    case 0:
      return 'no-data';
    case 3:
      return 'name-error';
    case 5:
      return 'refused';
    default:
      return 'server-failure';
  }
};

const outcomeOf = (answer: ZoneAnswer): DnsOutcome => {
  if (answer.kind === 'trouble') return outcomeOfTrouble(answer.trouble);
  if (answer.rcode === 3) return 'name-error';
  return answer.records.length > 0 ? 'records' : 'no-data';
};

const shuffled = <Item>(items: readonly Item[], random: () => number): Item[] =>
  items
    .map((item) => ({ item, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);

/** Answers from zone data, without a network. */
export const memoryResolver = (zone: MemoryZone, options: MemoryResolverOptions = {}): MemoryResolver => {
  const ask = askZone(zone);
  const asked: string[] = [];
  const { elapsedMs = 0, random } = options;

  const answerTo = (question: DnsQuestion): DnsAnswer => {
    const common = {
      question,
      askedAtMs: 0,
      elapsedMs: typeof elapsedMs === 'number' ? elapsedMs : elapsedMs(question),
      attempts: [],
      origin: { kind: 'zone', file: 'memory' },
    } as const;
    if (unaskableReason(question.name) !== undefined)
      return { ...common, outcome: 'unaskable', records: [], aliases: [] };
    const found = ask(question);
    const records: readonly DnsRecord[] = found.kind === 'answer' ? found.records : [];
    return {
      ...common,
      outcome: outcomeOf(found),
      records: random === undefined ? records : shuffled(records, random),
      aliases: found.aliases.map((alias) => alias.target),
    };
  };

  return {
    asked,
    resolve: async (question, signal) => {
      signal?.throwIfAborted();
      asked.push(`${question.type} ${question.name}`);
      if (random !== undefined)
        for (let turns = Math.floor(random() * 4); turns > 0; turns--)
          await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
      return answerTo(question);
    },
  };
};
