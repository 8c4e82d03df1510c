import { type AskingOptions, askServers, type Statement } from './ask-servers.ts';
import { unaskableReason } from './domain-name.ts';
import type { DnsAnswer, DnsAttempt, DnsQuestion, DomainName, Resolver } from './resolver.ts';

/** How a server resolver asks. `now` gives milliseconds since the epoch. */
export type ServerResolverOptions = AskingOptions & Readonly<{ now: () => number }>;

/** Answers questions by asking DNS servers. An alias whose end the reply leaves open is asked on; the answer then
 *  has the flags, size and origin of the last reply, and AD only if every reply had it. */
export const serverResolver = (options: ServerResolverOptions): Resolver => ({
  resolve: async (question, signal) => {
    signal?.throwIfAborted();
    const startMs = options.monotonicNow();
    const attempts: DnsAttempt[] = [];
    const asked = { question, askedAtMs: options.now(), attempts };
    const reason = whyUnaskable(question.name);
    const outcome =
      reason === undefined
        ? await followToTheEnd(options, question, signal, (attempt) => attempts.push(attempt))
        : { ...NOTHING, outcome: 'unaskable' as const, problems: [`the name has ${reason}`] };
    return { ...asked, ...outcome, elapsedMs: options.monotonicNow() - startMs };
  },
});

const NOTHING = { records: [], aliases: [], origin: { kind: 'none' } } as const;

const whyUnaskable = (name: DomainName): string | undefined =>
  unaskableReason(name) ?? (/[^\0-\xff]/.test(name) ? 'a character that is no octet' : undefined);

type Findings = Omit<DnsAnswer, 'question' | 'askedAtMs' | 'elapsedMs' | 'attempts'>;

/** Asks for the name, and on for its aliases, up to a reply that leads no further. */
const followToTheEnd = async (
  options: AskingOptions,
  question: DnsQuestion,
  signal: AbortSignal | undefined,
  report: (attempt: DnsAttempt) => void,
): Promise<Findings> => {
  const aliases: DomainName[] = [];
  const problems: string[] = [];
  const ttls: number[] = [];
  let isAuthentic = true;
  for (;;) {
    const chain = [question.name, ...aliases];
    const name = chain.pop() ?? question.name;
    const asking = { question: { name, type: question.type }, passed: chain, signal, report };
    const statement = await askServers(options, asking);
    const { reading, reply, origin } = statement;
    isAuthentic &&= reply?.message.flags.ad === true;
    problems.push(...(reply?.message.problems ?? []));
    if (reading.kind === 'trouble') {
      // Without a reply, the attempts tell it.
      if (reply !== undefined && reading.detail !== undefined) problems.push(reading.detail);
    } else {
      problems.push(...reading.problems);
      aliases.push(...reading.aliases);
      if (reading.ttlSeconds !== undefined) ttls.push(reading.ttlSeconds);
      if (reading.kind === 'alias-leads-on') continue;
    }
    return {
      outcome: reading.kind === 'trouble' ? reading.outcome : reading.kind,
      records: reading.kind === 'records' ? reading.records : [],
      aliases,
      ...describeReply(reply, isAuthentic),
      ...(reading.kind !== 'trouble' && ttls.length > 0 && { ttlSeconds: Math.min(...ttls) }),
      ...(problems.length > 0 && { problems }),
      origin,
    };
  }
};

const describeReply = (
  reply: Statement['reply'],
  isAuthentic: boolean,
): Pick<DnsAnswer, 'rcode' | 'flags' | 'extendedErrors' | 'sizeOctets'> => {
  if (reply === undefined) return {};
  const { rcode, flags, edns } = reply.message;
  return {
    rcode,
    flags: { ...flags, ad: isAuthentic },
    ...(edns !== undefined && edns.extendedErrors.length > 0 && { extendedErrors: edns.extendedErrors }),
    sizeOctets: reply.sizeOctets,
  };
};
