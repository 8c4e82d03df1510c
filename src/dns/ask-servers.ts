import type { ExchangeRequest } from './exchange.ts';
import { type AnswerReading, readAnswer, type TroubleOutcome } from './read-answer.ts';
import type { DnsAttempt, DnsOrigin, DnsQuestion, DomainName, Transport } from './resolver.ts';
import { formatServerAddress, type ServerAddress } from './server-address.ts';
import { exchangeOverTcp } from './tcp-transport.ts';
import { exchangeOverUdp } from './udp-transport.ts';
import { type DnsMessage, RCODE } from './wire-format.ts';

/** How servers are asked. `timeoutMs` is for each exchange (`Asking` has the end of all); `retries` are further rounds
 *  over the servers that gave no reply. `monotonicNow` gives milliseconds from any start. `recursionDesired` is true unless said
 *  otherwise; `checkingDisabled` gets data in spite of a failed DNSSEC validation. */
export type AskingOptions = Readonly<{
  servers: readonly ServerAddress[];
  timeoutMs: number;
  retries: number;
  monotonicNow: () => number;
  recursionDesired?: boolean;
  checkingDisabled?: boolean;
}>;

/** One question, and the names whose aliases led to its name. `deadlineMs`: when, by `monotonicNow`, no more time is
 *  left for it. */
export type Asking = Readonly<{
  question: DnsQuestion;
  passed: readonly DomainName[];
  deadlineMs: number;
  signal: AbortSignal | undefined;
  report: (attempt: DnsAttempt) => void;
}>;

/** What a server said in the end, or what kept it from saying anything: then there is no `reply`. */
export type Statement = Readonly<{
  reading: AnswerReading;
  origin: DnsOrigin;
  reply?: Readonly<{ message: DnsMessage; sizeOctets: number }>;
}>;

/** A statement, and the servers that answered SERVFAIL before it or with it. */
export type Finding = Statement & Readonly<{ failed: readonly ServerAddress[] }>;

// Which trouble says most of the question, when no server answers it.
const WEIGHT: Readonly<Record<TroubleOutcome, number>> = {
  'server-failure': 5,
  refused: 4,
  malformed: 3,
  timeout: 2,
  unreachable: 1,
};

/** Asks the servers in their order until one gives an answer (NXDOMAIN and no data are answers too). One that
 *  failed or refused has said its word; one that is silent or out of reach is asked again in later rounds. */
export const askServers = async (options: AskingOptions, asking: Asking): Promise<Finding> => {
  let heaviest: Statement = {
    reading: { kind: 'trouble', outcome: 'unreachable' },
    origin: { kind: 'none' },
  };
  let weight = 0;
  const failed: ServerAddress[] = [];
  let servers = options.servers;
  for (let round = 0; round <= options.retries && servers.length > 0; round++) {
    const silent: ServerAddress[] = [];
    for (const server of servers) {
      const statement = await askServer(options, asking, server);
      if (statement === OVERDUE) return { ...(weight > WEIGHT.timeout ? heaviest : OVERDUE), failed };
      const { reading, reply } = statement;
      if (reply?.message.rcode === RCODE.serverFailure) failed.push(server);
      if (reading.kind !== 'trouble') return { ...statement, failed };
      if (reading.outcome === 'timeout' || reading.outcome === 'unreachable') silent.push(server);
      if (WEIGHT[reading.outcome] > weight) {
        heaviest = statement;
        weight = WEIGHT[reading.outcome];
      }
    }
    servers = silent;
  }
  return { ...heaviest, failed };
};

/** Asks servers that failed once more, without DNSSEC validation (CD, RFC 4035 §3.2.2), each once, until one gives
 *  data. What the first failure was for: data shows that only their signatures were found wrong. */
export const askWithoutValidation = async (
  options: AskingOptions,
  asking: Asking,
  servers: readonly ServerAddress[],
): Promise<AnswerReading> => {
  const report = (attempt: DnsAttempt): void => {
    const detail = ['without DNSSEC validation, CD=1', attempt.detail].filter(
      (remark) => remark !== undefined,
    );
    asking.report({ ...attempt, detail: detail.join('; ') });
  };
  const unchecked = { ...options, servers, retries: 0, checkingDisabled: true };
  return (await askServers(unchecked, { ...asking, report })).reading;
};

const TRANSPORTS = { udp: exchangeOverUdp, tcp: exchangeOverTcp } as const;

const NO_TIME = 'no time is left for this question';
const OVERDUE: Statement = {
  reading: { kind: 'trouble', outcome: 'timeout', detail: NO_TIME },
  origin: { kind: 'none' },
};

/** Asks one server: over UDP with EDNS first, without EDNS or over TCP as its replies call for. */
const askServer = async (
  { timeoutMs, monotonicNow, recursionDesired = true, checkingDisabled = false }: AskingOptions,
  { question, passed, deadlineMs, signal, report }: Asking,
  address: ServerAddress,
): Promise<Statement> => {
  const server = formatServerAddress(address);
  let transport: Transport = 'udp';
  let edns = true;
  for (;;) {
    const startMs = monotonicNow();
    const leftMs = deadlineMs - startMs;
    if (leftMs <= 0) return OVERDUE;
    const request: ExchangeRequest = {
      server: address,
      question,
      options: { recursionDesired, checkingDisabled, edns, authenticData: true },
      timeoutMs: Math.min(timeoutMs, leftMs),
      signal,
    };
    const exchange = await TRANSPORTS[transport](request);
    const conclude = (outcome: DnsAttempt['outcome'], ...remarks: readonly (string | undefined)[]): void => {
      const detail = [...remarks, exchange.detail].filter((remark) => remark !== undefined).join('; ');
      const elapsedMs = monotonicNow() - startMs;
      report({ server, transport, outcome, elapsedMs, ...(detail !== '' && { detail }) });
    };

    if (exchange.kind === 'flooded') {
      // RFC 5452 §9.3: nobody but the server can easily speak on a connection.
      conclude('malformed', 'somebody guesses at the reply; asking over TCP');
      transport = 'tcp';
      continue;
    }
    if (exchange.kind === 'failure') {
      const { outcome } = exchange;
      conclude(outcome, outcome === 'timeout' && leftMs < timeoutMs ? NO_TIME : undefined);
      // The attempt has the detail.
      return { reading: { kind: 'trouble', outcome }, origin: { kind: 'none' } };
    }
    const { message, sizeOctets } = exchange;
    if (edns && isEdnsRefusal(message)) {
      conclude('edns-refused', `rcode ${message.rcode}`);
      edns = false;
      continue;
    }
    if (message.flags.tc && transport === 'udp') {
      conclude('truncated');
      transport = 'tcp';
      continue;
    }
    const reading: AnswerReading = message.flags.tc
      ? { kind: 'trouble', outcome: 'malformed', detail: 'truncated over TCP' }
      : readAnswer(message, question, passed);
    switch (reading.kind) {
      case 'trouble':
        conclude(reading.outcome, reading.detail);
        break;
      case 'alias-leads-on':
        conclude('records', `alias, asking on for ${reading.aliases.at(-1)}`);
        break;
      default:
        conclude(reading.kind);
    }
    return { reading, origin: { kind: 'server', server, transport }, reply: { message, sizeOctets } };
  }
};

// RFC 6891 §7: FORMERR from servers that don't know EDNS; some say NOTIMP, and BADVERS is for version 0 as well.
const isEdnsRefusal = ({ rcode }: DnsMessage): boolean =>
  rcode === RCODE.formatError || rcode === RCODE.notImplemented || rcode === RCODE.badVersion;
