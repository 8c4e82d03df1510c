import {
  type Asking,
  type AskingOptions,
  askServers,
  askWithoutValidation,
  type Statement,
} from './ask-servers.ts';
import { unaskableReason } from './domain-name.ts';
import type { DnsAnswer, DnsAttempt, DomainName, Resolver } from './resolver.ts';
import type { ServerAddress } from './server-address.ts';

/** How a server resolver asks. `now` gives milliseconds since the epoch. */
export type ServerResolverOptions = AskingOptions & Readonly<{ now: () => number }>;

/** Answers questions by asking DNS servers. An alias whose end the reply leaves open is asked on; the answer then
 *  has the flags, size and origin of the last reply, and AD only if every reply had it. Servers that validate and
 *  fail are asked again without validation, to tell a bad signature from a broken server. */
export const serverResolver = (options: ServerResolverOptions): Resolver => ({
  resolve: async (question, signal) => {
    signal?.throwIfAborted();
    const startMs = options.monotonicNow();
    const attempts: DnsAttempt[] = [];
    const asked = { question, askedAtMs: options.now(), attempts };
    const reason = whyUnaskable(question.name);
    if (reason !== undefined) {
      const problems = [`the name has ${reason}`];
      return { ...asked, ...NOTHING, outcome: 'unaskable', problems, elapsedMs: 0 };
    }
    const report = (attempt: DnsAttempt): void => {
      attempts.push(attempt);
    };
    const deadlineMs = startMs + patienceOf(options);
    const { failure, ...findings } = await followToTheEnd(options, { question, deadlineMs, signal, report });
    // Before the second look: no receiver takes it, and a check counts the time that receivers wait.
    const elapsedMs = options.monotonicNow() - startMs;
    const withoutValidation = failure && (await lookWithoutValidation(options, failure));
    return { ...asked, ...findings, ...(withoutValidation && { withoutValidation }), elapsedMs };
  },
});

// What a question takes at most when all servers are silent, and as much again for what honest ones may ask for:
// EDNS left out, TCP, aliases. RFC 1034 §5.3.3 wants the work bounded, as servers may lead on for ever.
const patienceOf = ({ servers, timeoutMs, retries }: AskingOptions): number =>
  2 * Math.max(1, servers.length) * (1 + retries) * timeoutMs;

/** A question that failed, and the servers that answered it with SERVFAIL. */
type Failure = Readonly<{ asking: Asking; servers: readonly ServerAddress[] }>;

const lookWithoutValidation = async (
  options: AskingOptions,
  { asking, servers }: Failure,
): Promise<DnsAnswer['withoutValidation']> => {
  const { recursionDesired = true, checkingDisabled = false } = options;
  if (servers.length === 0 || !recursionDesired || checkingDisabled) return undefined;
  const reading = await askWithoutValidation(options, asking, servers);
  if (reading.kind === 'trouble') return reading.outcome;
  // An alias is data too.
  return reading.kind === 'alias-leads-on' ? 'records' : reading.kind;
};

const NOTHING = { records: [], aliases: [], origin: { kind: 'none' } } as const;

const whyUnaskable = (name: DomainName): string | undefined =>
  unaskableReason(name) ?? (/[^\0-\xff]/.test(name) ? 'a character that is no octet' : undefined);

type Findings = Omit<DnsAnswer, 'question' | 'askedAtMs' | 'elapsedMs' | 'attempts'>;

/** Asks for the name, and on for its aliases, up to a reply that leads no further. */
const followToTheEnd = async (
  options: AskingOptions,
  { question, ...means }: Omit<Asking, 'passed'>,
): Promise<Findings & Readonly<{ failure?: Failure }>> => {
  const aliases: DomainName[] = [];
  const problems: string[] = [];
  const ttls: number[] = [];
  let isAuthentic = true;
  for (;;) {
    const chain = [question.name, ...aliases];
    const name = chain.pop() ?? question.name;
    const asking = { question: { name, type: question.type }, passed: chain, ...means };
    const statement = await askServers(options, asking);
    const { reading, reply, origin } = statement;
    isAuthentic &&= reply?.message.flags.ad === true;
    problems.push(...(reply?.message.problems ?? []));
    if (reading.kind === 'trouble') {
      if (reading.detail !== undefined) problems.push(reading.detail);
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
      ...(reading.kind === 'trouble' && { failure: { asking, servers: statement.failed } }),
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
