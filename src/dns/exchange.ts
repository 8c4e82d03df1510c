import { setMaxListeners } from 'node:events';
import { decodeMessage } from './decode-message.ts';
import type { QueryOptions } from './encode-query.ts';
import { recordTypeCode } from './record-type.ts';
import { asciiLowerCase, type DnsQuestion } from './resolver.ts';
import type { ServerAddress } from './server-address.ts';
import { CLASS_IN, type DnsMessage, HEADER_OCTETS, OPCODE_QUERY, RCODE, wordAt } from './wire-format.ts';

/** One question to one server, and how long to wait for the reply. */
export type ExchangeRequest = Readonly<{
  server: ServerAddress;
  question: DnsQuestion;
  options: QueryOptions;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}>;

/** What came of it. A reply may be any message that answers this very query, so also a refusal. `flooded`: so many
 *  messages came that do not answer it that somebody seems to be guessing. `detail` is a short English phrase for
 *  what went wrong or was odd. */
export type Exchange =
  | Readonly<{ kind: 'reply'; message: DnsMessage; sizeOctets: number; detail?: string | undefined }>
  | Readonly<{ kind: 'flooded'; detail?: string | undefined }>
  | Readonly<{
      kind: 'failure';
      outcome: 'timeout' | 'unreachable' | 'malformed';
      detail?: string | undefined;
    }>;

/** The reply that the octets hold, or why they are no reply to the query with this ID and question. */
export const readReply = (octets: Uint8Array, id: number, question: DnsQuestion): DnsMessage | string => {
  // Before anything else is read, so that a flood of guesses at the ID costs next to nothing.
  if (octets.length >= HEADER_OCTETS && wordAt(octets, 0) !== id) return 'with a wrong ID';
  const message = decodeMessage(octets);
  if (message === undefined) return 'too short';
  if (!message.isResponse) return 'that is a query';
  if (message.opcode !== OPCODE_QUERY) return 'of another opcode';
  const [echo, ...others] = message.questions;
  // RFC 9619 §4: a message with more than one question is no correct one.
  if (others.length > 0) return 'with several questions';
  // A server that could not, or would not, read the query may leave the question out.
  const isRefusal = message.rcode !== RCODE.noError && message.rcode !== RCODE.nameError;
  if (echo === undefined) return isRefusal ? message : 'without a question';
  const isSame =
    asciiLowerCase(echo.name) === asciiLowerCase(question.name) &&
    echo.typeCode === recordTypeCode(question.type) &&
    echo.classCode === CLASS_IN;
  return isSame ? message : 'to another question';
};

/** What a transport does for one exchange: begins it, settles it later (never before it has returned), and says how
 *  to let go of all that it holds. `describeWait` is the detail of a timeout. */
export type ExchangeWork = (settle: (exchange: Exchange) => void) => Readonly<{
  release: () => void;
  describeWait: () => string | undefined;
}>;

/** Runs the work until it settles, the time is up or the signal aborts, whichever is first. Then everything is let
 *  go: the work's own things, the timer and the listener. Rejects only with the signal's reason. */
export const runExchange = ({ timeoutMs, signal }: ExchangeRequest, work: ExchangeWork): Promise<Exchange> =>
  new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    let isSettled = false;
    const end = (conclude: () => void): void => {
      if (isSettled) return;
      isSettled = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      release();
      conclude();
    };
    const onAbort = (): void => end(() => reject(signal?.reason));
    const { release, describeWait } = work((exchange) => end(() => resolve(exchange)));
    const timer = setTimeout(
      () => end(() => resolve({ kind: 'failure', outcome: 'timeout', detail: describeWait() })),
      timeoutMs,
    );
    if (signal !== undefined) {
      // Many exchanges under one signal are no leak; Node would warn of the eleventh.
      setMaxListeners(0, signal);
      signal.addEventListener('abort', onAbort);
    }
  });

const SOCKET_ERRORS = new Map([
  ['ECONNREFUSED', 'connection refused'],
  ['ECONNRESET', 'connection reset'],
  ['ENETUNREACH', 'network unreachable'],
  ['EHOSTUNREACH', 'host unreachable'],
  ['EADDRNOTAVAIL', 'no address of our own to ask from'],
  ['EMFILE', 'too many open files'],
]);

/** The failure that a socket's error stands for. */
export const socketFailure = (error: NodeJS.ErrnoException): Exchange => ({
  kind: 'failure',
  outcome: 'unreachable',
  detail: SOCKET_ERRORS.get(error.code ?? '') ?? error.code ?? error.message,
});
