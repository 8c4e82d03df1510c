import type { AskedQuestion } from './dns-reply.ts';
import { type LoopbackServer, type Reply, startLoopbackServer } from './loopback-server.ts';

/** A loopback server that knows how much was asked of it. A question that comes over UDP and, as its answer is large,
 *  over TCP again is one question. */
export type WatchedServer = LoopbackServer &
  Readonly<{
    /** `127.0.0.1:5300`, as the command line wants it. */
    label: string;
    /** How many different questions came. */
    questions: () => number;
    /** How many questions were open at once, at most. */
    mostInFlight: () => number;
    forget: () => void;
  }>;

/** Starts one whose every reply takes `latencyMs`. */
export const startWatchedServer = async (
  answer: (question: AskedQuestion) => Reply,
  latencyMs: number,
): Promise<WatchedServer> => {
  const seen = new Set<string>();
  let open = 0;
  let most = 0;
  const server = await startLoopbackServer(async (question) => {
    seen.add(`${question.type} ${question.name.toLowerCase()}`);
    open++;
    most = Math.max(most, open);
    await new Promise((resolve) => setTimeout(resolve, latencyMs));
    open--;
    return answer(question);
  });
  return {
    ...server,
    label: `${server.address.address}:${server.address.port}`,
    questions: () => seen.size,
    mostInFlight: () => most,
    forget: () => {
      seen.clear();
      most = open;
    },
  };
};
